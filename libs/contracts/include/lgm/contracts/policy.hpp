// The policy between admin-service and guard-service: a row of each kind as guard-service reads it, the
// feed's changes, and the lines of a snapshot, which are also those of the file in which guard-service keeps
// the last good policy.
//
// admin-service sends its rows as the public API shows them, with more members than these. A row holds what
// somebody stored once, maybe under an older version's rules: its texts have no limits here. What
// guard-service makes of a word that it does not know (a strategy, a mode, a risk) stands in
// docs/versioning.md.
#pragma once
#include <tuple>
#include <type_traits>

#include "lgm/calls/operation.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts::policy {

// The kinds of rows, in the order in which a snapshot sends them: what others refer to comes first.
enum class Kind : std::uint8_t {
  Tag,
  GlobalKeyword,
  Scenario,
  ScenarioKeyword,
  ScenarioPolicy,
  GlobalDefault,
  ApiKey,
  KeyedApp
};

struct Tag {
  std::string id, tag_code;
  std::optional<std::string> parent_code;
};

struct GlobalKeyword {
  std::string id, keyword;
  std::optional<std::string> tag_code, risk_level;
  bool is_active = true;
};

struct Scenario {
  std::string id, app_id;
  bool is_active = true, enable_whitelist = true, enable_blacklist = true, enable_custom_policy = true;
  std::optional<std::string> rewrite_answer;
};

struct ScenarioKeyword {
  std::string id, scenario_id, keyword;
  std::optional<std::string> tag_code;
  std::int64_t rule_mode = 1, category = 1;
  std::optional<std::string> risk_level;
  bool is_active = true;
};

struct ScenarioPolicy {
  std::string id, scenario_id, match_type, match_value;
  std::int64_t rule_mode = 1;
  std::optional<std::string> extra_condition;
  std::string strategy;
  bool is_active = true;
  std::string mode = "ENFORCE";
};

struct GlobalDefault {
  std::string id;
  std::optional<std::string> tag_code, extra_condition;
  std::string strategy;
  bool is_active = true;
  std::string mode = "ENFORCE";
};

// How many texts a key may have decided; null: as many as it likes.
struct Quota {
  std::optional<std::int64_t> per_minute, per_day;
  bool operator==(const Quota&) const = default;
};

// What an application shows who it is by. No matcher is made of it.
struct ApiKey {
  std::string id, app_id, sha256;
  std::vector<std::string> scopes;
  std::optional<Quota> quota;
  std::optional<base::WallTime> expires_at;
  bool is_active = true;
  base::WallTime updated_at{};
};

// An app that has, or once had, a key.
struct KeyedApp {
  std::string id, app_id;
};

// One a kind, in the order of Kind.
using Rows = std::tuple<Tag, GlobalKeyword, Scenario, ScenarioKeyword, ScenarioPolicy, GlobalDefault, ApiKey,
                        KeyedApp>;

// What a key lets its application do: have texts of its scenario decided, and have its switches and labels
// count.
inline constexpr std::string_view kCheckScope = "check", kFlagsScope = "send_flags",
                                  kLabelsScope = "send_labels";
inline constexpr std::string_view kScopes[] = {kCheckScope, kFlagsScope, kLabelsScope};

// The format of a snapshot, of the kept file, and of who answers changes: from 2 on it holds the API keys.
// The first one does not say its number.
inline constexpr std::int64_t kFormat = 2, kFormatWithKeys = 2;

// GET /internal/v1/policy/changes
struct ChangesQuery {
  std::int64_t after = 0;
  std::optional<std::int64_t> wait;
};
struct Change {
  std::int64_t n = 0;
  std::string kind;  // of Kind, or of a later version: then its number alone counts
  std::string row_id;
  json::Part row;
  bool operator==(const Change&) const = default;
};
struct Changes {
  std::int64_t head = 0;
  std::vector<Change> changes;
  std::optional<std::int64_t> format;
};

// GET /internal/v1/policy/snapshot: lines of JSON, a head, rows, an end.
struct SnapshotHead {
  std::int64_t version = 0;
  std::optional<std::int64_t> format;
  // Of a kept file alone.
  std::optional<std::int64_t> kept_ms;
  std::optional<std::string> members;
};
struct SnapshotRow {
  std::string kind;  // of Kind, or of a later version: then it is counted alone
  json::Part row;
};
struct SnapshotEnd {
  std::int64_t end = 0;
};

}  // namespace lgm::contracts::policy

