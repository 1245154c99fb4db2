#include "policy_follower/policy_follower.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "fake_feed.hpp"
#include "policy_follower/snapshot_lines.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "lgm-policy-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  std::string file() const { return path_ / "policy"; }

 private:
  std::filesystem::path path_;
};

template <class F>
void await(F&& condition) {
  while (!condition()) std::this_thread::yield();
}

// A follower of a feed of its own; the feed is closed before the follower stops.
struct Followed {
  explicit Followed(std::string file = {}, std::shared_ptr<FakeFeed> feed = std::make_shared<FakeFeed>())
      : admin(std::move(feed)), follower(admin, options(std::move(file)), clock, log, metrics) {}
  ~Followed() { end(); }
  void end() {
    admin->close();
    follower.stop();
  }
  static PolicyFollower::Options options(std::string file) {
    PolicyFollower::Options made;
    made.cache_file = std::move(file);
    return made;
  }
  std::shared_ptr<FakeFeed> admin;
  base::SystemClock clock;
  service::Log log{{"guard-service", service::Level::Error, ""}};
  service::Metrics metrics;
  PolicyFollower follower;
  std::int64_t version() const {
    const auto policy = follower.policy();
    return policy ? policy->version : -1;
  }
};

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

PolicyRows some_rows() {
  PolicyRows rows({});
  rows.apply("tag", "t", tag_row("t", "T"));
  rows.apply("global_keyword", "k", word_row("k", "枪支"));
  rows.apply("scenario", "s", scenario_row("s", "app"));
  auto own = word_row("w", "赌博");
  own.set("scenario_id", "app").set("rule_mode", 0).set("category", 1);
  rows.apply("scenario_keyword", "w", own);
  const json::Value rule(json::Object{{"id", "p"},
                                      {"scenario_id", "app"},
                                      {"match_type", "TAG"},
                                      {"match_value", "T"},
                                      {"rule_mode", 1},
                                      {"extra_condition", "unsafe"},
                                      {"strategy", "BLOCK"},
                                      {"is_active", true},
                                      {"mode", "MONITOR"}});
  rows.apply("scenario_policy", "p", rule);
  const json::Value fallback(json::Object{
      {"id", "d"}, {"tag_code", "T"}, {"strategy", "REVIEW"}, {"is_active", true}, {"mode", "ENFORCE"}});
  rows.apply("global_default", "d", fallback);
  rows.set_version(7);
  return rows;
}

}  // namespace

TEST_CASE("rows compile to what decides; unchanged parts are shared by the next snapshot") {
  PolicyRows rows = some_rows();
  const auto first = rows.build();
  CHECK(first->version == 7);
  CHECK(first->global->rows().size() == 1);
  REQUIRE(first->find("app"));
  CHECK(first->find("app")->words->rows()[0].list == guard::List::SuperBlack);
  const auto* rules = first->find("app")->rules->find(false, false, "T");
  REQUIRE(rules);
  CHECK((*rules)[0].condition == "unsafe");
  CHECK((*rules)[0].mode == guard::RuleMode::Monitor);
  REQUIRE(first->defaults->find(false, false, "T"));

  auto own = word_row("w", "赌博");
  own.set("scenario_id", "app").set("rule_mode", 1).set("category", 0);
  rows.apply("scenario_keyword", "w", own);
  const auto second = rows.build();
  CHECK(second->global == first->global);
  CHECK(second->tags == first->tags);
  CHECK(second->find("app") != first->find("app"));
  CHECK(second->find("app")->words->rows()[0].list == guard::List::CustomWhite);

  rows.apply("scenario_keyword", "w", nullptr);
  CHECK(rows.build()->find("app")->words->rows().empty());
}

TEST_CASE("inactive rows stay out of what decides; a row that cannot be read is said so") {
  PolicyRows rows({});
  auto word = word_row("k", "枪支");
  word.set("is_active", false);
  rows.apply("global_keyword", "k", word);
  CHECK(rows.build()->global->rows().empty());
  CHECK_THROWS_AS(rows.apply("global_keyword", "x", json::Object{{"id", "x"}}), BadRow);
  CHECK_THROWS_AS(rows.apply("tag", "x", json::Value(3)), BadRow);
  CHECK_NOTHROW(rows.apply("of a later version", "x", json::Object{}));
}

