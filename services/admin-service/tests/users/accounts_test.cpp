#include "users/accounts.hpp"

#include "support/people.hpp"
#include "support/plain_hasher.hpp"
#include "users/administrators.hpp"
#include "users/sign_in.hpp"

using namespace lgm;
using namespace lgm::admin;
using Kind = auth::RevocationKind;
using testing::People;
using testing::PlainHasher;

namespace {

constexpr char kGood[] = "a long enough phrase";

struct Local : People {
  base::ManualClock clock{base::parse_rfc3339("2026-02-06T08:00:00Z").value()};
  base::SystemRandom random;
  PlainHasher hasher;
  users::Accounts accounts{store, hasher, clock, random, "ANNOTATOR"};

  Account made(const char* name, std::optional<std::string> password = kGood) {
    return accounts.create(actor("root"), {name, std::move(password), "Some One", {}});
  }
  bool verified(const std::string& name, const std::string& password) {
    return accounts.verify({}, {name, password}).verified;
  }
  std::string stored(const std::string& id) {
    return store.reading([&](sql::Session& session) {
      return std::string(session.query("SELECT hashed_password FROM users WHERE id = ?", {id}, 1)
                             .cell(0, 0)
                             .value_or("NULL"));
    });
  }
  template <class F>
  std::string refusal(F&& call) {
    const std::string before = store.dump();
    try {
      call();
    } catch (const service::Refusal& refused) {
      CHECK(store.dump() == before);
      return std::to_string(refused.problem().status) + " " + refused.problem().code;
    }
    return "none";
  }
  std::string create_refused(const char* by, const NewAccount& wanted) {
    return refusal([&] { accounts.create(actor(by), wanted); });
  }
  std::string change_refused(const char* by, const std::string& id, const PasswordChange& change) {
    return refusal([&] { accounts.set_password(actor(by), id, change); });
  }
};

}  // namespace

TEST_CASE("a local account is made with a given password, which is never answered nor audited") {
  Local local;
  const auto account = local.made("lea");
  CHECK(account.role == "ANNOTATOR");
  CHECK_FALSE(account.password);
  CHECK(local.verified("lea", kGood));
  CHECK_FALSE(local.verified("lea", std::string(kGood) + " "));
  CHECK_FALSE(local.verified("LEA", kGood));
  CHECK(json::to_text(local.store.trace.audits.back().details) ==
        R"({"username":"lea","role":"ANNOTATOR","password":"given"})");
  CHECK(local.create_refused("root", {"lea", kGood, {}, {}}) == "400 duplicate");
  CHECK(local.create_refused("root", {"leo", "password123", {}, {}}) == "400 common_password");
  CHECK(local.create_refused("root", {"leonora", "leonora1", {}, {}}) == "400 common_password");
  CHECK(local.create_refused("root", {"leo", kGood, {}, "NO"}) == "400 unknown_role");
  CHECK(local.create_refused("boss", {"leo", kGood, {}, "SYSTEM_ADMIN"}) == "403 not_held");
}

TEST_CASE("a password that we made signs in once, within a day, and then only changes itself") {
  Local local;
  const auto account = local.made("lea", {});
  REQUIRE(account.password);
  const std::string made = *account.password;
  CHECK(local.accounts.verify({}, {"lea", made}).one_time == true);
  CHECK_FALSE(local.verified("lea", made));
  local.accounts.set_password(People::actor(account.id), account.id, {kGood, made});
  CHECK(local.accounts.verify({}, {"lea", kGood}).one_time == false);
  CHECK(local.verified("lea", kGood));
  const auto reset = local.accounts.reset_password(People::actor("root"), account.id);
  CHECK(reset.username == "lea");
  CHECK(local.last_revocation() == std::pair{Kind::User, account.id});
  CHECK_FALSE(local.verified("lea", kGood));
  local.clock.advance(std::chrono::hours(24));
  CHECK_FALSE(local.verified("lea", reset.password));
  CHECK(local.change_refused(account.id.c_str(), account.id, {"another long phrase", reset.password}) ==
        "400 current_password_wrong");
}

