// What the routes of every way in share: whose session the browser holds, what a sign-in answers, the cookie.
#pragma once
#include "arrivals/arrivals.hpp"
#include "browser/browser.hpp"
#include "browser/held_session.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/service/route.hpp"

namespace lgm::auth_service {

struct TokenAnswer {
  std::string access_token;
  std::string token_type = "bearer";
  std::int64_t expires_in = 0;
  std::optional<std::string> refresh_token;
  std::string user_id, role;
  std::optional<bool> password_change_required;
  std::optional<std::string> return_url;
};

inline constexpr std::string_view kCookieDelivery = "cookie";
inline constexpr std::string_view kDeliveries[] = {"body", kCookieDelivery};

// Where a cookie takes part, the request must come from the console. The arguments must outlive the answer.
HeldSession held_by(const Browser& browser, const SessionCache& cache, const service::Context& context,
                    bool takes_cookie);
// The same, with what else the browser brings; only who takes a cookie is asked to confirm.
AskingBrowser asking_browser(const Browser& browser, const SessionCache& cache,
                             const service::Context& context, bool takes_cookie);
// The refresh token goes into the body or into the cookie, never into both.
http::Response started_answer(const Browser& browser, const Started& started, Delivery delivery,
                              std::optional<std::string> return_url = {});
// The same, or 409 with the question.
http::Response arrival_answer(const Browser& browser, const service::Context& context,
                              const ArrivalResult& result, std::optional<std::string> return_url = {});
// Of routes that ask who is local, and of those that take somebody's identity from a provider.
service::ErrorCase users_case();
service::ErrorCase reserved_case();
// 409 `confirm_sign_in`.
service::ErrorCase confirm_case();
// With those of requests that a cookie takes part in, and of the store of sessions.
std::vector<service::ErrorCase> with_cookie_cases(std::vector<service::ErrorCase> cases);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::TokenAnswer> {
  using T = lgm::auth_service::TokenAnswer;
  static constexpr std::string_view name = "SignedIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::access_token>("access_token").required(),
      field<&T::token_type>("token_type").required().doc("bearer"),
      field<&T::expires_in>("expires_in").required().doc("seconds"),
      field<&T::refresh_token>("refresh_token")
          .absent_when_null()
          .doc("absent where a cookie holds it, or there is none"),
      field<&T::user_id>("user_id").required().doc("USAP id, else local id"),
      field<&T::role>("role").required().doc("for display; rights are asked for"),
      field<&T::password_change_required>("password_change_required")
          .absent_when_null()
          .doc("true after a one-time password: this token sets another one (PUT /users/{user_id}/password) "
               "and "
               "does nothing else; absent otherwise"),
      field<&T::return_url>("return_url")
          .absent_when_null()
          .doc("of /auth/complete alone: the path of the console that the sign-in began for"),
  });
};
