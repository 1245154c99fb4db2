// Roles that users hold by the groups that a provider says they are in. They are rows beside those that
// somebody gave, told apart by their `source`: neither touches the other.
#pragma once
#include <string>
#include <vector>

#include "lgm/contracts/users.hpp"
#include "users/role_grants.hpp"
#include "work/work.hpp"

namespace lgm::admin::users {

// The user's roles of `wanted.source` become those of `wanted.roles`, as far as there are such roles and
// scenarios. What is so already is left alone. Throws 404.
contracts::RolesMapped map_roles(Work& work, const contracts::MappedRoles& wanted);
// Of a user who does not come from there any more. The caller holds the lock on rights, audits what was taken
// and ends the sessions.
std::vector<RoleGrant> take_mapped_roles(sql::Session& session, const std::string& uid,
                                         const std::string& source);

void add_mapped_role_routes(service::RouteTable& internal_routes, Store& store);

}  // namespace lgm::admin::users
