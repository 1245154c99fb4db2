#include "sign_in/answers.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {

using service::Context;
using service::ErrorCase;

namespace {

json::Value named(const NamedPerson& person) {
  return json::Object{{"user_id", person.user_id}, {"user_name", person.user_name}};
}

service::Problem problem_of(const ArrivalQuestion& question) {
  const std::string& arriving = question.arriving.user_name;
  if (!question.current)
    return service::conflict("confirm_sign_in", "Confirm that it is you who signs in here, " + arriving)
        .problem();
  return service::conflict("signed_in_as_other", question.current->user_name +
                                                     " is signed in here; confirm to sign in as " + arriving)
      .problem();
}

http::Response ask(const Browser& browser, const ArrivalQuestion& question, const Context& context) {
  auto body = json::parse_or_nothing(context.answer_of(problem_of(question)).body).value();
  if (question.current) body.set("current", named(*question.current));
  body.set("arriving", named(question.arriving));
  if (!question.handle.empty()) body.set("handle", question.handle);
  body.set("expires_in", question.expires_in);
  auto response = json_answer(409, body, "application/problem+json");
  if (!question.current && !question.handle.empty())
    browser.set_asked(context.request(), response, question.handle, question.expires_in);
  return response;
}

std::vector<ErrorCase> cookie_cases() {
  return {{403, "origin_not_allowed", "a cookie takes part and the Origin is not the console's"},
          {403, "preflight_required", "a cookie takes part and nothing forces a preflight"},
          {503, "session_store_unavailable", "session-cache-service does not answer"}};
}

}  // namespace

HeldSession held_by(const Browser& browser, const SessionCache& cache, const Context& context,
                    bool takes_cookie) {
  return [&browser, &cache, &context, takes_cookie] {
    if (takes_cookie) browser.require_console(context.request());
    return held_session(browser, cache, context.request());
  };
}

AskingBrowser asking_browser(const Browser& browser, const SessionCache& cache, const Context& context,
                             bool takes_cookie) {
  const http::Request& request = context.request();
  return {held_by(browser, cache, context, takes_cookie), takes_cookie && Browser::confirms(request),
          [&](const std::string& uid) { return browser.was_last(request, uid); },
          [&](const std::string& handle) { return browser.was_asked(request, handle); }};
}

http::Response started_answer(const Browser& browser, const Started& started, Delivery delivery,
                              std::optional<std::string> return_url) {
  TokenAnswer body{started.access.token, "bearer",        started.access.expires_in,
                   std::nullopt,         started.user_id, started.role};
  if (started.password_change_required) body.password_change_required = true;
  body.return_url = std::move(return_url);
  if (delivery == Delivery::Body) body.refresh_token = started.refresh_token;
  auto response = json_answer(200, value_of(body));
  if (delivery == Delivery::Cookie && started.refresh_token.empty()) {
    browser.clear_cookie(response);  // of the session that was replaced
  } else if (delivery == Delivery::Cookie) {
    browser.set_cookie(response, started.refresh_token, started.refresh_seconds);
    browser.set_tools(response, started.access);
  }
  if (delivery == Delivery::Cookie && !started.uid.empty()) browser.set_last(response, started.uid);
  return response;
}

http::Response arrival_answer(const Browser& browser, const Context& context, const ArrivalResult& result,
                              std::optional<std::string> return_url) {
  if (!result.started) return ask(browser, result.question, context);
  auto response = started_answer(browser, *result.started, result.delivery, std::move(return_url));
  // The session that a cookie named was replaced: without a new cookie the old one is of no use.
  if (result.delivery == Delivery::Body && browser.from_console(context.request()) &&
      browser.refresh_token(context.request()))
    browser.clear_cookie(response);
  return response;
}

ErrorCase users_case() {
  return {503, "users_unavailable", "admin-service does not answer"};
}

ErrorCase reserved_case() {
  return {403, "reserved_user_id", "the provider knows the user by an id that is reserved here"};
}

ErrorCase confirm_case() {
  return {409, "confirm_sign_in",
          "nobody is signed in in this browser, and somebody else was last; asked where the request has "
          "`X-Sign-In-Asks: confirm_sign_in`"};
}

std::vector<ErrorCase> with_cookie_cases(std::vector<ErrorCase> cases) {
  for (ErrorCase& more : cookie_cases()) cases.push_back(std::move(more));
  return cases;
}

}  // namespace lgm::auth_service
