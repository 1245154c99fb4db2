// What is done with a tag, or with a text of a safety label, where no scenario policy applies.
#pragma once
#include "scenario_policies/scenario_policies.hpp"

namespace lgm::admin {

struct GlobalDefault {
  std::string id;
  std::optional<std::string> tag_code, extra_condition;
  std::string strategy;
  bool is_active = true;
  std::string mode = "ENFORCE";
  std::optional<std::string> note;
  std::int64_t version = 0;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::GlobalDefault> {
  using T = lgm::admin::GlobalDefault;
  static constexpr std::string_view name = "GlobalDefault", table = "rule_global_defaults",
                                    title = "Global default";
  static constexpr auto kind = lgm::contracts::policy::Kind::GlobalDefault;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::tag_code>("tag_code")
          .length(1, 64)
          .blank_is_null()
          .doc("a known tag; null: by the condition alone"),
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

namespace lgm::admin::global_defaults {

// Throw Refusal: 400 duplicate, unknown_tag, nothing_named; 404; 412.
GlobalDefault create(Work& work, GlobalDefault row);
GlobalDefault change(Work& work, const std::string& id, const describe::Draft<GlobalDefault>& draft,
                     std::optional<std::int64_t> expected);
GlobalDefault remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::global_defaults
