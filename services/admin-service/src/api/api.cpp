#include "api/api.hpp"

#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "permissions/permissions.hpp"
#include "roles/roles.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "tags/tags.hpp"
#include "users/role_grants.hpp"
#include "users/scenario_grants.hpp"
#include "users/users.hpp"

namespace lgm::admin {

void add_all_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes, Store& store,
                    const KeywordForms& forms, users::SignInRules sign_in_rules) {
  tags::add_routes(public_routes, store);
  global_keywords::add_routes(public_routes, store, forms);
  scenarios::add_routes(public_routes, store);
  scenario_keywords::add_routes(public_routes, store, forms);
  scenario_policies::add_routes(public_routes, store, forms);
  global_defaults::add_routes(public_routes, store);
  permissions::add_routes(public_routes, internal_routes, store);
  roles::add_routes(public_routes, store);
  users::add_routes(public_routes, store);
  users::add_role_grant_routes(public_routes, store);
  users::add_scenario_grant_routes(public_routes, store);
  users::add_internal_routes(internal_routes, store, std::move(sign_in_rules));
}

}  // namespace lgm::admin
