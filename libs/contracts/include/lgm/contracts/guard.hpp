// What guard-service is asked to decide, by callers of its API and by the playground of admin-service.
#pragma once
#include <algorithm>

#include "lgm/calls/operation.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

inline constexpr std::string_view kDirections[] = {"INPUT", "OUTPUT"};
// What a model may say of a text, in any case.
inline constexpr std::string_view kSafetyLabels[] = {"safe", "controversial", "unsafe"};
// Characters of a text; its bytes are limited by the body that it stands in.
inline constexpr std::int64_t kLongestText = 16 * 1024 * 1024, kLongestShortText = 1024 * 1024;
// Bytes of a body: the text, and room for what stands beside it.
inline constexpr std::size_t kBesides = 64 * 1024, kCheckBody = kLongestText + kBesides,
                             kShortBody = kLongestShortText + kBesides;

// What a model said of the text.
struct Labels {
  std::optional<std::string> safety;
  std::vector<std::string> tags;
  bool operator==(const Labels&) const = default;
};

// A text to decide. What a missing switch means says the route.
struct Check {
  std::optional<std::string> request_id;
  std::string app_id, direction, text;
  std::optional<Labels> labels;
  std::optional<bool> use_customize_white, use_customize_words, use_customize_rule, use_vip_white,
      use_vip_black;
  bool operator==(const Check&) const = default;
};

// Where a text is short: in a batch, and for the playground.
struct ShortCheck : Check {};

// POST /internal/v1/guard/try. A missing switch is false.
struct Try {
  std::string at = "live";
  ShortCheck request;
};

// What admin-service reads of the answer, which it passes on whole.
struct FinalDecision {
  std::int64_t score = 0;
};
struct TryAnswer {
  FinalDecision final_decision;
};

// The label that `word` is in any case; empty for none.
constexpr std::string_view safety_label(std::string_view word) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (const std::string_view label : kSafetyLabels)
    if (std::ranges::equal(word, label, {}, lower)) return label;
  return {};
}
constexpr bool is_safety_label(std::string_view word) {
  return !safety_label(word).empty();
}

}  // namespace lgm::contracts

template <>
struct lgm::describe::Description<lgm::contracts::Labels> {
  using T = lgm::contracts::Labels;
  static constexpr std::string_view name = "Labels";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::safety>("safety")
          .length(1, 16)
          .check("^(?:[Ss][Aa][Ff][Ee]|[Uu][Nn][Ss][Aa][Ff][Ee]|[Cc][Oo][Nn][Tt][Rr][Oo][Vv][Ee][Rr][Ss][Ii]["
                 "Aa][Ll])$",
                 "must be safe, controversial or unsafe, in any case", &lgm::contracts::is_safety_label)
          .doc("safe, controversial or unsafe, in any case"),
      field<&T::tags>("tags").items(64).length(1, 64).doc("tag codes"),
  });
};

namespace lgm::contracts {

constexpr auto check_fields(std::int64_t longest) {
  using T = Check;
  using describe::field;
  return std::to_array<describe::Field>({
      field<&T::request_id>("request_id")
          .length(1, 64)
          .doc("given back; default: the id of the HTTP request"),
      field<&T::app_id>("app_id").length(1, 64).required().doc("of the scenario"),
      field<&T::direction>("direction").one_of(kDirections).required().doc("to or from the model"),
      field<&T::text>("text").length(0, longest).required().multi_line().doc("what is decided"),
      field<&T::labels>("labels").absent_when_null().doc("what a model said of the text"),
      field<&T::use_customize_white>("use_customize_white").doc("the scenario's whitelist counts"),
      field<&T::use_customize_words>("use_customize_words").doc("the scenario's blacklist counts"),
      field<&T::use_customize_rule>("use_customize_rule").doc("the scenario's custom policies count"),
      field<&T::use_vip_white>("use_vip_white").doc("super-mode white words count"),
      field<&T::use_vip_black>("use_vip_black").doc("super-mode black words count"),
  });
}

}  // namespace lgm::contracts

template <>
struct lgm::describe::Description<lgm::contracts::Check> {
  static constexpr std::string_view name = "Check";
  static constexpr auto fields = lgm::contracts::check_fields(lgm::contracts::kLongestText);
};

template <>
struct lgm::describe::Description<lgm::contracts::ShortCheck> {
  static constexpr std::string_view name = "ShortCheck";
  static constexpr auto fields = lgm::contracts::check_fields(lgm::contracts::kLongestShortText);
};

template <>
struct lgm::describe::Description<lgm::contracts::Try> {
  using T = lgm::contracts::Try;
  static constexpr std::string_view name = "Try";
  static constexpr std::string_view kAt[] = {"live"};
  static constexpr auto fields = std::to_array<Field>({
      field<&T::at>("at").one_of(kAt).required().doc("which policy decides"),
      field<&T::request>("request").required().doc("a missing switch is false"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::FinalDecision> {
  static constexpr std::string_view name = "FinalDecision";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::contracts::FinalDecision::score>("score").doc("PASS 0, REWRITE 50, BLOCK 100, REVIEW 1000"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::TryAnswer> {
  static constexpr std::string_view name = "TryAnswer";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::contracts::TryAnswer::final_decision>("final_decision"),
  });
};

namespace lgm::contracts {

inline constexpr calls::Operation<Try, TryAnswer> kTry{
    .callee = kGuard,
    .path = "/internal/v1/guard/try",
    .name = "try",
    .summary = "Decide a text for the playground",
    .group = "guard",
    .callers = {"admin"},
    .max_body = kShortBody,
    .refused = {{{404, "not_found", "there is no such scenario"},
                 {409, "scenario_inactive", "the scenario is inactive"},
                 {503, "no_policy", "no policy was loaded yet and FAIL_MODE is closed"}}},
    .doc =
        "The answer is the whole decision with the members that older consoles read; what is shown is what "
        "admin-service reads of it. 503 `large_texts_busy` comes with `Retry-After`."};

}  // namespace lgm::contracts
