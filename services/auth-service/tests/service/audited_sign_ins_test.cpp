#include <doctest/doctest.h>

#include <map>
#include <set>

#include "../support/suite.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/service/sign_in_events.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

struct Audited : Suite {
  Audited() {
    admin->put({"uid-root", "", "rootlocal", "SYSTEM_ADMIN", "right horse"});
    admin->put({"uid-anna", "", "anna", "ANNOTATOR", "anna's own"});
  }
  // How many refusals the events tell of, by name and reason; after stop(), which tells of all.
  std::map<std::string, std::int64_t> refusals() const {
    std::map<std::string, std::int64_t> found;
    for (const json::Value& event : audited("LOGIN_FAILED")) {
      const json::Value& details = *event.find("details");
      found[event.text_at("username").value_or("-") + " " + details.text_at("reason").value_or("-")] +=
          details.integer_at("repeated").value_or(1);
    }
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Audited, "no row says that an account was tried which was not") {
  CHECK(password("anna", "x").status == 401);
  for (int i = 0; i < 3; ++i) CHECK(password("rootlocal", "x").status == 401);
  CHECK(password("anna", "x").status == 401);
  CHECK(audited("LOGIN_FAILED").size() == 2);  // the first of each at once
  stop();
  CHECK(refusals() ==
        std::map<std::string, std::int64_t>{{"anna wrong_password", 2}, {"rootlocal wrong_password", 3}});
}

TEST_CASE_FIXTURE(Audited, "more names than can be told apart are counted, and named as nobody") {
  // Each from an address of its own, so that no limit of an address ends it.
  constexpr int kNames = 10'050, kTold = 10'000;
  service::Metrics own_metrics;
  auth_service::SessionCache sessions(cache);
  auth_service::Users users(admin);
  auth_service::AuditEvents events(sessions, users, clock, random, log, own_metrics);
  for (int i = 0; i < kNames; ++i) {
    auth_service::AuditEvent event{service::sign_in_events::kLoginFailed};
    event.username = "name" + std::to_string(i);
    event.details = {{"reason", "wrong_password"}};
    events.record_refusal(event, {"10.0.0.1", "agent", "request"});
  }
  clock.advance(std::chrono::seconds(61));
  while (!events.deliver()) continue;
  std::int64_t named = 0, counted = 0;
  for (const json::Value& event : audited("LOGIN_FAILED")) {
    if (event.find("username")) {
      ++named;
      continue;
    }
    counted += event.find("details")->integer_at("repeated").value_or(0);
    CHECK(event.find("details")->text_at("reason") == "too_many_kinds");
    CHECK_FALSE(event.find("ip"));
  }
  CHECK(named == kTold);
  CHECK(counted == kNames - kTold);
}

TEST_CASE_FIXTURE(Audited, "a name that nobody has is kept as two characters and a keyed digest") {
  const std::string typed = "hunter2-is-my-password";
  CHECK(password(typed, "x").status == 401);
  CHECK(password("密码本身", "x").status == 401);
  CHECK(password("ab", "x").status == 401);
  CHECK(password("rootlocal", "x").status == 401);
  for (int i = 0; i < 5; ++i) CHECK(password(typed, "x", "203.0.113.7").status == 401);
  CHECK(audited("LOGIN_LOCKED").size() == 1);
  stop();
  std::string all = cache->dump();
  for (const json::Value& event : admin->audit()) all += json::to_text(event);
  CHECK(all.find("hunter2") == std::string::npos);
  CHECK(all.find("密码本") == std::string::npos);
  std::set<std::string> names;
  for (const json::Value& event : audited("LOGIN_FAILED")) names.insert(event.text_at("username").value());
  CHECK(names.size() == 4);
  CHECK(names.contains("rootlocal"));
  const std::string hidden = auth_service::TypedNames(std::string(32, 's')).hidden(typed);
  CHECK(names.contains(hidden));
  CHECK(hidden.starts_with("hu… #"));
  CHECK(names.contains(auth_service::TypedNames(std::string(32, 's')).hidden("密码本身")));
  CHECK(audited("LOGIN_LOCKED")[0].text_at("username") == hidden);
  // Only who has the key can try passwords on it.
  CHECK(auth_service::TypedNames(std::string(32, 't')).hidden(typed) != hidden);
  CHECK(hidden.find(crypto::to_hex(crypto::sha256(typed)).substr(0, 16)) == std::string::npos);
}

TEST_CASE_FIXTURE(Audited,
                  "while admin-service of the version before does not say whose a name is, all are hidden") {
  admin->says_what_it_knows(false);
  CHECK(password("rootlocal", "x").status == 401);
  REQUIRE(audited("LOGIN_FAILED").size() == 1);
  CHECK(audited("LOGIN_FAILED")[0].text_at("username").value().starts_with("ro… #"));
  CHECK(password("rootlocal", "right horse").status == 200);
  CHECK(audited("LOGIN")[0].text_at("username") == "rootlocal");
}

TEST_CASE_FIXTURE(Audited, "refusals for too many failures and too many at once are audited as counts") {
  for (int i = 0; i < 50; ++i)
    REQUIRE(password("rootlocal", "x", "10.0.0." + std::to_string(i)).status == 401);
  in_next_pause = [this] {
    for (int i = 0; i < 4; ++i) CHECK(password("rootlocal", "x", "203.0.113.9").code() == "sign_in_busy");
  };
  CHECK(password("rootlocal", "right horse", "203.0.113.9").status == 200);
  for (int i = 0; i < 50; ++i) REQUIRE(password("n" + std::to_string(i), "x", "203.0.113.8").status == 401);
  for (int i = 0; i < 7; ++i)
    CHECK(password("n" + std::to_string(i), "x", "203.0.113.8").code() == "too_many_failures");
  for (int i = 0; i < 60; ++i) CHECK(post("/sso/login", Object{{"ticket", "TK_no"}}).status == 401);
  for (int i = 0; i < 3; ++i) CHECK(post("/sso/login", Object{{"ticket", "TK_no"}}).status == 429);
  CHECK(metrics_text().find(R"(outcome="sign_in_busy",way="password"} 4)") != std::string::npos);
  stop();
  const auto told = refusals();
  CHECK(told.at("- sign_in_busy") == 4);
  CHECK(told.at("- too_many_failures") == 7 + 3);
  CHECK(told.at("- invalid_ticket") == 60);
}

TEST_CASE_FIXTURE(Audited, "each way in which a sign-in is refused is audited, with its reason") {
  CHECK(post("/sso/login", Object{{"ticket", usap.ticket_for("alice")}}).status == 200);
  const Reply bob = sign_in_console("bob");
  CHECK(console("/sso/login/complete", Object{{"handle", "of nobody"}}, bob.cookie()).code() ==
        "sign_in_expired");
  CHECK(refusals().at("- sign_in_expired") == 1);
  admin->set_away(true);
  CHECK(password("rootlocal", "right horse").code() == "users_unavailable");
  CHECK(refusals().at("- users_unavailable") == 1);
  admin->set_away(false);
  usap.stop();
  CHECK(post("/sso/login", Object{{"ticket", "TK_any"}}).code() == "usap_unavailable");
  CHECK(refusals().at("- usap_unavailable") == 1);
  auth_service::Configuration own = configuration();
  own.local_login_enabled = false;
  restart(own);
  CHECK(password("rootlocal", "right horse").code() == "local_login_disabled");
  CHECK(refusals().at("- local_login_disabled") == 1);
}

// Also what is found out before a ticket or a password is looked at, and what is not foreseen.
TEST_CASE_FIXTURE(Audited, "every sign-in that comes to nothing is counted, whatever for") {
  const auto counted = [this](const std::string& way, const std::string& outcome, int times) {
    return metrics_text().find(R"(lgm_sign_ins_total{outcome=")" + outcome + R"(",way=")" + way + "\"} " +
                               std::to_string(times) + "\n") != std::string::npos;
  };
  for (const char* outcome :
       {"session_store_unavailable", "users_unavailable", "origin_not_allowed", "other"})
    CHECK_MESSAGE(counted("ticket", outcome, 0), outcome);
  const Reply alice = sign_in_console("alice");
  REQUIRE(alice.status == 200);
  CHECK(post("/sso/login", Object{{"ticket", usap.ticket_for("bob")}, {"token_delivery", "cookie"}}).code() ==
        "origin_not_allowed");
  CHECK(counted("ticket", "origin_not_allowed", 1));
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  // Whose session the cookie names is asked before anything else.
  CHECK(console("/sso/login", Object{{"ticket", usap.ticket_for("bob")}, {"token_delivery", "cookie"}},
                alice.cookie())
            .code() == "session_store_unavailable");
  CHECK(counted("ticket", "session_store_unavailable", 1));
  CHECK(password("rootlocal", "right horse").code() == "session_store_unavailable");
  CHECK(counted("password", "session_store_unavailable", 1));
  CHECK(post("/sso/refresh", Object{{"refresh_token", std::string(43, 'a')}}).code() ==
        "session_store_unavailable");
  CHECK(metrics_text().find(R"(lgm_refreshes_total{outcome="session_store_unavailable"} 1)") !=
        std::string::npos);
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
}

TEST_CASE_FIXTURE(Audited, "what an alert waits for is counted from nought on") {
  const std::string text = metrics_text();
  for (const char* series :
       {R"(lgm_sign_ins_total{outcome="ok",way="password"} 0)",
        R"(lgm_sign_ins_total{outcome="ok",way="ticket"} 0)", R"(lgm_refreshes_total{outcome="reused"} 0)"})
    CHECK_MESSAGE(text.find(series) != std::string::npos, std::string(series));
}

TEST_CASE("what auth-service records, admin-service takes") {
  using namespace service::sign_in_events;
  for (const auto& words : kAll) CHECK(holds(words));
  CHECK_FALSE(holds({"DELETE", "USER"}));
  CHECK_FALSE(holds({"LOGIN", "USER"}));
}
