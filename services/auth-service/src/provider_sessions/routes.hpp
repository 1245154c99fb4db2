// POST /auth/backchannel-logout/{provider}: what a provider sends when somebody signs out there.
#pragma once
#include "provider_sessions/sign_outs.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

// Other members of the form mean nothing (Back-Channel Logout 1.0 section 2.5).
struct LogoutTokenForm {
  std::string logout_token;
};

// `sign_outs` must outlive the routes.
void add_sign_out_routes(service::RouteTable& routes, SignOuts& sign_outs);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::LogoutTokenForm> {
  using T = lgm::auth_service::LogoutTokenForm;
  static constexpr std::string_view name = "LogoutToken";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::logout_token>("logout_token")
          .secret()
          .required()
          .doc("a JWT of the provider (OpenID Connect Back-Channel Logout 1.0 section 2.4); other members "
               "mean "
               "nothing"),
  });
};
