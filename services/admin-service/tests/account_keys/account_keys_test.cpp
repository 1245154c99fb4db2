// Service accounts and their keys: what one may be, may hold, and who may act by it.
#include "account_keys/account_keys.hpp"

#include "account_keys/live_keys.hpp"
#include "api_keys/api_keys.hpp"
#include "lgm/auth/api_key.hpp"
#include "permissions/permissions.hpp"
#include "support/people.hpp"
#include "support/plain_hasher.hpp"
#include "users/accounts.hpp"
#include "users/administrators.hpp"
#include "users/role_grants.hpp"
#include "users/sign_in.hpp"

using namespace lgm;
using namespace lgm::admin;
using describe::Purpose;
using testing::draft_of;
using testing::People;
using testing::PlainHasher;

namespace {

const base::WallTime kNow = base::parse_rfc3339("2026-02-06T08:00:00Z").value();

// "robot" is a service account that holds tag_management.
struct Robots : People {
  base::ManualClock clock{kNow};
  base::SeededRandom random{1};
  PlainHasher hasher;
  users::Accounts accounts{store, hasher, clock, random, "TAGGER"};
  std::string robot;

  Robots() {
    store.set_time(kNow);
    execute(
        "INSERT INTO permissions VALUES ('p8', 'role_management', 'x', 'MENU', 'GLOBAL', NULL, 8), ('p9', "
        "'app_management', 'x', 'MENU', 'GLOBAL', NULL, 9)");
    execute(
        "INSERT INTO roles VALUES ('r10', 'ROLES', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1), "
        "('r11', 'APPS', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1), ('r12', 'APPS_THERE', 'x', "
        "'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
    execute("INSERT INTO role_permissions VALUES ('r10', 'p8'), ('r11', 'p9'), ('r12', 'p9')");
    robot = service("robot", "TAGGER").id;
    store.trace = {};
  }
  Account service(const std::string& name, std::optional<std::string> role,
                  std::optional<std::string> password = {}) {
    return accounts.create(actor("root"), {name, std::move(password), {}, std::move(role), "SERVICE"});
  }
  std::string not_made(std::optional<std::string> role, std::optional<std::string> password = {},
                       const std::string& by = "root") {
    const std::string before = store.dump_all();
    try {
      accounts.create(actor(by), {"other", std::move(password), {}, std::move(role), "SERVICE"});
    } catch (const service::Refusal& refusal) {
      CHECK(store.dump_all() == before);
      const auto& problem = refusal.problem();
      return std::to_string(problem.status) + " " +
             std::string(problem.errors.empty() ? problem.code.text() : problem.errors.front().code.text());
    }
    return "none";
  }
  AccountKey make(Work& work, const char* body, const std::string& uid) {
    return account_keys::create(work, uid, draft_of<AccountKey>(body, Purpose::Create).value,
                                auth::new_api_key(random));
  }
  AccountKey key(const char* body = R"({"name":"ci"})") {
    return as("root", [&](Work& work) { return make(work, body, robot); });
  }
  std::string key_refused(const std::string& by, const char* body = R"({"name":"ci"})",
                          const std::string& uid = "") {
    return refused(by, [&](Work& work) { return make(work, body, uid.empty() ? robot : uid); });
  }
  AccountKey change(const AccountKey& key, const char* body) {
    return as("root", [&](Work& work) {
      return account_keys::change(work, robot, key.id, draft_of<AccountKey>(body), {});
    });
  }
  std::string change_refused(const std::string& by, const AccountKey& key, const char* body,
                             std::optional<std::int64_t> expected = {}) {
    return refused(by, [&](Work& work) {
      return account_keys::change(work, robot, key.id, draft_of<AccountKey>(body), expected);
    });
  }
  std::vector<AccountKey> list() {
    return store.reading(
        [&](sql::Session& session) { return account_keys::of_account(session, robot, kNow); });
  }
  std::shared_ptr<const service::Rights> rights(const std::string& uid) {
    return store.reading([&](sql::Session& session) { return permissions::load(session, uid); });
  }
  User shown(const std::string& id) {
    return store.reading([&](sql::Session& session) {
      std::vector<User> one{users::get(session, id)};
      users::complete(session, one);
      return one.front();
    });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Robots, "a service account is made without a password, and listed by its kind") {
  const Account made = service("other", {});
  CHECK(made.kind == "SERVICE");
  CHECK(made.role == "TAGGER");
  CHECK_FALSE(made.password);
  CHECK(json::to_text(store.trace.audits.back().details) ==
        R"({"username":"other","role":"TAGGER","kind":"SERVICE"})");
  CHECK(shown(made.id).kind == "SERVICE");
  CHECK_FALSE(shown(made.id).is_local);
  CHECK(shown("ann").kind == "PERSON");
  const auto listed = [&](const char* kind) {
    UserFilter wanted;
    wanted.kind = kind;
    return store.reading([&](sql::Session& session) {
      std::vector<std::string> ids;
      for (const auto& user :
           policy_rows::list<User>(session, users::filter_of(wanted), "`username`", {}).rows)
        ids.push_back(user.username);
      return ids;
    });
  };
  CHECK(listed("SERVICE") == std::vector<std::string>{"other", "robot"});
  CHECK(listed("PERSON") == std::vector<std::string>{"annNAME", "bossNAME", "rootNAME"});
  CHECK(not_made("TAGGER", "a long enough phrase") == "422 not_allowed");
}

TEST_CASE_FIXTURE(Robots, "what a service account never holds is refused where it would be given") {
  for (const char* role : {"SYSTEM_ADMIN", "BOSS", "ROLES", "APPS"}) {
    CAPTURE(role);
    CHECK(not_made(role) == "400 service_account_right");
    CHECK(refused("root", [&](Work& work) { return users::change_role(work, robot, role); }) ==
          "400 service_account_right");
  }
  const auto give = [&](const char* role_id, std::optional<std::string> scenario = {}) {
    RoleGrant grant;
    grant.role_id = role_id;
    grant.scenario_id = std::move(scenario);
    std::string detail;
    const std::string code = testing::refusal_of(
        store, [&](Work& work) { return users::grant_role(work, robot, grant); }, &detail, actor("root"));
    return code == "none" ? code : code + ": " + detail;
  };
  const std::string why = ": it could give itself, or others, more than it was given";
  CHECK(give("r1") == "400 service_account_right: A service account never holds SYSTEM_ADMIN" + why);
  CHECK(give("r6") == "400 service_account_right: A service account never holds user_management" + why);
  CHECK(give("r10") == "400 service_account_right: A service account never holds role_management" + why);
  CHECK(give("r11") == "400 service_account_right: A service account never holds app_management" + why);
  CHECK(give("r12", "shop") ==
        "400 service_account_right: A service account never holds app_management" + why);
  CHECK(give("r2") == "none");
  CHECK(give("r3", "shop") == "none");
  // Who gives it something holds that.
  CHECK(not_made("WORDS", {}, "boss") == "403 not_held");
  CHECK(refused("boss", [&](Work& work) { return users::change_role(work, robot, "WORDS"); }) ==
        "403 not_held");
}

TEST_CASE_FIXTURE(Robots,
                  "what a role gains later, or another program wrote, gives a service account nothing") {
  execute("INSERT INTO role_permissions VALUES ('r4', 'p4'), ('r4', 'p8'), ('r4', 'p9'), ('r3', 'p9')");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', '" +
      robot + "', 'shop', 'r3', '2026-02-06 08:00:00', NULL)");
  const auto gained = rights(robot);
  CHECK(gained->global == std::set<std::string, std::less<>>{"smart_labeling", "tag_management"});
  CHECK(gained->scenarios.at("shop") ==
        std::set<std::string, std::less<>>{"playground", "scenario_keywords", "smart_labeling"});
  // A person by the same role has it.
  execute("UPDATE users SET role = 'TAGGER' WHERE id = 'ann'");
  CHECK(rights("ann")->holds("app_management"));
  execute("UPDATE users SET role = 'SYSTEM_ADMIN' WHERE id = '" + robot + "'");
  execute("INSERT INTO role_permissions VALUES ('r1', 'p5')");
  const auto raised = rights(robot);
  CHECK_FALSE(raised->is_admin);
  CHECK_FALSE(raised->holds("global_keywords"));
  // Nor is it the administrator who must remain.
  CHECK(store.reading([](sql::Session& session) { return users::administrators(session); }) == 1);
  CHECK(shown(robot).role == "SYSTEM_ADMIN");
  UserFilter wanted;
  wanted.role = "SYSTEM_ADMIN";
  CHECK(store.reading([&](sql::Session& session) {
    return policy_rows::list<User>(session, users::filter_of(wanted), "`username`", {}).rows.size();
  }) == 1);
}

TEST_CASE_FIXTURE(Robots, "a service account signs in by no way") {
  const std::string phrase = "a long enough phrase";
  const auto refusal = [&](auto&& call) -> std::string {
    const std::string before = store.dump_all();
    try {
      call();
    } catch (const service::Refusal& refused) {
      CHECK(store.dump_all() == before);
      return std::string(refused.problem().code) + ": " + refused.problem().detail;
    }
    return "none";
  };
  const std::string none = "not_local: A service account does not sign in and has no password";
  CHECK(refusal([&] { accounts.set_password(actor("root"), robot, {phrase, {}}); }) == none);
  CHECK(refusal([&] { accounts.reset_password(actor("root"), robot); }) == none);
  execute("UPDATE users SET hashed_password = '" + passwords::to_text({hasher.hash(phrase), {}, false}) +
          "' WHERE id = '" + robot + "'");
  CHECK_FALSE(accounts.verify({}, {"robot", phrase}).verified);
  const auto sign_in = [&](const SignIn& who) {
    return store.changing_as_tester([&](Work& work) { return users::sign_in(work, {}, who); });
  };
  CHECK(refusal([&] {
          sign_in({"service", robot, {}, {}, {}});
        }) == "reserved_id: Nobody signs in by the issuer of service accounts");
  execute("INSERT INTO user_identities VALUES ('https://idp.example', 's-1', '" + robot + "')");
  const auto answered = sign_in({"https://idp.example", "s-1", {}, {}, {}});
  CHECK(answered.uid == robot);
  CHECK_FALSE(answered.is_active);
}

TEST_CASE_FIXTURE(Robots, "its key is shown once; kept is its hash; the audit log has neither") {
  const AccountKey made = key(R"({"name":" ci ","expires_at":"2026-02-07T08:00:00Z"})");
  REQUIRE(made.key);
  const auto read = auth::read_api_key(*made.key);
  REQUIRE(read);
  CHECK(made.prefix == read->prefix);
  CHECK(made.name == "ci");
  CHECK(made.scopes == std::vector<std::string>{"manage"});
  CHECK(made.created_by == "root");
  REQUIRE(store.trace.audits.size() == 1);
  const std::string told = json::to_text(store.trace.audits.front().details);
  CHECK(told.find("\"name\":\"ci\"") != std::string::npos);
  CHECK(told.find("last_used") == std::string::npos);
  const std::string secret = made.key->substr(13), hash = crypto::to_hex(read->digest);
  CHECK(told.find(secret) == std::string::npos);
  CHECK(told.find(hash) == std::string::npos);
  CHECK(store.dump_all().find(secret) == std::string::npos);
  CHECK(store.dump_all().find(hash) != std::string::npos);
  REQUIRE(list().size() == 1);
  CHECK_FALSE(list()[0].key);
  // No other service has it.
  CHECK(store.trace.changes.empty());
}

TEST_CASE_FIXTURE(Robots, "what a key may not be is refused by its member; persons have none") {
  CHECK(key_refused("root", R"({"name":"x","expires_at":"2026-02-06T08:00:00Z"})") == "422 out_of_range");
  CHECK(key_refused("root", R"({"name":"x"})", "ann") == "400 not_service_account");
  CHECK(key_refused("root", R"({"name":"x"})", "nobody") == "404 not_found");
  const auto faulty = [](const char* body) {
    std::vector<describe::Fault> faults;
    describe::decode<AccountKey>(json::parse_or_nothing(body).value(), Purpose::Create, faults);
    return faults.empty() ? "none" : faults.front().pointer + " " + std::string(faults.front().code);
  };
  CHECK(faulty(R"({})") == "/name required");
  CHECK(faulty((R"({"name":")" + std::string(65, 'x') + "\"}").c_str()) == "/name too_long");
  CHECK(faulty(R"({"name":"x","quota":{"per_minute":1}})") == "/quota unknown_member");
  for (int i = 0; i < 20; ++i) key();
  CHECK(key_refused("root") == "409 too_many_api_keys");
}

TEST_CASE_FIXTURE(Robots, "who makes a key, or lets one open more, holds every right of the account") {
  const AccountKey made = key(R"({"name":"ci","expires_at":"2026-02-07T08:00:00Z"})");
  CHECK(key_refused("boss") == "none");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', '" +
      robot + "', 'shop', 'r3', '2026-02-06 08:00:00', NULL)");
  CHECK(key_refused("boss") == "403 not_held");
  CHECK(change_refused("boss", made, R"({"name":"other"})") == "none");
  CHECK(change_refused("boss", made, R"({"expires_at":"2026-02-06T09:00:00Z"})") == "none");
  CHECK(change_refused("boss", made, R"({"expires_at":"2026-02-08T08:00:00Z"})") == "403 not_held");
  CHECK(change_refused("boss", made, R"({"expires_at":null})") == "403 not_held");
  CHECK(change_refused("boss", made, R"({"is_active":false})") == "none");
  CHECK(change_refused("boss", made, R"({"expires_at":"2026-02-06T10:00:00Z"})") == "none");  // opens nothing
  CHECK(change_refused("boss", made, R"({"is_active":true})") == "403 not_held");
  CHECK(change_refused("root", made, R"({"is_active":true})") == "none");
  CHECK(refused("boss", [&](Work& work) { return account_keys::remove(work, robot, made.id, {}); }) ==
        "none");
  // Who was disabled meanwhile makes none.
  execute("UPDATE users SET is_active = 0 WHERE id = 'boss'");
  CHECK(key_refused("boss") == "403 not_authorized");
}

