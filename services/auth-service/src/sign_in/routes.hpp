// POST /sso/refresh, /login/access-token: what is sent and answered.
#pragma once
#include "refresh_tokens/refreshing.hpp"
#include "sign_in/answers.hpp"
#include "sign_in/password_sign_in.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct RefreshRequest {
  std::optional<std::string> refresh_token;
};
struct PasswordRequest {
  std::string username, password;
  std::optional<std::string> token_delivery;
  // What OAuth password forms carry; read by nobody.
  std::optional<std::string> grant_type, scope, client_id, client_secret;
};
struct SignInParts {
  const Browser& browser;
  const SessionCache& cache;
  PasswordSignIn& passwords;
  Refreshing& refreshing;
  const UserDirectory& directory;
};
void add_sign_in_routes(service::RouteTable& routes, SignInParts parts);

}  // namespace lgm::auth_service

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
          .one_of(lgm::auth_service::kDeliveries)
          .doc("cookie: with a refresh token in a cookie (the console); otherwise there is none"),
      field<&T::grant_type>("grant_type").length(0, 64).doc("ignored"),
      field<&T::scope>("scope").length(0, 1024).doc("ignored"),
      field<&T::client_id>("client_id").length(0, 255).doc("ignored"),
      field<&T::client_secret>("client_secret").secret().length(0, 1024).doc("ignored"),
  });
};
