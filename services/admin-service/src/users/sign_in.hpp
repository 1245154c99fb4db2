// The local user behind a person that auth-service has identified: found or made by (issuer, subject) alone,
// never by name or mail.
#pragma once
#include <set>

#include "lgm/contracts/users.hpp"
#include "work/work.hpp"

namespace lgm::admin {

using contracts::SignedIn;
using contracts::SignIn;

}  // namespace lgm::admin

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

struct SignInRules {
  std::string default_role = "ANNOTATOR";               // DEFAULT_ROLE; never SYSTEM_ADMIN
  std::set<std::string, std::less<>> bootstrap_admins;  // BOOTSTRAP_ADMINS: USAP ids
};

// An inactive user, and a service account to which somebody has given an identity, is answered as inactive
// and not refreshed; refusing is auth-service's. Throws Refusal 400 `reserved_id` for an id that looks like
// one of ours, and for the issuer of service accounts.
SignedIn sign_in(Work& work, const SignInRules& rules, const SignIn& who);

void add_internal_routes(service::RouteTable& routes, Store& store, SignInRules rules);

}  // namespace lgm::admin::users
