// What sign-ins by providers that people are sent to are refused with.
#pragma once
#include "sign_in/sign_in_refusal.hpp"

namespace lgm::auth_service {

// 401: it was not confirmed who they are. `reason`: of the provider's outcomes(). `cause`: for the log.
inline SignInRefusal sign_in_refused(std::string reason, service::Cause cause = {}) {
  return {service::refusal<401>("sign_in_refused",
                                "The identity provider did not confirm who you are; start again")
              .problem(),
          std::move(reason), std::nullopt, false, std::move(cause)};
}

// 503: nothing is known of who they are.
inline service::Refusal provider_unavailable(service::Cause cause) {
  return service::unavailable("provider_unavailable",
                              "The identity provider cannot be reached at the moment; try again shortly",
                              std::move(cause));
}

}  // namespace lgm::auth_service
