// The access token of a request to a route that is open to all, for sign-out: the pipeline checks tokens of
// signed-in routes alone.
#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "lgm/auth/jwt.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/http/message.hpp"

namespace lgm::auth_service {

class Bearer {
 public:
  // `revocations` may be null (tests).
  Bearer(auth::TokenVerifier& verifier, const auth::RevocationSet* revocations)
      : verifier_(verifier), revocations_(revocations) {}
  // The text of a bearer token; nothing where none came, or more than one.
  static std::optional<std::string_view> token_of(const http::Request& request);
  // Null without a token that is good.
  std::shared_ptr<const auth::Claims> claims_of(const http::Request& request) const;

 private:
  auth::TokenVerifier& verifier_;
  const auth::RevocationSet* revocations_;
};

}  // namespace lgm::auth_service
