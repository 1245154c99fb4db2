#include "redirects/routes.hpp"

#include "api/answers.hpp"
#include "lgm/service/rate_rule.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;
using service::ErrorCase;

constexpr char kDepartures[] = "sign-in-departures";
constexpr char kUsapCallback[] = "usap";  // the provider whose callback has no id in its path

std::vector<ErrorCase> told_of_providers() {
  return {{503, "provider_unavailable", "the provider does not answer"}};
}

std::vector<ErrorCase> told_of_arrivals() {
  auto cases = told_of_providers();
  cases.push_back({401, "sign_in_refused", "the provider did not confirm who it is"});
  cases.push_back({403, "strength_missing", "the provider did not confirm it in the way that is asked for"});
  cases.push_back({401, "sign_in_expired", "later than ten minutes, twice, or in another browser"});
  cases.push_back({429, "too_many_failures", "60 failures a minute from one address"});
  cases.push_back({503, "session_store_unavailable", "session-cache-service does not answer"});
  return cases;
}

ErrorCase navigation_case() {
  return {403, "origin_not_allowed",
          "a browser says that a page fetches it (`Sec-Fetch-Mode`, `Sec-Fetch-Dest`)"};
}

http::Response sent_to(std::string location) {
  http::Response response;
  response.status = 303;
  response.headers.add("Location", std::move(location));
  return response;
}

http::Response sent_to_console(const std::string& fragment) {
  return sent_to(std::string(Addresses::kArrivalPage) + "#" + fragment);
}

// A browser is on its way: what is refused is told by the console's page, by our code and never in a
// provider's words.
template <class F>
http::Response on_the_way(const Context& context, F&& work) {
  try {
    return work();
  } catch (const service::Refusal& refusal) {
    context.refused_by(refusal);
    return sent_to_console("error=" + std::string(refusal.problem().code) +
                           "&request_id=" + context.request_id);
  }
}

void set(const RedirectParts& parts, const Context& context, http::Response& response,
         const TransitCookie& cookie) {
  parts.browser.set_transit(context.request(), response, cookie.in, cookie.value, cookie.seconds);
}

Redirects::Cookies cookies_of(const RedirectParts& parts, const Context& context) {
  return [&](std::string_view in) { return parts.browser.transit(context.request(), in); };
}

http::Response depart(const RedirectParts& parts, Context& context) {
  Browser::require_navigation(context.request());
  const auto query = context.query<DepartureQuery>();
  context.spend(kDepartures, counted_address(context.client_address));
  parts.redirects.require(query.provider);
  return on_the_way(context, [&] {
    const auto departure = parts.redirects.depart(query.provider, query.return_url, visitor_of(context));
    auto response = sent_to(departure.location);
    set(parts, context, response, departure.cookie);
    return response;
  });
}

http::Response arrive(const RedirectParts& parts, const std::string& provider, const Context& context) {
  Browser::require_navigation(context.request());
  std::optional<std::string> spent;
  auto response = on_the_way(context, [&] {
    const auto cookie = parts.redirects.arrive(provider, context.request().query, cookies_of(parts, context),
                                               visitor_of(context), spent);
    auto arrived = sent_to_console("in=" + cookie.in);
    set(parts, context, arrived, cookie);
    spent.reset();  // the cookie goes on with who it is
    return arrived;
  });
  if (spent) parts.browser.clear_transit(response, *spent);
  return response;
}

http::Response claim(const RedirectParts& parts, const Context& context) {
  const auto asked = context.body<ClaimRequest>().value;
  const auto browser = asking_browser(parts.browser, parts.cache, context, true);
  const auto claimed = parts.redirects.claim(asked.in, asked.switches, browser, cookies_of(parts, context),
                                             visitor_of(context));
  auto response = arrival_answer(parts.browser, context, claimed.result, claimed.return_url);
  if (claimed.cookie)
    set(parts, context, response, *claimed.cookie);
  else
    parts.browser.clear_transit(response, asked.in);
  return response;
}

void add_departure(service::RouteTable& routes, const RedirectParts& parts) {
  auto route = route_of(Method::Get, "/auth/login", "begin_redirected_sign_in",
                        "Sends the browser to a provider to sign in", service::open_to_all());
  route.classic = false;
  route.answers_head = false;
  route.redirects = true;
  route.told_there = told_of_providers();
  route.told_there.push_back({503, "upgrading", "there are replicas of another version"});
  route.spends = {kDepartures};
  route.errors = {navigation_case(),
                  {404, "not_found", "there is no such provider"},
                  {429, "rate_limited", "60 a minute from one network"}};
  route.filters<DepartureQuery>().does([parts](Context& context) { return depart(parts, context); });
  routes.add(std::move(route));
}

// Providers answer by GET alone: a Lax cookie does not come with a cross-site POST.
service::Route callback_route(std::string path, std::string name) {
  auto route = route_of(Method::Get, std::move(path), std::move(name),
                        "Where a provider sends the browser back to, with its answer in the query",
                        service::open_to_all());
  route.classic = false;
  route.answers_head = false;
  route.redirects = true;
  route.told_there = told_of_arrivals();
  route.errors = {navigation_case()};
  return route;
}

void add_callbacks(service::RouteTable& routes, const RedirectParts& parts) {
  auto of_usap = callback_route("/auth/callback", "arrive_from_usap");
  of_usap.does([parts](Context& context) { return arrive(parts, kUsapCallback, context); });
  routes.add(std::move(of_usap));
  auto of_any = callback_route("/auth/callback/{provider}", "arrive_from_provider");
  of_any.does([parts](Context& context) { return arrive(parts, context.path("provider"), context); });
  routes.add(std::move(of_any));
}

void add_claim(service::RouteTable& routes, const RedirectParts& parts) {
  auto route = route_of(Method::Post, "/auth/complete", "complete_redirected_sign_in",
                        "Begins the session of whoever a provider sent back", service::open_to_all());
  route.classic = false;
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors =
      with_cookie_cases({{401, "sign_in_expired", "later than two minutes, twice, or in another browser"},
                         {403, "user_disabled", "the user is disabled, here or at the identity provider"},
                         {409, "signed_in_as_other",
                          "somebody else is signed in in this browser; good once more, with `switch`"},
                         confirm_case(),
                         {429, "too_many_failures", "60 failures a minute from one address"},
                         users_case(),
                         reserved_case()});
  route.takes<ClaimRequest>(describe::Purpose::Plain).gives<TokenAnswer>().does([parts](Context& context) {
    return claim(parts, context);
  });
  routes.add(std::move(route));
}

}  // namespace

service::RateRule departure_rule() {
  return {.name = kDepartures,
          .what = "sign-ins begun",
          .per_minute = 60,
          .burst = 60,
          .of = service::RateRule::Of::Network};
}

void add_redirect_routes(service::RouteTable& routes, RedirectParts parts) {
  add_departure(routes, parts);
  add_callbacks(routes, parts);
  add_claim(routes, parts);
}

}  // namespace lgm::auth_service
