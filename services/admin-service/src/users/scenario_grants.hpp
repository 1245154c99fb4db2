// The older per-scenario grants: an assignment of a user to a scenario and, for what it allows, five
// booleans. Still given, read and honoured for older consoles; an assignment without booleans allows nothing.
#pragma once
#include "lgm/describe/sql_mapping.hpp"
#include "policy_rows/complete_list.hpp"

namespace lgm::admin {

// Defaults as older back ends had them.
struct FineGrants {
  bool scenario_basic_info = true, scenario_keywords = true, scenario_policies = false, playground = true,
       performance_test = false;
};

struct ScenarioGrant {
  std::string id, user_id, scenario_id, role;
  base::WallTime created_at{};
  std::optional<std::string> created_by;
};

// A row of GET /users/{id}/scenarios.
struct ScenarioGrantRow {
  std::string id, scenario_id, role;
  base::WallTime created_at{};
  std::optional<FineGrants> permissions;
};

inline constexpr std::string_view kScenarioRoles[] = {"SCENARIO_ADMIN", "ANNOTATOR"};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::FineGrants> {
  using T = lgm::admin::FineGrants;
  static constexpr std::string_view name = "ScenarioPermissions", table = "scenario_admin_permissions";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::scenario_basic_info>("scenario_basic_info"),
      field<&T::scenario_keywords>("scenario_keywords"),
      field<&T::scenario_policies>("scenario_policies"),
      field<&T::playground>("playground"),
      field<&T::performance_test>("performance_test"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::ScenarioGrant> {
  using T = lgm::admin::ScenarioGrant;
  static constexpr std::string_view name = "ScenarioAssignment", table = "user_scenario_assignments";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only(),
      field<&T::user_id>("user_id").read_only(),
      field<&T::scenario_id>("scenario_id").length(1, 64).required().doc("an app_id"),
      field<&T::role>("role").one_of(lgm::admin::kScenarioRoles).required(),
      field<&T::created_at>("created_at").read_only(),
      field<&T::created_by>("created_by").read_only(),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::ScenarioGrantRow> {
  using T = lgm::admin::ScenarioGrantRow;
  static constexpr std::string_view name = "ScenarioAssignmentRow";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::scenario_id>("scenario_id"),
      field<&T::role>("role"),
      field<&T::created_at>("created_at"),
      field<&T::permissions>("permissions").doc("null: allows nothing"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

// Newest first.
extern const policy_rows::Order<ScenarioGrantRow> kScenarioGrants;
// Throws 404 for an unknown user.
policy_rows::Filter scenario_grants_of(sql::Session& session, const std::string& user_id);
// A SCENARIO_ADMIN gets the default booleans, an ANNOTATOR none. Throws 404; 400 `self_change`,
// `unknown_scenario`, `duplicate`; 403 `not_held`.
ScenarioGrant assign_scenario(Work& work, const std::string& user_id, ScenarioGrant wanted);
// `key` is the app_id or the assignment's id. Throws 404, 400 `self_change`.
ScenarioGrant take_scenario(Work& work, const std::string& user_id, const std::string& key);
// Changes the booleans that the draft holds. Throws 404, 400 `self_change`, 403 `not_held` for one that is
// newly given.
FineGrants change_fine_grants(Work& work, const std::string& user_id, const std::string& app_id,
                              const describe::Draft<FineGrants>& draft);
// Removes every assignment to a scenario; how many there were.
std::int64_t forget_scenario(sql::Session& session, const std::string& app_id);

void add_scenario_grant_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::users
