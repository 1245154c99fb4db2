#include "store/database_store.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "support/refusals.hpp"
#include "tags/tags.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestDatabase;
using testing::TestStore;

namespace {

Tag tag(const std::string& code) {
  return {"", code, code, {}, 1, true, 0};
}

std::vector<std::int64_t> numbers(sql::Database& database, const std::string& sql) {
  return database.reading([&](sql::Session& session) {
    const auto rows = session.query(sql, {}, 1);
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(rows.integer(i, 0));
    return out;
  });
}

// A second pool and store on the same database.
struct Replica {
  explicit Replica(const sql::PoolOptions& options) : database(options) {}
  sql::Database database;
  base::SystemClock clock;
  base::SystemRandom random;
  DatabaseStore store{database, clock, random};
};

}  // namespace

TEST_CASE("two replicas that write at once take numbers without gap or repetition") {
  TestDatabase shared(TestDatabase::Seeds::Remove);
  Replica one(shared.options()), two(shared.options());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Replica& replica = t % 2 == 0 ? one : two;
      for (int i = 0; i < 10; ++i)
        replica.store.change(TestStore::tester(), [&](Work& work) {
          tags::create(work, tag("t" + std::to_string(t) + "-" + std::to_string(i)));
        });
    });
  for (auto& thread : threads) thread.join();
  const auto taken = numbers(one.database, "SELECT n FROM policy_changes ORDER BY n");
  REQUIRE(taken.size() == 40);
  for (std::size_t i = 0; i < taken.size(); ++i) CHECK(taken[i] == static_cast<std::int64_t>(i) + 1);
  CHECK(numbers(two.database, "SELECT n FROM policy_head") == std::vector<std::int64_t>{40});
  CHECK(numbers(two.database, "SELECT COUNT(*) FROM audit_logs") == std::vector<std::int64_t>{40});
}

TEST_CASE("of two replicas that make the same row one is refused, and its number is not lost") {
  TestDatabase shared(TestDatabase::Seeds::Remove);
  Replica one(shared.options()), two(shared.options());
  std::atomic<int> made{0}, refused{0};
  const auto make = [&](Replica& replica) {
    for (int i = 0; i < 10; ++i) {
      try {
        replica.store.change(TestStore::tester(),
                             [&](Work& work) { tags::create(work, tag("t" + std::to_string(i))); });
        ++made;
      } catch (const service::Refusal&) {
        ++refused;
      }
    }
  };
  std::thread other([&] { make(two); });
  make(one);
  other.join();
  CHECK(made == 10);
  CHECK(refused == 10);
  CHECK(numbers(one.database, "SELECT MAX(n) FROM policy_changes") == std::vector<std::int64_t>{10});
  CHECK(numbers(one.database, "SELECT n FROM policy_head") == std::vector<std::int64_t>{10});
}

TEST_CASE(
    "a commit is told with its number, events and audit rows; a refusal is not; what the listener throws is "
    "not the "
    "caller's") {
  TestDatabase shared(TestDatabase::Seeds::Remove);
  base::SystemClock clock;
  base::SystemRandom random;
  std::vector<Committed> told;
  DatabaseStore store(shared.database(), clock, random, [&](const Committed& left) {
    told.push_back(left);
    throw std::runtime_error("session-cache is away");
  });
  store.change(TestStore::tester(), [&](Work& work) {
    tags::create(work, tag("a"));
    tags::create(work, tag("b"));
    work.lock_rights();
    work.revoke(auth::RevocationKind::Permissions, "ann");
  });
  REQUIRE(told.size() == 1);
  CHECK(told[0].policy == 2);
  REQUIRE(told[0].events.size() == 1);
  CHECK(told[0].events[0].target == "ann");
  CHECK_THROWS_AS(store.change(TestStore::tester(), [&](Work& work) { tags::create(work, tag("a")); }),
                  service::Refusal);
  CHECK(told.size() == 1);
  store.change(TestStore::tester(), [](Work&) {});
  CHECK(told.size() == 1);
  store.change(TestStore::tester(), [](Work& work) { work.audit({"x", "", {}}); });
  REQUIRE(told.size() == 2);
  CHECK(told[1].audits.size() == 1);
}

TEST_CASE("changes without their lock are our own mistake") {
  TestStore store;
  CHECK_THROWS_AS(
      store.change(TestStore::tester(),
                   [](Work& work) { work.policy_changed(contracts::policy::Kind::Tag, "x", {}, {}); }),
      std::logic_error);
  CHECK_THROWS_AS(
      store.change(TestStore::tester(), [](Work& work) { work.revoke(auth::RevocationKind::User, "x"); }),
      std::logic_error);
}

TEST_CASE("many changes of one transaction are all kept, in order") {
  TestStore store;
  store.change(TestStore::tester(), [](Work& work) {
    work.lock_policy();
    for (int i = 0; i < 450; ++i)
      work.policy_changed(contracts::policy::Kind::Tag, std::to_string(i), {}, json::Object{{"i", i}});
  });
  REQUIRE(store.trace.changes.size() == 450);
  for (int i = 0; i < 450; ++i)
    CHECK(store.trace.changes[static_cast<std::size_t>(i)].row_id == std::to_string(i));
}

TEST_CASE("the audit row says who, whence and what; a header that is no UTF-8 does not stop the change") {
  TestStore store;
  service::Actor actor = TestStore::tester();
  actor.action = "CREATE";
  actor.resource_type = "META_TAG";
  actor.ip_address = "2001:db8::1";
  actor.user_agent = "agent \xff\xe4";
  actor.request_id = "req-1";
  store.change(actor, [](Work& work) { work.audit({"row", "shop", json::Object{{"before", nullptr}}}); });
  store.read([](sql::Session& session) {
    const auto row = session.query(
        "SELECT user_id, username, action, resource_type, resource_id, scenario_id, details, ip_address, "
        "user_agent, request_id, seq FROM audit_logs",
        {}, 11);
    REQUIRE(row.size() == 1);
    const char* expected[] = {
        "tester",      "tester",   "CREATE", "META_TAG", "row", "shop", "{\"before\":null}",
        "2001:db8::1", "agent ??", "req-1"};
    for (std::size_t i = 0; i < 10; ++i) CHECK(row.text(0, i) == expected[i]);
    CHECK_FALSE(row.cell(0, 10));
  });
  REQUIRE(store.logged.size() == 1);
  CHECK(store.logged[0].text_at("resource_id") == "row");
  CHECK(store.logged[0].find("details")->find("before"));
  CHECK(store.logged[0].text_at("user_agent") == "agent ??");
}

TEST_CASE("each row of the audit log is told once, after its commit; what was rolled back is not") {
  TestStore store;
  store.change(TestStore::tester(), [](Work& work) {
    for (int i = 0; i < 450; ++i) work.audit({std::to_string(i), "", json::Object{{"i", i}}});
  });
  CHECK_THROWS(store.change(TestStore::tester(), [](Work& work) {
    work.audit({"never", "", {}});
    throw std::runtime_error("the rest failed");
  }));
  REQUIRE(store.logged.size() == 450);
  store.read([&](sql::Session& session) {
    const auto rows = session.query("SELECT `id`, `resource_id` FROM `audit_logs` ORDER BY `id`", {}, 2);
    REQUIRE(rows.size() == 450);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CHECK(store.logged[i].text_at("id") == rows.text(i, 0));
      CHECK(store.logged[i].text_at("resource_id") == rows.text(i, 1));
    }
  });
}
