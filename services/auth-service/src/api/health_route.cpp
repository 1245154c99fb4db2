#include "api/health_route.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {

void add_health_route(service::RouteTable& routes, HealthParts parts) {
  auto route = route_of(http::Method::Get, "/sso/health", "sign_in_health", "Which ways in there are",
                        service::open_to_all());
  route.rate_limited = false;
  route.traced = false;
  route.gives<SignInHealth>().does([parts = std::move(parts)](service::Context&) {
    SignInHealth health{parts.usap.configured(), parts.usap.configured() && parts.usap_health.healthy(),
                        parts.local_login_enabled, std::nullopt};
    if (!parts.portal_url.empty()) health.portal_url = parts.portal_url;
    return json_answer(200, value_of(health));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
