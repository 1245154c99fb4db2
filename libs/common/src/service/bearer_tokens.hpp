// Bearer tokens that auth-service signed: whether one is good, at this moment and for this route.
#pragma once
#include "lgm/service/authenticator.hpp"
#include "lgm/service/service.hpp"

namespace lgm::service {

// Thread-safe.
class BearerTokens {
 public:
  using Fetch = auth::TokenVerifier::Fetch;

  // `around` must outlive this.
  explicit BearerTokens(const Surroundings& around);
  // The claims. Null where only a key that must be fetched could tell, and `fetch` says that none may be.
  // Throws Refusal 401, or 503 where it cannot be known whether the token is good.
  std::shared_ptr<const auth::Claims> verified(std::string_view token, const Credentials& shown,
                                               Fetch fetch) const;

 private:
  void check_freshness(const Credentials& shown) const;

  const Surroundings& around_;
  const Events refusals_;
};

}  // namespace lgm::service
