#include "scenario_keywords/scenario_keywords.hpp"

#include "keyword_search/keyword_search.hpp"

namespace lgm::admin::scenario_keywords {
namespace {

// The category takes no part: a word cannot be white and black at once.
describe::ExtraColumns extra_of(const ScenarioKeyword& row, const std::string& form) {
  return {{"identity_key", policy_rows::identity_key({row.scenario_id, std::to_string(row.rule_mode), form})},
          {"search_form", form}};
}

}  // namespace

policy_rows::Filter filter_of(const KeywordForms& forms, const std::string& app_id,
                              const ScenarioKeywordQuery& query) {
  policy_rows::Filter filter;
  filter.add("`scenario_id` = ?", {app_id});
  if (query.rule_mode) filter.add("`rule_mode` = ?", {*query.rule_mode});
  if (query.category) filter.add("`category` = ?", {*query.category});
  if (query.q) keyword_search::narrow(filter, keyword_search::kScenario, forms.identity(*query.q));
  return filter;
}

ScenarioKeyword create(Work& work, const KeywordForms& forms, ScenarioKeyword row) {
  work.lock_policy();
  row.keyword = stored_keyword(forms, row.keyword, "/keyword");
  policy_rows::require_scenario(work.session(), row.scenario_id);
  if (row.tag_code) policy_rows::require_tag(work.session(), *row.tag_code);
  const std::string form = forms.identity(row.keyword);
  const auto extra = extra_of(row, form);
  row = policy_rows::create(work, std::move(row), extra);
  keyword_search::index(work.session(), keyword_search::kScenario, row.id, form);
  return row;
}

ScenarioKeyword change(Work& work, const KeywordForms& forms, const std::string& id,
                       const describe::Draft<ScenarioKeyword>& draft, std::optional<std::int64_t> expected) {
  work.lock_policy();
  const auto before = policy_rows::get<ScenarioKeyword>(work.session(), id);
  policy_rows::check_version(before, expected);
  ScenarioKeyword after = policy_rows::merged(before, draft);
  if (after.tag_code && after.tag_code != before.tag_code)
    policy_rows::require_tag(work.session(), *after.tag_code);
  if (after.keyword == before.keyword && after.rule_mode == before.rule_mode)
    return policy_rows::change(work, before, std::move(after));
  after.keyword = stored_keyword(forms, after.keyword, "/keyword");
  const std::string form = forms.identity(after.keyword);
  const auto extra = extra_of(after, form);
  after = policy_rows::change(work, before, std::move(after), extra);
  if (after.version == before.version) return after;
  keyword_search::index(work.session(), keyword_search::kScenario, id, form);
  return after;
}

ScenarioKeyword remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  auto row = policy_rows::remove<ScenarioKeyword>(work, id, expected);
  keyword_search::unindex(work.session(), keyword_search::kScenario, id);
  return row;
}

}  // namespace lgm::admin::scenario_keywords
