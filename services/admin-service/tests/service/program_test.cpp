// The whole program, also as two replicas on one database and one session-cache.
#include "program/program.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "store/schema.hpp"
#include "support/raw_client.hpp"
#include "support/revocation_service.hpp"
#include "support/test_database.hpp"
#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using admin::testing::RevocationService;
using admin::testing::TestDatabase;
using admin::testing::TestStore;
using lgm::testing::body_of;
using lgm::testing::RawClient;
using lgm::testing::status_of;

namespace {

const std::string kFromGuard(32, 'g'), kToSessionCache(32, 's'), kJwtKey(32, 'k'), kSealKey(32, 'a');

service::CommonConfig common_config(const std::string& session_cache) {
  service::CommonConfig common;
  common.bind_address = "127.0.0.1";
  common.jwt_algorithm = "HS256";
  common.jwt_hs256_key = kJwtKey;
  common.tokens_from_guard = kFromGuard;
  common.session_cache_service_url = session_cache;
  common.token_to_session_cache = kToSessionCache;
  common.requests_per_minute = 0;
  return common;
}

// One replica; its surroundings outlive it.
struct Replica {
  Replica(const sql::PoolOptions& options, const std::string& session_cache, bool migrate = true)
      : configuration(configuration_of(options, migrate)),
        program({"admin-service", "admin", "1"}, common_config(session_cache), configuration, log) {}
  static Configuration configuration_of(const sql::PoolOptions& options, bool migrate) {
    Configuration made;
    made.database_url = options.url;
    made.migrate_on_start = migrate;
    made.admin_username = "root";
    made.admin_password = "an unusual pass phrase";
    made.audit_seal_key = kSealKey;
    return made;
  }
  std::string inside(const std::string& path) {
    RawClient client(program.service().internal_port());
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " +
                kFromGuard + "\r\n\r\n");
    return client.rest();
  }
  std::string outside(const std::string& uid, const std::string& method, const std::string& path,
                      const std::string& body = "") {
    base::SystemClock clock;
    // Not of this second, which a revocation of this second would refuse.
    const std::int64_t now = base::to_unix_seconds(clock.now()) + 2;
    const std::string token = auth::SigningKey::hs256(kJwtKey)->sign(
        {"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "x", "s", "j", now, now, now + 60});
    RawClient client(program.service().public_port());
    client.send(method + " /api/v1" + path +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + token +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  service::Log log{{"admin-service", service::Level::Error, ""}};
  Configuration configuration;
  Program program;
};

// Until it holds, at most ten seconds; the last value is what the test then judges.
template <class F>
bool eventually(F&& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < end) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // between two looks
  }
  return holds();
}

struct Suite {
  TestDatabase shared{TestDatabase::Seeds::Keep};
  RevocationService session_cache{kToSessionCache};
  sql::Database database{shared.options()};

  std::string uid_of(const std::string& username) {
    return database.reading([&](sql::Session& session) {
      return std::string(session.query("SELECT id FROM users WHERE username = ?", {username}, 1).text(0, 0));
    });
  }
  std::int64_t number(const char* sql) {
    return database.reading([&](sql::Session& session) { return session.query(sql, {}, 1).integer(0, 0); });
  }
  // By SQL alone, as another program would.
  void add_user(const std::string& id, const std::string& role, int active) {
    database.transaction([&](sql::Session& session) {
      session.execute(
          "INSERT INTO users VALUES (?, NULL, ?, NULL, NULL, NULL, ?, ?, '2026-02-06 08:00:00', "
          "'2026-02-06 08:00:00', NULL, 1)",
          {id, id, role, std::int64_t{active}});
    });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Suite,
                  "the program starts, is ready, makes the first administrator once and follows the policy") {
  Replica one(shared.options(), session_cache.url());
  one.program.start();
  CHECK(eventually([&] { return status_of(one.inside("/health/ready")) == 200; }));
  const std::string root = uid_of("root");
  const auto suite = [&] { return body_of(one.outside(root, "GET", "/health/ready")); };
  // No AUTH_SERVICE_URL here: USAP is not installed, which is no fault.
  const std::string well =
      R"({"status":"ready","checks":{"database":true,"schema":true,"revocations":true,"usap":false,"redis":true}})";
  CHECK(eventually([&] { return suite() == well; }));
  const std::string tag = one.outside(root, "POST", "/tags/", R"({"tag_code":"t","tag_name":"T"})");
  REQUIRE_MESSAGE(status_of(tag) == 200, tag);
  CHECK(body_of(one.inside("/internal/v1/policy/changes?after=0"))
            .find(R"("head":1,"changes":[{"n":1,"kind":"tag")") != std::string::npos);
  CHECK(one.inside("/internal/v1/policy/snapshot").find(R"({"version":1,"format":2})") != std::string::npos);
  CHECK(one.inside("/metrics").find("lgm_policy_version 1\n") != std::string::npos);
  CHECK(eventually([&] { return number("SELECT COUNT(*) FROM audit_logs WHERE seq IS NULL") == 0; }));
  one.program.stop();
  Replica two(shared.options(), session_cache.url());
  two.program.start();
  CHECK(uid_of("root") == root);
  CHECK(number("SELECT COUNT(*) FROM users") == 1);
}

TEST_CASE_FIXTURE(Suite, "a waiting poll is answered by a commit on any replica, and refused when ahead") {
  Replica one(shared.options(), session_cache.url()), two(shared.options(), session_cache.url());
  one.program.start();
  two.program.start();
  // Tokens are taken once the feed of revocations is heard.
  for (Replica* replica : {&one, &two})
    REQUIRE(eventually([&] { return status_of(replica->inside("/health/ready")) == 200; }));
  const std::string root = uid_of("root");
  const auto add = [&](Replica& replica, const std::string& code) {
    CHECK(status_of(replica.outside(root, "POST", "/tags/",
                                    R"({"tag_code":")" + code + R"(","tag_name":"T"})")) == 200);
  };
  for (Replica* writer : {&one, &two}) {
    const std::int64_t head = number("SELECT n FROM policy_head");
    std::string answer;
    CHECK(eventually([&] {
      return one.inside("/metrics").find("lgm_policy_version " + std::to_string(head) + "\n") !=
             std::string::npos;
    }));
    std::thread poll(
        [&] { answer = one.inside("/internal/v1/policy/changes?wait=25&after=" + std::to_string(head)); });
    CHECK(eventually(
        [&] { return one.inside("/metrics").find("lgm_waiting_polls 1\n") != std::string::npos; }));
    const auto begun = std::chrono::steady_clock::now();
    add(*writer, writer == &one ? "a" : "b");
    poll.join();
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
    CHECK(body_of(answer).find(R"("head":)" + std::to_string(head + 1)) != std::string::npos);
  }
  CHECK(status_of(one.inside("/internal/v1/policy/changes?after=99")) == 410);
  CHECK(status_of(one.inside("/internal/v1/policy/changes?after=-1")) == 422);
  CHECK(status_of(one.inside("/internal/v1/policy/changes")) == 422);
  CHECK(status_of(one.inside("/internal/v1/policy/changes?after=2&wait=26")) == 422);
  CHECK(body_of(one.inside("/internal/v1/policy/changes?after=2")) ==
        R"({"head":2,"changes":[],"format":2})");
}

TEST_CASE_FIXTURE(Suite, "a disabled user is refused on every replica, told at once or redelivered") {
  Replica one(shared.options(), session_cache.url()), two(shared.options(), session_cache.url());
  one.program.start();
  two.program.start();
  for (Replica* replica : {&one, &two})
    REQUIRE(eventually([&] { return status_of(replica->inside("/health/ready")) == 200; }));
  CHECK(eventually([&] { return number("SELECT COUNT(*) FROM seeded_epochs WHERE epoch = '1'") == 1; }));
  const std::string root = uid_of("root");
  add_user("ann", "AUDITOR", 1);
  CHECK(status_of(two.outside("ann", "GET", "/users/me/permissions")) == 200);
  CHECK(status_of(one.outside(root, "PATCH", "/users/ann/status", R"({"is_active":false})")) == 200);
  CHECK(session_cache.revoked() == std::vector<std::string>{"user ann"});
  CHECK(number("SELECT COUNT(*) FROM outbox") == 0);
  CHECK(eventually([&] { return status_of(two.outside("ann", "GET", "/users/me/permissions")) == 403; }));
  session_cache.refuse(true);
  add_user("bob", "AUDITOR", 1);
  CHECK(status_of(one.outside(root, "PATCH", "/users/bob/status", R"({"is_active":false})")) == 200);
  CHECK(number("SELECT COUNT(*) FROM outbox") == 1);
  session_cache.refuse(false);
  CHECK(eventually([&] { return number("SELECT COUNT(*) FROM outbox") == 0; }));
  CHECK(session_cache.revoked() == std::vector<std::string>{"user ann", "user bob"});
}

TEST_CASE_FIXTURE(Suite, "a feed that begins anew gets the disabled users again") {
  add_user("ann", "AUDITOR", 0);
  Replica one(shared.options(), session_cache.url());
  one.program.start();
  CHECK(eventually([&] { return session_cache.revoked() == std::vector<std::string>{"user ann"}; }));
  session_cache.begin_anew("2");
  CHECK(eventually([&] { return session_cache.revoked() == std::vector<std::string>{"user ann"}; }));
}

TEST_CASE_FIXTURE(Suite, "an old schema refuses the start; a database that is away does not") {
  const int known = migrations().back().number;
  database.transaction([&](sql::Session& session) {
    session.execute("UPDATE schema_migrations SET done = done - 1 WHERE number = ?", {std::int64_t{known}});
  });
  Replica old(shared.options(), session_cache.url(), false);
  const std::string sentence = "The database schema has version " + std::to_string(known - 1) +
                               ", this program needs " + std::to_string(known) +
                               ": run `admin-service migrate`, or start with MIGRATE_ON_START=true.";
  CHECK_THROWS_WITH_AS(old.program.start(), sentence.c_str(), std::runtime_error);
  Replica current(shared.options(), session_cache.url(), true);
  current.program.start();
  CHECK(eventually([&] { return status_of(current.inside("/health/ready")) == 200; }));
  sql::PoolOptions nowhere;
  nowhere.url = "mysql://u:p@127.0.0.1:1/d";
  Replica away(nowhere, session_cache.url());
  away.program.start();
  const std::string report = away.inside("/health/ready");
  CHECK(status_of(report) == 503);
  CHECK(body_of(report).find(R"("database":false,"schema":false)") != std::string::npos);
  CHECK(status_of(away.outside("root", "GET", "/tags/")) == 503);
}
