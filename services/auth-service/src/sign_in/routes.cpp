#include "sign_in/routes.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;

constexpr char kOlderAdmin[] = "ADMIN";  // the word that older consoles test

http::Response refresh_by_cookie(const SignInParts& parts, Context& context) {
  const auto token = parts.browser.refresh_token(context.request());
  if (!token) throw invalid_refresh_token();
  parts.browser.require_console(context.request());
  try {
    return started_answer(parts.browser, parts.refreshing.refresh(*token, true, visitor_of(context)),
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
  route.errors = with_cookie_cases(
      {{401, "invalid_refresh_token", "missing, invalid, expired or used before"},
       {503, parts.directory.words().unavailable, "whether the user has left cannot be asked"},
       {503, "provider_unavailable",
        "whether the identity provider still stands for the session cannot be asked"},
       service::rights_unavailable_case(),
       {403, "user_disabled", "the user is disabled, here or at the identity provider"}});
  route.classic = false;  // nobody types a refresh token
  route.body_optional = true;
  route.takes<RefreshRequest>(describe::Purpose::Plain).gives<TokenAnswer>().does([parts](Context& context) {
    const auto token = context.body<RefreshRequest>().value.refresh_token;
    if (!token) return refresh_by_cookie(parts, context);
    return started_answer(parts.browser, parts.refreshing.refresh(*token, false, visitor_of(context)),
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
                                    {503, "sign_in_busy", "as many sign-ins as may be wait out their delay"},
                                    users_case(),
                                    {403, "local_login_disabled", "switched off"},
                                    {403, "user_disabled", "the user is disabled"},
                                    {429, "too_many_failures", "too many failures from one address"}});
  route.takes_form<PasswordRequest>().gives<TokenAnswer>().does([parts](Context& context) {
    const auto form = context.body<PasswordRequest>().value;
    const auto delivery = form.token_delivery == kCookieDelivery ? Delivery::Cookie : Delivery::AccessOnly;
    const auto held = held_by(parts.browser, parts.cache, context, delivery == Delivery::Cookie);
    auto started = parts.passwords.sign_in(form.username, form.password, delivery, held, visitor_of(context));
    if (started.role == "SYSTEM_ADMIN") started.role = kOlderAdmin;
    return started_answer(parts.browser, started, delivery);
  });
  routes.add(std::move(route));
}

}  // namespace

void add_sign_in_routes(service::RouteTable& routes, SignInParts parts) {
  add_refresh(routes, parts);
  add_password(routes, parts);
}

}  // namespace lgm::auth_service
