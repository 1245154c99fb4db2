// The service as a whole: tokens, keys, health, routes, secrets.
#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <thread>

#include "../support/suite.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

// The payload of a token, unchecked.
json::Value payload_of(const std::string& token) {
  const std::size_t from = token.find('.') + 1;
  return json::parse_or_nothing(crypto::base64url_decode(token.substr(from, token.rfind('.') - from)).value())
      .value();
}

std::string signed_with(const std::string& header, const json::Value& payload, const std::string& secret) {
  const std::string input = crypto::base64url(header) + "." + crypto::base64url(json::to_text(payload));
  return input + "." + crypto::base64url(crypto::hmac_sha256(secret, input));
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "an access token says who, for whom and until when, and nothing personal") {
  const json::Value claims = payload_of(sign_in("alice").token());
  for (const auto& [name, value] :
       {std::pair{"iss", "llm-guard-manager"}, std::pair{"aud", "llm-guard-manager"},
        std::pair{"sub", "alice"}, std::pair{"client_id", "api"}, std::pair{"uid", "uid-alice"},
        std::pair{"role", "ANNOTATOR"}})
    CHECK_MESSAGE(claims.text_at(name) == std::string(value), std::string(name));
  CHECK(claims.integer_at("exp").value() - claims.integer_at("iat").value() == 8 * 3600);
  CHECK(claims.object()->size() == 11);
  CHECK(json::to_text(claims).find("example.com") == std::string::npos);
  CHECK(payload_of(sign_in_console("alice").token()).text_at("client_id") == "console");
}

TEST_CASE_FIXTURE(Suite, "forged, foreign and mistimed tokens are refused in one way") {
  const std::string good = sign_in("alice").token(), secret(32, 'k');
  const json::Value claims = payload_of(good);
  const std::string head = crypto::base64url_decode(good.substr(0, good.find('.'))).value();
  const auto with = [&](const char* name, json::Value value) {
    json::Value changed = claims;
    changed.set(name, std::move(value));
    return signed_with(head, changed, secret);
  };
  const std::int64_t now = base::to_unix_seconds(clock.now());
  REQUIRE(get("/sso/sessions", signed_with(head, claims, secret)).status == 200);
  REQUIRE(get("/sso/sessions", with("nbf", now + 59)).status == 200);
  REQUIRE(get("/sso/sessions", with("exp", now - 59)).status == 200);
  const auto typed = [&](const std::string& header) { return signed_with(header, claims, secret); };
  const std::string kid = json::parse_or_nothing(head)->text_at("kid").value();
  std::vector<std::string> bad{"",
                               "x",
                               good.substr(0, good.size() - 1),
                               good + "A",
                               good + ".",
                               good.substr(good.find('.')),
                               std::string(20'000, 'a'),
                               with("iss", "llm-guard-manager/"),
                               with("aud", "llm-guard"),
                               with("aud", nullptr),
                               with("exp", now - 61),
                               with("nbf", now + 61),
                               with("iat", now + 61),
                               with("exp", "soon"),
                               with("sub", nullptr),
                               signed_with(head, claims, std::string(32, 'x')),
                               typed(R"({"alg":"none","typ":"at+jwt","kid":")" + kid + "\"}"),
                               typed(R"({"alg":"HS512","typ":"at+jwt","kid":")" + kid + "\"}"),
                               typed(R"({"alg":"HS256","typ":"JWT","kid":")" + kid + "\"}")};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const Reply reply = get("/sso/sessions", bad[i]);
    CHECK_MESSAGE(reply.status == 401, i);
    CHECK_MESSAGE(reply.code() == "invalid_token", i);
  }
  const json::Value admin_claims = payload_of(with("role", "SYSTEM_ADMIN"));
  CHECK(ask("DELETE", "/sso/user-info/cache", bearer(signed_with(head, admin_claims, secret))).status == 403);
}

TEST_CASE_FIXTURE(Suite, "a user who is disabled loses the live token") {
  const std::string token = sign_in("bob").token();
  CHECK(get("/sso/user-info", token).status == 200);
  auto user = admin->user("uid-bob");
  user.active = false;
  admin->put(user);
  cache->revoke("user", "uid-bob");
  cache->settle();
  CHECK(get("/sso/user-info", token).status == 401);
}

TEST_CASE_FIXTURE(Suite, "the ways in are shown, and keys are published without secrets") {
  const Reply health = ask("GET", "/sso/health");
  CHECK(json::to_text(health.body) ==
        R"({"sso_enabled":true,"usap_healthy":true,"local_login_enabled":true})");
  usap_simulator::Behaviour down;
  down.mode = "down";
  usap.behaviour().set(down);
  CHECK(ask("GET", "/sso/health").body.flag_at("usap_healthy") == true);  // kept for a few seconds
  advance(std::chrono::seconds(6));
  // While a replica's own report asks USAP, others are told the last answer.
  while (ask("GET", "/sso/health").body.flag_at("usap_healthy") == true) continue;
  CHECK(ask("GET", "/sso/health").body.flag_at("usap_healthy") == false);
  CHECK(json::to_text(ask("GET", "/.well-known/jwks.json").body) ==
        R"({"keys":[]})");  // HS256: nothing to publish
}