template <>
struct lgm::describe::Names<lgm::contracts::policy::Kind> {
  static constexpr std::string_view list[] = {
      "tag",     "global_keyword", "scenario", "scenario_keyword", "scenario_policy", "global_default",
      "api_key", "keyed_app"};
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::Tag> {
  using T = lgm::contracts::policy::Tag;
  static constexpr std::string_view name = "PolicyTag";
  static constexpr auto kind = lgm::contracts::policy::Kind::Tag;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::tag_code>("tag_code").as_stored().required(),
      field<&T::parent_code>("parent_code")
          .as_stored()
          .blank_is_null()
          .doc("tag_code of the parent; null for a root"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::GlobalKeyword> {
  using T = lgm::contracts::policy::GlobalKeyword;
  static constexpr std::string_view name = "PolicyGlobalKeyword";
  static constexpr auto kind = lgm::contracts::policy::Kind::GlobalKeyword;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::keyword>("keyword").as_stored().required(),
      field<&T::tag_code>("tag_code").as_stored().blank_is_null(),
      field<&T::risk_level>("risk_level").as_stored().doc("High, Medium, Low; others decide as High"),
      field<&T::is_active>("is_active").doc("inactive words never match"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::Scenario> {
  using T = lgm::contracts::policy::Scenario;
  static constexpr std::string_view name = "PolicyScenario";
  static constexpr auto kind = lgm::contracts::policy::Kind::Scenario;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::app_id>("app_id").as_stored().required(),
      field<&T::is_active>("is_active").doc("checks of an inactive scenario are refused"),
      field<&T::enable_whitelist>("enable_whitelist").doc("whether its white words count"),
      field<&T::enable_blacklist>("enable_blacklist").doc("whether its black words count"),
      field<&T::enable_custom_policy>("enable_custom_policy").doc("whether its custom policies count"),
      field<&T::rewrite_answer>("rewrite_answer")
          .as_stored()
          .doc("what replaces a text whose rewrite has no span"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::ScenarioKeyword> {
  using T = lgm::contracts::policy::ScenarioKeyword;
  static constexpr std::string_view name = "PolicyScenarioKeyword";
  static constexpr auto kind = lgm::contracts::policy::Kind::ScenarioKeyword;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::scenario_id>("scenario_id").as_stored().required().doc("an app_id"),
      field<&T::keyword>("keyword").as_stored().required(),
      field<&T::tag_code>("tag_code").as_stored().blank_is_null(),
      field<&T::rule_mode>("rule_mode").doc("0 super, others custom"),
      field<&T::category>("category").doc("0 white, others black"),
      field<&T::risk_level>("risk_level").as_stored(),
      field<&T::is_active>("is_active").doc("inactive words never match"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::ScenarioPolicy> {
  using T = lgm::contracts::policy::ScenarioPolicy;
  static constexpr std::string_view name = "PolicyScenarioPolicy";
  static constexpr auto kind = lgm::contracts::policy::Kind::ScenarioPolicy;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::scenario_id>("scenario_id").as_stored().required().doc("an app_id"),
      field<&T::match_type>("match_type").as_stored().required().doc("KEYWORD; others name a tag"),
      field<&T::match_value>("match_value").as_stored().required().doc("a keyword, or a tag_code"),
      field<&T::rule_mode>("rule_mode").doc("0 super, others custom"),
      field<&T::extra_condition>("extra_condition")
          .as_stored()
          .blank_is_null()
          .doc("a safety label or a tag"),
      field<&T::strategy>("strategy")
          .as_stored()
          .required()
          .doc("BLOCK, PASS, REWRITE, REVIEW; others decide as BLOCK"),
      field<&T::is_active>("is_active").doc("inactive rules never apply"),
      field<&T::mode>("mode").as_stored().doc("MONITOR; others enforce"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::GlobalDefault> {
  using T = lgm::contracts::policy::GlobalDefault;
  static constexpr std::string_view name = "PolicyGlobalDefault";
  static constexpr auto kind = lgm::contracts::policy::Kind::GlobalDefault;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::tag_code>("tag_code").as_stored().blank_is_null(),
      field<&T::extra_condition>("extra_condition")
          .as_stored()
          .blank_is_null()
          .doc("a safety label or a tag"),
      field<&T::strategy>("strategy")
          .as_stored()
          .required()
          .doc("BLOCK, PASS, REWRITE, REVIEW; others decide as BLOCK"),
      field<&T::is_active>("is_active").doc("inactive rules never apply"),
      field<&T::mode>("mode").as_stored().doc("MONITOR; others enforce"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::Quota> {
  using T = lgm::contracts::policy::Quota;
  static constexpr std::string_view name = "ApiKeyQuota";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::per_minute>("per_minute")
          .range(1, 10'000'000)
          .doc("texts in a minute, as many at once; null: no limit"),
      field<&T::per_day>("per_day")
          .range(1, 1'000'000'000)
          .doc("texts in a day, which begins at 00:00 UTC; null: no limit"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::ApiKey> {
  using T = lgm::contracts::policy::ApiKey;
  static constexpr std::string_view name = "PolicyApiKey";
  static constexpr auto kind = lgm::contracts::policy::Kind::ApiKey;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::app_id>("app_id").as_stored().required().doc("whose texts it may have decided"),
      field<&T::sha256>("sha256").as_stored().required().doc("of the key, in hexadecimal"),
      field<&T::scopes>("scopes").as_stored().required().doc(
          "check, send_flags, send_labels; others allow nothing"),
      field<&T::quota>("quota").doc("null: no limit"),
      field<&T::expires_at>("expires_at").doc("from then on it is refused; null: never"),
      field<&T::is_active>("is_active").doc("an inactive key is refused"),
      field<&T::updated_at>("updated_at")
          .required()
          .doc("of this row; an entry `api_key` of the revocation feed refuses rows that are not newer"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::KeyedApp> {
  using T = lgm::contracts::policy::KeyedApp;
  static constexpr std::string_view name = "PolicyKeyedApp";
  static constexpr auto kind = lgm::contracts::policy::Kind::KeyedApp;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").as_stored().required(),
      field<&T::app_id>("app_id").as_stored().required(),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::ChangesQuery> {
  using T = lgm::contracts::policy::ChangesQuery;
  static constexpr std::string_view name = "ChangesQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::after>("after").range(0, INT64_MAX).required().doc("the number that the caller has"),
      field<&T::wait>("wait").range(0, 25).doc("seconds to wait for a later number"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::Change> {
  using T = lgm::contracts::policy::Change;
  static constexpr std::string_view name = "PolicyChange";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::n>("n").required().doc("one more than the change before"),
      field<&T::kind>("kind").as_stored().required().doc(
          "of the row; one that is not known is passed over, its number counts"),
      field<&T::row_id>("row_id").as_stored().required(),
      field<&T::row>("row").required().doc("null: deleted"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::Changes> {
  using T = lgm::contracts::policy::Changes;
  static constexpr std::string_view name = "PolicyChanges";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::head>("head").required().doc("the latest number"),
      field<&T::changes>("changes").required().doc("at most 5,000; further ones are asked for with `after`"),
      field<&T::format>("format").absent_when_null().doc(
          "of a snapshot of whoever answers; from 2 on it holds API keys"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::SnapshotHead> {
  using T = lgm::contracts::policy::SnapshotHead;
  static constexpr std::string_view name = "SnapshotHead";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::version>("version").required().doc("the number of the policy"),
      field<&T::format>("format").absent_when_null().doc(
          "2: it holds API keys; without one it does not, and is no source of keys"),
      field<&T::kept_ms>("kept_ms").absent_when_null().doc("of a kept file: when it was written"),
      field<&T::members>("members").as_stored().absent_when_null().doc(
          "of a kept file: which members its writer knew"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::SnapshotRow> {
  using T = lgm::contracts::policy::SnapshotRow;
  static constexpr std::string_view name = "SnapshotRow";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::kind>("kind").as_stored().required().doc(
          "of the row; one that is not known is counted alone"),
      field<&T::row>("row").required(),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::policy::SnapshotEnd> {
  static constexpr std::string_view name = "SnapshotEnd";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::contracts::policy::SnapshotEnd::end>("end").required().doc("how many rows were sent"),
  });
};

namespace lgm::contracts::policy {

template <class Row>
inline constexpr std::string_view kKindOf = describe::name_of(describe::Description<Row>::kind);

// Calls `f(std::type_identity<Row>{})` with the type of that kind's rows; false for a kind that is not known
// here.
template <class F>
bool with_rows_of(std::string_view kind, F&& f) {
  return [&]<class... Row>(std::type_identity<std::tuple<Row...>>) {
    return ((kKindOf<Row> == kind && (f(std::type_identity<Row>{}), true)) || ...);
  }(std::type_identity<Rows>{});
}

inline constexpr calls::Operation<ChangesQuery, Changes> kChanges{
    .callee = kAdmin,
    .method = http::Method::Get,
    .path = "/internal/v1/policy/changes",
    .name = "policy_changes",
    .summary = "What changed after a number; waits for news",
    .group = "policy feed",
    .callers = {"guard"},
    .idempotent = true,
    .patience = std::chrono::seconds(10),
    .longest_wait = std::chrono::seconds(25),
    .refused = {{{410, "policy_reset", "`after` is ahead of the policy"}}}};
// Its answer is lines of JSON: a SnapshotHead, a SnapshotRow each, a SnapshotEnd.
inline constexpr std::string_view kSnapshotPath = "/internal/v1/policy/snapshot";

}  // namespace lgm::contracts::policy
