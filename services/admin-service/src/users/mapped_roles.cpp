#include "users/mapped_roles.hpp"

#include <algorithm>

#include "lgm/service/operation_route.hpp"
#include "policy_rows/declare.hpp"
#include "users/may_grant.hpp"
#include "users/operations.hpp"
#include "users/rights_change.hpp"
#include "users/users.hpp"

namespace lgm::admin::users {
namespace {

using contracts::MappedRole;

// A role that is there, in a scenario that is there.
struct Place {
  RoleFacts role;
  std::optional<std::string> scenario;
};

// None where it gives nothing.
std::optional<Place> place_of(sql::Session& session, const MappedRole& wanted) {
  auto role = find_role_by_code(session, wanted.role);
  if (!role || (role->type == "SCENARIO") != wanted.scenario.has_value()) return std::nullopt;
  Place place{std::move(*role), wanted.scenario};
  if (place.scenario && !policy_rows::find_scenario(session, *place.scenario)) return std::nullopt;
  return place;
}

bool is_at(const RoleGrant& grant, const Place& place) {
  return grant.role_id == place.role.id && grant.scenario_id == place.scenario;
}

std::vector<RoleGrant> mapped_roles(sql::Session& session, const std::string& uid,
                                    const std::string& source) {
  policy_rows::Filter filter = role_grants_of(session, uid);
  filter.add("g.`source` = ?", {source});
  auto grants = kRoleGrants.read(session, filter, kRoleGrants.by, {});
  std::erase_if(grants, [&](const RoleGrant& grant) { return grant.source != source; });  // MySQL's blanks
  return grants;
}

// Each once.
std::vector<Place> places_of(sql::Session& session, const std::vector<MappedRole>& wanted,
                             std::vector<contracts::UnknownRole>& unknown) {
  std::vector<Place> places;
  for (const MappedRole& one : wanted) {
    auto place = place_of(session, one);
    if (!place)
      unknown.push_back({one.role, one.scenario});
    else if (std::none_of(places.begin(), places.end(), [&](const Place& other) {
               return other.role.id == place->role.id && other.scenario == place->scenario;
             }))
      places.push_back(std::move(*place));
  }
  return places;
}

void give(Work& work, const std::string& uid, const std::string& source, const Place& place) {
  const RoleFacts& role = place.role;
  const RoleGrant grant{work.new_id(), uid,       place.scenario, role.id, role.code,
                        role.name,     role.type, work.now(),     source};
  insert_grant(work, grant);
  work.audit(facts_of(grant, true));
}

void take(Work& work, const RoleGrant& grant) {
  delete_grant(work.session(), grant.id);
  work.audit(facts_of(grant, false));
}

}  // namespace

contracts::RolesMapped map_roles(Work& work, const contracts::MappedRoles& wanted) {
  work.lock_rights();
  sql::Session& session = work.session();
  const std::string uid = get(session, wanted.uid).id;
  contracts::RolesMapped done;
  const auto places = places_of(session, wanted.roles, done.unknown);
  const auto held = mapped_roles(session, uid, wanted.source);
  const RightsChange rights(work, uid);
  for (const RoleGrant& grant : held) {
    if (std::any_of(places.begin(), places.end(), [&](const Place& place) { return is_at(grant, place); }))
      continue;
    take(work, grant);
    ++done.taken;
  }
  for (const Place& place : places) {
    if (std::any_of(held.begin(), held.end(), [&](const RoleGrant& grant) { return is_at(grant, place); }))
      continue;
    give(work, uid, wanted.source, place);
    ++done.given;
  }
  rights.tell();
  return done;
}

std::vector<RoleGrant> take_mapped_roles(sql::Session& session, const std::string& uid,
                                         const std::string& source) {
  auto grants = mapped_roles(session, uid, source);
  for (const RoleGrant& grant : grants) delete_grant(session, grant.id);
  return grants;
}

void add_mapped_role_routes(service::RouteTable& internal_routes, Store& store) {
  auto route = service::route_of(contracts::kMapRoles);
  route.audit_action = "UPDATE";
  route.audit_resource = kRoleAssignment;
  route.errors.push_back({404, "not_found", "there is no such user"});
  route.does([&store](service::Context& context) {
    const auto wanted = context.body<contracts::MappedRoles>().value;
    return context.reply(
        store.changing(context.actor(), [&](Work& work) { return map_roles(work, wanted); }));
  });
  internal_routes.add(std::move(route));
}

}  // namespace lgm::admin::users
