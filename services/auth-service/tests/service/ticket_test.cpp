#include <doctest/doctest.h>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

void misbehave(Suite& suite, const std::string& mode, const std::string& calls = "validate") {
  usap_simulator::Behaviour behaviour;
  behaviour.mode = mode;
  behaviour.calls = calls;
  suite.usap.behaviour().set(behaviour);
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "a ticket signs in once: tokens, user, audit event, metric") {
  const std::string ticket = usap.ticket_for("alice");
  const Reply reply = post("/sso/login", Object{{"ticket", ticket}}, "User-Agent: tester/1\r\n");
  REQUIRE(reply.status == 200);
  CHECK(reply.text("token_type") == "bearer");
  CHECK(reply.body.integer_at("expires_in") == 8 * 3600);
  CHECK(reply.text("refresh_token").size() == 43);
  CHECK(reply.text("user_id") == "alice");
  CHECK(reply.text("role") == "ANNOTATOR");
  CHECK(reply.cookie().empty());
  CHECK(get("/sso/sessions", reply.token()).status == 200);
  const auto events = audited("LOGIN");
  REQUIRE(events.size() == 1);
  CHECK(events[0].text_at("uid") == "uid-alice");
  CHECK(events[0].text_at("user_agent") == "tester/1");
  CHECK(events[0].find("details")->text_at("way") == "ticket");
  CHECK(metrics_text().find(R"(lgm_sign_ins_total{outcome="ok",way="ticket"} 1)") != std::string::npos);
  const Reply again = post("/sso/login", Object{{"ticket", ticket}});
  CHECK(again.status == 401);
  CHECK(again.code() == "invalid_ticket");
  CHECK(usap.calls("validate") == 2);
}

TEST_CASE_FIXTURE(Suite, "no answer but a full valid one signs in") {
  for (const char* mode : {"down", "error", "drop", "html", "not_an_object", "truncated", "valid_text",
                           "missing_user_id", "empty_user_id", "number_user_id", "redirect"}) {
    misbehave(*this, mode);
    const Reply reply = sign_in("alice");
    CHECK_MESSAGE(reply.status == 503, std::string(mode));
    CHECK_MESSAGE(reply.code() == "usap_unavailable", std::string(mode));
  }
  for (const char* mode : {"valid_false", "local_user_id", "other_target", "not_found_html"}) {
    misbehave(*this, mode);
    const Reply reply = sign_in("alice");
    CHECK_MESSAGE(reply.status == 401, std::string(mode));
    CHECK_MESSAGE(reply.code() == "invalid_ticket", std::string(mode));
  }
  CHECK(usap.calls("validate") == 15);   // each ticket was sent exactly once
  CHECK(usap.calls("redirected") == 0);  // and no redirect was followed
  CHECK(cache->live_sessions("uid-alice").empty());
  CHECK(metrics_text().find(R"(lgm_usap_bad_answers_total{call="validate-ticket"})") != std::string::npos);
  misbehave(*this, "normal");
  CHECK(sign_in("alice").status == 200);
}

TEST_CASE_FIXTURE(Suite, "expired, unknown and foreign tickets are refused, all in one way") {
  const std::string old = usap.ticket_for("bob");
  clock.advance(std::chrono::seconds(301));
  cache->settle();
  const Reply expired = post("/sso/login", Object{{"ticket", old}});
  const Reply unknown = post("/sso/login", Object{{"ticket", "TK_unknown"}});
  const Reply foreign = post("/sso/login", Object{{"ticket", usap.ticket_for("bob", "another-system")}});
  for (const Reply* reply : {&expired, &unknown, &foreign}) {
    CHECK(reply->status == 401);
    CHECK(reply->text("detail") == expired.text("detail"));
  }
  CHECK(audited("LOGIN_FAILED").size() == 1);  // equal refusals of one address: one event, the others counted
}

TEST_CASE_FIXTURE(Suite, "a disabled person is refused, here or in USAP, and every session ends") {
  REQUIRE(sign_in("carol").status == 200);
  usap.people().set_active("carol", false);
  advance(std::chrono::seconds(901));
  const Reply left = sign_in("carol");
  CHECK(left.status == 403);
  CHECK(left.code() == "user_disabled");
  CHECK(cache->live_sessions("uid-carol").empty());
  REQUIRE(sign_in("bob").status == 200);
  auto user = admin->user("uid-bob");
  user.active = false;
  admin->put(user);
  const Reply inactive = sign_in("bob");
  CHECK(inactive.status == 403);
  CHECK(inactive.code() == "user_disabled");
}

