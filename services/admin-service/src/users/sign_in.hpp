// The local user behind a person that auth-service has identified: found or made by (issuer, subject) alone,
// never by name or mail.
#pragma once
#include <set>

#include "lgm/describe/describe.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct SignIn {
  std::string issuer, subject;
  std::optional<std::string> user_id, display_name, email;
};

struct SignedIn {
  std::string uid;
  std::optional<std::string> user_id;
  std::string username;
  std::optional<std::string> display_name;
  std::string role;
  bool is_active = true, created = false;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::SignIn> {
  using T = lgm::admin::SignIn;
  static constexpr std::string_view name = "SignIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::issuer>("issuer").length(1, 255).required().doc("usap, local or the provider's issuer URL"),
      field<&T::subject>("subject").length(1, 255).required().doc("who that issuer says it is"),
      field<&T::user_id>("user_id").length(1, 64).blank_is_null().doc("USAP id"),
      field<&T::display_name>("display_name").length(1, 128).blank_is_null(),
      field<&T::email>("email").length(1, 128).blank_is_null(),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::SignedIn> {
  using T = lgm::admin::SignedIn;
  static constexpr std::string_view name = "SignedIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uid>("uid"),
      field<&T::user_id>("user_id"),
      field<&T::username>("username"),
      field<&T::display_name>("display_name"),
      field<&T::role>("role"),
      field<&T::is_active>("is_active"),
      field<&T::created>("created"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

struct SignInRules {
  std::string default_role = "ANNOTATOR";               // DEFAULT_ROLE; never SYSTEM_ADMIN
  std::set<std::string, std::less<>> bootstrap_admins;  // BOOTSTRAP_ADMINS: USAP ids
};

// An inactive user is answered as such and not refreshed; refusing is auth-service's. Throws Refusal 400
// `reserved_id` for an id that looks like one of ours.
SignedIn sign_in(Work& work, const SignInRules& rules, const SignIn& who);

void add_internal_routes(service::RouteTable& routes, Store& store, SignInRules rules);

}  // namespace lgm::admin::users
