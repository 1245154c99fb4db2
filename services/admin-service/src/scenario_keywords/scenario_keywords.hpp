// The white and black words of one scenario, in super mode (rule_mode 0) or custom mode (1).
#pragma once
#include "global_keywords/global_keywords.hpp"

namespace lgm::admin {

struct ScenarioKeyword {
  std::string id, scenario_id, keyword;
  std::optional<std::string> tag_code;
  std::int64_t rule_mode = 1, category = 1;
  std::optional<std::string> risk_level;
  bool is_active = true;
  std::optional<std::string> note;
  std::int64_t version = 0;
};

struct ScenarioKeywordQuery {
  std::optional<std::int64_t> rule_mode, category;
  std::optional<std::string> q;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::ScenarioKeyword> {
  using T = lgm::admin::ScenarioKeyword;
  static constexpr std::string_view name = "ScenarioKeyword", table = "lib_scenario_keywords",
                                    title = "Scenario keyword";
  static constexpr auto kind = lgm::contracts::policy::Kind::ScenarioKeyword;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::scenario_id>("scenario_id")
          .length(1, 64)
          .required()
          .write_once()
          .doc("the scenario's app_id; cannot be changed"),
      field<&T::keyword>("keyword")
          .length(1, lgm::admin::kLongestKeyword)
          .required()
          .doc("stored trimmed, NFC; unique in its normalised form within scenario and mode"),
      field<&T::tag_code>("tag_code").length(1, 64).blank_is_null().doc("a known tag"),
      field<&T::rule_mode>("rule_mode").range(0, 1).doc("0 super, 1 custom"),
      field<&T::category>("category").range(0, 1).doc("0 white, 1 black"),
      field<&T::risk_level>("risk_level")
          .one_of(lgm::admin::kRiskLevels)
          .blank_is_null()
          .doc("for people; black words block unless a rule says otherwise"),
      field<&T::is_active>("is_active").doc("inactive words never match"),
      field<&T::note>("note").length(0, 500).multi_line().doc("for people"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
  static constexpr auto not_yet = lgm::admin::kKeywordMembersNotYet;
};

template <>
struct lgm::describe::Description<lgm::admin::ScenarioKeywordQuery> {
  using T = lgm::admin::ScenarioKeywordQuery;
  static constexpr std::string_view name = "ScenarioKeywordQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::rule_mode>("rule_mode").range(0, 1).doc("0 super, 1 custom"),
      field<&T::category>("category").range(0, 1).doc("0 white, 1 black"),
      field<&T::q>("q").length(0, 255).doc("part of the keyword, in any case and width"),
  });
};

namespace lgm::admin::scenario_keywords {

policy_rows::Filter filter_of(const KeywordForms& forms, const std::string& app_id,
                              const ScenarioKeywordQuery& query);
// Throw Refusal: 400 duplicate, unknown_scenario, unknown_tag, immutable; 404; 412; 422 keyword_empty.
ScenarioKeyword create(Work& work, const KeywordForms& forms, ScenarioKeyword row);
ScenarioKeyword change(Work& work, const KeywordForms& forms, const std::string& id,
                       const describe::Draft<ScenarioKeyword>& draft, std::optional<std::int64_t> expected);
ScenarioKeyword remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms);

}  // namespace lgm::admin::scenario_keywords
