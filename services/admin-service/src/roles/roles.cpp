#include "roles/roles.hpp"

#include <map>

#include "lgm/service/problem.hpp"

namespace lgm::admin::roles {

std::vector<Role> all(sql::Session& session) {
  auto roles = describe::select<Role>(session, "ORDER BY `role_type`, `role_code`", {});
  const auto counts =
      session.query("SELECT `role_id`, COUNT(*) FROM `role_permissions` GROUP BY `role_id`", {}, 2);
  std::map<std::string, std::int64_t, std::less<>> by_role;
  for (std::size_t i = 0; i < counts.size(); ++i) by_role.emplace(counts.text(i, 0), counts.integer(i, 1));
  for (Role& role : roles)
    if (const auto found = by_role.find(role.id); found != by_role.end())
      role.permission_count = found->second;
  return roles;
}

std::vector<Permission> all_permissions(sql::Session& session) {
  return describe::select<Permission>(session, "ORDER BY `sort_order`, `permission_code`", {});
}

std::vector<Permission> permissions_of(sql::Session& session, const std::string& role_id) {
  if (!describe::find_exactly(session, &Role::id, "id", role_id)) throw service::not_found("Role");
  return describe::select<Permission>(
      session,
      "WHERE `id` IN (SELECT `permission_id` FROM `role_permissions` WHERE `role_id` "
      "= ?) ORDER BY `sort_order`, `permission_code`",
      {role_id});
}

}  // namespace lgm::admin::roles
