// GET /auth/verify, and the cookie that it takes.
#include <doctest/doctest.h>

#include "../support/suite.hpp"
#include "lgm/crypto/crypto.hpp"
#include "tools/tools_tokens.hpp"

using namespace lgm;
using namespace lgm::testing;
using auth_service::ToolsTokens;
using json::Object;

namespace {

constexpr char kToolsStart[] = "Set-Cookie: __Host-lgm_tools=";
constexpr char kMayLabel[] = "/auth/verify?permission=smart_labeling";

std::string tools_line(const Reply& reply) {
  const std::size_t at = reply.head.find(kToolsStart);
  return at == std::string::npos ? "" : reply.head.substr(at, reply.head.find("\r\n", at) - at);
}

std::string tools_cookie(const Reply& reply) {
  const std::string line = tools_line(reply);
  if (line.empty()) return "";
  return line.substr(sizeof(kToolsStart) - 1, line.find(';') - sizeof(kToolsStart) + 1);
}

std::string with_tools(const std::string& token) {
  return "Cookie: other=1; __Host-lgm_tools=" + token + "\r\n";
}

struct ToolsSuite : Suite {
  ToolsSuite() {
    auto own = configuration();
    own.tools_cookie = true;
    restart(own);
    may("alice", {"smart_labeling"}, {{"shop", {"playground"}}});
  }
  void may(const std::string& name, std::vector<std::string> global,
           std::map<std::string, std::vector<std::string>> scenarios = {}) const {
    FakeUser user;
    user.uid = "uid-" + name, user.user_id = name, user.username = name;
    user.global = std::move(global), user.scenarios = std::move(scenarios);
    admin->put(user);
  }
  Reply verify(const std::string& headers, const std::string& path = kMayLabel,
               const std::string& method = "GET") const {
    return ask(method, path, headers);
  }
  Reply by_cookie(const std::string& token, const std::string& path = kMayLabel) const {
    return verify(with_tools(token), path);
  }
  double verdicts(const std::string& outcome) const {
    const std::string name = "lgm_tool_verdicts_total{outcome=\"" + outcome + "\"} ", text = metrics_text();
    const std::size_t at = text.find(name);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + name.size()));
  }
};

}  // namespace

