// Roles that users hold: everywhere (global roles) or in one scenario (scenario roles).
#pragma once
#include "lgm/describe/sql_mapping.hpp"
#include "policy_rows/complete_list.hpp"

namespace lgm::admin {

struct RoleGrant {
  std::string id, user_id;
  std::optional<std::string> scenario_id;
  std::string role_id, role_code, role_name, role_type;
  base::WallTime created_at{};
  std::optional<std::string> source = {};  // the issuer of the provider whose groups gave it
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::RoleGrant> {
  using T = lgm::admin::RoleGrant;
  static constexpr std::string_view name = "UserRole";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id of the assignment"),
      field<&T::user_id>("user_id").read_only().doc("local id"),
      field<&T::scenario_id>("scenario_id")
          .length(1, 64)
          .blank_is_null()
          .doc("an app_id; required for scenario roles, none for global ones"),
      field<&T::role_id>("role_id").length(1, 36).required(),
      field<&T::role_code>("role_code").read_only(),
      field<&T::role_name>("role_name").read_only(),
      field<&T::role_type>("role_type").read_only().doc("GLOBAL or SCENARIO"),
      field<&T::created_at>("created_at").read_only(),
      field<&T::source>("source").read_only().doc(
          "the issuer URL of the provider whose groups gave the role, which it takes again; null: somebody "
          "gave it"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

// Newest first.
extern const policy_rows::Order<RoleGrant> kRoleGrants;
// Throws 404 for an unknown user.
policy_rows::Filter role_grants_of(sql::Session& session, const std::string& user_id);
// Throw 404; 400 `self_change`, `unknown_role`, `unknown_scenario`, `scenario_required`,
// `scenario_not_allowed`, `service_account_right`, `duplicate`; 403 `not_held`.
RoleGrant grant_role(Work& work, const std::string& user_id, RoleGrant wanted);
// Throws 404, 400 `self_change`, `last_administrator`; 409 `mapped_role` for one that a provider's groups
// gave.
RoleGrant take_role(Work& work, const std::string& user_id, const std::string& grant_id);

// The row, without rules, audit or revocation.
void insert_grant(Work& work, const RoleGrant& grant);
void delete_grant(sql::Session& session, const std::string& id);
AuditFacts facts_of(const RoleGrant& grant, bool given);

void add_role_grant_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::users
