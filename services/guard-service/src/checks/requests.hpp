// What callers send to have a text decided.
#pragma once
#include "lgm/contracts/guard.hpp"
#include "lgm/guard/decide.hpp"

namespace lgm::guard_service {

using contracts::kCheckBody;
using contracts::kLongestShortText;
using contracts::kLongestText;
using contracts::kShortBody;
using CheckBody = contracts::Check;
inline constexpr std::int64_t kMostItems = 100;  // of a batch

struct BatchBody {
  std::vector<contracts::ShortCheck> items;
};

// POST /api/input/instance/rule/run, as older callers send it. A missing switch is false.
struct LegacyBody {
  std::optional<std::string> request_id, apikey;
  std::string app_id, input_prompt;
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_white = false, use_vip_black = false;
};

// What of a question counts beside its text: a caller must not switch the guard off by what it may not say.
// Switches that do not count are what the scenario enables, the `vip` ones true.
struct Counts {
  bool flags = true, labels = true;
};

// A text to decide, wherever it came from.
struct Check {
  std::string request_id;
  guard::Request request;  // its text is a view of the body's
  // What was sent and does not count.
  bool flags_ignored = false, labels_ignored = false;
};
// `otherwise` is what a missing switch means.
Check check_of(const CheckBody& body, bool otherwise, const std::string& request_id, Counts counts = {});
Check check_of(const LegacyBody& body, const std::string& request_id, Counts counts = {});

}  // namespace lgm::guard_service

template <>
struct lgm::describe::Description<lgm::guard_service::BatchBody> {
  using T = lgm::guard_service::BatchBody;
  static constexpr std::string_view name = "CheckBatch";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::items>("items")
          .items(lgm::guard_service::kMostItems)
          .required()
          .doc("texts, decided by one policy; together they are no longer than one may be"),
  });
};

template <>
struct lgm::describe::Description<lgm::guard_service::LegacyBody> {
  using T = lgm::guard_service::LegacyBody;
  static constexpr std::string_view name = "LegacyCheck";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::request_id>("request_id").length(0, 64).blank_is_null().doc("given back"),
      field<&T::apikey>("apikey").secret().length(0, 512).doc(
          "an API key, as in X-API-Key; what does not begin with lgm_ is not looked at where the app needs "
          "none"),
      field<&T::app_id>("app_id").length(1, 64).required().doc("of the scenario"),
      field<&T::input_prompt>("input_prompt")
          .length(0, lgm::guard_service::kLongestShortText)
          .required()
          .multi_line()
          .doc("what is decided"),
      field<&T::use_customize_white>("use_customize_white")
          .doc("the scenario's whitelist counts; missing: false, where /guard/check takes what the scenario "
               "enables"),
      field<&T::use_customize_words>("use_customize_words")
          .doc("the scenario's blacklist counts; missing: false, where /guard/check takes what the scenario "
               "enables"),
      field<&T::use_customize_rule>("use_customize_rule")
          .doc("the scenario's custom policies count; missing: false, where /guard/check takes what it "
               "enables"),
      field<&T::use_vip_white>("use_vip_white")
          .doc("super-mode white words count; missing: false, on /guard/check true"),
      field<&T::use_vip_black>("use_vip_black")
          .doc("super-mode black words count; missing: false, on /guard/check true"),
  });
};
