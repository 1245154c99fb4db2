// Trying texts against the live policy: guard-service decides, its answer is passed on as it is, and every
// try is kept with its settings and answer, a failed one with score -1.
#pragma once
#include "lgm/describe/sql_mapping.hpp"
#include "lgm/http/client.hpp"
#include "permissions/permissions.hpp"
#include "policy_rows/policy_rows.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// The five switches of a try; a missing one is false.
struct PlaygroundFlags {
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_black = false, use_vip_white = false;
};

struct InputTry {
  std::string app_id, input_prompt;
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_black = false, use_vip_white = false;
};
struct OutputTry {
  std::string app_id, output_text;
  std::optional<std::string> input_prompt;  // kept with the try; does not decide
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_black = false, use_vip_white = false;
};
struct FullTry {
  std::string app_id, input_prompt, output_text;
  bool use_customize_white = false, use_customize_words = false, use_customize_rule = false,
       use_vip_black = false, use_vip_white = false;
};

// As it is kept: milliseconds with their fractions, none where an older generation noted none.
struct PlaygroundRow {
  std::string id, request_id, playground_type, app_id;
  json::Value input_data, config_snapshot, output_data;
  std::int64_t score = 0;
  std::optional<double> latency, upstream_latency;
  base::WallTime created_at{};
};

// As it is answered: older clients read whole milliseconds.
struct PlaygroundTry {
  std::string id, request_id, playground_type, app_id;
  json::Value input_data, config_snapshot, output_data;
  std::int64_t score = 0;
  std::optional<std::int64_t> latency, upstream_latency, latency_us, upstream_latency_us;
  base::WallTime created_at{};
};

struct HistoryQuery {
  std::int64_t page = 1, size = 20;
  std::optional<std::string> playground_type, app_id;
};

inline constexpr std::string_view kPlaygroundTypes[] = {"INPUT", "OUTPUT", "FULL"};

namespace detail {

// Characters. A body is at most 1 MiB, with everything that stands beside the text in it.
inline constexpr std::int64_t kLongestText = 1'000'000;

template <class T>
constexpr std::array<describe::Field, 5> flag_fields() {
  using describe::field;
  return {field<&T::use_customize_white>("use_customize_white").doc("the scenario's whitelist counts"),
          field<&T::use_customize_words>("use_customize_words").doc("the scenario's blacklist counts"),
          field<&T::use_customize_rule>("use_customize_rule").doc("the scenario's custom policies count"),
          field<&T::use_vip_black>("use_vip_black").doc("super-mode black words count"),
          field<&T::use_vip_white>("use_vip_white").doc("super-mode white words count")};
}

template <class T, std::size_t N>
constexpr std::array<describe::Field, N + 6> try_fields(const std::array<describe::Field, N>& texts) {
  std::array<describe::Field, N + 6> fields{};
  fields[0] = describe::field<&T::app_id>("app_id").length(1, 64).required().doc("of the scenario");
  std::size_t i = 1;
  for (const auto& field : texts) fields[i++] = field;
  for (const auto& field : flag_fields<T>()) fields[i++] = field;
  return fields;
}

constexpr describe::Field text_field(describe::Field field) {
  return field.length(1, kLongestText).multi_line();
}

}  // namespace detail
}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::PlaygroundFlags> {
  static constexpr std::string_view name = "PlaygroundFlags";
  static constexpr auto fields = lgm::admin::detail::flag_fields<lgm::admin::PlaygroundFlags>();
};

template <>
struct lgm::describe::Description<lgm::admin::InputTry> {
  using T = lgm::admin::InputTry;
  static constexpr std::string_view name = "PlaygroundInput";
  static constexpr auto fields = lgm::admin::detail::try_fields<T>(std::to_array<Field>(
      {lgm::admin::detail::text_field(field<&T::input_prompt>("input_prompt")).required()}));
};

template <>
struct lgm::describe::Description<lgm::admin::OutputTry> {
  using T = lgm::admin::OutputTry;
  static constexpr std::string_view name = "PlaygroundOutput";
  static constexpr auto fields = lgm::admin::detail::try_fields<T>(std::to_array<Field>(
      {lgm::admin::detail::text_field(field<&T::output_text>("output_text")).required(),
       lgm::admin::detail::text_field(field<&T::input_prompt>("input_prompt")).blank_is_null()}));
};