TEST_CASE_FIXTURE(Robots, "a key is changed by its version, and is no other account's") {
  const AccountKey made = key();
  CHECK(change_refused("root", made, R"({"name":"x"})", 2) == "412 version_mismatch");
  store.trace = {};
  CHECK(change(made, R"({"name":"x"})").version == 2);
  REQUIRE(store.trace.audits.size() == 1);
  const auto told = [&](const char* when) { return store.trace.audits[0].details.find(when); };
  CHECK(told("before")->text_at("name") == "ci");
  CHECK(told("after")->text_at("name") == "x");
  store.trace = {};
  CHECK(change(made, R"({"name":"x"})").version == 2);
  CHECK(store.trace.audits.empty());
  CHECK(change_refused("root", made, R"({"expires_at":"2026-02-06T08:00:00Z"})") == "422 out_of_range");
  const std::string second = service("second", "TAGGER").id;
  CHECK(refused("root", [&](Work& work) { return account_keys::remove(work, second, made.id, {}); }) ==
        "404 not_found");
  CHECK(refused("root", [&](Work& work) { return account_keys::remove(work, robot, made.id, 1); }) ==
        "412 version_mismatch");
  store.trace = {};
  as("root", [&](Work& work) { return account_keys::remove(work, robot, made.id, 2); });
  REQUIRE(store.trace.audits.size() == 1);
  CHECK(told("before")->text_at("name") == "x");
  CHECK(told("after")->is_null());
  store.read([](sql::Session& session) {
    CHECK(session.query("SELECT COUNT(*) FROM api_key_uses", {}, 1).integer(0, 0) == 0);
  });
}