TEST_CASE("who signed in by a one-time password changes the own account, and nothing of another") {
  Local local;
  const auto account = local.made("lea", {});
  const std::string other = local.made("leo").id;
  service::Actor actor = People::actor(account.id);
  actor.limit = auth::Limit{std::string(auth::kOwnPassword), account.id};
  // Even where a handler forgot to ask: what a transaction leaves behind is bound to the own row.
  local.execute("UPDATE users SET role = 'SYSTEM_ADMIN' WHERE id = '" + account.id + "'");
  CHECK(local.refusal([&] {
    local.accounts.set_password(actor, other, {"another long phrase", {}});
  }) == "403 token_limited");
  CHECK(local.refusal([&] { local.accounts.reset_password(actor, other); }) == "403 token_limited");
  CHECK(local.refusal([&] {
    local.store.change(actor, [&](Work& work) {
      work.lock_rights();
      work.revoke(Kind::Permissions, account.id);
    });
  }) == "403 token_limited");
  local.accounts.set_password(actor, account.id, {kGood, *account.password});
  CHECK(local.verified("lea", kGood));
}

TEST_CASE("one's own password changes with the current one alone") {
  Local local;
  const std::string id = local.made("lea").id;
  const std::string next = "another long phrase";
  CHECK(local.change_refused(id.c_str(), id, {next, {}}) == "400 current_password_wrong");
  CHECK(local.change_refused(id.c_str(), id, {next, "wrong"}) == "400 current_password_wrong");
  CHECK(local.change_refused(id.c_str(), id, {"12345678", kGood}) == "400 common_password");
  CHECK(local.change_refused(id.c_str(), id, {next, kGood}) == "none");
  CHECK(json::to_text(local.store.trace.audits.back().details) == R"({"password":"changed by its owner"})");
  CHECK(local.last_revocation() == std::pair{Kind::User, id});
  CHECK_FALSE(local.verified("lea", kGood));
  CHECK(local.verified("lea", next));
}

TEST_CASE("a wrong current password is audited, and five of them close the door for ten minutes") {
  Local local;
  const std::string id = local.made("lea").id;
  const PasswordChange wrong{"another long phrase", "wrong"}, right{"another long phrase", kGood};
  const auto change = [&](const PasswordChange& wanted) {
    return local.change_refused(id.c_str(), id, wanted);
  };
  const auto audited = [&] {
    return local.store.reading([&](sql::Session& session) {
      return session
          .query(
              "SELECT COUNT(*) FROM audit_logs WHERE user_id = ? AND details LIKE '%current one was wrong%'",
              {id}, 1)
          .integer(0, 0);
    });
  };
  CHECK(change({"another long phrase", {}}) == "400 current_password_wrong");
  for (int i = 0; i < 5; ++i) CHECK(change(wrong) == "400 current_password_wrong");
  CHECK(audited() == 5);
  const auto hashed = local.hasher.argons.load();
  CHECK(change(wrong) == "429 too_many_failures");
  CHECK(change(right) == "429 too_many_failures");
  CHECK(local.hasher.argons == hashed);
  CHECK(audited() == 5);
  const std::string other = local.made("leo").id;
  CHECK(local.change_refused(other.c_str(), other, right) == "none");
  local.clock.advance(std::chrono::minutes(10));
  CHECK(change(wrong) == "400 current_password_wrong");
  CHECK(change(right) == "none");
  for (int i = 0; i < 5; ++i) CHECK(change(wrong) == "400 current_password_wrong");
}

namespace {

// session-cache's counters, under the test's clock; or one that does not count for admin-service.
struct Counters final : http::Caller {
  explicit Counters(const base::Clock& around) : clock(around) {}
  http::CallResult call(const http::Call& call) override {
    http::CallResult result;
    result.status = 403;
    if (!counts) return result;
    result.status = 200;
    const std::string key = json::parse_or_nothing(call.body).value().text_at("key").value();
    if (call.target == "/internal/v1/counters/clear") {
      count.erase(key);
      result.body = "{}";
      return result;
    }
    CHECK(call.target == "/internal/v1/counters/add");
    auto& [hits, ends] = count[key];
    if (clock.steady() >= ends) hits = 0, ends = clock.steady() + std::chrono::minutes(10);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(ends - clock.steady());
    result.body =
        json::to_text(json::Object{{"count", ++hits}, {"resets_in_ms", std::int64_t{left.count()}}});
    return result;
  }
  const base::Clock& clock;
  bool counts = true;
  std::map<std::string, std::pair<std::int64_t, base::SteadyTime>> count;
};

}  // namespace

