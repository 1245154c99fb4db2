// Sign-out and the lists of sessions.
#pragma once
#include "browser/browser.hpp"
#include "provider_sessions/sign_outs.hpp"
#include "sessions/bearer.hpp"
#include "sessions/sessions.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct SignOutQuery {
  bool all = false;
};

struct SignedOutAnswer {
  std::string message;
  std::optional<std::string> logout_url;
};

struct SessionParts {
  const Browser& browser;
  const SessionCache& cache;
  Bearer bearer;
  Sessions& sessions;
  const SignOuts& sign_outs;
  service::RightsSource& rights;
};
void add_session_routes(service::RouteTable& routes, SessionParts parts);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::SignOutQuery> {
  using T = lgm::auth_service::SignOutQuery;
  static constexpr std::string_view name = "SignOutQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::all>("all").doc("every session of the user, not this one alone"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::SignedOutAnswer> {
  using T = lgm::auth_service::SignedOutAnswer;
  static constexpr std::string_view name = "SignedOut";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::message>("message").required(),
      field<&T::logout_url>("logout_url")
          .absent_when_null()
          .doc("where the browser goes to sign out at the identity provider, too, which sends it back to "
               "/web-manager/signed-out"),
  });
};
