#include "arrivals/routes.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {

void add_completion_route(service::RouteTable& routes, const Browser& browser, const SessionCache& cache,
                          Arrivals& arrivals) {
  auto route = route_of(http::Method::Post, "/sso/login/complete", "complete_sign_in",
                        "Confirms a sign-in where somebody else was signed in", service::open_to_all());
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors =
      with_cookie_cases({{401, "sign_in_expired", "later than two minutes, twice, or in another browser"},
                         users_case(),
                         reserved_case(),
                         {403, "user_disabled", "the user is disabled, here or at the identity provider"}});
  route.takes<CompleteRequest>(describe::Purpose::Plain)
      .gives<TokenAnswer>()
      .does([&browser, &cache, &arrivals](service::Context& context) {
        const auto body = context.body<CompleteRequest>().value;
        const auto held = held_by(browser, cache, context, true);
        return arrival_answer(browser, context, arrivals.complete(body.handle, held, visitor_of(context)));
      });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
