#include "scenarios/scenarios.hpp"

#include <algorithm>

#include "api_keys/api_keys.hpp"
#include "keyword_search/keyword_search.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "users/rights_change.hpp"
#include "users/scenario_grants.hpp"

namespace lgm::admin::scenarios {
namespace {

bool fits_pattern(std::string_view app_id) {
  return std::all_of(app_id.begin(), app_id.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '-';
  });
}

std::int64_t remove_keywords(Work& work, const std::string& app_id) {
  const auto rows =
      describe::select<ScenarioKeyword>(work.session(), "WHERE `scenario_id` = ? ORDER BY `id`", {app_id});
  for (const auto& row : rows) {
    keyword_search::unindex(work.session(), keyword_search::kScenario, row.id);
    policy_rows::erase(work, row);
  }
  return static_cast<std::int64_t>(rows.size());
}

std::int64_t remove_policies(Work& work, const std::string& app_id) {
  const auto rows =
      describe::select<ScenarioPolicy>(work.session(), "WHERE `scenario_id` = ? ORDER BY `id`", {app_id});
  for (const auto& row : rows) policy_rows::erase(work, row);
  return static_cast<std::int64_t>(rows.size());
}

// Grants must not come back to life with a new scenario of the same app_id.
std::int64_t remove_grants(Work& work, const std::string& app_id) {
  work.lock_rights();
  const auto rows = work.session().query(
      "SELECT `user_id` FROM `user_scenario_roles` WHERE `scenario_id` = ? UNION SELECT `user_id` FROM "
      "`user_scenario_assignments` WHERE `scenario_id` = ? ORDER BY `user_id`",
      {app_id, app_id}, 1);
  std::vector<users::RightsChange> holders;
  for (std::size_t i = 0; i < rows.size(); ++i) holders.emplace_back(work, std::string(rows.text(i, 0)));
  const std::int64_t removed =
      users::forget_scenario(work.session(), app_id) +
      work.session().execute("DELETE FROM `user_scenario_roles` WHERE `scenario_id` = ?", {app_id});
  for (const auto& holder : holders) holder.tell();
  return removed;
}

}  // namespace

std::vector<Scenario> all(sql::Session& session) {
  return describe::select<Scenario>(session, "ORDER BY `app_id`", {});
}

Scenario by_app_id(sql::Session& session, const std::string& app_id) {
  auto found = describe::find_exactly(session, &Scenario::app_id, "app_id", app_id);
  if (!found) throw service::not_found("Scenario");
  return std::move(*found);
}

Scenario create(Work& work, Scenario scenario) {
  if (!fits_pattern(scenario.app_id))
    throw service::bad_request("app_id_pattern", "app_id may hold letters, digits, _ . and - only");
  work.lock_policy();
  api_keys::forget_app(work, scenario.app_id);  // a replica of the version before leaves them
  return policy_rows::create(work, std::move(scenario));
}

Scenario change(Work& work, const std::string& id, const describe::Draft<Scenario>& draft,
                std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto before = policy_rows::get<Scenario>(work.session(), id);
  policy_rows::check_version(before, expected);
  return policy_rows::change(work, before, policy_rows::merged(before, draft));
}

Removal remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto scenario = policy_rows::get<Scenario>(work.session(), id);
  policy_rows::check_version(scenario, expected);
  const Removal removal{remove_keywords(work, scenario.app_id), remove_policies(work, scenario.app_id),
                        remove_grants(work, scenario.app_id), api_keys::forget_app(work, scenario.app_id)};
  policy_rows::erase(work, scenario);
  work.audit({id, scenario.app_id,
              json::Object{{"before", policy_rows::json_of(scenario)},
                           {"after", nullptr},
                           {"keywords", removal.keywords},
                           {"policies", removal.policies},
                           {"grants", removal.grants},
                           {"api_keys", removal.api_keys}}});
  return removal;
}

}  // namespace lgm::admin::scenarios
