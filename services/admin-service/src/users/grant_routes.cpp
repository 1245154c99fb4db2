#include "policy_rows/declare.hpp"
#include "users/operations.hpp"
#include "users/role_grants.hpp"
#include "users/scenario_grants.hpp"

namespace lgm::admin::users {
namespace {

using http::Method;
using service::Context;

service::ErrorCase self_case() {
  return {400, "self_change", "the user is the caller"};
}
service::ErrorCase gives_more_case() {
  return {403, "not_held", "the caller does not hold what would be given"};
}
service::ErrorCase unknown_scenario_case() {
  return {400, "unknown_scenario", "there is no such scenario"};
}

void add_role_reads(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/users/{id}/roles", "list_user_roles",
                         "The roles that a user holds, newest first; also one's own", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.errors.push_back(policy_rows::lists_busy_case());
  route.gives_array<RoleGrant>().does([&store](Context& context) {
    permit_reading(context);
    return policy_rows::answer_array(context, store, kRoleGrants, [&](sql::Session& session) {
      return role_grants_of(session, context.path("id"));
    });
  });
  routes.add(std::move(route));
}

void add_role_writes(service::RouteTable& routes, Store& store) {
  auto give = route_of({Method::Post, "/users/{id}/roles", "create_user_role", "Gives a user a role", kGroup,
                        service::needs(kPermission), "CREATE", kRoleAssignment});
  give.errors = {service::duplicate_case(),
                 self_case(),
                 unknown_scenario_case(),
                 gives_more_case(),
                 lost_rights_case(),
                 {400, "unknown_role", "there is no such active role"},
                 service_account_right_case(),
                 {400, "scenario_required", "a scenario role without a scenario"},
                 {400, "scenario_not_allowed", "a global role with a scenario"}};
  give.takes<RoleGrant>(describe::Purpose::Create).gives<RoleGrant>().does([&store](Context& context) {
    const auto wanted = context.body<RoleGrant>().value;
    return idempotency::answer_once(context, store,
                                    [&](Work& work) { return grant_role(work, context.path("id"), wanted); });
  });
  idempotency::honour_key(give);
  routes.add(std::move(give));
  auto take =
      route_of({Method::Delete, "/users/{id}/roles/{assignment}", "delete_user_role",
                "Takes a role from a user", kGroup, service::needs(kPermission), "DELETE", kRoleAssignment});
  take.errors = {self_case(),
                 lost_rights_case(),
                 {400, "last_administrator", "no active administrator would remain"},
                 {403, "not_held", "the user is an administrator and the caller is not"},
                 {409, "mapped_role", "the groups of the user at a provider give it"}};
  take.gives<RoleGrant>().does([&store](Context& context) {
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return take_role(work, context.path("id"), context.path("assignment"));
    }));
  });
  routes.add(std::move(take));
}

void add_scenario_reads(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/users/{id}/scenarios", "list_user_scenarios",
                         "Older assignments of a user to scenarios, newest first; also one's own", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.errors.push_back(policy_rows::lists_busy_case());
  route.gives_array<ScenarioGrantRow>().does([&store](Context& context) {
    permit_reading(context);
    return policy_rows::answer_array(context, store, kScenarioGrants, [&](sql::Session& session) {
      return scenario_grants_of(session, context.path("id"));
    });
  });
  routes.add(std::move(route));
}

void add_scenario_writes(service::RouteTable& routes, Store& store) {
  auto give =
      route_of({Method::Post, "/users/{id}/scenarios", "create_user_scenario", "Assigns a user to a scenario",
                kGroup, service::needs(kPermission), "CREATE", kRoleAssignment});
  give.errors = {service::duplicate_case(), self_case(), unknown_scenario_case(), gives_more_case(),
                 lost_rights_case()};
  give.takes<ScenarioGrant>(describe::Purpose::Create)
      .gives<ScenarioGrant>()
      .does([&store](Context& context) {
        const auto wanted = context.body<ScenarioGrant>().value;
        return idempotency::answer_once(
            context, store, [&](Work& work) { return assign_scenario(work, context.path("id"), wanted); });
      });
  idempotency::honour_key(give);
  routes.add(std::move(give));
  auto take = route_of({Method::Delete, "/users/{id}/scenarios/{key}", "delete_user_scenario",
                        "Ends an assignment, named by its app_id or its id", kGroup,
                        service::needs(kPermission), "DELETE", kRoleAssignment});
  take.errors = {self_case(), lost_rights_case()};
  take.gives<ScenarioGrant>().does([&store](Context& context) {
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return take_scenario(work, context.path("id"), context.path("key"));
    }));
  });
  routes.add(std::move(take));
}

void add_fine_grants(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Put, "/users/{id}/scenarios/{app_id}/permissions",
                         "change_user_scenario_permissions", "Changes what an assignment allows", kGroup,
                         service::needs(kPermission), "UPDATE", kRoleAssignment});
  route.errors = {self_case(), gives_more_case(), lost_rights_case()};
  route.takes<FineGrants>(describe::Purpose::Update).gives<FineGrants>().does([&store](Context& context) {
    const auto draft = context.body<FineGrants>();
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return change_fine_grants(work, context.path("id"), context.path("app_id"), draft);
    }));
  });
  routes.add(std::move(route));
}

}  // namespace

void add_role_grant_routes(service::RouteTable& routes, Store& store) {
  add_role_reads(routes, store);
  add_role_writes(routes, store);
}

void add_scenario_grant_routes(service::RouteTable& routes, Store& store) {
  add_scenario_reads(routes, store);
  add_scenario_writes(routes, store);
  add_fine_grants(routes, store);
}

}  // namespace lgm::admin::users
