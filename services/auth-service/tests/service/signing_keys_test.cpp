// What a withdrawn signing key means to whoever signs in, refreshes, or holds a token of it.
#include <doctest/doctest.h>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;

TEST_CASE_FIXTURE(Suite, "with every signing key withdrawn nobody signs in, and nothing is used up") {
  const Reply signed_in = sign_in("alice");
  CHECK(get("/sso/sessions", signed_in.token()).status == 200);
  cache->revoke("signing_key", key->kid());
  CHECK(get("/sso/sessions", signed_in.token()).code() == "invalid_token");
  const Reply refused = sign_in("bob");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "keys_unavailable");
  CHECK(line_of("keys_unavailable").text_at("cause") == "every signing key is withdrawn");
  CHECK(cache->live_sessions("uid-bob").empty());
  CHECK(refresh(signed_in.text("refresh_token")).code() == "keys_unavailable");
  CHECK(metrics_text().find(R"(lgm_refreshes_total{outcome="keys_unavailable"} 1)") != std::string::npos);
  // By another key the session goes on where it was.
  advance(std::chrono::seconds(11));  // no retry of a refresh that was done, which would be answered alike
  key = auth::SigningKey::hs256(std::string(32, 'K'));
  restart(configuration());
  CHECK(refresh(signed_in.text("refresh_token")).status == 200);
}

TEST_CASE_FIXTURE(Suite, "a key that is none of ours can be withdrawn without anybody noticing") {
  const Reply signed_in = sign_in("alice");
  cache->revoke("signing_key", std::string(43, 'A'));
  CHECK(get("/sso/sessions", signed_in.token()).status == 200);
  CHECK(refresh(signed_in.text("refresh_token")).status == 200);
}
