// POST /sso/login, /sso/login/complete, /sso/refresh, /login/access-token: what is sent and answered.
#pragma once
#include "browser/browser.hpp"
#include "lgm/describe/describe.hpp"
#include "refresh_tokens/refreshing.hpp"
#include "sign_in/password_sign_in.hpp"
#include "sign_in/ticket_sign_in.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct TicketRequest {
  std::string ticket;
  std::string token_delivery = "body";
};
struct CompleteRequest {
  std::string handle;
};
struct RefreshRequest {
  std::optional<std::string> refresh_token;
};
struct PasswordRequest {
  std::string username, password;
  std::optional<std::string> token_delivery;
  // What OAuth password forms carry; read by nobody.
  std::optional<std::string> grant_type, scope, client_id, client_secret;
};
struct TokenAnswer {
  std::string access_token;
  std::string token_type = "bearer";
  std::int64_t expires_in = 0;
  std::optional<std::string> refresh_token;
  std::string user_id, role;
  std::optional<bool> password_change_required;
};

struct SignInParts {
  const Browser& browser;
  const SessionCache& cache;
  TicketSignIn& tickets;
  PasswordSignIn& passwords;
  Refreshing& refreshing;
};
void add_sign_in_routes(service::RouteTable& routes, SignInParts parts);

}  // namespace lgm::auth_service

namespace lgm::auth_service::detail {
inline constexpr std::string_view kDeliveries[] = {"body", "cookie"};
}

template <>
struct lgm::describe::Description<lgm::auth_service::TicketRequest> {
  using T = lgm::auth_service::TicketRequest;
  static constexpr std::string_view name = "TicketSignIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::ticket>("ticket").length(1, 512).required().doc("the portal's one-time ticket"),
      field<&T::token_delivery>("token_delivery")
          .one_of(lgm::auth_service::detail::kDeliveries)
          .doc("cookie: the refresh token comes as an HttpOnly cookie (the console); body by default"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::CompleteRequest> {
  using T = lgm::auth_service::CompleteRequest;
  static constexpr std::string_view name = "SignInConfirmation";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::handle>("handle").length(1, 128).required().doc("of the 409 that asked"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::RefreshRequest> {
  using T = lgm::auth_service::RefreshRequest;
  static constexpr std::string_view name = "Refresh";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::refresh_token>("refresh_token").length(1, 512).doc("absent: the cookie's"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::PasswordRequest> {
  using T = lgm::auth_service::PasswordRequest;
  static constexpr std::string_view name = "PasswordSignIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::username>("username").length(1, 255).required(),
      field<&T::password>("password").secret().length(1, 1024).multi_line().required().doc("taken as typed"),
      field<&T::token_delivery>("token_delivery")
          .one_of(lgm::auth_service::detail::kDeliveries)
          .doc("cookie: with a refresh token in a cookie (the console); otherwise there is none"),
      field<&T::grant_type>("grant_type").length(0, 64).doc("ignored"),
      field<&T::scope>("scope").length(0, 1024).doc("ignored"),
      field<&T::client_id>("client_id").length(0, 255).doc("ignored"),
      field<&T::client_secret>("client_secret").secret().length(0, 1024).doc("ignored"),
  });
};
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
  });
};
