#include <doctest/doctest.h>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

std::string sid_of(const Suite& suite, const std::string& token, bool current = true) {
  const Reply reply = suite.get("/sso/sessions", token);
  for (const json::Value& row : *reply.body.array())
    if (row.flag_at("current") == current) return row.text_at("sid").value();
  return "";
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "sign-out ends this session everywhere, and is audited") {
  const Reply one = sign_in("alice"), other = sign_in("alice");
  const Reply out = ask("POST", "/sso/logout", bearer(one.token()));
  CHECK(out.status == 200);
  CHECK(out.text("message") == "Signed out");
  cache->settle();
  CHECK(get("/sso/sessions", one.token()).status == 401);
  CHECK(refresh(one.text("refresh_token")).status == 401);
  CHECK(get("/sso/sessions", other.token()).status == 200);
  CHECK(audited("LOGOUT").size() == 1);
  // The token is dead for signing out, too.
  CHECK(ask("POST", "/sso/logout", bearer(one.token())).status == 401);
  CHECK(ask("POST", "/sso/logout", bearer("x.y.z")).code() == "invalid_token");
}

TEST_CASE_FIXTURE(Suite, "sign-out everywhere ends every session, and signing in at once works") {
  const Reply one = sign_in("alice"), other = sign_in("alice");
  CHECK(ask("POST", "/sso/logout?all=true", bearer(one.token())).status == 200);
  cache->settle();
  for (const Reply* reply : {&one, &other}) {
    CHECK(get("/sso/sessions", reply->token()).status == 401);
    CHECK(refresh(reply->text("refresh_token")).status == 401);
  }
  clock.advance(std::chrono::milliseconds(1));
  CHECK(get("/sso/sessions", sign_in("alice").token()).status == 200);
  CHECK(ask("POST", "/sso/logout?all=maybe", bearer(one.token())).status == 422);
  CHECK(ask("POST", "/sso/logout?odd=1", bearer(one.token())).status == 422);
}

TEST_CASE_FIXTURE(Suite, "the console signs out by its cookie alone, from its own origin") {
  const Reply signed_in = sign_in_console("alice");
  const std::string cookie = signed_in.cookie();
  CHECK(post("/sso/logout", Object{}, "Cookie: __Host-lgm_refresh=" + cookie + "\r\n").code() ==
        "origin_not_allowed");
  CHECK(cache->live_sessions("uid-alice").size() == 1);
  const Reply out = console("/sso/logout", Object{}, cookie);
  CHECK(out.status == 200);
  CHECK(out.clears_cookie());
  CHECK(cache->live_sessions("uid-alice").empty());
  const Reply nobody = console("/sso/logout", Object{}, cookie);
  CHECK(nobody.status == 200);
  CHECK(nobody.text("message") == "Nobody was signed in");
  CHECK(nobody.clears_cookie());
  cache->settle();
  CHECK(get("/sso/sessions", signed_in.token()).status == 401);
}

TEST_CASE_FIXTURE(Suite, "sign-out with one's token and somebody's cookie ends both sessions") {
  const Reply alice = sign_in_console("alice"), bob = sign_in("bob");
  CHECK(console("/sso/logout?all=true", Object{}, alice.cookie(), bearer(bob.token())).status == 200);
  CHECK(cache->live_sessions("uid-alice").empty());
  CHECK(cache->live_sessions("uid-bob").empty());
}

