// Made from the descriptions of policy rows: what a member more needs beside its description is found missing
// here.
#include "policy_rows/policy_rows.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::guard_service;

namespace {

// Converts to whatever a member is.
struct Anything {
  template <class T>
  operator T() const;
};
// How many members an aggregate has.
template <class T, class... Filled>
consteval std::size_t members_of() {
  if constexpr (requires { T{Filled{}..., Anything{}}; })
    return members_of<T, Filled..., Anything>();
  else
    return sizeof...(Filled);
}

template <class Row>
const auto& fields_of() {
  return describe::type_of<Row>().fields;
}

bool is_text(const describe::Field& field) {
  const describe::Ops& ops = field.ops();
  return (ops.nullable ? ops.element->json_type : ops.json_type) == "string";
}

// Two values of each member, of which neither is the default of another one.
std::string word_of(std::string_view name, bool other) {
  if (name == "strategy") return other ? "PASS" : "REVIEW";
  if (name == "mode") return other ? "ENFORCE" : "MONITOR";
  if (name == "match_type") return other ? "TAG" : "KEYWORD";
  if (name == "risk_level") return other ? "Low" : "Medium";
  return (other ? "another " : "some ") + std::string(name);
}
// A flag or number that is not what it is where nothing is said; the default itself for `other`.
template <class Row>
json::Value value_of(const describe::Field& field, bool other) {
  if (is_text(field)) return word_of(field.name, other);
  Row nothing;
  std::string written;
  json::Writer writer(written);
  field.ops().to_json(field.at(&nothing), writer);
  const json::Value usual = json::parse_or_nothing(written).value();
  if (other) return usual;
  if (usual.boolean()) return !*usual.boolean();
  return std::int64_t{!usual.integer() || *usual.integer() == 0};
}

template <class Row>
json::Value sample() {
  json::Value row(json::Object{});
  for (const auto& field : fields_of<Row>()) row.set(field.name, value_of<Row>(field, false));
  return row.set("id", "r");
}

template <class Row>
PolicyRows holding(const json::Value& row) {
  PolicyRows rows({});
  rows.apply(policy::kKindOf<Row>, "r", row);
  return rows;
}

// The row as it would be kept.
json::Value kept(const PolicyRows& rows) {
  json::Value row;
  rows.each_line([&](const std::string& line) { row = *json::parse_or_nothing(line).value().find("row"); });
  return row;
}

json::Value without(const json::Value& row, std::string_view name) {
  json::Object members = *row.object();
  std::erase_if(members, [&](const json::Member& member) { return member.first == name; });
  return members;
}

}  // namespace

TEST_CASE_TEMPLATE("each member of a row is described, kept, compared, and read as the description says", Row,
                   policy::Tag, policy::GlobalKeyword, policy::Scenario, policy::ScenarioKeyword,
                   policy::ScenarioPolicy, policy::GlobalDefault, policy::KeyedApp) {
  static_assert(members_of<Row>() == describe::Description<Row>::fields.size());
  const std::string kind(policy::kKindOf<Row>);
  CAPTURE(kind);
  const json::Value row = sample<Row>();
  const PolicyRows rows = holding<Row>(row);
  CHECK(json::to_text(kept(rows)) == json::to_text(row));
  CHECK(rows.holds(kind, "r", row));
  CHECK_FALSE(rows.holds(kind, "r", nullptr));
  CHECK_FALSE(rows.holds(kind, "other", row));
  CHECK(rows.holds(kind, "other", nullptr));
  CHECK(rows.size() == 1);
  for (const auto& field : fields_of<Row>()) {
    const std::string name(field.name);
    CAPTURE(name);
    json::Value other = row;
    other.set(name, value_of<Row>(field, true));
    if (name != "id") CHECK_FALSE(rows.holds(kind, "r", other));
    const json::Value less = without(row, name);
    if (field.is_required)
      CHECK_THROWS_WITH_AS(rows.holds(kind, "r", less),
                           doctest::Contains(("/" + name + " is required").c_str()), BadRow);
    else
      CHECK_NOTHROW(rows.holds(kind, "r", less));
  }
}

TEST_CASE_TEMPLATE("a row of the next version, with a member more, is read as this version's", Row,
                   policy::Tag, policy::GlobalKeyword, policy::Scenario, policy::ScenarioKeyword,
                   policy::ScenarioPolicy, policy::GlobalDefault, policy::KeyedApp) {
  json::Value next = sample<Row>();
  next.set("of_the_next_version", json::Object{{"a", 1}});
  const PolicyRows rows = holding<Row>(next);
  CHECK(json::to_text(kept(rows)) == json::to_text(sample<Row>()));
  CHECK(rows.holds(policy::kKindOf<Row>, "r", sample<Row>()));
}

