// POST /sso/login/complete: what is sent and answered.
#pragma once
#include "sign_in/answers.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct CompleteRequest {
  std::string handle;
};

// The arguments must outlive the routes.
void add_completion_route(service::RouteTable& routes, const Browser& browser, const SessionCache& cache,
                          Arrivals& arrivals);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::CompleteRequest> {
  using T = lgm::auth_service::CompleteRequest;
  static constexpr std::string_view name = "SignInConfirmation";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::handle>("handle").length(1, 128).required().doc("of the 409 that asked"),
  });
};
