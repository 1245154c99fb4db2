#include "api/api.hpp"

#include "account_keys/account_keys.hpp"
#include "account_keys/by_key.hpp"
#include "api_keys/api_keys.hpp"
#include "audit_log/audit_log.hpp"
#include "audit_log/intake.hpp"
#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "permissions/permissions.hpp"
#include "roles/roles.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "tags/tags.hpp"
#include "users/identities.hpp"
#include "users/mapped_roles.hpp"
#include "users/role_grants.hpp"
#include "users/scenario_grants.hpp"
#include "users/users.hpp"

namespace lgm::admin {

Api::Api(const Parts& parts)
    : parts_(parts),
      accounts_(parts.store, parts.hasher, parts.clock, parts.random, parts.sign_in_rules.default_role,
                parts.session_cache),
      playground_(parts.store, parts.guard, parts.clock) {}

namespace {

// Of what older consoles call.
void name_what_is_lacking(service::RouteTable& routes) {
  using http::Method;
  routes.lacks("Labelling", "/staging/*");
  routes.lacks("Performance testing", "/performance/*");
  routes.lacks("Comparing releases in the playground", "/playground/compare");
  routes.lacks("Making roles", "/roles/", {Method::Post});
  routes.lacks("Changing roles", "/roles/{id}", {Method::Put, Method::Patch, Method::Delete});
  routes.lacks("Changing what a role allows", "/roles/{id}/permissions", {Method::Put});
}

// All but those of the kit, which tell how the service is.
bool asks_the_database(const service::Route& route) {
  return route.access.kind != service::Access::Kind::Open;
}

}  // namespace

void Api::add_all_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes) {
  Store& store = parts_.store;
  const KeywordForms& forms = parts_.forms;
  tags::add_routes(public_routes, store);
  global_keywords::add_routes(public_routes, store, forms);
  scenarios::add_routes(public_routes, store);
  api_keys::add_routes(public_routes, store, parts_.clock, parts_.random);
  api_keys::add_internal_routes(internal_routes, store);
  scenario_keywords::add_routes(public_routes, store, forms);
  scenario_policies::add_routes(public_routes, store, forms);
  global_defaults::add_routes(public_routes, store);
  playground::add_routes(public_routes, playground_, store);
  permissions::add_routes(public_routes, internal_routes, store);
  roles::add_routes(public_routes, store);
  users::add_routes(public_routes, store);
  users::add_role_grant_routes(public_routes, store);
  users::add_scenario_grant_routes(public_routes, store);
  users::add_identity_routes(public_routes, store);
  users::add_account_routes(public_routes, internal_routes, accounts_, parts_.store,
                            parts_.local_login_enabled);
  account_keys::add_routes(public_routes, store, parts_.clock, parts_.random);
  users::add_internal_routes(internal_routes, store, parts_.sign_in_rules);
  users::add_mapped_role_routes(internal_routes, store);
  audit_log::add_routes(public_routes, store, parts_.clock, parts_.legacy_zone);
  audit_log::add_internal_routes(internal_routes, store);
  open_to_account_keys(public_routes);
  name_what_is_lacking(public_routes);
  for (service::RouteTable* routes : {&public_routes, &internal_routes})
    routes->all_may_refuse({503, "database_unavailable", "nothing was changed"}, asks_the_database);
}

}  // namespace lgm::admin
