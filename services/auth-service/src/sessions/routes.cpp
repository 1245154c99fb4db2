#include "sessions/routes.hpp"

#include "api/answers.hpp"
#include "browser/held_session.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;

constexpr char kOthersSessions[] = "user_management";

Who who(const Context& context) {
  return {context.uid(), context.rights().username, context.access_token().sid};
}

service::ErrorCase store_case() {
  return {503, "session_store_unavailable", "session-cache-service does not answer"};
}

// The access token or the cookie says who leaves; where both do and differ, both sessions end.
http::Response sign_out(const SessionParts& parts, Context& context) {
  const bool all = context.query<SignOutQuery>().all;
  const auto& request = context.request();
  const auto claims = parts.bearer.claims_of(request);
  const bool has_cookie = parts.browser.refresh_token(request).has_value();
  if (!claims && has_cookie) parts.browser.require_console(request);
  const auto held = held_session(parts.browser, parts.cache, request);
  if (!claims && !held && !has_cookie && request.headers.get("Authorization")) throw service::unauthorized();
  const auto visitor = visitor_of(context);
  SignedOutAnswer answer{claims || held ? "Signed out" : "Nobody was signed in", {}};
  if (claims) parts.sessions.sign_out(claims->uid, claims->sid, all, visitor);
  if (held && (!claims || held->sid != claims->sid))
    parts.sessions.sign_out(held->uid, held->sid, all && !claims, visitor);
  if (held) answer.logout_url = parts.sign_outs.address_of(*held);
  auto response = json_answer(200, value_of(answer));
  if (has_cookie && parts.browser.from_console(request)) parts.browser.clear_cookie(response);
  return response;
}

void add_sign_out(service::RouteTable& routes, const SessionParts& parts) {
  auto route = route_of(Method::Post, "/sso/logout", "sign_out", "Ends this session, or all of one's own",
                        service::open_to_all());
  route.audit_action = "LOGOUT", route.audit_resource = "SESSION";
  route.errors = {{401, "invalid_token", "a token was sent that is not good (any more), and no cookie"},
                  {403, "origin_not_allowed", "by cookie, and the Origin is not the console's"},
                  {403, "preflight_required", "by cookie, and nothing forces a preflight"},
                  store_case()};
  route.filters<SignOutQuery>().gives<SignedOutAnswer>().does(
      [parts](Context& context) { return sign_out(parts, context); });
  routes.add(std::move(route));
}

void add_own(service::RouteTable& routes, const SessionParts& parts) {
  auto list =
      route_of(Method::Get, "/sso/sessions", "list_own_sessions", "One's own sessions", service::signed_in());
  list.errors = {store_case()};
  list.gives_array<SessionRow>().does([parts](Context& context) {
    return context.reply(parts.sessions.of(context.uid(), context.access_token().sid));
  });
  routes.add(std::move(list));
  auto end = route_of(Method::Delete, "/sso/sessions/{sid}", "end_own_session",
                      "Ends one of one's own sessions", service::signed_in());
  end.audit_action = "SESSION_ENDED", end.audit_resource = "SESSION";
  end.errors = {
      {403, "recent_sign_in_required", "another session than this one, and the sign-in is not recent"},
      store_case()};
  end.gives_message().does([parts](Context& context) {
    parts.sessions.end_own(who(context), context.path("sid"), visitor_of(context));
    return context.message("Session ended");
  });
  routes.add(std::move(end));
}

// 404 for an id that is nobody's.
const std::string& known_user(const SessionParts& parts, const Context& context) {
  const std::string& uid = context.path("user_id");
  if (!parts.rights.rights_of(uid)) throw service::not_found("User");
  return uid;
}

void add_others(service::RouteTable& routes, const SessionParts& parts) {
  auto list = route_of(Method::Get, "/sso/users/{user_id}/sessions", "list_user_sessions",
                       "A user's sessions", service::needs(kOthersSessions));
  list.errors = {store_case()};
  list.gives_array<SessionRow>().does([parts](Context& context) {
    return context.reply(parts.sessions.of(known_user(parts, context), context.access_token().sid));
  });
  routes.add(std::move(list));
  auto all = route_of(Method::Delete, "/sso/users/{user_id}/sessions", "end_user_sessions",
                      "Ends every session of a user", service::needs(kOthersSessions));
  all.audit_action = "SESSION_ENDED", all.audit_resource = "USER";
  all.errors = {store_case()};
  all.gives_message().does([parts](Context& context) {
    parts.sessions.end_of(known_user(parts, context), std::nullopt, who(context), visitor_of(context));
    return context.message("Sessions ended");
  });
  routes.add(std::move(all));
  auto one = route_of(Method::Delete, "/sso/users/{user_id}/sessions/{sid}", "end_user_session",
                      "Ends one session of a user", service::needs(kOthersSessions));
  one.audit_action = "SESSION_ENDED", one.audit_resource = "SESSION";
  one.errors = {store_case()};
  one.gives_message().does([parts](Context& context) {
    parts.sessions.end_of(known_user(parts, context), context.path("sid"), who(context), visitor_of(context));
    return context.message("Session ended");
  });
  routes.add(std::move(one));
}

}  // namespace

void add_session_routes(service::RouteTable& routes, SessionParts parts) {
  add_sign_out(routes, parts);
  add_own(routes, parts);
  add_others(routes, parts);
}

}  // namespace lgm::auth_service
