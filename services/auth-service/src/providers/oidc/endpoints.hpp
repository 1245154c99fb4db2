// Where a sign-in by authorization code goes. Plain values.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "providers/oidc/url.hpp"

namespace lgm::auth_service::oidc {

struct Endpoints {
  Url authorization, token;
  std::optional<Url> user_info;
  std::optional<Url> end_session = {};  // also none where it is on none of the hosts
  // RFC 9207: what `iss` may be where it comes with an answer, and whether it always does.
  std::vector<std::string> issuers;
  bool promises_issuer = false;
};

}  // namespace lgm::auth_service::oidc