TEST_CASE("a policy survives in its file; a damaged file is not used") {
  const TemporaryDirectory directory;
  write_cache_file(directory.file(), some_rows());
  const PolicyRows read = read_cache_file(directory.file(), {});
  CHECK(read.version() == 7);
  CHECK(write_snapshot(read) == write_snapshot(some_rows()));

  const std::string whole = contents(directory.file());
  const auto refused = [&](const std::string& text) {
    CAPTURE(text);
    put(directory.file(), text);
    CHECK_THROWS(read_cache_file(directory.file(), {}));
  };
  refused(whole.substr(0, whole.rfind("{\"end\"")));
  refused(whole.substr(0, whole.size() / 2));
  refused("llm-guard-policy 2" + whole.substr(whole.find(" sha256")));
  std::string flipped = whole;
  flipped[flipped.find("枪")] ^= 1;
  refused(flipped);
  refused("");
  std::filesystem::remove(directory.file());
  CHECK_THROWS(read_cache_file(directory.file(), {}));
}

TEST_CASE("a follower loads the policy and follows each change by number") {
  Followed guard;
  guard.admin->change("tag", "t", tag_row("t", "T"));
  guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
  CHECK(guard.follower.policy() == nullptr);
  CHECK(guard.version() == -1);
  guard.follower.start();
  await([&] { return guard.version() == 2; });
  CHECK(guard.follower.state().current);
  CHECK(guard.follower.policy()->global->rows().size() == 1);
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  await([&] { return guard.version() == 3; });
  CHECK(guard.follower.policy()->find("app") != nullptr);
  guard.admin->change("global_keyword", "k", nullptr);
  await([&] { return guard.version() == 4; });
  CHECK(guard.follower.policy()->global->rows().empty());
  CHECK(guard.admin->snapshots() == 1);
}

TEST_CASE("a gap, a policy that went back and an unreadable answer load the policy anew") {
  for (const auto& [status, body] :
       {std::pair{410, std::string("{}")}, std::pair{200, std::string("garbage")},
        std::pair{200, std::string(R"({"head":9,"changes":[{"n":9,"kind":"tag","row_id":"t","row":null}]})")},
        std::pair{200,
                  std::string(R"({"head":2,"changes":[{"n":2,"kind":"tag","row_id":"t","row":{}}]})")}}) {
    CAPTURE(body);
    Followed guard;
    guard.admin->change("tag", "t", tag_row("t", "T"));
    guard.follower.start();
    await([&] { return guard.version() == 1; });
    guard.admin->next_changes(status, body);
    await([&] { return guard.admin->snapshots() == 2; });
    guard.admin->change("scenario", "s", scenario_row("s", "app"));
    await([&] { return guard.version() == 2; });
    CHECK(guard.follower.policy()->find("app") != nullptr);
  }
}

TEST_CASE("a snapshot that is cut off is not used") {
  Followed guard;
  guard.admin->next_snapshot(
      "{\"version\":5}\n{\"kind\":\"tag\",\"row\":{\"id\":\"t\",\"tag_code\":\"T\"}}\n");
  guard.admin->change("tag", "t", tag_row("t", "T"));
  guard.follower.start();
  await([&] { return guard.version() == 1; });
  CHECK(guard.admin->snapshots() == 2);
}

TEST_CASE("with admin-service down a start decides by the file of the last good policy") {
  const TemporaryDirectory directory;
  {
    Followed guard(directory.file());
    guard.admin->change("scenario", "s", scenario_row("s", "app"));
    guard.follower.start();
    await([&] { return guard.version() == 1; });
    guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
    await([&] { return guard.version() == 2; });
  }
  auto feed = std::make_shared<FakeFeed>();
  feed->set_down(true);
  Followed guard(directory.file(), feed);
  guard.follower.start();
  CHECK(guard.version() == 2);
  CHECK(guard.follower.policy()->find("app") != nullptr);
  CHECK(guard.follower.policy()->global->rows().size() == 1);
  CHECK_FALSE(guard.follower.state().current);
  // Back again, behind our number: restored from a backup, say.
  feed->next_changes(410, "{}");
  feed->change("tag", "t", tag_row("t", "T"));
  feed->set_down(false);
  await([&] { return guard.version() == 1; });
  CHECK(guard.follower.state().current);
  CHECK(guard.follower.policy()->find("app") == nullptr);
}

TEST_CASE("a file that cannot be written is no reason to stop deciding") {
  Followed guard("/proc/no/such/place");
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.follower.start();
  await([&] { return guard.version() == 1; });
  guard.end();
  CHECK(guard.follower.policy()->find("app") != nullptr);
}
