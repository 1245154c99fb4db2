#include <doctest/doctest.h>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

struct OneTime : Suite {
  OneTime() {
    FakeUser leo{"uid-leo", "", "leo", "SYSTEM_ADMIN", "made-for-leo"};
    leo.one_time = true;
    admin->put(leo);
  }
  const std::string body = "username=leo&password=made-for-leo";
};

}  // namespace

TEST_CASE_FIXTURE(OneTime, "a one-time password gives a token that can set another one, and nothing else") {
  const Reply reply = form(body);
  REQUIRE(reply.status == 200);
  CHECK(reply.body.flag_at("password_change_required") == true);
  CHECK(reply.body.integer_at("expires_in") == 900);
  CHECK(reply.text("user_id") == "uid-leo");
  CHECK(reply.body.find("refresh_token") == nullptr);
  int refused = 0;
  for (const auto& route : auth->service().public_routes().routes()) {
    if (route->access.kind == service::Access::Kind::Open) continue;
    CAPTURE(route->name);
    std::string path = route->path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "x");
    const Reply no = ask(std::string(http::to_string(route->method)), path, bearer(reply.token()));
    CHECK(no.status == 403);
    CHECK(no.code() == "password_change_required");
    ++refused;
  }
  CHECK(refused >= 9);
  REQUIRE(audited("LOGIN").size() == 1);
  CHECK(audited("LOGIN")[0].find("details")->flag_at("one_time") == true);
}

TEST_CASE_FIXTURE(OneTime, "it is no access token: verifiers of the version before refuse its type") {
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  auth::TokenVerifier verifier(options, nullptr, clock);
  const std::string token = form(body).token();
  CHECK(verifier.verify(token).fault == auth::TokenFault::Type);
  const auto found = verifier.verify(token, auth::TokenVerifier::Accept::LimitedToo);
  REQUIRE(found.claims);
  CHECK(found.claims->limit->kind == auth::kOwnPassword);
  CHECK(found.claims->limit->value == "uid-leo");
}

TEST_CASE_FIXTURE(OneTime, "the console gets no cookie with it, and the session that it held is over") {
  const std::string headers = "Origin: " + std::string(kOrigin) + "\r\nX-Requested-With: console\r\n";
  const std::string held = sign_in_console("alice").cookie();
  const Reply reply =
      form(body + "&token_delivery=cookie", headers + "Cookie: __Host-lgm_refresh=" + held + "\r\n");
  REQUIRE(reply.status == 200);
  CHECK(reply.body.flag_at("password_change_required") == true);
  CHECK(reply.clears_cookie());
  CHECK(cache->live_sessions("uid-alice").empty());
}

TEST_CASE_FIXTURE(OneTime, "its session ends by signing out, and with its quarter of an hour") {
  const Reply reply = form(body);
  CHECK(ask("POST", "/sso/logout", bearer(reply.token())).text("message") == "Signed out");
  CHECK(cache->live_sessions("uid-leo").empty());
  const Reply again = form(body);
  advance(std::chrono::seconds(900 + 61));
  CHECK(get("/sso/sessions", again.token()).code() == "invalid_token");
}

TEST_CASE_FIXTURE(OneTime, "any other password signs in as ever") {
  FakeUser leo = admin->user("uid-leo");
  leo.one_time = false;
  admin->put(leo);
  const Reply reply = form(body);
  CHECK(reply.body.find("password_change_required") == nullptr);
  CHECK(get("/sso/sessions", reply.token()).status == 200);
  // admin-service of the version before does not know the word.
  admin->says_what_it_knows(false);
  CHECK(form(body).body.find("password_change_required") == nullptr);
}
