// Check tokens: what `helm test` works with. Such a token may make, read, change and delete one tag of its
// own and nothing else (lgm/auth/jwt.hpp, Limit). Nobody is signed in by it: it has no session and cannot be
// refreshed.
#pragma once
#include <string>
#include <vector>

#include "access_tokens/access_tokens.hpp"
#include "lgm/http/client.hpp"

namespace lgm::auth_service {

struct CheckToken {
  std::string token;
  std::string tag_code;  // HELM_TEST_…, of that token alone
};

// Signed by the first of `keys`; good for five minutes.
CheckToken issue_check_token(const Keys& keys, const std::string& issuer, const base::Clock& clock,
                             base::Random& random);
// Every service refuses the check tokens that were issued until now. False where session-cache-service does
// not take it.
bool revoke_check_tokens(http::Caller& session_cache, const base::Clock& clock, base::Random& random);

// `auth-service issue-check-token DIRECTORY`, where the signing keys are mounted: writes `authorization` (a
// header line) and `tag_code` into it, for their owner alone. The exit code.
int issue_check_token_command(const std::vector<std::string>& arguments);

}  // namespace lgm::auth_service
