#include "sign_in/routes.hpp"

#include "api/answers.hpp"
#include "browser/held_session.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;
using service::ErrorCase;

constexpr char kOlderAdmin[] = "ADMIN";  // the word that older consoles test

// Where a cookie takes part, the request must come from the console.
HeldSession held_by(const SignInParts& parts, const Context& context, bool takes_cookie) {
  return [&parts, &context, takes_cookie] {
    if (takes_cookie) parts.browser.require_console(context.request());
    return held_session(parts.browser, parts.cache, context.request());
  };
}

// The refresh token goes into the body or into the cookie, never into both.
http::Response answer(const Browser& browser, const Started& started, Delivery delivery) {
  TokenAnswer body{started.access.token, "bearer",        started.access.expires_in,
                   std::nullopt,         started.user_id, started.role};
  if (started.password_change_required) body.password_change_required = true;
  if (delivery == Delivery::Body) body.refresh_token = started.refresh_token;
  auto response = json_answer(200, value_of(body));
  if (delivery == Delivery::Cookie && started.refresh_token.empty())
    browser.clear_cookie(response);  // of the session that was replaced
  else if (delivery == Delivery::Cookie)
    browser.set_cookie(response, started.refresh_token, started.refresh_seconds);
  return response;
}

json::Value named(const NamedPerson& person) {
  return json::Object{{"user_id", person.user_id}, {"user_name", person.user_name}};
}

http::Response ask(const SwitchQuestion& question, const Context& context) {
  const auto problem =
      service::conflict("signed_in_as_other", question.current.user_name +
                                                  " is signed in here; confirm to sign in as " +
                                                  question.arriving.user_name)
          .problem();
  auto body = json::parse_or_nothing(context.answer_of(problem).body).value();
  body.set("current", named(question.current));
  body.set("arriving", named(question.arriving));
  body.set("handle", question.handle);
  body.set("expires_in", question.expires_in);
  return json_answer(409, body, "application/problem+json");
}

http::Response ticket_answer(const SignInParts& parts, Context& context, const TicketResult& result) {
  if (!result.started) return ask(result.question, context);
  auto response = answer(parts.browser, *result.started, result.delivery);
  // The session that a cookie named was replaced: without a new cookie the old one is of no use.
  if (result.delivery == Delivery::Body && parts.browser.from_console(context.request()) &&
      parts.browser.refresh_token(context.request()))
    parts.browser.clear_cookie(response);
  return response;
}

std::vector<ErrorCase> cookie_cases() {
  return {{403, "origin_not_allowed", "a cookie takes part and the Origin is not the console's"},
          {403, "preflight_required", "a cookie takes part and nothing forces a preflight"}};
}

std::vector<ErrorCase> with_cookie_cases(std::vector<ErrorCase> cases) {
  for (ErrorCase& more : cookie_cases()) cases.push_back(std::move(more));
  return cases;
}

void add_ticket(service::RouteTable& routes, const SignInParts& parts) {
  auto route = route_of(Method::Post, "/sso/login", "ticket_sign_in", "Sign-in by a ticket of the portal",
                        service::open_to_all());
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors =
      with_cookie_cases({{401, "invalid_ticket", "invalid, expired, used, or meant for another system"},
                         {403, "user_disabled", "the user is disabled, here or in USAP"},
                         {409, "signed_in_as_other", "somebody else is signed in in this browser"},
                         {429, "too_many_failures", "60 failures a minute from one address"}});
  route.takes<TicketRequest>(describe::Purpose::Plain).gives<TokenAnswer>().does([parts](Context& context) {
    const auto body = context.body<TicketRequest>().value;
    const auto delivery = body.token_delivery == "cookie" ? Delivery::Cookie : Delivery::Body;
    const auto held = held_by(parts, context, delivery == Delivery::Cookie);
    return ticket_answer(parts, context,
                         parts.tickets.sign_in(body.ticket, delivery, held, visitor_of(context)));
  });
  routes.add(std::move(route));
}

void add_complete(service::RouteTable& routes, const SignInParts& parts) {
  auto route = route_of(Method::Post, "/sso/login/complete", "complete_sign_in",
                        "Confirms a sign-in where somebody else was signed in", service::open_to_all());
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors =
      with_cookie_cases({{401, "sign_in_expired", "later than two minutes, twice, or in another browser"},
                         {403, "user_disabled", "the user is disabled, here or in USAP"}});
  route.takes<CompleteRequest>(describe::Purpose::Plain).gives<TokenAnswer>().does([parts](Context& context) {
    const auto body = context.body<CompleteRequest>().value;
    const auto held = held_by(parts, context, true);
    return ticket_answer(parts, context, parts.tickets.complete(body.handle, held, visitor_of(context)));
  });
  routes.add(std::move(route));
}

http::Response refresh_by_cookie(const SignInParts& parts, Context& context) {
  const auto token = parts.browser.refresh_token(context.request());
  if (!token) throw invalid_refresh_token();
  parts.browser.require_console(context.request());
  try {
    return answer(parts.browser, parts.refreshing.refresh(*token, true, visitor_of(context)),
                  Delivery::Cookie);
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status >= 500) throw;
    auto response = context.answer_of(refusal.problem());
    parts.browser.clear_cookie(response);
    return response;
  }
}

void add_refresh(service::RouteTable& routes, const SignInParts& parts) {
  auto route = route_of(Method::Post, "/sso/refresh", "refresh", "A new access token for a refresh token",
                        service::open_to_all());
  route.errors =
      with_cookie_cases({{401, "invalid_refresh_token", "missing, invalid, expired or used before"},
                         {403, "user_disabled", "the user is disabled, here or in USAP"}});
  route.classic = false;  // nobody types a refresh token
  route.body_optional = true;
  route.takes<RefreshRequest>(describe::Purpose::Plain).gives<TokenAnswer>().does([parts](Context& context) {
    const auto token = context.body<RefreshRequest>().value.refresh_token;
    if (!token) return refresh_by_cookie(parts, context);
    return answer(parts.browser, parts.refreshing.refresh(*token, false, visitor_of(context)),
                  Delivery::Body);
  });
  routes.add(std::move(route));
}

void add_password(service::RouteTable& routes, const SignInParts& parts) {
  auto route = route_of(Method::Post, "/login/access-token", "password_sign_in",
                        "Break-glass sign-in of local accounts; off unless LOCAL_LOGIN_ENABLED",
                        service::open_to_all());
  route.audit_action = "LOGIN", route.audit_resource = "SESSION";
  route.errors = with_cookie_cases({{401, "invalid_credentials", "wrong name or password, or locked"},
                                    {403, "local_login_disabled", "switched off"},
                                    {403, "user_disabled", "the user is disabled"},
                                    {429, "too_many_failures", "too many failures from one address"}});
  route.takes_form<PasswordRequest>().gives<TokenAnswer>().does([parts](Context& context) {
    const auto form = context.body<PasswordRequest>().value;
    const auto delivery = form.token_delivery == "cookie" ? Delivery::Cookie : Delivery::AccessOnly;
    const auto held = held_by(parts, context, delivery == Delivery::Cookie);
    auto started = parts.passwords.sign_in(form.username, form.password, delivery, held, visitor_of(context));
    if (started.role == "SYSTEM_ADMIN") started.role = kOlderAdmin;
    return answer(parts.browser, started, delivery);
  });
  routes.add(std::move(route));
}

}  // namespace

void add_sign_in_routes(service::RouteTable& routes, SignInParts parts) {
  add_ticket(routes, parts);
  add_complete(routes, parts);
  add_refresh(routes, parts);
  add_password(routes, parts);
}

}  // namespace lgm::auth_service
