#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "../support/suite.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

TEST_CASE_FIXTURE(Suite, "a refresh token is good once; its successor carries on") {
  const Reply first = sign_in("alice");
  const Reply second = refresh(first.text("refresh_token"));
  REQUIRE(second.status == 200);
  CHECK(second.text("refresh_token") != first.text("refresh_token"));
  CHECK(second.text("refresh_token").size() == 43);
  CHECK(second.text("user_id") == "alice");
  CHECK(second.text("role") == "ANNOTATOR");
  CHECK(second.cookie().empty());
  CHECK(get("/sso/sessions", second.token()).status == 200);
  CHECK(refresh(second.text("refresh_token")).status == 200);
  CHECK(metrics_text().find(R"(lgm_refreshes_total{outcome="rotated"} 2)") != std::string::npos);
}

TEST_CASE_FIXTURE(Suite,
                  "a lost answer can be asked for again within ten seconds, while its successor is unused") {
  const std::string token = sign_in("alice").text("refresh_token");
  const Reply first = refresh(token), again = refresh(token);
  REQUIRE(again.status == 200);
  CHECK(again.text("refresh_token") == first.text("refresh_token"));

  SUBCASE("later than ten seconds it is theft") {
    advance(std::chrono::seconds(11));
    CHECK(refresh(token).status == 401);
    CHECK(refresh(first.text("refresh_token")).status == 401);
  }
  SUBCASE("so it is once the successor was used, also within ten seconds") {
    REQUIRE(refresh(first.text("refresh_token")).status == 200);
    const Reply reused = refresh(token);
    CHECK(reused.status == 401);
    CHECK(reused.code() == "invalid_refresh_token");
  }
  if (cache->live_sessions("uid-alice").empty()) {
    const auto events = audited("TOKEN_REUSED");
    REQUIRE(events.size() == 1);
    CHECK(events[0].text_at("uid") == "uid-alice");
    CHECK(metrics_text().find(R"(lgm_refreshes_total{outcome="reused"} 1)") != std::string::npos);
  }
  CHECK(cache->live_sessions("uid-alice").empty());
  cache->settle();
  CHECK(get("/sso/sessions", first.token()).status == 401);
}

TEST_CASE_FIXTURE(Suite, "with SECRET_KEY of two lines a retry gets the successor that the other line made") {
  const std::string token = sign_in("alice").text("refresh_token");
  const Reply first = refresh(token);
  auto own = configuration();
  const std::string fresh(32, 'n');
  SUBCASE("the line that made it is the second now") {
    own.secret_key = fresh + "\n" + own.secret_key;
    restart(own);
    const Reply again = refresh(token);
    CHECK(again.text("refresh_token") == first.text("refresh_token"));
    const Reply next = refresh(first.text("refresh_token"));
    CHECK(next.status == 200);
    CHECK(refresh(first.text("refresh_token")).text("refresh_token") == next.text("refresh_token"));
  }
  SUBCASE("a line that nobody has any more makes a retry look like a theft") {
    own.secret_key = fresh;
    restart(own);
    CHECK(refresh(token).status == 401);
  }
  SUBCASE("later than ten seconds it is theft by either") {
    own.secret_key = fresh + "\n" + own.secret_key;
    restart(own);
    advance(std::chrono::seconds(11));
    CHECK(refresh(token).status == 401);
    CHECK(refresh(first.text("refresh_token")).status == 401);
  }
}

TEST_CASE_FIXTURE(Suite, "of many refreshes at once exactly one successor comes to be") {
  const std::string token = sign_in("alice").text("refresh_token");
  std::vector<Reply> replies(12);
  std::vector<std::thread> threads;
  for (Reply& reply : replies) threads.emplace_back([&reply, &token, this] { reply = refresh(token); });
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> successors;
  for (const Reply& reply : replies) {
    CHECK(reply.status == 200);
    successors.insert(reply.text("refresh_token"));
  }
  CHECK(successors.size() == 1);
  CHECK(refresh(*successors.begin()).status == 200);
}

TEST_CASE_FIXTURE(Suite, "other things than refresh tokens refresh nothing, all in one way") {
  const Reply signed_in = sign_in("alice");
  const std::string token = signed_in.text("refresh_token");
  const std::string stored = cache->dump();
  CHECK(stored.find(token) == std::string::npos);
  const std::string hash = crypto::to_hex(crypto::sha256(token));
  CHECK(stored.find(hash) != std::string::npos);
  std::string detail;
  for (const std::string& wrong : {signed_in.token(), hash, std::string("x"), token + "x",
                                   token.substr(1) + "A", std::string(43, '-')}) {
    const Reply reply = refresh(wrong);
    const bool too_long = wrong.size() > 512;  // an access token may not even fit the member
    CHECK(reply.status == (too_long ? 400 : 401));
    if (!too_long) CHECK(reply.code() == "invalid_refresh_token");
  }
  CHECK(post("/sso/refresh", Object{}).status == 401);
  CHECK(ask("POST", "/sso/refresh").status == 401);
  CHECK(post("/sso/refresh", Object{{"refresh_token", nullptr}}).status == 401);
  CHECK(post("/sso/refresh", Object{{"refresh_token", 5}}).status == 422);
  CHECK(get("/sso/sessions", token).status == 401);  // nor is it an access token
  CHECK(refresh(token).status == 200);
}

