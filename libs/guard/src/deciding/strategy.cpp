#include "strategy.hpp"

#include <algorithm>

namespace lgm::guard {
namespace {

Strategy built_in(const Subject& subject) {
  switch (subject.source) {
    case Source::Label:
      return Strategy::Pass;
    case Source::Custom:
    case Source::Super:
      return Strategy::Block;
    case Source::Global:
      break;
  }
  switch (subject.risk.value_or(Risk::High)) {
    case Risk::Low:
      return Strategy::Pass;
    case Risk::Medium:
      return Strategy::Review;
    case Risk::High:
      break;
  }
  return Strategy::Block;
}

// Of rules of one level and value: one whose condition holds before one without, then the most severe, then
// an enforced one before a monitored one, then the first by id, so that every replica names the same.
bool better(const RuleRow& a, const RuleRow& b) {
  if (a.condition.empty() != b.condition.empty()) return b.condition.empty();
  if (a.strategy != b.strategy) return a.strategy > b.strategy;
  if (a.mode != b.mode) return a.mode == RuleMode::Enforce;
  return a.id < b.id;
}

}  // namespace

bool StrategyChooser::holds(std::string_view condition, const Chain& chain) const {
  if (condition.empty()) return true;
  if (const auto safety = safety_of(condition); safety && *safety == labels_.safety) return true;
  if (std::find(chain.begin(), chain.end(), condition) != chain.end()) return true;
  return std::find(labels_.tags.begin(), labels_.tags.end(), condition) != labels_.tags.end();
}

const RuleRow* StrategyChooser::pick(const std::vector<RuleRow>* rules, const Chain& chain,
                                     bool monitored_too) const {
  const RuleRow* best = nullptr;
  if (!rules) return best;
  for (const auto& rule : *rules) {
    if (rule.mode == RuleMode::Monitor && !monitored_too) continue;
    if (holds(rule.condition, chain) && (!best || better(rule, *best))) best = &rule;
  }
  return best;
}

const RuleRow* StrategyChooser::pick_by_tag(const RuleSet& rules, bool super, const Chain& chain,
                                            bool monitored_too) const {
  for (const auto tag : chain)
    if (const auto* rule = pick(rules.find(super, false, tag), chain, monitored_too)) return rule;
  return nullptr;
}

StrategyChooser::Chosen StrategyChooser::first_rule(const Subject& subject, const Chain& chain,
                                                    bool monitored_too) const {
  const RuleSet& rules = *scenario_.rules;
  const std::string keyword =
      rules.has_keyword_rules() && !subject.keyword.empty() ? to_utf8(subject.keyword) : std::string();
  for (const bool super : {true, false}) {
    if (!super && !(use_.customize_rule && scenario_.row.enable_custom_policy)) break;
    if (!keyword.empty())
      if (const auto* rule = pick(rules.find(super, true, keyword), chain, monitored_too))
        return {rule, super ? Reason::SuperKeywordRule : Reason::CustomKeywordRule};
    if (const auto* rule = pick_by_tag(rules, super, chain, monitored_too))
      return {rule, super ? Reason::SuperTagRule : Reason::CustomTagRule};
  }
  if (const auto* rule = pick_by_tag(*policy_.defaults, false, chain, monitored_too))
    return {rule, Reason::GlobalDefault};
  return {};
}

Outcome StrategyChooser::choose(const Subject& subject) const {
  const Chain chain = policy_.tags->chain(subject.tag);
  const Chosen enforced = first_rule(subject, chain, false), all = first_rule(subject, chain, true);
  Outcome outcome;
  outcome.strategy = enforced.rule ? enforced.rule->strategy : built_in(subject);
  outcome.decided_by.reason = enforced.reason;
  if (enforced.rule) outcome.decided_by.rule_id = enforced.rule->id;
  if (all.rule && all.rule->mode == RuleMode::Monitor)
    outcome.monitored = Monitored{all.rule->strategy, {all.reason, all.rule->id}};
  return outcome;
}

StrategyChooser::TextLevel StrategyChooser::text_level() const {
  TextLevel found;
  for (const auto& rule : policy_.defaults->without_value())
    if (!rule.condition.empty() && holds(rule.condition, {})) found.rules.push_back(&rule);
  return found;
}

}  // namespace lgm::guard
