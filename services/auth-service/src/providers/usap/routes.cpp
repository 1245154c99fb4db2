#include "providers/usap/routes.hpp"

#include "api/answers.hpp"
#include "providers/usap/usap_ticket.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;

void add_ticket(service::RouteTable& routes, IdentityProvider& usap, const ProviderRouteParts& parts) {
  auto route = route_of(Method::Post, "/sso/login", "ticket_sign_in", "Sign-in by a ticket of the portal",
                        service::open_to_all());
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors =
      with_cookie_cases({{401, "invalid_ticket", "invalid, expired, used, or meant for another system"},
                         {403, "user_disabled", "the user is disabled, here or at the identity provider"},
                         {409, "signed_in_as_other", "somebody else is signed in in this browser"},
                         confirm_case(),
                         {503, "usap_unavailable", "USAP does not answer"},
                         users_case(),
                         reserved_case(),
                         {429, "too_many_failures", "60 failures a minute from one address"}});
  route.takes<TicketRequest>(describe::Purpose::Plain)
      .gives<TokenAnswer>()
      .does([&usap, parts](Context& context) {
        const auto body = context.body<TicketRequest>().value;
        const auto delivery = body.token_delivery == kCookieDelivery ? Delivery::Cookie : Delivery::Body;
        const auto browser =
            asking_browser(parts.browser, parts.cache, context, delivery == Delivery::Cookie);
        return arrival_answer(parts.browser, context,
                              parts.arrivals.sign_in(usap, {{{kTicketMember, body.ticket}}}, delivery,
                                                     browser, visitor_of(context)));
      });
  routes.add(std::move(route));
}

// As consoles of earlier versions ask which ways in there are; GET /sso/ways lists them all.
void add_health(service::RouteTable& routes, IdentityProvider& usap, bool local_login_enabled) {
  auto route = route_of(http::Method::Get, "/sso/health", "sign_in_health", "Which ways in there are",
                        service::open_to_all());
  route.rate_limited = false;
  route.traced = false;
  route.gives<SignInHealth>().does([&usap, local_login_enabled](service::Context&) {
    SignInHealth health{usap.offer().has_value(), usap.healthy(), local_login_enabled, std::nullopt};
    if (auto portal_url = usap.start({}).location; !portal_url.empty())
      health.portal_url = std::move(portal_url);
    return json_answer(200, value_of(health));
  });
  routes.add(std::move(route));
}

}  // namespace

void UsapTicket::add_routes(service::RouteTable& routes, const ProviderRouteParts& parts) {
  add_ticket(routes, *this, parts);
  add_health(routes, *this, parts.local_login_enabled);
}

}  // namespace lgm::auth_service