TEST_CASE_FIXTURE(Suite, "the ways in are listed as they are switched on, each with its kind and name") {
  CHECK(json::to_text(ask("GET", "/sso/ways").body) ==
        R"({"ways":[{"id":"ticket","kind":"ticket","name":{"zh":"统一门户","en":"Enterprise portal"},)"
        R"("healthy":true},{"id":"password","kind":"password","name":{"zh":"本地账号","en":"Local account"},)"
        R"("healthy":true}]})");
  auto own = configuration();
  own.portal_url = "https://portal.example/";
  own.local_login_enabled = false;
  usap_simulator::Behaviour down;
  down.mode = "down";
  usap.behaviour().set(down);
  restart(own);
  CHECK(json::to_text(ask("GET", "/sso/ways").body) ==
        R"({"ways":[{"id":"ticket","kind":"ticket","name":{"zh":"统一门户","en":"Enterprise portal"},)"
        R"("portal_url":"https://portal.example/","healthy":false}]})");
}

TEST_CASE_FIXTURE(Suite, "where no USAP is configured, nobody is shown that way, and it signs nobody in") {
  stop();
  metrics = std::make_unique<service::Metrics>();
  auto own = configuration();
  own.usap_base_url.clear();
  auth.emplace(common(), own, std::vector{key}, auth_service::Neighbours{{}, admin, cache},
               auth_service::World{clock, random, log, *metrics, [](std::chrono::milliseconds) {}});
  auth->start();
  cache->settle();
  const auto ways = ask("GET", "/sso/ways").body;
  REQUIRE(ways.find("ways")->array()->size() == 1);
  CHECK((*ways.find("ways")->array())[0].text_at("id") == "password");
  CHECK(ask("GET", "/sso/health").body.flag_at("sso_enabled") == false);
  CHECK(ask("GET", "/health/ready").body.find("checks")->find("usap") == nullptr);
  CHECK(post("/sso/login", Object{{"ticket", "TK_any"}}).code() == "usap_unavailable");
}

TEST_CASE_FIXTURE(Suite, "readiness needs session-cache; USAP's outage only degrades") {
  CHECK(ask("GET", "/health/ready").text("status") == "ready");
  usap_simulator::Behaviour down;
  down.mode = "down";
  usap.behaviour().set(down);
  advance(std::chrono::seconds(6));
  Reply degraded = ask("GET", "/health/ready");
  // While a replica's own report asks USAP, others are told the last answer.
  while (degraded.text("status") == "ready") degraded = ask("GET", "/health/ready");
  CHECK(degraded.status == 200);
  CHECK(degraded.text("status") == "degraded");
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  const Reply not_ready = ask("GET", "/health/ready");
  CHECK(not_ready.status == 503);
  CHECK(not_ready.body.find("checks")->flag_at("session_cache") == false);
  CHECK(ask("GET", "/health").status == 200);
}

TEST_CASE_FIXTURE(Suite, "exactly these routes are open to the public, and GET changes nothing") {
  std::set<std::string> open, guarded;
  for (const auto& route : auth->service().public_routes().routes())
    (route->access.kind == service::Access::Kind::Open ? open : guarded)
        .insert(std::string(http::to_string(route->method)) + " " + route->path);
  CHECK(open == std::set<std::string>{"GET /.well-known/jwks.json", "GET /auth/callback",
                                      "GET /auth/callback/{provider}", "GET /auth/login", "GET /auth/verify",
                                      "GET /health", "GET /health/ready", "GET /sso/health", "GET /sso/ways",
                                      "POST /auth/backchannel-logout/{provider}", "POST /auth/complete",
                                      "POST /login/access-token", "POST /sso/login",
                                      "POST /sso/login/complete", "POST /sso/logout", "POST /sso/refresh"});
  CHECK(guarded == std::set<std::string>{"DELETE /sso/sessions/{sid}", "DELETE /sso/user-info/cache",
                                         "DELETE /sso/users/{user_id}/sessions",
                                         "DELETE /sso/users/{user_id}/sessions/{sid}", "GET /sso/sessions",
                                         "GET /sso/user-info", "GET /sso/users/{user_id}/sessions",
                                         "POST /sso/user-info/refresh", "POST /sso/users/batch"});
  const Reply alice = sign_in("alice");
  for (int i = 0; i < 3'000 && !cache->events("audit").empty(); ++i)  // the sign-in's own is on its way
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const std::string before = cache->dump();
  const std::size_t rows = admin->audit().size();
  int read = 0;
  for (const auto& route : auth->service().public_routes().routes()) {
    // A departure keeps nothing either; who comes back uses the way up (redirects_test.cpp).
    if (route->method != http::Method::Get || route->path.starts_with("/auth/callback")) continue;
    const std::string query = route->name == "begin_redirected_sign_in" ? "?provider=corp"
                              : route->name == "verify_for_tool"        ? "?permission=x"
                                                                        : "";
    std::string path = route->path;
    if (const auto at = path.find("{user_id}"); at != std::string::npos) path.replace(at, 9, "uid-alice");
    CHECK_MESSAGE(ask("GET", path + query, bearer(alice.token())).status < 500, route->name);
    CHECK_MESSAGE(cache->dump() == before, route->name);
    CHECK_MESSAGE(admin->audit().size() == rows, route->name);
    ++read;
  }
  CHECK(read == 11);
  CHECK(ask("GET", "/sso/login").status == 405);
  CHECK(ask("GET", "/login/access-token").head.find("Allow: POST") != std::string::npos);
  CHECK(json::to_text(auth->service().openapi()).find("\"password\":{\"tokenUrl\"") == std::string::npos);
}

TEST_CASE_FIXTURE(Suite,
                  "what is not open answers nobody without an access token of ours, whatever else is shown") {
  const Reply alice = sign_in("alice"), browser = sign_in_console("alice");
  const std::string api_key = "lgm_" + std::string(43, 'k');
  for (const auto& route : auth->service().public_routes().routes()) {
    if (route->access.kind == service::Access::Kind::Open) continue;
    std::string path = route->path;
    for (char& c : path)
      if (c == '{' || c == '}') c = 'x';
    for (const std::string& shown :
         {std::string(), "X-API-Key: " + api_key + "\r\n", bearer(api_key),
          bearer(alice.text("refresh_token")), "Cookie: __Host-lgm_refresh=" + browser.cookie() + "\r\n",
          std::string("Authorization: Basic YWxpY2U6eA==\r\n"), std::string("X-Internal-Token: x\r\n")}) {
      const Reply refused = ask(std::string(http::to_string(route->method)), path,
                                shown + "Content-Type: application/json\r\n", "{}");
      CHECK_MESSAGE(refused.status == 401, route->name << " " << shown);
      CHECK_MESSAGE(refused.code() == "invalid_token", route->name);
    }
  }
}

TEST_CASE_FIXTURE(Suite, "audit events wait while admin-service or the store is away, and arrive once") {
  admin->set_away(true);
  for (int i = 0; i < 3; ++i) CHECK(post("/sso/login", Object{{"ticket", "TK_no"}}).status == 401);
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  CHECK(ask("POST", "/sso/logout", bearer("x")).status == 401);
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
  CHECK(cache->events("audit").size() == 1);
  CHECK(admin->audit().empty());
  admin->set_away(false);
  stop();  // the last round hands over what it can, the counted refusals too
  const auto events = admin->audit();
  REQUIRE(events.size() == 2);
  CHECK(cache->events("audit").empty());
  std::int64_t repeated = 0;
  for (const json::Value& event : events)
    repeated += event.find("details")->integer_at("repeated").value_or(0);
  CHECK(repeated == 2);
  CHECK(events[0].text_at("ip") == "127.0.0.1");
  CHECK_FALSE(events[0].text_at("request_id").value_or("").empty());
}

TEST_CASE_FIXTURE(Suite, "an audit event that admin-service refuses holds up no other") {
  admin->refuse_audit_of("LOGIN_FAILED");
  CHECK(post("/sso/login", Object{{"ticket", "TK_no"}}).status == 401);
  CHECK(sign_in("alice").status == 200);
  stop();
  CHECK(cache->events("audit").empty());
  REQUIRE(admin->audit().size() == 1);
  CHECK(admin->audit()[0].text_at("action") == "LOGIN");
}

TEST_CASE_FIXTURE(Suite,
                  "no token, ticket, password or secret stands in the store, the audit or the metrics") {
  admin->put({"uid-root", "", "root", "SYSTEM_ADMIN", "marked-password"});
  const std::string ticket = usap.ticket_for("alice");
  const Reply one = post("/sso/login", Object{{"ticket", ticket}});
  const Reply two = refresh(one.text("refresh_token"));
  const Reply console_one = sign_in_console("bob");
  const Reply asked = sign_in_console("carol", console_one.cookie());
  CHECK(form("username=root&password=marked-password").status == 200);
  CHECK(form("username=root&password=marked-wrong").status == 401);
  std::string everything = cache->dump() + metrics_text();
  for (const json::Value& event : admin->audit()) everything += json::to_text(event);
  for (const std::string& secret :
       {ticket, one.token(), one.text("refresh_token"), two.text("refresh_token"), console_one.cookie(),
        asked.text("handle"), std::string("marked-password"), std::string("marked-wrong"),
        std::string(kUsapSecret), std::string(32, 's'), std::string(32, 'k')}) {
    REQUIRE_FALSE(secret.empty());
    CHECK(everything.find(secret) == std::string::npos);
  }
}
