#include "outbox/outbox.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "support/session_cache.hpp"
#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using admin::testing::RecordedSessionCache;
using admin::testing::TestStore;
using auth::RevocationKind;

namespace {

struct Post {
  base::SystemClock clock;
  std::shared_ptr<RecordedSessionCache> session_cache = std::make_shared<RecordedSessionCache>(clock);
  TestStore store;
  const std::filesystem::path log_file =
      std::filesystem::temp_directory_path() / ("outbox-" + std::to_string(::getpid()) + ".log");
  service::Log log{{"test", service::Level::Warning, log_file}};
  Outbox outbox{store.database(), session_cache, std::chrono::hours(8), clock, log};
  static constexpr std::int64_t kFar = INT64_MAX;
  ~Post() { std::filesystem::remove(log_file); }

  // How many lines of the log say this. A thread of the log's own writes them, in their order: a last one is
  // waited for.
  std::ptrdiff_t logged(const std::string& what) {
    log.warning("the end of what is counted");
    for (int i = 0; i < 1000 && lines_with("the end of what is counted") == 0; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return lines_with(what);
  }
  std::ptrdiff_t lines_with(const std::string& what) const {
    std::ifstream file(log_file);
    std::ptrdiff_t count = 0;
    for (std::string line; std::getline(file, line);) count += line.find(what) != std::string::npos;
    return count;
  }

  void revoke(RevocationKind kind, const std::string& id) {
    store.change(TestStore::tester(), [&](Work& work) {
      work.lock_rights();
      work.revoke(kind, id);
    });
  }
  void user(const std::string& id, int active) {
    store.change(TestStore::tester(), [&](Work& work) {
      work.session().execute(
          "INSERT INTO users VALUES (?, NULL, ?, NULL, NULL, NULL, 'NONE', ?, "
          "'2026-02-06 08:00:00', '2026-02-06 08:00:00', NULL, 1)",
          {id, id, std::int64_t{active}});
    });
  }
};

}  // namespace

TEST_CASE("what is acknowledged is told once and gone") {
  Post post;
  post.revoke(RevocationKind::Permissions, "ann");
  CHECK(post.outbox.depth() == 1);
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  CHECK(post.outbox.depth() == 0);
  CHECK(post.outbox.redeliver(Post::kFar) == 0);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].target == "/internal/v1/revocations");
  CHECK(told[0].body.text_at("kind") == "permissions");
  CHECK(told[0].body.text_at("id") == "ann");
  const auto from = told[0].body.integer_at("not_before_ms").value(),
             until = told[0].body.integer_at("until_ms").value();
  CHECK(until - from == (8 * 3600 + 60) * 1000);
}

TEST_CASE("an API key's entry lives for thirty days, and says of which row on") {
  Post post;
  const auto when = base::from_unix_ms(1'800'000'000'123);
  post.store.change(TestStore::tester(), [&](Work& work) {
    work.lock_policy();
    work.revoke(RevocationKind::ApiKey, "k", when);
  });
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].body.text_at("kind") == "api_key");
  CHECK(told[0].body.integer_at("not_before_ms") == 1'800'000'000'123);
  CHECK(told[0].body.integer_at("until_ms") == 1'800'000'000'123 + 30 * 86'400'000LL);
}

TEST_CASE("what is not acknowledged stays and is told again under the same id, oldest first") {
  Post post;
  post.session_cache->set_up(false);
  post.revoke(RevocationKind::Permissions, "ann");
  post.revoke(RevocationKind::Permissions, "bob");
  CHECK(post.outbox.redeliver(Post::kFar) == 0);
  CHECK(post.outbox.depth() == 2);
  const std::string id = post.store.reading([](sql::Session& session) {
    return std::string(session.query("SELECT id FROM outbox WHERE target_id = 'ann'", {}, 1).text(0, 0));
  });
  post.session_cache->set_up(true);
  CHECK(post.outbox.redeliver(0) == 0);  // too young
  CHECK(post.outbox.redeliver(Post::kFar) == 2);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 2);
  CHECK(told[0].body.text_at("event_id") == id);
  CHECK(post.outbox.depth() == 0);
}