TEST_CASE_FIXTURE(Suite, "a body of another type is 415, before USAP is asked") {
  CHECK(ask("POST", "/sso/login", "Content-Type: text/plain\r\n", "{}").status == 415);
  CHECK(usap.calls("validate") == 0);
}

TEST_CASE_FIXTURE(Suite, "sixty failed tickets a minute from one address; used ones do not count") {
  const std::string used = usap.ticket_for("alice");
  REQUIRE(post("/sso/login", Object{{"ticket", used}}).status == 200);
  for (int i = 0; i < 70; ++i) REQUIRE(post("/sso/login", Object{{"ticket", used}}).status == 401);
  for (int i = 0; i < 60; ++i) REQUIRE(post("/sso/login", Object{{"ticket", "TK_no"}}).status == 401);
  const Reply limited = post("/sso/login", Object{{"ticket", usap.ticket_for("alice")}});
  CHECK(limited.status == 429);
  CHECK(limited.code() == "too_many_failures");
  CHECK(limited.head.find("Retry-After: 60") != std::string::npos);
  CHECK(ask("POST", "/sso/login", "Content-Type: application/json\r\n",
            R"({"ticket":")" + usap.ticket_for("alice") + "\"}", "203.0.113.9")
            .status == 200);
  advance(std::chrono::seconds(61));
  CHECK(sign_in("alice").status == 200);
}

TEST_CASE_FIXTURE(Suite,
                  "the console gets the refresh token in a cookie alone, and only from its own origin") {
  const Reply reply = sign_in_console("alice");
  REQUIRE(reply.status == 200);
  CHECK(reply.body.find("refresh_token") == nullptr);
  CHECK(reply.cookie().size() == 43);
  CHECK(reply.has_header("Set-Cookie: __Host-lgm_refresh=" + reply.cookie() +
                         "; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800"));
  const Object body{{"ticket", usap.ticket_for("alice")}, {"token_delivery", "cookie"}};
  for (const char* origin : {"", "Origin: null\r\n", "Origin: https://evil.console.example\r\n",
                             "Origin: http://console.example\r\n", "Origin: https://console.example.evil\r\n",
                             "Origin: https://console.example\r\nOrigin: https://evil.example\r\n"}) {
    const Reply refused = post("/sso/login", body, origin);
    CHECK_MESSAGE(refused.status == 403, std::string(origin));
    CHECK_MESSAGE(refused.code() == "origin_not_allowed", std::string(origin));
  }
}

TEST_CASE_FIXTURE(Suite, "a sign-in ends the session that the browser held") {
  const Reply first = sign_in_console("alice");
  const Reply second = sign_in_console("alice", first.cookie());
  REQUIRE(second.status == 200);
  cache->settle();
  CHECK(get("/sso/sessions", first.token()).status == 401);
  CHECK(get("/sso/sessions", second.token()).status == 200);
  CHECK(console("/sso/refresh", Object{}, first.cookie()).status == 401);
  CHECK(cache->live_sessions("uid-alice").size() == 1);
  // Tokens in the body: the old session ends as well, and the cookie goes.
  const Reply third = console("/sso/login", Object{{"ticket", usap.ticket_for("alice")}}, second.cookie());
  REQUIRE(third.status == 200);
  CHECK(third.clears_cookie());
  CHECK(cache->live_sessions("uid-alice").size() == 1);
}

