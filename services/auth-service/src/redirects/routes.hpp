// GET /auth/login, /auth/callback, POST /auth/complete: what is sent and answered.
#pragma once
#include "redirects/redirects.hpp"
#include "sign_in/answers.hpp"

namespace lgm::service {
class RouteTable;
struct RateRule;
}  // namespace lgm::service

namespace lgm::auth_service {

struct DepartureQuery {
  std::string provider;
  std::string return_url;
};
struct ClaimRequest {
  std::string in;
  bool switches = false;
};

// Of GET /auth/login, for each network.
service::RateRule departure_rule();

struct RedirectParts {
  const Browser& browser;
  const SessionCache& cache;
  Redirects& redirects;
};
void add_redirect_routes(service::RouteTable& routes, RedirectParts parts);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::DepartureQuery> {
  using T = lgm::auth_service::DepartureQuery;
  static constexpr std::string_view name = "SignInDeparture";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::provider>("provider").length(1, 32).required().doc("the `id` of a way in of the kind oidc"),
      field<&T::return_url>("return_url")
          .length(0, 1024)
          .doc("the path of the console to come back to; anything else is its first page"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::ClaimRequest> {
  using T = lgm::auth_service::ClaimRequest;
  static constexpr std::string_view name = "SignInClaim";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::in>("in").length(8, 8).required().doc("as the address that the callback sends to has it"),
      field<&T::switches>("switch").doc(
          "true after 409 `signed_in_as_other` or `confirm_sign_in`: the person said yes"),
  });
};