TEST_CASE("what session-cache refuses stays and holds up nothing; what it cannot do now does") {
  Post post;
  for (const char* id : {"ann", "", "bob"}) post.revoke(RevocationKind::Permissions, id);
  CHECK(post.outbox.redeliver(Post::kFar) == 2);
  CHECK(post.outbox.depth() == 1);  // LgmOutboxStuck counts it
  CHECK(post.outbox.redeliver(Post::kFar) == 0);
  CHECK(post.session_cache->told().size() == 2);
  for (const int later : {401, 403, 404, 408, 429, 500, 503}) {
    CAPTURE(later);
    post.session_cache->refuse_id("", later);
    post.revoke(RevocationKind::Permissions, "cid");
    CHECK(post.outbox.redeliver(Post::kFar) == 0);
  }
  post.session_cache->refuse_id("nobody", 422);
  CHECK(post.outbox.redeliver(Post::kFar) == 7);
  CHECK(post.outbox.depth() == 1);
}

TEST_CASE("more refused ones than a page holds hold up nothing") {
  Post post;
  for (int i = 0; i < 501; ++i) post.revoke(RevocationKind::Permissions, "");
  post.revoke(RevocationKind::Permissions, "ann");
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  CHECK(post.outbox.depth() == 501);
}

TEST_CASE(
    "a row of a kind that only a later version knows stays for it, ends nobody's sessions and is logged "
    "once") {
  Post post;
  post.revoke(RevocationKind::Permissions, "ann");
  post.revoke(RevocationKind::Permissions, "bob");
  post.store.change(TestStore::tester(), [](Work& work) {
    work.session().execute("UPDATE outbox SET kind = 'application' WHERE target_id = 'ann'", {});
  });
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  CHECK(post.outbox.redeliver(Post::kFar) == 0);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].body.text_at("id") == "bob");
  CHECK(post.outbox.depth() == 1);  // LgmOutboxStuck counts it
  CHECK(post.logged("is of a kind that this version does not know") == 1);
}

TEST_CASE("more rows of unknown kinds than a page holds hold up nothing") {
  Post post;
  for (int i = 0; i < 501; ++i) post.revoke(RevocationKind::Permissions, "ann");
  post.store.change(TestStore::tester(),
                    [](Work& work) { work.session().execute("UPDATE outbox SET kind = 'application'", {}); });
  post.revoke(RevocationKind::Permissions, "bob");
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  CHECK(post.outbox.depth() == 501);
}

TEST_CASE("a disabled user's sessions end as well, under an id of their own") {
  Post post;
  post.revoke(RevocationKind::User, "ann");
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 2);
  CHECK(told[0].body.text_at("kind") == "user");
  CHECK(told[1].target == "/internal/v1/sessions/end");
  CHECK(told[1].body.text_at("uid") == "ann");
  CHECK(told[1].body.text_at("event_id") != told[0].body.text_at("event_id"));
  CHECK(told[1].body.integer_at("until_ms") == told[0].body.integer_at("until_ms"));
}

TEST_CASE("a feed that begins anew is told of every disabled user, once an epoch") {
  Post post;
  post.user("ann", 0);
  post.user("bob", 1);
  post.user("cid", 0);
  post.session_cache->set_up(false);
  CHECK_FALSE(post.outbox.reseed("7", 1'790'000'000'000));
  post.session_cache->set_up(true);
  CHECK(post.outbox.reseed("7", 1'790'000'000'000));
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 4);
  CHECK(told[0].body.text_at("id") == "ann");
  CHECK(told[2].body.text_at("id") == "cid");
  CHECK(told[0].body.integer_at("not_before_ms") == 1'790'000'000'000);
  CHECK(post.outbox.reseed("7", 1'790'000'000'000));
  CHECK(post.session_cache->told().size() == 4);
  CHECK(post.outbox.reseed("8", 1'790'000'000'000));
  CHECK(post.session_cache->told().size() == 8);
}

TEST_CASE("a gift is told with limits that refuse no token, from when it is told") {
  Post post;
  post.store.change(TestStore::tester(), [](Work& work) {
    work.lock_rights();
    work.reread_rights("ann");
  });
  // As if it had waited for a week.
  post.store.change(TestStore::tester(), [](Work& work) {
    work.session().execute("UPDATE outbox SET not_before_ms = not_before_ms - 604800000", {});
  });
  const std::int64_t now = base::to_unix_ms(post.clock.now());
  CHECK(post.outbox.redeliver(0) == 0);  // too young
  CHECK(post.outbox.redeliver(Post::kFar) == 1);
  const auto told = post.session_cache->told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].target == "/internal/v1/revocations");
  CHECK(told[0].body.text_at("kind") == "permissions");
  CHECK(told[0].body.integer_at("not_before_ms") == 0);
  CHECK(told[0].body.integer_at("until_ms").value() >= now + 8 * 3600 * 1000);
}
