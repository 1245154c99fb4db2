// Step 6: what is done with one hit, and why.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "lgm/guard/decide.hpp"

namespace lgm::guard {

// What the rules are asked about.
struct Subject {
  std::u32string_view keyword;  // normalised; empty for labels
  std::string_view tag;         // empty: none
  std::optional<Risk> risk;
  Source source = Source::Global;
};

struct Outcome {
  Strategy strategy = Strategy::Pass;
  DecidedBy decided_by;
  std::optional<Monitored> monitored;
};

// All arguments outlive the chooser.
class StrategyChooser {
 public:
  StrategyChooser(const PolicySnapshot& policy, const Scenario& scenario, const Labels& labels,
                  const Switches& use)
      : policy_(policy), scenario_(scenario), labels_(labels), use_(use) {}
  Outcome choose(const Subject& subject) const;
  // Defaults without a tag whose condition the labels meet (step 7): the enforced outcome and the monitored
  // one.
  struct TextLevel {
    std::vector<const RuleRow*> rules;
  };
  TextLevel text_level() const;

 private:
  struct Chosen {
    const RuleRow* rule = nullptr;
    Reason reason = Reason::BuiltIn;
  };
  using Chain = std::vector<std::string_view>;
  Chosen first_rule(const Subject& subject, const Chain& chain, bool monitored_too) const;
  const RuleRow* pick(const std::vector<RuleRow>* rules, const Chain& chain, bool monitored_too) const;
  const RuleRow* pick_by_tag(const RuleSet& rules, bool super, const Chain& chain, bool monitored_too) const;
  bool holds(std::string_view condition, const Chain& chain) const;

  const PolicySnapshot& policy_;
  const Scenario& scenario_;
  const Labels& labels_;
  const Switches& use_;
};

}  // namespace lgm::guard
