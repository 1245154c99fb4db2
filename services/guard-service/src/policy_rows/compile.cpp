// From rows to what decides. Inactive rows stay out; a tag counts as a place in the tree whether it is active
// or not.
#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {
namespace {

std::optional<guard::Risk> risk_of(const std::string& word) {
  if (word.empty()) return std::nullopt;
  return guard::risk_of(word);
}

guard::RuleMode mode_of(const std::string& word) {
  return word == "MONITOR" ? guard::RuleMode::Monitor : guard::RuleMode::Enforce;
}

guard::List list_of(bool super, bool white) {
  if (super) return white ? guard::List::SuperWhite : guard::List::SuperBlack;
  return white ? guard::List::CustomWhite : guard::List::CustomBlack;
}

}  // namespace

std::shared_ptr<const guard::TagTree> PolicyRows::compile_tags() const {
  std::vector<guard::TagRow> rows;
  rows.reserve(tags_.size());
  for (const auto& [id, tag] : tags_) rows.push_back({tag.code, tag.parent});
  return std::make_shared<guard::TagTree>(rows);
}

std::shared_ptr<const guard::KeywordList> PolicyRows::compile_global(
    const guard::MatchOptions& options) const {
  std::vector<guard::KeywordRow> rows;
  rows.reserve(global_keywords_.size());
  for (const auto& [id, row] : global_keywords_)
    if (row.active) rows.push_back({id, row.keyword, row.tag, risk_of(row.risk), guard::List::Global});
  return std::make_shared<guard::KeywordList>(std::move(rows), options);
}

std::shared_ptr<const guard::RuleSet> PolicyRows::compile_defaults() const {
  std::vector<guard::RuleRow> rows;
  for (const auto& [id, row] : global_defaults_)
    if (row.active)
      rows.push_back(
          {id, false, false, row.value, row.condition, guard::strategy_of(row.strategy), mode_of(row.mode)});
  return std::make_shared<guard::RuleSet>(std::move(rows));
}

std::shared_ptr<const guard::Scenario> PolicyRows::compile_scenario(
    const Scenario& scenario, const guard::MatchOptions& options) const {
  std::vector<guard::KeywordRow> words;
  std::vector<guard::RuleRow> rules;
  if (const auto found = of_scenario_.find(scenario.app_id); found != of_scenario_.end()) {
    for (const auto& [id, row] : found->second.keywords)
      if (row.active)
        words.push_back({id, row.keyword, row.tag, risk_of(row.risk), list_of(row.super, row.white)});
    for (const auto& [id, row] : found->second.policies)
      if (row.active)
        rules.push_back({id, row.super, row.match_type == "KEYWORD", row.value, row.condition,
                         guard::strategy_of(row.strategy), mode_of(row.mode)});
  }
  auto made = std::make_shared<guard::Scenario>();
  made->row = {scenario.app_id,    scenario.active,        scenario.whitelist,
               scenario.blacklist, scenario.custom_policy, scenario.rewrite_answer};
  made->words = std::make_shared<guard::KeywordList>(std::move(words), options);
  made->rules = std::make_shared<guard::RuleSet>(std::move(rules));
  return made;
}

std::shared_ptr<const guard::PolicySnapshot> PolicyRows::compile(std::int64_t version,
                                                                 const guard::MatchOptions& options,
                                                                 const guard::PolicySnapshot* previous) {
  auto made = std::make_shared<guard::PolicySnapshot>();
  made->version = version;
  made->options = options;
  made->tags = previous && !changed_.tags ? previous->tags : compile_tags();
  made->global = previous && !changed_.global_keywords ? previous->global : compile_global(options);
  made->defaults = previous && !changed_.global_defaults ? previous->defaults : compile_defaults();
  for (const auto& [id, scenario] : scenarios_) {
    std::shared_ptr<const guard::Scenario> kept;
    if (previous && !changed_.scenarios.contains(scenario.app_id))
      if (const auto known = previous->scenarios.find(scenario.app_id); known != previous->scenarios.end())
        kept = known->second;
    made->scenarios.insert_or_assign(scenario.app_id, kept ? kept : compile_scenario(scenario, options));
  }
  changed_ = {};
  return made;
}

}  // namespace lgm::guard_service
