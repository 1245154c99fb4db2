// Check tokens as auth-service issues them, and as its own routes take them.
#include <doctest/doctest.h>

#include "../support/suite.hpp"
#include "check_tokens/check_tokens.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using namespace lgm::testing;

namespace {

struct Asked final : http::Caller {
  http::Call last;
  int status = 200;
  http::CallResult call(const http::Call& call) override {
    last = call;
    return {.status = status, .body = R"({"epoch":"1","seq":1})"};
  }
};

}  // namespace

TEST_CASE_FIXTURE(Suite, "a check token is good for one tag of its own and for five minutes") {
  const CheckToken made = issue_check_token({key}, "llm-guard-manager", clock, random);
  CHECK(made.tag_code.starts_with("HELM_TEST_"));
  CHECK(made.tag_code.size() == 26);
  CHECK(issue_check_token({key}, "llm-guard-manager", clock, random).tag_code != made.tag_code);
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  auth::TokenVerifier verifier(options, nullptr, clock);
  CHECK(verifier.verify(made.token).fault == auth::TokenFault::Type);
  const auto verified = verifier.verify(made.token, auth::TokenVerifier::Accept::LimitedToo);
  REQUIRE(verified.claims);
  CHECK(verified.claims->limit->kind == "tag");
  CHECK(verified.claims->limit->value == made.tag_code);
  CHECK(verified.claims->exp - verified.claims->iat == 300);
  CHECK(verified.claims->uid == auth::kCheckTokenUid);
}

TEST_CASE_FIXTURE(Suite, "sessions, people and sign-out are not for check tokens") {
  const std::string token = issue_check_token({key}, "llm-guard-manager", clock, random).token;
  const Reply alice = sign_in("alice");
  int refused = 0;
  for (const auto& route : auth->service().public_routes().routes()) {
    CAPTURE(route->name);
    CHECK(route->honours_limit.empty());
    if (route->access.kind == service::Access::Kind::Open) continue;
    std::string path = route->path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "x");
    const Reply reply = ask(std::string(http::to_string(route->method)), path, bearer(token));
    CHECK(reply.status == 403);
    CHECK(reply.code() == "token_limited");
    ++refused;
  }
  CHECK(refused >= 6);
  CHECK(ask("POST", "/sso/logout", bearer(token)).code() == "invalid_token");
  CHECK(ask("POST", "/sso/logout?all=true", bearer(token)).status == 401);
  CHECK(post("/sso/refresh", json::Object{{"refresh_token", token}}).status >= 400);
  CHECK(get("/sso/sessions", alice.token()).status == 200);
}

TEST_CASE_FIXTURE(Suite, "check tokens are revoked all at once, by the uid that no person has") {
  Asked session_cache;
  CHECK(revoke_check_tokens(session_cache, clock, random));
  CHECK(session_cache.last.target == "/internal/v1/revocations");
  const auto body = json::parse_or_nothing(session_cache.last.body).value();
  CHECK(body.text_at("kind") == "user");
  CHECK(body.text_at("id") == std::string(auth::kCheckTokenUid));
  // For as long as one that was issued just now could live.
  CHECK(*body.integer_at("until_ms") - *body.integer_at("not_before_ms") == 660'000);
  session_cache.status = 503;
  CHECK_FALSE(revoke_check_tokens(session_cache, clock, random));

  const CheckToken made = issue_check_token({key}, "llm-guard-manager", clock, random);
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  auth::TokenVerifier verifier(options, nullptr, clock);
  auth::RevocationSet set;
  const auto claims = verifier.verify(made.token, auth::TokenVerifier::Accept::LimitedToo).claims;
  CHECK_FALSE(set.refuses(*claims));
  set.add({{1, auth::RevocationKind::User, std::string(auth::kCheckTokenUid),
            *body.integer_at("not_before_ms") + 1, *body.integer_at("until_ms")}},
          1);
  CHECK(set.refuses(*claims));
}
