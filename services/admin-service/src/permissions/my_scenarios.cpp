#include "permissions/permissions.hpp"

namespace lgm::admin::permissions {
namespace {

constexpr char kRoles[] =
    "SELECT h.`scenario_id`, COALESCE(s.`app_name`, h.`scenario_id`), h.`role` FROM (SELECT g.`scenario_id`, "
    "r.`role_code` AS `role` FROM `user_scenario_roles` g JOIN `roles` r ON r.`id` = g.`role_id` WHERE "
    "g.`user_id` = ? AND r.`is_active` = 1 UNION SELECT a.`scenario_id`, a.`role` FROM "
    "`user_scenario_assignments` a WHERE a.`user_id` = ?) h LEFT JOIN `scenarios` s ON s.`app_id` = "
    "h.`scenario_id` WHERE COALESCE(h.`scenario_id`, '') <> '' ORDER BY h.`scenario_id`, CASE h.`role` WHEN "
    "'SCENARIO_ADMIN' THEN 0 ELSE 1 END, h.`role`";

std::map<std::string, bool> permissions_in(const service::Rights& rights, const std::string& scenario) {
  std::map<std::string, bool> held;
  for (const auto code : kScenarioCodes) held.emplace(code, rights.holds_in(code, scenario));
  held.emplace(kLabelling, rights.holds_in(kLabelling, scenario));
  return held;
}

}  // namespace

MyScenarios my_scenarios(sql::Session& session, const service::Rights& rights) {
  MyScenarios mine{rights.uid, rights.username, rights.role, {}};
  const auto rows = session.query(kRoles, {rights.uid, rights.uid}, 3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string scenario(rows.text(i, 0));
    const bool again = !mine.scenarios.empty() && mine.scenarios.back().scenario_id == scenario;
    if (again || !rights.scenarios.contains(scenario)) continue;
    mine.scenarios.push_back({scenario, std::string(rows.text(i, 1)), std::string(rows.text(i, 2)),
                              permissions_in(rights, scenario)});
  }
  return mine;
}

}  // namespace lgm::admin::permissions
