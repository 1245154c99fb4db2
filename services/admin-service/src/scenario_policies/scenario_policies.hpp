// What a scenario does with a keyword or a tag.
#pragma once
#include "keyword_forms/keyword_forms.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

inline constexpr std::string_view kMatchTypes[] = {"KEYWORD", "TAG"};
inline constexpr std::string_view kStrategies[] = {"BLOCK", "PASS", "REWRITE", "REVIEW"};
inline constexpr std::string_view kRuleStates[] = {"ENFORCE", "MONITOR"};

struct ScenarioPolicy {
  std::string id, scenario_id, match_type, match_value;
  std::int64_t rule_mode = 1;
  std::optional<std::string> extra_condition;
  std::string strategy;
  bool is_active = true;
  std::string mode = "ENFORCE";
  std::optional<std::string> note;
  std::int64_t version = 0;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::ScenarioPolicy> {
  using T = lgm::admin::ScenarioPolicy;
  static constexpr std::string_view name = "ScenarioPolicy", table = "rule_scenario_policy",
                                    title = "Scenario policy";
  static constexpr auto kind = lgm::contracts::policy::Kind::ScenarioPolicy;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::scenario_id>("scenario_id")
          .length(1, 64)
          .required()
          .write_once()
          .doc("the scenario's app_id; cannot be changed"),
      field<&T::match_type>("match_type")
          .one_of(lgm::admin::kMatchTypes)
          .required()
          .doc("what match_value names"),
      field<&T::match_value>("match_value")
          .length(1, lgm::admin::kLongestKeyword)
          .required()
          .doc("a keyword, or a known tag_code"),
      field<&T::rule_mode>("rule_mode").range(0, 1).doc("0 super, 1 custom"),
      field<&T::extra_condition>("extra_condition")
          .length(1, 64)
          .blank_is_null()
          .code()
          .doc("safe, controversial, unsafe (in any case) or a tag; null: always"),
      field<&T::strategy>("strategy").one_of(lgm::admin::kStrategies).required().doc("what is done"),
      field<&T::is_active>("is_active").doc("inactive rules never apply"),
      field<&T::mode>("mode")
          .one_of(lgm::admin::kRuleStates)
          .doc("MONITOR only reports what the rule would have done"),
      field<&T::note>("note").length(0, 500).multi_line().doc("for people"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
  static constexpr auto not_yet = std::to_array<NotYet>({{"expires_at"}});
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::scenario_policies {

// Throw Refusal: 400 duplicate, unknown_scenario, unknown_tag, immutable; 404; 412; 422 keyword_empty.
ScenarioPolicy create(Work& work, const KeywordForms& forms, ScenarioPolicy row);
ScenarioPolicy change(Work& work, const KeywordForms& forms, const std::string& id,
                      const describe::Draft<ScenarioPolicy>& draft, std::optional<std::int64_t> expected);
ScenarioPolicy remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms);

}  // namespace lgm::admin::scenario_policies
