// Roles and the permissions that they hold, for reading.
#pragma once
#include "lgm/describe/sql_mapping.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct Role {
  std::string id, role_code, role_name, role_type;
  std::optional<std::string> description;
  bool is_system = false, is_active = true;
  base::WallTime created_at{};
  std::int64_t permission_count = 0, version = 0;
};

struct Permission {
  std::string id, permission_code, permission_name, permission_type, scope;
  std::optional<std::string> parent_code;
  std::int64_t sort_order = 0;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::Role> {
  using T = lgm::admin::Role;
  static constexpr std::string_view name = "Role", table = "roles";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::role_code>("role_code")
          .length(1, 64)
          .required()
          .write_once()
          .doc("unique; cannot be changed"),
      field<&T::role_name>("role_name").length(1, 128).required().doc("shown to people"),
      field<&T::role_type>("role_type").doc("GLOBAL or SCENARIO"),
      field<&T::description>("description").blank_is_null().multi_line().doc("for people"),
      field<&T::is_system>("is_system").read_only().doc("seeded; its permissions are fixed"),
      field<&T::is_active>("is_active").doc("an inactive role gives nothing"),
      field<&T::created_at>("created_at").read_only(),
      field<&T::permission_count>("permission_count")
          .read_only()
          .not_stored()
          .doc("how many permissions it holds"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::Permission> {
  using T = lgm::admin::Permission;
  static constexpr std::string_view name = "Permission", table = "permissions";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::permission_code>("permission_code"),
      field<&T::permission_name>("permission_name"),
      field<&T::permission_type>("permission_type").doc("MENU or ACTION"),
      field<&T::scope>("scope").doc("GLOBAL or SCENARIO"),
      field<&T::parent_code>("parent_code"),
      field<&T::sort_order>("sort_order"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::roles {

// By type and code, with their counts.
std::vector<Role> all(sql::Session& session);
// By sort_order.
std::vector<Permission> all_permissions(sql::Session& session);
// Throws 404.
std::vector<Permission> permissions_of(sql::Session& session, const std::string& role_id);

void add_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::roles
