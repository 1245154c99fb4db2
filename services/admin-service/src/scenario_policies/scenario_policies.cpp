#include "scenario_policies/scenario_policies.hpp"

namespace lgm::admin::scenario_policies {
namespace {

bool same_target(const ScenarioPolicy& a, const ScenarioPolicy& b) {
  return a.match_type == b.match_type && a.match_value == b.match_value && a.rule_mode == b.rule_mode &&
         a.extra_condition == b.extra_condition;
}

// Checks what the rule names and returns the columns that make it unique.
describe::ExtraColumns settle(sql::Session& session, const KeywordForms& forms, ScenarioPolicy& row) {
  policy_rows::fold_condition(row.extra_condition);
  std::string target;
  if (row.match_type == "TAG") {
    policy_rows::require_tag(session, row.match_value);
    target = row.match_value;
  } else {
    row.match_value = stored_keyword(forms, row.match_value, "/match_value");
    target = forms.identity(row.match_value);
  }
  return {{"identity_key", policy_rows::identity_key({row.scenario_id, std::to_string(row.rule_mode),
                                                      row.match_type, target, row.extra_condition})}};
}

}  // namespace

ScenarioPolicy create(Work& work, const KeywordForms& forms, ScenarioPolicy row) {
  work.lock_policy();
  policy_rows::require_scenario(work.session(), row.scenario_id);
  const auto extra = settle(work.session(), forms, row);
  return policy_rows::create(work, std::move(row), extra);
}

ScenarioPolicy change(Work& work, const KeywordForms& forms, const std::string& id,
                      const describe::Draft<ScenarioPolicy>& draft, std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto before = policy_rows::get<ScenarioPolicy>(work.session(), id);
  policy_rows::check_version(before, expected);
  ScenarioPolicy after = policy_rows::merged(before, draft);
  if (same_target(before, after)) return policy_rows::change(work, before, std::move(after));
  const auto extra = settle(work.session(), forms, after);
  return policy_rows::change(work, before, std::move(after), extra);
}

ScenarioPolicy remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  return policy_rows::remove<ScenarioPolicy>(work, id, expected);
}

}  // namespace lgm::admin::scenario_policies