TEST_CASE("wrong current passwords are counted over all replicas") {
  Local local;
  Counters counters(local.clock);
  users::Accounts here{local.store, local.hasher, local.clock, local.random, "ANNOTATOR", &counters};
  users::Accounts there{local.store, local.hasher, local.clock, local.random, "ANNOTATOR", &counters};
  const std::string id = local.made("lea").id;
  const auto change = [&](users::Accounts& at, const std::string& current, const std::string& next) {
    return local.refusal([&] { at.set_password(People::actor(id), id, {next, current}); });
  };
  const std::string next = "another long phrase";
  for (int i = 0; i < 5; ++i)
    CHECK(change(i % 2 == 0 ? here : there, "wrong", next) == "400 current_password_wrong");
  for (users::Accounts* at : {&here, &there}) CHECK(change(*at, kGood, next) == "429 too_many_failures");
  local.clock.advance(std::chrono::minutes(10));
  for (int i = 0; i < 4; ++i) CHECK(change(here, "wrong", next) == "400 current_password_wrong");
  CHECK(change(there, kGood, next) == "none");  // a right one clears the count everywhere
  CHECK(change(here, "wrong", kGood) == "400 current_password_wrong");
  CHECK(change(here, next, kGood) == "none");
  // Where session-cache does not count, each replica does.
  counters.counts = false;
  for (int i = 0; i < 5; ++i) CHECK(change(here, "wrong", next) == "400 current_password_wrong");
  CHECK(change(here, kGood, next) == "429 too_many_failures");
  CHECK(change(there, "wrong", next) == "400 current_password_wrong");
}

TEST_CASE("an administrator sets passwords of local accounts that hold no more than the administrator") {
  Local local;
  const std::string id = local.made("lea").id;
  const PasswordChange next{"another long phrase", {}};
  CHECK(local.change_refused("boss", "nobody", next) == "404 not_found");
  CHECK(local.change_refused("boss", "root", next) == "403 not_held");
  CHECK(local.refusal([&] { local.accounts.reset_password(People::actor("boss"), "root"); }) ==
        "403 not_held");
  CHECK(local.refusal([&] { local.accounts.reset_password(People::actor("boss"), "boss"); }) ==
        "400 self_change");
  CHECK(local.refusal([&] { local.accounts.reset_password(People::actor("root"), "nobody"); }) ==
        "404 not_found");
  local.execute("UPDATE users SET user_id = 'U1' WHERE id = 'ann'");
  CHECK(local.change_refused("root", "ann", next) == "400 not_local");
  CHECK(local.refusal([&] { local.accounts.reset_password(People::actor("root"), "ann"); }) ==
        "400 not_local");
  CHECK(local.change_refused("root", id, next) == "none");
  CHECK(local.last_revocation() == std::pair{Kind::User, id});
  CHECK(local.verified("lea", next.password));
}

TEST_CASE("nobody gives a password to whoever a provider identifies, and one that lies there opens nothing") {
  Local local;
  const SignIn who{"https://idp.example", "mallory", {}, "Mallory", {}};
  const std::string id =
      local.store.changing_as_tester([&](Work& work) { return users::sign_in(work, {}, who).uid; });
  const PasswordChange next{"another long phrase", {}};
  CHECK(local.change_refused("root", id, next) == "400 not_local");
  CHECK(local.change_refused(id.c_str(), id, next) == "400 not_local");
  CHECK(local.refusal([&] { local.accounts.reset_password(People::actor("root"), id); }) == "400 not_local");
  local.execute("UPDATE users SET hashed_password = '" + PlainHasher::of("$2b$12$", "old") +
                "' WHERE id = '" + id + "'");
  CHECK_FALSE(local.verified("mallory", "old"));
  CHECK_FALSE(local.accounts.verify({}, {"mallory", "old"}).uid);
  const auto is_local = [&](const std::string& uid) {
    return local.store.reading([&](sql::Session& session) { return users::is_local(session, uid); });
  };
  CHECK_FALSE(is_local(id));
  CHECK(is_local(local.made("lea").id));
  CHECK(is_local("ann"));  // of an older version: no identity at all
}