TEST_CASE_FIXTURE(ToolsSuite, "a browser that is signed in is known to other tools by a cookie of its own") {
  const Reply signed_in = sign_in_console("alice");
  const std::string line = tools_line(signed_in), token = tools_cookie(signed_in);
  REQUIRE(!token.empty());
  CHECK(line.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=28800"));
  const Reply yes = by_cookie(token);
  CHECK(yes.status == 204);
  CHECK(yes.has_header("X-Auth-User: alice"));
  CHECK(yes.has_header("X-Auth-Roles: ANNOTATOR"));
  CHECK(yes.has_header("Cache-Control: no-store"));
  CHECK(yes.head.find("Set-Cookie") == std::string::npos);
  CHECK(verify(with_tools(token), kMayLabel, "HEAD").status == 204);
  CHECK(verify(with_tools(token), kMayLabel, "POST").status == 405);
  CHECK(verdicts("allowed") == 2);
  const auto parts = token.substr(0, token.find('.'));
  CHECK(crypto::base64url_decode(parts) == R"({"alg":"HS256","typ":"lgm-tools+jwt"})");
}

TEST_CASE_FIXTURE(ToolsSuite, "an access token shows it as well, and nothing beside it counts then") {
  const Reply alice = sign_in("alice");
  CHECK(alice.head.find("lgm_tools") == std::string::npos);  // an API client has no browser
  CHECK(verify(bearer(alice.token())).status == 204);
  const std::string cookie = with_tools(tools_cookie(sign_in_console("alice")));
  CHECK(verify(bearer("x.y.z") + cookie).code() == "invalid_token");
  CHECK(verify(bearer(alice.token()) + bearer(alice.token()) + cookie).status == 401);
  CHECK(verify("Authorization: Basic YTpi\r\n" + cookie).status == 204);  // the tool's own, say
  CHECK(verdicts("invalid_token") == 2);
}

TEST_CASE_FIXTURE(ToolsSuite, "who shows nothing good is 401") {
  const std::string token = tools_cookie(sign_in_console("alice"));
  const Reply none = verify("");
  CHECK(none.status == 401);
  CHECK(none.has_header("WWW-Authenticate: Bearer"));
  CHECK(verify("Cookie: lgm_tools=" + token + "\r\n").status == 401);  // without its prefix: not over https
  CHECK(verify("Cookie: __Host-lgm_tools=" + token + "; __Host-lgm_tools=" + token + "\r\n").status == 401);
  for (const std::string& wrong :
       {std::string("x"), token + "A", token.substr(0, token.size() - 1), token.substr(1), "." + token,
        token.substr(0, token.rfind('.')), token.substr(0, token.rfind('.') + 1), std::string(4'000, 'a')})
    CHECK_MESSAGE(by_cookie(wrong).status == 401, wrong);
  CHECK(verify("X-Auth-User: alice\r\nX-Auth-Roles: SYSTEM_ADMIN\r\n").status == 401);
}

TEST_CASE_FIXTURE(ToolsSuite, "the cookie's token opens nothing else, and no other token opens the cookie") {
  const Reply alice = sign_in_console("alice");
  const std::string token = tools_cookie(alice);
  CHECK(get("/sso/sessions", token).code() == "invalid_token");
  CHECK(verify(bearer(token)).code() == "invalid_token");
  CHECK(ask("POST", "/sso/logout", bearer(token)).status == 401);
  CHECK(console("/sso/refresh", Object{}, token).status == 401);
  CHECK(by_cookie(alice.token()).status == 401);
  CHECK(by_cookie(alice.cookie()).status == 401);
  CHECK(verify("Cookie: __Host-lgm_refresh=" + alice.cookie() + "\r\n").status == 401);
  CHECK(console("/sso/refresh", Object{}, alice.cookie()).status == 200);
}

TEST_CASE_FIXTURE(ToolsSuite, "what the permission is held for: everywhere, or in one scenario") {
  const std::string token = tools_cookie(sign_in_console("alice"));
  CHECK(by_cookie(token, "/auth/verify?permission=smart_labeling&scenario=shop").status == 204);
  CHECK(by_cookie(token, "/auth/verify?permission=playground&scenario=shop").status == 204);
  const Reply elsewhere = by_cookie(token, "/auth/verify?permission=playground&scenario=chat");
  CHECK(elsewhere.status == 403);
  CHECK(elsewhere.code() == "missing_permission");
  CHECK(elsewhere.head.find("X-Auth") == std::string::npos);
  CHECK(by_cookie(token, "/auth/verify?permission=playground").code() == "missing_permission");
  CHECK(verdicts("missing_permission") == 2);
}

TEST_CASE_FIXTURE(ToolsSuite,
                  "a question that is put wrongly is 403, whoever asks: nginx knows no other no") {
  const std::string token = tools_cookie(sign_in_console("alice")), good = "permission=smart_labeling";
  const std::vector<std::string> wrong{"",
                                       "?",
                                       "?permission=",
                                       "?scenario=shop",
                                       "?permision=smart_labeling",
                                       "?permission=%01",
                                       "?permission=" + std::string(65, 'x'),
                                       "?" + good + "&" + good,
                                       "?" + good + "&role=x",
                                       "?" + good + "&scenario=",
                                       "?" + good + "&scenario=a&scenario=a",
                                       "?" + good + "&scenario=" + std::string(65, 'x')};
  for (const std::string& query : wrong) {
    const Reply reply = by_cookie(token, "/auth/verify" + query);
    CHECK_MESSAGE(reply.status == 403, query);
    CHECK_MESSAGE(reply.code() == "not_authorized", query);
    CHECK_MESSAGE(reply.body.find("errors") != nullptr, query);
  }
  CHECK(verify("", "/auth/verify").status == 403);
  const auto longest = by_cookie(token, "/auth/verify?permission=" + std::string(65, 'x'));
  const auto& fault = longest.body.find("errors")->array()->front();
  CHECK(fault.text_at("pointer") == "permission");
  CHECK(fault.integer_at("limit") == 64);
}

TEST_CASE_FIXTURE(ToolsSuite, "the cookie is renewed at refresh and gone at sign-out") {
  const Reply first = sign_in_console("alice");
  advance(std::chrono::hours(7));
  const Reply second = console("/sso/refresh", Object{}, first.cookie());
  REQUIRE(second.status == 200);
  advance(std::chrono::hours(2));
  CHECK(by_cookie(tools_cookie(first)).status == 401);  // it lived as long as its access token
  CHECK(by_cookie(tools_cookie(second)).status == 204);
  const Reply out = console("/sso/logout", Object{}, second.cookie());
  CHECK(tools_line(out).ends_with("__Host-lgm_tools=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"));
  cache->settle();
  CHECK(by_cookie(tools_cookie(second)).status == 401);
  const Reply over = console("/sso/refresh", Object{}, second.cookie());
  CHECK(over.status == 401);
  CHECK(tools_line(over).find("Max-Age=0") != std::string::npos);
}

TEST_CASE_FIXTURE(ToolsSuite, "a minute after its time a cookie is no longer taken, as an access token") {
  const std::string token = tools_cookie(sign_in_console("alice"));
  advance(std::chrono::hours(8) + std::chrono::seconds(59));
  CHECK(by_cookie(token).status == 204);
  advance(std::chrono::seconds(1));
  CHECK(by_cookie(token).status == 401);
}

TEST_CASE_FIXTURE(ToolsSuite, "what ends a session or changes rights reaches other tools") {
  const Reply one = sign_in_console("alice"), other = sign_in_console("alice");
  REQUIRE(by_cookie(tools_cookie(one)).status == 204);
  SUBCASE("this session was signed out, by its access token") {
    CHECK(ask("POST", "/sso/logout", bearer(one.token())).status == 200);
    CHECK(by_cookie(tools_cookie(other)).status == 204);
  }
  SUBCASE("every one of the user's was ended") {
    cache->revoke("user", "uid-alice");
    CHECK(by_cookie(tools_cookie(other)).status == 401);
  }
  SUBCASE("something was taken away: a refresh shows what is left") {
    may("alice", {});
    cache->revoke("permissions", "uid-alice");
    CHECK(by_cookie(tools_cookie(other)).status == 401);
    clock.advance(std::chrono::seconds(1));
    const Reply again = console("/sso/refresh", Object{}, other.cookie());
    CHECK(by_cookie(tools_cookie(again)).code() == "missing_permission");
  }
  CHECK(by_cookie(tools_cookie(one)).status == 401);
}

TEST_CASE_FIXTURE(ToolsSuite, "rights come from admin-service, and are kept: a tool's questions ask nobody") {
  const std::string token = tools_cookie(sign_in_console("alice"));
  REQUIRE(by_cookie(token).status == 204);
  admin->set_away(true);
  CHECK(by_cookie(token).status == 204);
  cache->revoke("permissions", "uid-nobody-that-is-known");
  CHECK(by_cookie(token).status == 204);
  admin->set_away(false);
}

TEST_CASE_FIXTURE(ToolsSuite, "a tool's questions count against nobody's rate") {
  auto limited = common();
  limited.requests_per_minute = 60;
  limited.request_burst = 5;
  auto own = configuration();
  own.tools_cookie = true;
  restart(own, auth_service::provider_kinds(), limited);
  const Reply alice = sign_in_console("alice");
  for (int i = 0; i < 40; ++i) REQUIRE(verify(bearer(alice.token())).status == 204);
  for (int i = 0; i < 40; ++i) REQUIRE(by_cookie(tools_cookie(alice)).status == 204);
  CHECK(get("/sso/sessions", alice.token()).status == 200);
  int refused = 0;  // the rule is there
  for (int i = 0; i < 40; ++i) refused += get("/sso/sessions", alice.token()).status == 429;
  CHECK(refused > 0);
}

TEST_CASE_FIXTURE(ToolsSuite, "where rights are not kept and cannot be had it is 503") {
  const std::string token = tools_cookie(sign_in_console("alice"));
  admin->set_away(true);
  const Reply reply = by_cookie(token);
  CHECK(reply.status == 503);
  CHECK(reply.code() == "rights_unavailable");
  admin->set_away(false);
}

TEST_CASE_FIXTURE(ToolsSuite, "who is disabled is 403, who is deleted 401") {
  const Reply signed_in = sign_in_console("alice");
  FakeUser user = admin->user("uid-alice");
  user.active = false;
  admin->put(user);
  CHECK(by_cookie(tools_cookie(signed_in)).code() == "user_disabled");
  admin->remove("uid-alice");
  CHECK(by_cookie(tools_cookie(signed_in)).status == 403);  // as long as nobody says that it changed
  restart([] {
    auto own = configuration();
    own.tools_cookie = true;
    return own;
  }());
  CHECK(by_cookie(tools_cookie(signed_in)).status == 401);
}

TEST_CASE_FIXTURE(ToolsSuite, "a feed of ended sessions that is older than 30 s is not gone by") {
  const Reply signed_in = sign_in_console("alice");
  REQUIRE(by_cookie(tools_cookie(signed_in)).status == 204);
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  clock.advance(std::chrono::seconds(31));
  const Reply stale = by_cookie(tools_cookie(signed_in));
  CHECK(stale.status == 503);
  CHECK(stale.code() == "revocations_stale");
  CHECK(verify(bearer(signed_in.token())).status == 503);
  CHECK(by_cookie("x").status == 401);
  CHECK(verdicts("revocations_stale") == 2);
  CHECK(line_of("revocations_stale").text_at("cause").value_or("").find("session-cache-service") !=
        std::string::npos);
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
}

TEST_CASE_FIXTURE(ToolsSuite, "a one-time password is no way to other tools") {
  FakeUser local;
  local.uid = "uid-loc", local.username = "loc", local.password = "pass-phrase", local.one_time = true;
  local.global = {"smart_labeling"};
  admin->put(local);
  const Reply signed_in = form("username=loc&password=pass-phrase&token_delivery=cookie",
                               "Origin: " + std::string(kOrigin) + "\r\nX-Requested-With: console\r\n");
  REQUIRE(signed_in.status == 200);
  CHECK(tools_cookie(signed_in).empty());
  CHECK(verify(bearer(signed_in.token())).status == 401);
}

TEST_CASE_FIXTURE(ToolsSuite,
                  "names are percent-encoded beyond printable ASCII, so that none looks like another") {
  for (const auto& [name, shown] : std::map<std::string, std::string>{
           {"a.b@c-d_e", "a.b@c-d_e"},
           {"王伟", "%E7%8E%8B%E4%BC%9F"},
           {"a b,c", "a%20b%2Cc"},
           {"a%20b", "a%2520b"},
           {" a", "%20a"},
       }) {
    FakeUser user = admin->user("uid-alice");
    user.username = name;
    admin->put(user);
    cache->revoke("permissions", "uid-alice");
    clock.advance(std::chrono::seconds(1));
    const Reply reply = by_cookie(tools_cookie(sign_in_console("alice")));
    CHECK(reply.status == 204);
    CHECK_MESSAGE(reply.has_header("X-Auth-User: " + shown), reply.head);
  }
}

TEST_CASE_FIXTURE(Suite, "TOOLS_COOKIE is off by default: no cookie is set or taken, tokens are") {
  const Reply signed_in = sign_in_console("alice");
  CHECK(signed_in.head.find("lgm_tools") == std::string::npos);
  FakeUser user = admin->user("uid-alice");
  user.global = {"smart_labeling"};
  admin->put(user);
  const ToolsTokens tokens(configuration().secret_key, "llm-guard-manager", clock);
  auth::Claims claims;
  claims.uid = "uid-alice", claims.sid = "s", claims.jti = "j";
  claims.iat = base::to_unix_seconds(clock.now()), claims.exp = claims.iat + 100;
  CHECK(ask("GET", kMayLabel, with_tools(tokens.issue(claims))).status == 401);
  CHECK(ask("GET", kMayLabel, bearer(signed_in.token())).status == 204);
  CHECK(console("/sso/logout", Object{}, signed_in.cookie()).head.find("lgm_tools") == std::string::npos);
}

TEST_CASE("a tools token: by either line of SECRET_KEY, by no other key or issuer, in its time") {
  const base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  const std::string first(32, 'a'), second(32, 'b');
  auth::Claims claims;
  claims.uid = "u", claims.sid = "s", claims.jti = "j";
  claims.iat = base::to_unix_seconds(clock.now()), claims.exp = claims.iat + 100;
  const ToolsTokens older(first, "i", clock);
  const std::string token = older.issue(claims);
  REQUIRE(older.open(token));
  CHECK(older.open(token)->uid == "u");
  CHECK(older.open(token)->sid == "s");
  CHECK(older.open(token)->jti == "j");
  CHECK(older.open(token)->iat == claims.iat);
  CHECK(ToolsTokens(second + "\n" + first, "i", clock).open(token));
  CHECK_FALSE(ToolsTokens(second, "i", clock).open(token));
  CHECK_FALSE(ToolsTokens(first, "j", clock).open(token));
  claims.iat += 61;
  CHECK_FALSE(older.open(older.issue(claims)));
  claims.iat -= 1;
  CHECK(older.open(older.issue(claims)));
}