TEST_CASE("an API key is kept, compared and given with all its members, and builds nothing") {
  const json::Value row = json::Object{{"id", "k"},
                                       {"app_id", "app"},
                                       {"sha256", std::string(64, 'a')},
                                       {"scopes", json::Array{"check", "of_the_next_version"}},
                                       {"quota", json::Object{{"per_minute", 3}, {"per_day", nullptr}}},
                                       {"expires_at", "2026-02-06T08:00:00Z"},
                                       {"is_active", false},
                                       {"updated_at", "2026-02-05T08:00:00.123000Z"}};
  PolicyRows rows({});
  static_cast<void>(rows.build());
  rows.apply("api_key", "k", row);
  rows.apply("keyed_app", "a", json::Object{{"id", "a"}, {"app_id", "app"}});
  CHECK(rows.holds("api_key", "k", row));
  for (const auto& field : fields_of<policy::ApiKey>()) {
    const std::string name(field.name);
    CAPTURE(name);
    json::Value other = row;
    other.set(name, name == "scopes"       ? json::Value(json::Array{})
                    : name == "quota"      ? json::Value(nullptr)
                    : name == "is_active"  ? json::Value(true)
                    : name.ends_with("at") ? json::Value("2027-02-06T08:00:00Z")
                                           : json::Value("another"));
    if (name != "id") CHECK_FALSE(rows.holds("api_key", "k", other));
  }
  std::vector<std::string> lines;
  rows.each_line([&](const std::string& line) { lines.push_back(line); });
  REQUIRE(lines.size() == 2);
  CHECK(json::to_text(*json::parse_or_nothing(lines[0]).value().find("row")) == json::to_text(row));
  CHECK(rows.keys_touched());
  const auto keys = rows.keys();
  CHECK_FALSE(rows.keys_touched());
  CHECK(rows.keys() == keys);
  const auto key = keys->find(std::string(64, 'a'));
  REQUIRE(key);
  CHECK(key->row.quota->per_minute == 3);
  CHECK(key->allows("check"));
  CHECK_FALSE(key->allows("send_flags"));
  CHECK(keys->find(std::string(16, 'a') + std::string(48, 'b')) == nullptr);
  CHECK(keys->is_keyed("app"));
  CHECK_FALSE(keys->is_complete());
  rows.set_format(policy::kFormat);
  CHECK(rows.keys()->is_complete());
  rows.apply("api_key", "k", nullptr);
  CHECK(rows.keys()->find(std::string(64, 'a')) == nullptr);
  CHECK(rows.keys()->is_keyed("app"));
  CHECK(rows.build()->scenarios.empty());
}

TEST_CASE("every kind has rows, and only those") {
  std::size_t kinds = 0;
  for (const auto kind : describe::Names<policy::Kind>::list)
    kinds += policy::with_rows_of(kind, []<class Row>(std::type_identity<Row>) {});
  CHECK(kinds == std::size(describe::Names<policy::Kind>::list));
  CHECK(kinds == std::tuple_size_v<policy::Rows>);
  CHECK_FALSE(policy::with_rows_of("of_the_next_version", [](auto) {}));
}

TEST_CASE("a row takes what somebody stored once: any text, blanks for null, words that are not known") {
  PolicyRows rows({});
  const std::string odd("a\0\x01 b\n", 6);
  rows.apply("global_keyword", "k",
             json::Object{{"id", "k"}, {"keyword", odd}, {"tag_code", ""}, {"risk_level", "Severe"}});
  rows.apply("scenario", "s", json::Object{{"id", "s"}, {"app_id", "app"}});
  rows.apply("scenario_policy", "p",
             json::Object{{"id", "p"},
                          {"scenario_id", "app"},
                          {"match_type", "REGEX"},
                          {"match_value", "a+"},
                          {"strategy", "QUARANTINE"},
                          {"mode", "SHADOW"}});
  const auto built = rows.build();
  REQUIRE(built->global->rows().size() == 1);
  CHECK(built->global->rows()[0].keyword == odd);
  CHECK(built->global->rows()[0].risk == guard::Risk::High);
  const auto* rules = built->find("app")->rules->find(false, false, "a+");
  REQUIRE(rules);
  CHECK(rules->front().strategy == guard::Strategy::Block);
  CHECK(rules->front().mode == guard::RuleMode::Enforce);
  CHECK(built->find("app")->rules->find(false, true, "a+") == nullptr);
}

TEST_CASE("a row that goes over to another scenario leaves the one that it was in") {
  PolicyRows rows({});
  for (const char* app : {"a", "b"}) rows.apply("scenario", app, json::Object{{"id", app}, {"app_id", app}});
  const auto word_in = [&](const char* app) {
    rows.apply("scenario_keyword", "w", json::Object{{"id", "w"}, {"scenario_id", app}, {"keyword", "word"}});
    return rows.build();
  };
  CHECK(word_in("a")->find("a")->words->rows().size() == 1);
  const auto moved = word_in("b");
  CHECK(moved->find("a")->words->rows().empty());
  CHECK(moved->find("b")->words->rows().size() == 1);
  CHECK(rows.size() == 3);
}