template <>
struct lgm::describe::Description<lgm::admin::FullTry> {
  using T = lgm::admin::FullTry;
  static constexpr std::string_view name = "PlaygroundFull";
  static constexpr auto fields = lgm::admin::detail::try_fields<T>(std::to_array<Field>(
      {lgm::admin::detail::text_field(field<&T::input_prompt>("input_prompt")).required(),
       lgm::admin::detail::text_field(field<&T::output_text>("output_text")).required()}));
};

template <>
struct lgm::describe::Description<lgm::admin::PlaygroundRow> {
  using T = lgm::admin::PlaygroundRow;
  static constexpr std::string_view name = "PlaygroundRow", table = "playground_history";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::request_id>("request_id"),
      field<&T::playground_type>("playground_type"),
      field<&T::app_id>("app_id"),
      field<&T::input_data>("input_data"),
      field<&T::config_snapshot>("config_snapshot"),
      field<&T::output_data>("output_data"),
      field<&T::score>("score"),
      field<&T::latency>("latency"),
      field<&T::upstream_latency>("upstream_latency"),
      field<&T::created_at>("created_at"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PlaygroundTry> {
  using T = lgm::admin::PlaygroundTry;
  static constexpr std::string_view name = "PlaygroundTry";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::request_id>("request_id"),
      field<&T::playground_type>("playground_type").doc("INPUT, OUTPUT or FULL"),
      field<&T::app_id>("app_id"),
      field<&T::input_data>("input_data").doc("the texts; members of these three stand by name"),
      field<&T::config_snapshot>("config_snapshot").doc("the five switches"),
      field<&T::output_data>("output_data").doc("the guard's answer, or what went wrong"),
      field<&T::score>("score").doc("of the decision; -1 for a failed try"),
      field<&T::latency>("latency").doc("whole milliseconds"),
      field<&T::upstream_latency>("upstream_latency").doc("whole milliseconds of guard-service"),
      field<&T::latency_us>("latency_us").doc("the same in microseconds"),
      field<&T::upstream_latency_us>("upstream_latency_us").doc("the same in microseconds"),
      field<&T::created_at>("created_at"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::HistoryQuery> {
  using T = lgm::admin::HistoryQuery;
  static constexpr std::string_view name = "PlaygroundHistoryQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::page>("page").range(1, 10'000'000).doc("from 1"),
      field<&T::size>("size").range(1, 100).doc("rows a page, 20 by default"),
      field<&T::playground_type>("playground_type").one_of(lgm::admin::kPlaygroundTypes),
      field<&T::app_id>("app_id").length(1, 64),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::playground {

// What is to be tried: one text, or for FULL the input and the output.
struct Text {
  std::string_view direction;  // INPUT or OUTPUT
  std::string text;
};
struct Try {
  std::string_view type;  // INPUT, OUTPUT, FULL
  std::string app_id;
  std::vector<Text> texts;
  json::Value input_data;
  PlaygroundFlags flags;
};
Try try_of(const InputTry& wanted);
Try try_of(const OutputTry& wanted);
Try try_of(const FullTry& wanted);

// Thread-safe.
class Playground {
 public:
  // All outlive this. Without a guard every try fails with 503.
  Playground(Store& store, http::Caller* guard, const base::Clock& clock)
      : store_(store), guard_(guard), clock_(clock) {}

  // The guard's answer, as JSON text; for FULL {"input": …, "output": …}. Keeps the try in any case. Throws
  // 404 for an unknown scenario; the guard's own 404, 409 and 422; 503 `guard_unavailable`.
  std::string run(const service::Actor& actor, const Try& wanted);

 private:
  struct Outcome;
  Outcome ask(const service::Actor& actor, const Try& wanted, const Text& text) const;
  Outcome decide(const service::Actor& actor, const Try& wanted) const;
  void keep(const service::Actor& actor, const Try& wanted, const Outcome& outcome);

  Store& store_;
  http::Caller* guard_;
  const base::Clock& clock_;
};

void add_routes(service::RouteTable& routes, Playground& playground, Store& store);

}  // namespace lgm::admin::playground