TEST_CASE("an adopted bcrypt password is re-hashed at its first use") {
  Local local;
  local.execute("UPDATE users SET hashed_password = '" + PlainHasher::of("$2b$12$", "old") +
                "' WHERE id = 'ann'");
  CHECK_FALSE(local.verified("annNAME", "wrong"));
  CHECK(local.stored("ann").starts_with("$2b$"));
  const auto answer = local.accounts.verify({}, {"annNAME", "old"});
  CHECK(answer.verified);
  CHECK(answer.uid == "ann");
  CHECK(answer.role == "NONE");
  CHECK(local.stored("ann").starts_with("$argon2id$"));
  CHECK(local.verified("annNAME", "old"));
  CHECK_FALSE(local.verified("rootNAME", ""));
  local.execute("UPDATE users SET hashed_password = '' WHERE id = 'ann'");
  CHECK_FALSE(local.verified("annNAME", ""));
}

TEST_CASE("a password that is replaced while it is checked signs nobody in") {
  Local local;
  const std::string id = local.made("lea").id;
  local.hasher.meanwhile = [&] {
    local.accounts.set_password(People::actor("root"), id, {"another long phrase", {}});
  };
  CHECK_FALSE(local.verified("lea", kGood));
  local.hasher.meanwhile = [&] { local.accounts.reset_password(People::actor("root"), id); };
  CHECK_FALSE(local.verified("lea", "another long phrase"));
  CHECK(local.stored(id).starts_with("!"));  // and what was set stands
}

TEST_CASE("two sign-ins that re-hash one adopted password at a time are both let in") {
  Local local;
  local.execute("UPDATE users SET hashed_password = '" + PlainHasher::of("$2b$12$", "old") +
                "' WHERE id = 'ann'");
  bool other = false;
  local.hasher.meanwhile = [&] { other = local.verified("annNAME", "old"); };
  CHECK(local.verified("annNAME", "old"));
  CHECK(other);
}

TEST_CASE("an inactive user is told apart only by who knows the password") {
  Local local;
  const std::string id = local.made("lea").id;
  local.execute("UPDATE users SET is_active = 0 WHERE id = '" + id + "'");
  CHECK(local.accounts.verify({}, {"lea", kGood}).is_active == false);
  auto wrong = local.accounts.verify({}, {"lea", "wrong"});
  const auto nobody = local.accounts.verify({}, {"nobody", "wrong"});
  // For auth-service's log alone.
  CHECK(wrong.known);
  CHECK_FALSE(nobody.known);
  wrong.known = false;
  CHECK(describe::to_json(wrong) == describe::to_json(nobody));
}

TEST_CASE("the same work is done whoever is asked about") {
  Local local;
  local.made("lea");
  local.execute("UPDATE users SET hashed_password = '" + PlainHasher::of("$2b$12$", "old") +
                "' WHERE id = 'ann'");
  for (const char* name : {"lea", "annNAME", "rootNAME", "nobody", "' OR 1=1 --", ""}) {
    local.hasher.argons = local.hasher.bcrypts = 0;
    CHECK_FALSE(local.verified(name, "wrong"));
    CHECK(local.hasher.argons == 1);
    CHECK(local.hasher.bcrypts == 1);
  }
  CHECK(local.verified("annNAME", "old"));  // the last bcrypt hash is gone
  local.hasher.argons = local.hasher.bcrypts = 0;
  CHECK_FALSE(local.verified("nobody", "wrong"));
  CHECK(local.hasher.argons == 1);
  CHECK(local.hasher.bcrypts == 0);
}

TEST_CASE("the first administrator is made only while there is none, and under the rules of passwords") {
  Local local;
  const auto ensure = [&](const char* name, const char* password) {
    return local.store.changing(service::Actor{}, [&](Work& work) {
      return users::ensure_first_administrator(work, local.hasher, name, password);
    });
  };
  CHECK_FALSE(ensure("chief", kGood));
  local.execute("UPDATE users SET is_active = 0 WHERE id = 'root'");
  CHECK(local.refusal([&] { ensure("chief", "short"); }) == "422 invalid");
  CHECK(local.refusal([&] { ensure("chief", "Admin@123"); }) == "400 common_password");
  CHECK(local.refusal([&] { ensure("annNAME", kGood); }) == "400 duplicate");
  CHECK(ensure("chief", kGood));
  CHECK_FALSE(ensure("chief2", kGood));
  CHECK(local.verified("chief", kGood));
  CHECK(local.store.reading([](sql::Session& session) { return users::administrators(session); }) == 1);
}
