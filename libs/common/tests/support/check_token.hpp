// What limited tokens say, for tests that sign one themselves.
#pragma once
#include <cstdint>
#include <string>
#include <utility>

#include "lgm/auth/jwt.hpp"

namespace lgm::testing {

// Good for a minute from `now` on, in seconds of Unix time. A `limit` without a kind: limited to what nobody
// knows.
inline auth::Claims check_token_claims(std::int64_t now, auth::Limit limit) {
  auth::Claims claims{"llm-guard-manager",
                      "llm-guard-manager",
                      "check",
                      "check",
                      std::string(auth::kCheckTokenUid),
                      "NONE",
                      "s",
                      "j",
                      now,
                      now,
                      now + 60};
  claims.limit = std::move(limit);
  return claims;
}

// What a one-time password gives to the person `uid`, for a minute.
inline auth::Claims password_change_claims(std::int64_t now, const std::string& uid) {
  auth::Claims claims = check_token_claims(now, {std::string(auth::kOwnPassword), uid});
  claims.uid = uid;
  claims.client_id = "password";
  return claims;
}

}  // namespace lgm::testing
