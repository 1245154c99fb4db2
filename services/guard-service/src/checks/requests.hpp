// What callers send to have a text decided.
#pragma once
#include "lgm/describe/describe.hpp"
#include "lgm/guard/decide.hpp"

namespace lgm::guard_service {

inline constexpr std::string_view kDirections[] = {"INPUT", "OUTPUT"};
// Characters of a text; its bytes are limited by the body that it stands in.
inline constexpr std::int64_t kLongestText = 16 * 1024 * 1024, kLongestShortText = 1024 * 1024;
// Bytes of a body: the text, and room for what stands beside it.
inline constexpr std::size_t kBesides = 64 * 1024, kCheckBody = kLongestText + kBesides,
                             kShortBody = kLongestShortText + kBesides;
inline constexpr std::int64_t kMostItems = 100;  // of a batch

// What a model said of the text.
struct LabelsBody {
  std::optional<std::string> safety;
  std::vector<std::string> tags;
  bool operator==(const LabelsBody&) const = default;
};

// POST /guard/check. A missing switch is what the scenario enables, the `vip` ones true.
struct CheckBody {
  std::optional<std::string> request_id;
  std::string app_id, direction, text;
  std::optional<LabelsBody> labels;
  std::optional<bool> use_customize_white, use_customize_words, use_customize_rule, use_vip_white,
      use_vip_black;
  bool operator==(const CheckBody&) const = default;
};

// Where a text is short: in a batch, and for the playground.
struct ShortCheckBody : CheckBody {};

struct BatchBody {
  std::vector<ShortCheckBody> items;
};

// POST /internal/v1/guard/try. A missing switch is false.
struct TryBody {
  std::string at;
  ShortCheckBody request;
};

// POST /api/input/instance/rule/run, as older callers send it. A missing switch is false.
struct LegacyBody {
  std::optional<std::string> request_id, apikey;
  std::string app_id, input_prompt;
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_white = false, use_vip_black = false;
};

// A text to decide, wherever it came from.
struct Check {
  std::string request_id;
  guard::Request request;  // its text is a view of the body's
};
// `otherwise` is what a missing switch means.
Check check_of(const CheckBody& body, bool otherwise, const std::string& request_id);
Check check_of(const LegacyBody& body, const std::string& request_id);

bool known_safety(std::string_view word);

}  // namespace lgm::guard_service

template <>
struct lgm::describe::Description<lgm::guard_service::LabelsBody> {
  using T = lgm::guard_service::LabelsBody;
  static constexpr std::string_view name = "Labels";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::safety>("safety")
          .length(1, 16)
          .check("^(?:[Ss][Aa][Ff][Ee]|[Uu][Nn][Ss][Aa][Ff][Ee]|[Cc][Oo][Nn][Tt][Rr][Oo][Vv][Ee][Rr][Ss][Ii]["
                 "Aa][Ll])$",
                 "must be safe, controversial or unsafe, in any case", &lgm::guard_service::known_safety)
          .doc("safe, controversial or unsafe, in any case"),
      field<&T::tags>("tags").items(64).length(1, 64).doc("tag codes"),
  });
};

namespace lgm::guard_service {

constexpr auto check_fields(std::int64_t longest) {
  using T = CheckBody;
  using describe::field;
  return std::to_array<describe::Field>({
      field<&T::request_id>("request_id")
          .length(1, 64)
          .doc("given back; default: the id of the HTTP request"),
      field<&T::app_id>("app_id").length(1, 64).required().doc("of the scenario"),
      field<&T::direction>("direction").one_of(kDirections).required().doc("to or from the model"),
      field<&T::text>("text").length(0, longest).required().multi_line().doc("what is decided"),
      field<&T::labels>("labels").doc("what a model said of the text"),
      field<&T::use_customize_white>("use_customize_white").doc("the scenario's whitelist counts"),
      field<&T::use_customize_words>("use_customize_words").doc("the scenario's blacklist counts"),
      field<&T::use_customize_rule>("use_customize_rule").doc("the scenario's custom policies count"),
      field<&T::use_vip_white>("use_vip_white").doc("super-mode white words count"),
      field<&T::use_vip_black>("use_vip_black").doc("super-mode black words count"),
  });
}

}  // namespace lgm::guard_service

template <>
struct lgm::describe::Description<lgm::guard_service::CheckBody> {
  static constexpr std::string_view name = "Check";
  static constexpr auto fields = lgm::guard_service::check_fields(lgm::guard_service::kLongestText);
};

template <>
struct lgm::describe::Description<lgm::guard_service::ShortCheckBody> {
  static constexpr std::string_view name = "ShortCheck";
  static constexpr auto fields = lgm::guard_service::check_fields(lgm::guard_service::kLongestShortText);
};

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
struct lgm::describe::Description<lgm::guard_service::TryBody> {
  using T = lgm::guard_service::TryBody;
  static constexpr std::string_view name = "Try";
  static constexpr std::string_view kAt[] = {"live"};
  static constexpr auto fields = std::to_array<Field>({
      field<&T::at>("at").one_of(kAt).required().doc("which policy decides"),
      field<&T::request>("request").required().doc("a missing switch is false"),
  });
};

template <>
struct lgm::describe::Description<lgm::guard_service::LegacyBody> {
  using T = lgm::guard_service::LegacyBody;
  static constexpr std::string_view name = "LegacyCheck";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::request_id>("request_id").length(0, 64).blank_is_null().doc("given back"),
      field<&T::apikey>("apikey").secret().length(0, 512).doc("accepted and not looked at"),
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