TEST_CASE_FIXTURE(Suite, "a ticket of somebody else asks first, and changes nothing until confirmed") {
  const Reply alice = sign_in_console("alice");
  const Reply asked = sign_in_console("bob", alice.cookie());
  REQUIRE(asked.status == 409);
  CHECK(asked.code() == "signed_in_as_other");
  CHECK(asked.head.find("Content-Type: application/problem+json") != std::string::npos);
  CHECK(asked.body.find("current")->text_at("user_name") == "Alice Zhang 张爱丽");
  CHECK(asked.body.find("arriving")->text_at("user_id") == "bob");
  CHECK(asked.body.integer_at("expires_in") == 120);
  CHECK(asked.cookie().empty());
  CHECK(get("/sso/sessions", alice.token()).status == 200);
  CHECK(admin->uid_of("bob").empty());  // not even known yet
  const Object handle{{"handle", asked.text("handle")}};
  CHECK(cache->dump().find(asked.text("handle")) == std::string::npos);

  SUBCASE("confirmed") {
    const Reply bob = console("/sso/login/complete", handle, alice.cookie());
    REQUIRE(bob.status == 200);
    CHECK(bob.text("user_id") == "bob");
    CHECK(bob.cookie().size() == 43);
    CHECK(cache->live_sessions("uid-alice").empty());
    const Reply twice = console("/sso/login/complete", handle, bob.cookie());
    CHECK(twice.status == 401);
    CHECK(twice.code() == "sign_in_expired");
  }
  SUBCASE("too late") {
    advance(std::chrono::seconds(121));
    CHECK(console("/sso/login/complete", handle, alice.cookie()).status == 401);
    CHECK(cache->live_sessions("uid-alice").size() == 1);
  }
  SUBCASE("in another browser, or without its cookie or origin") {
    const Reply carol = sign_in_console("carol");
    CHECK(console("/sso/login/complete", handle).status == 401);
    CHECK(
        post("/sso/login/complete", handle, "Cookie: __Host-lgm_refresh=" + alice.cookie() + "\r\n").status ==
        403);
    CHECK(console("/sso/login/complete", handle, carol.cookie()).status == 401);
    CHECK(cache->live_sessions("uid-bob").empty());
    CHECK(cache->live_sessions("uid-alice").size() == 1);
  }
  SUBCASE("refused") {
    CHECK(console("/sso/refresh", Object{}, alice.cookie()).status == 200);
  }
}

TEST_CASE_FIXTURE(Suite, "a store that is away or talks nonsense refuses the sign-in and uses up no ticket") {
  const std::string ticket = usap.ticket_for("alice");
  for (const auto mood : {SessionCacheStandIn::Mood::Away, SessionCacheStandIn::Mood::Nonsense}) {
    cache->set_mood(mood);
    const Reply reply = post("/sso/login", Object{{"ticket", ticket}});
    CHECK(reply.status == 503);
    CHECK(reply.code() == "session_store_unavailable");
    CHECK(reply.head.find("Retry-After: ") != std::string::npos);
  }
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
  CHECK(post("/sso/login", Object{{"ticket", ticket}}).status == 200);
  admin->set_away(true);
  const Reply no_users = sign_in("bob");
  CHECK(no_users.status == 503);
  CHECK(no_users.code() == "users_unavailable");
}

TEST_CASE_FIXTURE(Suite, "more sessions than a user may have end the oldest") {
  const Reply first = sign_in("alice");
  for (int i = 0; i < 3; ++i) {
    advance(std::chrono::seconds(1));
    REQUIRE(sign_in("alice").status == 200);
  }
  CHECK(cache->live_sessions("uid-alice").size() == 3);
  CHECK(get("/sso/sessions", first.token()).status == 401);
}

TEST_CASE_FIXTURE(Suite, "the store hears how long the first access token lives") {
  REQUIRE(sign_in("alice").status == 200);
  CHECK(cache->last_asked("/internal/v1/sessions").integer_at("access_seconds") == 8 * 3600);
}

TEST_CASE_FIXTURE(Suite, "no access token outlives its session, the first one neither") {
  auth_service::Configuration own = configuration();
  own.refresh_token_days = own.session_max_days = 1;
  own.access_token_hours = 48;
  restart(own);
  const Reply reply = sign_in("alice");
  REQUIRE(reply.status == 200);
  CHECK(reply.body.integer_at("expires_in").value_or(0) <= 86'400);
  CHECK(reply.body.integer_at("expires_in").value_or(0) > 86'000);
  CHECK(get("/sso/sessions", reply.token()).status == 200);
  advance(std::chrono::hours(24) + std::chrono::seconds(61));
  CHECK(get("/sso/sessions", reply.token()).status == 401);
}