TEST_CASE_FIXTURE(Suite, "own sessions: listed last used first, ended one by one") {
  const Reply older =
      post("/sso/login", Object{{"ticket", usap.ticket_for("alice")}}, "User-Agent: phone\xff\r\n");
  advance(std::chrono::seconds(5));
  const Reply newer = sign_in_console("alice");
  const Reply list = get("/sso/sessions", newer.token());
  REQUIRE(list.status == 200);
  REQUIRE(list.body.array()->size() == 2);
  const json::Value &first = (*list.body.array())[0], &second = (*list.body.array())[1];
  CHECK(first.flag_at("current") == true);
  CHECK(first.text_at("client_id") == "console");
  CHECK(second.text_at("client_id") == "api");
  CHECK(second.text_at("user_agent") == "phone");
  CHECK(second.text_at("ip_address") == "127.0.0.1");
  CHECK(second.text_at("created_at") == "2030-03-17T17:46:40Z");
  const std::string old_sid = second.text_at("sid").value();
  CHECK(old_sid.size() == 22);
  CHECK(old_sid != first.text_at("sid"));
  const auto end = [&](const std::string& sid) {
    return ask("DELETE", "/sso/sessions/" + sid, bearer(newer.token()));
  };
  CHECK(end("unknown").status == 404);
  CHECK(end(sid_of(*this, sign_in("bob").token())).status == 404);  // somebody else's
  advance(std::chrono::seconds(901));
  CHECK(end(old_sid).code() == "recent_sign_in_required");
  CHECK(cache->live_sessions("uid-alice").size() == 2);
  CHECK(end(first.text_at("sid").value()).status == 200);  // one's own may always end
  const Reply again = sign_in("alice");
  CHECK(ask("DELETE", "/sso/sessions/" + old_sid, bearer(again.token())).text("message") == "Session ended");
  cache->settle();
  CHECK(get("/sso/sessions", older.token()).status == 401);
  CHECK(audited("SESSION_ENDED").size() == 2);
}

TEST_CASE_FIXTURE(Suite, "administrators see and end others' sessions; nobody else does") {
  const Reply bob = sign_in("bob"), alice = sign_in("alice");
  for (const auto& [method, path] :
       {std::pair{"GET", "/sso/users/uid-bob/sessions"}, std::pair{"DELETE", "/sso/users/uid-bob/sessions"},
        std::pair{"DELETE", "/sso/users/uid-bob/sessions/x"}}) {
    const Reply refused = ask(method, path, bearer(alice.token()));
    CHECK(refused.status == 403);
    CHECK(refused.text("detail") == "Missing permission: user_management");
    CHECK(ask(method, path).status == 401);
  }
  auto user = admin->user("uid-alice");
  user.global = {"user_management"};
  admin->put(user);
  cache->revoke("permissions", "uid-alice");
  cache->settle();
  clock.advance(std::chrono::milliseconds(1));
  const std::string token = bearer(refresh(alice.text("refresh_token")).token());
  const Reply list = ask("GET", "/sso/users/uid-bob/sessions", token);
  REQUIRE(list.status == 200);
  REQUIRE(list.body.array()->size() == 1);
  const std::string sid = (*list.body.array())[0].text_at("sid").value();
  CHECK(ask("GET", "/sso/users/nobody/sessions", token).status == 404);
  CHECK(ask("DELETE", "/sso/users/uid-bob/sessions/unknown", token).status == 404);
  CHECK(ask("DELETE", "/sso/users/uid-alice/sessions/" + sid, token).status == 404);
  SUBCASE("one") {
    CHECK(ask("DELETE", "/sso/users/uid-bob/sessions/" + sid, token).status == 200);
  }
  SUBCASE("all") {
    CHECK(ask("DELETE", "/sso/users/uid-bob/sessions", token).status == 200);
  }
  cache->settle();
  CHECK(get("/sso/sessions", bob.token()).status == 401);
  const auto events = audited("SESSION_ENDED");
  REQUIRE(events.size() == 1);
  CHECK(events[0].text_at("uid") == "uid-alice");
  CHECK(events[0].find("details")->text_at("of_user") == "uid-bob");
}

TEST_CASE_FIXTURE(Suite, "a store that is away: sign-out says so and forgets nothing") {
  const Reply signed_in = sign_in_console("alice");
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  CHECK(console("/sso/logout", Object{}, signed_in.cookie()).code() == "session_store_unavailable");
  CHECK(get("/sso/sessions", signed_in.token()).code() == "session_store_unavailable");
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
  CHECK(cache->live_sessions("uid-alice").size() == 1);
}