TEST_CASE_FIXTURE(Robots, "keys and what is known of their use go with the account") {
  key();
  as("root", [&](Work& work) { return users::remove(work, robot); });
  CHECK(json::to_text(store.trace.audits.back().details).find("\"kind\":\"SERVICE\"") != std::string::npos);
  store.read([](sql::Session& session) {
    CHECK(session.query("SELECT COUNT(*) FROM account_keys", {}, 1).integer(0, 0) == 0);
    CHECK(session.query("SELECT COUNT(*) FROM api_key_uses", {}, 1).integer(0, 0) == 0);
  });
}

TEST_CASE_FIXTURE(Robots, "the list of live keys names what opens something, and no key's text") {
  const AccountKey live = key(R"({"name":"live"})"), off = key(R"({"name":"off","is_active":false})"),
                   over = key(R"({"name":"over","expires_at":"2026-02-06T08:00:01Z"})");
  const std::string idle = service("idle", "TAGGER").id;
  as("root", [&](Work& work) { return make(work, R"({"name":"idle"})", idle); });
  execute("UPDATE users SET is_active = 0 WHERE id = '" + idle + "'");
  ApiKey wanted;
  wanted.name = "bot";
  const ApiKey of_app = as(
      "root", [&](Work& work) { return api_keys::create(work, "shop", wanted, auth::new_api_key(random)); });
  execute("UPDATE api_key_uses SET last_ms = 1770364800000 WHERE key_id = '" + live.id + "'");
  const std::string listed = store.reading(
      [&](sql::Session& session) { return live_keys(session, kNow + std::chrono::seconds(1)); });
  CHECK(listed == "lgm_" + of_app.prefix +
                      "… of scenario shop, \"bot\", made 2026-02-06T08:00:00Z, expires never, last used "
                      "never\nlgm_" +
                      live.prefix +
                      "… of service account robot, \"live\", made 2026-02-06T08:00:00Z, expires "
                      "never, last used 2026-02-06T08:00:00Z\n2 API keys are live\n");
}