TEST_CASE_FIXTURE(Suite, "by cookie: own origin, a preflight, one cookie; a cookie's token is no body's") {
  const Reply signed_in = sign_in_console("alice");
  const std::string cookie = signed_in.cookie();
  const std::string header = "Cookie: __Host-lgm_refresh=" + cookie + "\r\n";
  const std::string origin = "Origin: " + std::string(kOrigin) + "\r\n";
  CHECK(post("/sso/refresh", Object{}, header).code() == "origin_not_allowed");
  CHECK(post("/sso/refresh", Object{}, header + "Origin: null\r\n").code() == "origin_not_allowed");
  CHECK(ask("POST", "/sso/refresh", header + origin).code() == "preflight_required");
  CHECK(ask("POST", "/sso/refresh", header + origin + "Content-Type: text/plain\r\n", "{}").status == 415);
  CHECK(refresh(cookie).status == 401);
  CHECK(console("/sso/refresh", Object{}, cookie, header).status == 401);  // two cookies: neither counts
  const Reply reply = console("/sso/refresh", Object{}, cookie);
  REQUIRE(reply.status == 200);
  CHECK(reply.body.find("refresh_token") == nullptr);
  CHECK(reply.cookie().size() == 43);
  CHECK(reply.cookie() != cookie);
  // An API client's token is none for a cookie.
  CHECK(console("/sso/refresh", Object{}, sign_in("bob").text("refresh_token")).status == 401);
  const Reply bad = console("/sso/refresh", Object{}, std::string(43, 'A'));
  CHECK(bad.status == 401);
  CHECK(bad.clears_cookie());
  CHECK(bad.code() == "invalid_refresh_token");
}

TEST_CASE_FIXTURE(Suite, "sessions end when idle, and at the latest after thirty days") {
  std::string token = sign_in("alice").text("refresh_token");
  SUBCASE("idle") {
    advance(std::chrono::hours(7 * 24) + std::chrono::seconds(1));
    CHECK(refresh(token).status == 401);
  }
  SUBCASE("however much it is used") {
    for (int day = 5; day < 30; day += 5) {
      advance(std::chrono::hours(5 * 24));
      const Reply reply = refresh(token);
      REQUIRE(reply.status == 200);
      token = reply.text("refresh_token");
    }
    advance(std::chrono::hours(5 * 24) - std::chrono::hours(1));
    const Reply last = refresh(token);
    REQUIRE(last.status == 200);
    CHECK(last.body.integer_at("expires_in") == 3600);  // no access token outlives its session
    advance(std::chrono::hours(1) + std::chrono::seconds(1));
    CHECK(refresh(last.text("refresh_token")).status == 401);
  }
}

TEST_CASE_FIXTURE(Suite, "who has left USAP cannot refresh once the status is old, and loses every session") {
  const Reply one = sign_in("carol"), other = sign_in("carol");
  usap.people().set_active("carol", false);
  const Reply early = refresh(one.text("refresh_token"));
  CHECK(early.status == 200);  // USAP is not asked at every refresh
  advance(std::chrono::seconds(901));
  SUBCASE("disabled") {}
  SUBCASE("deleted") {
    usap.people().remove("carol");
  }
  const Reply late = refresh(early.text("refresh_token"));
  CHECK(late.status == 403);
  CHECK(late.code() == "user_disabled");
  CHECK(cache->live_sessions("uid-carol").empty());
  cache->settle();
  CHECK(get("/sso/sessions", other.token()).status == 401);
  CHECK(audited("SESSION_ENDED").size() == 1);
}

TEST_CASE_FIXTURE(
    Suite, "while USAP is down, or a proxy answers for it, refresh goes on for the grace and no longer") {
  std::string token = sign_in("carol").text("refresh_token");
  usap_simulator::Behaviour away;
  SUBCASE("down") {
    away.mode = "down";
  }
  SUBCASE("a proxy's 404") {
    away.mode = "not_found_html";
  }
  SUBCASE("somebody else's data") {
    away.mode = "other_user";
  }
  usap.behaviour().set(away);
  advance(std::chrono::hours(23));
  const Reply within = refresh(token);
  REQUIRE(within.status == 200);
  advance(std::chrono::hours(2));
  const Reply beyond = refresh(within.text("refresh_token"));
  CHECK(beyond.status == 503);
  CHECK(beyond.code() == "usap_unavailable");
  usap.behaviour().set({});
  CHECK(refresh(within.text("refresh_token")).status == 200);  // nothing was used up
}

TEST_CASE_FIXTURE(Suite, "a user disabled or deleted here cannot refresh") {
  const std::string token = sign_in("bob").text("refresh_token");
  auto user = admin->user("uid-bob");
  user.active = false;
  admin->put(user);
  SUBCASE("disabled") {
    const Reply reply = refresh(token);
    CHECK(reply.status == 403);
    CHECK(reply.code() == "user_disabled");
  }
  SUBCASE("deleted") {
    admin->remove("uid-bob");
    CHECK(refresh(token).status == 401);
  }
  CHECK(cache->live_sessions("uid-bob").empty());
}

TEST_CASE_FIXTURE(Suite, "neighbours that are away cost a 503 and no token") {
  const std::string token = sign_in("bob").text("refresh_token");
  admin->set_away(true);
  CHECK(refresh(token).code() == "rights_unavailable");
  admin->set_away(false);
  for (const auto mood : {SessionCacheStandIn::Mood::Away, SessionCacheStandIn::Mood::Nonsense}) {
    cache->set_mood(mood);
    CHECK(refresh(token).code() == "session_store_unavailable");
  }
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
  CHECK(refresh(token).status == 200);
}

TEST_CASE_FIXTURE(Suite,
                  "changed rights refuse older access tokens, and a refresh in the same second helps") {
  const Reply signed_in = sign_in("bob");
  cache->revoke("permissions", "uid-bob");
  cache->settle();
  CHECK(get("/sso/sessions", signed_in.token()).status == 401);
  clock.advance(std::chrono::milliseconds(1));
  const Reply refreshed = refresh(signed_in.text("refresh_token"));
  REQUIRE(refreshed.status == 200);
  CHECK(get("/sso/sessions", refreshed.token()).status == 200);
}
