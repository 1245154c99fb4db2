#include "arrivals/routes.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {

void add_completion_route(service::RouteTable& routes, const Browser& browser, const SessionCache& cache,
                          Arrivals& arrivals) {
  auto route = route_of(http::Method::Post, "/sso/login/complete", "complete_sign_in",
                        "Confirms a sign-in about which the person was asked", service::open_to_all());
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
        const auto asking = asking_browser(browser, cache, context, true);
        auto response =
            arrival_answer(browser, context, arrivals.complete(body.handle, asking, visitor_of(context)));
        if (asking.was_asked(body.handle)) browser.clear_asked(response, body.handle);
        return response;
      });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
