// POST /sso/login, GET /sso/health: what is sent and answered.
#pragma once
#include "sign_in/answers.hpp"

namespace lgm::auth_service {

struct TicketRequest {
  std::string ticket;
  std::string token_delivery = "body";
};
struct SignInHealth {
  bool sso_enabled = false, usap_healthy = false, local_login_enabled = false;
  std::optional<std::string> portal_url;
};

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::TicketRequest> {
  using T = lgm::auth_service::TicketRequest;
  static constexpr std::string_view name = "TicketSignIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::ticket>("ticket").length(1, 512).required().doc("the portal's one-time ticket"),
      field<&T::token_delivery>("token_delivery")
          .one_of(lgm::auth_service::kDeliveries)
          .doc("cookie: the refresh token comes as an HttpOnly cookie (the console); body by default"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::SignInHealth> {
  using T = lgm::auth_service::SignInHealth;
  static constexpr std::string_view name = "SignInHealth";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::sso_enabled>("sso_enabled").required().doc("sign-in by ticket is configured"),
      field<&T::usap_healthy>("usap_healthy").required(),
      field<&T::local_login_enabled>("local_login_enabled")
          .required()
          .doc("sign-in by password is switched on"),
      field<&T::portal_url>("portal_url").absent_when_null().doc("where people sign in"),
  });
};
