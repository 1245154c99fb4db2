// GET /sso/health: which ways in there are, for the console's sign-in page.
#pragma once
#include "lgm/describe/describe.hpp"
#include "usap/usap_health.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct SignInHealth {
  bool sso_enabled = false, usap_healthy = false, local_login_enabled = false;
  std::optional<std::string> portal_url;
};

struct HealthParts {
  const UsapClient& usap;
  UsapHealth& usap_health;
  bool local_login_enabled;
  std::string portal_url;
};
void add_health_route(service::RouteTable& routes, HealthParts parts);

}  // namespace lgm::auth_service

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
