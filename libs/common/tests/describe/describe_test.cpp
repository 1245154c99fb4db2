#include "lgm/describe/describe.hpp"

#include <doctest/doctest.h>

#include "lgm/describe/sql_mapping.hpp"

using namespace lgm;
using describe::Fault;
using describe::Purpose;

namespace {

struct Inner {
  std::int64_t count = 0;
};

struct Sparse {
  std::int64_t always = 0;
  std::optional<std::int64_t> sometimes;
};

struct Sample {
  std::string id;
  std::string code;
  std::string name;
  std::optional<std::string> parent;
  std::int64_t level = 1;
  bool active = true;
  std::vector<std::string> words;
  std::optional<Inner> inner;
  std::int64_t version = 1;
};

struct Coded {
  std::string code;
  std::optional<std::string> condition;
  std::optional<std::string> note;
};

struct Checked {
  std::string digits;
  std::vector<std::string> more;
};

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr std::string_view kNames[] = {"High", "Low"};

enum class Colour { Red, DarkBlue };
struct Painted {
  Colour colour = Colour::Red;
  std::optional<Colour> other;
  std::vector<Colour> more;
};
struct Wanted {
  std::string name;
  std::int64_t after = 0;
  bool all = false;
  std::optional<std::string> group;
};

}  // namespace

template <>
struct lgm::describe::Names<Colour> {
  static constexpr std::string_view list[] = {"red", "dark_blue"};
};

template <>
struct lgm::describe::Description<Painted> {
  static constexpr std::string_view name = "Painted";
  static constexpr auto fields =
      std::to_array<Field>({field<&Painted::colour>("colour").required(), field<&Painted::other>("other"),
                            field<&Painted::more>("more")});
};

template <>
struct lgm::describe::Description<Wanted> {
  static constexpr std::string_view name = "Wanted";
  static constexpr auto fields =
      std::to_array<Field>({field<&Wanted::name>("name").required(), field<&Wanted::after>("after"),
                            field<&Wanted::all>("all"), field<&Wanted::group>("group")});
};

template <>
struct lgm::describe::Description<Inner> {
  static constexpr std::string_view name = "Inner";
  static constexpr auto fields = std::to_array<Field>({field<&Inner::count>("count").range(0, 9).required()});
};

template <>
struct lgm::describe::Description<Sparse> {
  static constexpr std::string_view name = "Sparse";
  static constexpr auto fields = std::to_array<Field>({
      field<&Sparse::always>("always"),
      field<&Sparse::sometimes>("sometimes").absent_when_null(),
  });
};

template <>
struct lgm::describe::Description<Coded> {
  static constexpr std::string_view name = "Coded";
  static constexpr auto fields = std::to_array<Field>({
      field<&Coded::code>("code").length(1, 8).required().write_once().code(),
      field<&Coded::condition>("condition").length(1, 8).blank_is_null().code(),
      field<&Coded::note>("note"),
  });
  static constexpr auto not_yet = std::to_array<NotYet>({{"match", R"("LITERAL")"}, {"exemptions"}});
};

template <>
struct lgm::describe::Description<Checked> {
  static constexpr std::string_view name = "Checked";
  static constexpr auto fields = std::to_array<Field>({
      field<&Checked::digits>("digits").check("^[0-9]*$", "must be made of digits", &all_digits),
      field<&Checked::more>("more").check("^[0-9]*$", "must be made of digits", &all_digits),
  });
};

template <>
struct lgm::describe::Description<Sample> {
  static constexpr std::string_view name = "Sample";
  static constexpr std::string_view table = "samples";
  static constexpr auto fields = std::to_array<Field>({
      field<&Sample::id>("id").read_only(),
      field<&Sample::code>("code").length(1, 4).required().write_once(),
      field<&Sample::name>("name").required().one_of(kNames),
      field<&Sample::parent>("parent").stored_as("parent_code").blank_is_null().length(1, 4),
      field<&Sample::level>("level").range(1, 5),
      field<&Sample::active>("active"),
      field<&Sample::words>("words").items(2).length(0, 3),
      field<&Sample::inner>("inner").not_stored(),
      field<&Sample::version>("version").read_only(),
  });
};

namespace {

std::vector<Fault> faults_of(std::string_view body, Purpose purpose = Purpose::Create) {
  std::vector<Fault> faults;
  describe::decode<Sample>(json::parse_or_nothing(body).value(), purpose, faults);
  return faults;
}

describe::Draft<Sample> draft_of(std::string_view body, Purpose purpose = Purpose::Create) {
  std::vector<Fault> faults;
  auto draft = describe::decode<Sample>(json::parse_or_nothing(body).value(), purpose, faults);
  REQUIRE(faults.empty());
  return draft;
}

void check_fault(std::string_view body, std::string_view pointer, std::string_view code) {
  const auto faults = faults_of(body);
  REQUIRE_MESSAGE(faults.size() == 1, body);
  CHECK(faults[0].pointer == pointer);
  CHECK(faults[0].code == code);
}

}  // namespace

TEST_CASE("a good body is decoded, with defaults where nothing was sent") {
  const auto draft = draft_of(R"({"code":"敏感","name":"High","words":["a"],"inner":{"count":3}})");
  CHECK(draft.value.code == "敏感");
  CHECK(draft.value.active);
  CHECK(draft.value.inner->count == 3);
  CHECK(draft.has("words"));
  CHECK_FALSE(draft.has("active"));
}

TEST_CASE("each bad member is named by pointer and code") {
  check_fault(R"({"name":"High"})", "/code", "required");
  check_fault(R"({"code":"","name":"High"})", "/code", "too_short");
  check_fault(R"({"code":"12345","name":"High"})", "/code", "too_long");
  check_fault(R"({"code":"a\nb","name":"High"})", "/code", "control_character");
  check_fault(R"({"code":7,"name":"High"})", "/code", "type");
  check_fault(R"({"code":null,"name":"High"})", "/code", "type");
  check_fault(R"({"code":"a","name":"Mid"})", "/name", "not_one_of");
  check_fault(R"({"code":"a","name":"Low","level":6})", "/level", "out_of_range");
  check_fault(R"({"code":"a","name":"Low","level":1.5})", "/level", "type");
  check_fault(R"({"code":"a","name":"Low","level":"1"})", "/level", "type");
  check_fault(R"({"code":"a","name":"Low","active":1})", "/active", "type");
  check_fault(R"({"code":"a","name":"Low","words":["a","b","c"]})", "/words", "too_many");
  check_fault(R"({"code":"a","name":"Low","words":["aaaa"]})", "/words/0", "too_long");
  check_fault(R"({"code":"a","name":"Low","inner":{"count":10}})", "/inner/count", "out_of_range");
  check_fault(R"({"code":"a","name":"Low","inner":{}})", "/inner/count", "required");
  check_fault(R"({"code":"a","name":"Low","x/y~":1})", "/x~1y~0", "unknown_member");
  CHECK(faults_of("[]").front().detail == "must be an object");
  CHECK(faults_of("{}").size() == 2);
}

TEST_CASE(
    "an empty text clears a nullable member, and read-only members are passed over whatever they hold") {
  const auto draft = draft_of(R"({"id":[],"version":"x","code":"a","name":"Low","parent":""})");
  CHECK_FALSE(draft.value.parent);
  CHECK(draft.has("parent"));
  CHECK(draft.value.id.empty());
}

TEST_CASE("an update changes what is present and refuses another value for what is written once") {
  Sample current{.id = "1", .code = "a", .name = "Low", .parent = "p", .version = 3};
  std::vector<Fault> faults;
  const auto merge = [&](const char* body) {
    return describe::merge(current, draft_of(body, Purpose::Update), faults);
  };
  CHECK_FALSE(merge(R"({"code":"a","name":"High","version":9})"));
  CHECK(current.name == "High");
  CHECK(current.parent == "p");
  CHECK(current.version == 3);
  CHECK(merge(R"({"code":"b","name":"Low"})") == "code");
  CHECK(current.name == "High");
  CHECK_FALSE(merge(R"({"parent":null})"));
  CHECK_FALSE(current.parent);
  CHECK(faults.empty());
}

namespace {

std::string code_fault(const std::string& json, Purpose purpose = Purpose::Create) {
  std::vector<Fault> faults;
  describe::decode<Coded>(json::parse_or_nothing(json).value(), purpose, faults);
  return faults.empty() ? "" : faults.front().pointer + " " + faults.front().code;
}

Coded made_of(const std::string& json) {
  std::vector<Fault> faults;
  auto draft = describe::decode<Coded>(json::parse_or_nothing(json).value(), Purpose::Create, faults);
  REQUIRE(faults.empty());
  return draft.value;
}

}  // namespace

TEST_CASE("a code is trimmed, and refused with blanks, controls or invisible signs in it") {
  for (const char* code : {"T", " T", "T ", "\\tT\\n", "\u00a0T\u3000"})
    CHECK_MESSAGE(made_of(std::string(R"({"code":")") + code + R"("})").code == "T", code);
  CHECK(made_of(R"({"code":"x","condition":"  "})").condition == std::nullopt);
  CHECK(made_of(R"({"code":"x","condition":" safe"})").condition == "safe");
  for (const char* code : {R"(a b)", R"(a\u00a0b)", R"(T\u200b)", R"(\u00adT)", R"(T\u3164)", R"(T\ufe0f)",
                           R"(T\udb40\udc01)", R"(a\u2028b)"})
    CHECK_MESSAGE(code_fault(std::string(R"({"code":")") + code + R"("})") == "/code pattern", code);
  CHECK(code_fault(R"({"code":"a\u0085b"})") == "/code pattern");
  CHECK(code_fault(R"({"code":"a\u0001b"})") == "/code control_character");
  CHECK(code_fault(R"({"code":"   "})") == "/code too_short");
  CHECK(code_fault(R"({"code":" 123456789 "})") == "/code too_long");
}

TEST_CASE("a code that an older version stored stays as it is, and what replaces it is a code") {
  Coded current{.code = "T ", .condition = "a b", .note = {}};
  std::vector<Fault> faults;
  const auto merge = [&](const char* body) {
    std::vector<Fault> none;
    const auto draft = describe::decode<Coded>(json::parse_or_nothing(body).value(), Purpose::Update, none);
    REQUIRE(none.empty());
    return describe::merge(current, draft, faults);
  };
  CHECK_FALSE(merge(R"({"code":"T ","condition":"a b","note":"n"})"));
  CHECK(current.code == "T ");
  CHECK(current.condition == "a b");
  CHECK(current.note == "n");
  CHECK(merge(R"({"code":"T"})") == "code");
  CHECK(faults.empty());
  CHECK_FALSE(merge(R"({"condition":"c d"})"));
  CHECK(faults == std::vector<Fault>{
                      {"/condition", "pattern", "must hold no blanks, control or invisible characters"}});
  faults.clear();
  CHECK_FALSE(merge(R"({"condition":" safe "})"));
  CHECK(current.condition == "safe");
  CHECK_FALSE(merge(R"({"condition":" "})"));
  CHECK_FALSE(current.condition);
  current.code = std::string("T");
  CHECK_FALSE(merge(R"({"code":" T "})"));
  CHECK(current.code == "T");
  CHECK(faults.empty());
}

TEST_CASE(
    "members of other versions pass where they mean nothing, and are refused where they mean something") {
  for (const char* nothing : {R"("exemptions":null)", R"("exemptions":[])", R"("exemptions":{})",
                              R"("exemptions":"")", R"("match":"LITERAL")", R"("match":null)"})
    CHECK_MESSAGE(code_fault(std::string(R"({"code":"x",)") + nothing + "}").empty(), nothing);
  for (const char* something : {R"("exemptions":["a"])", R"("exemptions":0)", R"("match":"REGEX")"})
    for (const Purpose purpose : {Purpose::Create, Purpose::Update})
      CHECK_MESSAGE(code_fault(std::string(R"({"code":"x",)") + something + "}", purpose)
                        .ends_with(" not_in_this_version"),
                    something);
  CHECK(code_fault(R"({"code":"x","other":null})") == "/other unknown_member");
}

TEST_CASE("JSON comes out in order of the description") {
  CHECK(
      describe::to_json(Sample{.id = "1", .code = "a", .name = "Low"}) ==
      R"({"id":"1","code":"a","name":"Low","parent":null,"level":1,"active":true,"words":[],"inner":null,"version":1})");
}

TEST_CASE("query pairs are decoded, with unknown and doubled ones refused") {
  Sample sample;
  std::vector<Fault> faults;
  const std::string_view besides[] = {"skip"};
  describe::decode_pairs(
      describe::type_of<Sample>(),
      {{"code", "x"}, {"name", "Low"}, {"active", "false"}, {"level", "2"}, {"parent", ""}, {"skip", "1"}},
      &sample, besides, faults);
  CHECK(faults.empty());
  CHECK_FALSE(sample.active);
  CHECK(sample.level == 2);
  describe::decode_pairs(describe::type_of<Sample>(),
                         {{"code", "x"}, {"name", "Low"}, {"code", "y"}, {"odd", "1"}, {"level", "two"}},
                         &sample, besides, faults);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].code == "repeated");
  CHECK(faults[1].code == "unknown_parameter");
  CHECK(faults[2].code == "type");
}

TEST_CASE("SQL texts come from the description, values only as parameters") {
  const auto& type = describe::type_of<Sample>();
  CHECK(describe::column_list(type, "t.") ==
        "t.`id`, t.`code`, t.`name`, t.`parent_code`, t.`level`, t.`active`, t.`words`, t.`version`");
  const Sample sample{.id = "1", .code = "a'; DROP TABLE x", .name = "Low"};
  const auto insert = describe::insert_statement(type, &sample, {{"identity_key", sql::Param("k")}});
  CHECK(insert.text ==
        "INSERT INTO `samples` (`id`, `code`, `name`, `parent_code`, `level`, `active`, `words`, `version`, "
        "`identity_key`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  CHECK(insert.params.size() == 9);
  CHECK(std::get<std::string>(insert.params[1]) == sample.code);
  const auto update = describe::update_statement(type, &sample, "id");
  CHECK(update.text ==
        "UPDATE `samples` SET `code` = ?, `name` = ?, `parent_code` = ?, `level` = ?, `active` = ?, `words` "
        "= ?, `version` = `version` + 1 WHERE `id` = ? AND `version` = ?");
  CHECK(update.params.size() == 8);
}

TEST_CASE("a value off a pattern is told in words, and the schema keeps the pattern") {
  std::vector<Fault> faults;
  describe::decode<Checked>(json::parse_or_nothing(R"({"digits":"1x","more":["1","x"]})").value(),
                            Purpose::Create, faults);
  REQUIRE(faults.size() == 2);
  for (const Fault& fault : faults) {
    CHECK(fault.code == "pattern");
    CHECK(fault.detail == "must be made of digits");
  }
  CHECK(faults[1].pointer == "/more/1");
  const auto schema = describe::schema_of(describe::type_of<Checked>(), describe::SchemaUse::Create);
  CHECK(json::to_text(schema).find(R"("pattern":"^[0-9]*$")") != std::string::npos);
}

TEST_CASE("schemas say the limits once for input and leave them off answers") {
  const auto create = describe::schema_of(describe::type_of<Sample>(), describe::SchemaUse::Create);
  CHECK(json::to_text(*create.find("properties")->find("code")) ==
        R"({"type":"string","minLength":1,"maxLength":4,"pattern":"^[^\\u0000-\\u001f\\u007f]*$"})");
  CHECK(json::to_text(*create.find("required")) == R"(["code","name"])");
  const auto answer = describe::schema_of(describe::type_of<Sample>(), describe::SchemaUse::Answer);
  CHECK(json::to_text(*answer.find("properties")->find("parent")) == R"({"type":["string","null"]})");
  CHECK(json::to_text(*answer.find("properties")->find("inner")) ==
        R"({"anyOf":[{"$ref":"#/components/schemas/Inner"},{"type":"null"}]})");
  const auto sparse = describe::schema_of(describe::type_of<Sparse>(), describe::SchemaUse::Answer);
  CHECK(json::to_text(*sparse.find("required")) == R"(["always"])");
}

TEST_CASE(
    "what a peer says may have members that are not known, at any depth; those that it must have are "
    "missed") {
  const std::string body = R"({"id":"7","code":"A","name":"Low","next":[1],"inner":{"count":1,"next":{}}})";
  std::vector<Fault> faults;
  const auto draft = describe::decode<Sample>(json::parse_or_nothing(body).value(), Purpose::Peer, faults);
  CHECK(faults.empty());
  CHECK(draft.value.id == "7");
  CHECK(draft.value.inner->count == 1);
  CHECK(describe::decode_trusted<Sample>(json::parse_or_nothing(body).value()));
  CHECK_FALSE(describe::decode_trusted<Sample>(
      json::parse_or_nothing(R"({"code":"A","name":"Low","inner":{}})").value(), faults));
  REQUIRE(faults.size() == 1);
  CHECK(describe::said(faults[0]) == "/inner/count is required");
  CHECK(describe::said({"", "type", "must be an object"}) == "it must be an object");
  const auto schema = describe::schema_of(describe::type_of<Inner>(), describe::SchemaUse::Peer);
  CHECK_FALSE(schema.find("additionalProperties"));
  CHECK(json::to_text(*schema.find("required")) == R"(["count"])");
  CHECK(describe::schema_name(describe::type_of<Inner>(), describe::SchemaUse::Peer) == "InnerRequest");
}

TEST_CASE("an enumeration is one of its names") {
  std::vector<Fault> faults;
  const auto painted = [&](const char* body) {
    faults.clear();
    return describe::decode<Painted>(json::parse_or_nothing(body).value(), Purpose::Plain, faults).value;
  };
  const Painted both = painted(R"({"colour":"dark_blue","other":"red","more":["red","dark_blue"]})");
  CHECK(faults.empty());
  CHECK(both.colour == Colour::DarkBlue);
  CHECK(both.other == Colour::Red);
  CHECK(both.more == std::vector{Colour::Red, Colour::DarkBlue});
  CHECK(describe::to_json(both) == R"({"colour":"dark_blue","other":"red","more":["red","dark_blue"]})");
  painted(R"({"colour":"green","other":7,"more":["red","Red"]})");
  REQUIRE(faults.size() == 3);
  CHECK(faults[0] == Fault{"/colour", "not_one_of", "must be one of red, dark_blue"});
  CHECK(faults[1] == Fault{"/other", "type", "must be a string"});
  CHECK(faults[2].pointer == "/more/1");
  const auto schema = describe::schema_of(describe::type_of<Painted>(), describe::SchemaUse::Create);
  CHECK(json::to_text(*schema.find("properties")->find("colour")) ==
        R"({"type":"string","enum":["red","dark_blue"]})");
  CHECK(describe::named<Colour>("dark_blue") == Colour::DarkBlue);
  CHECK_FALSE(describe::named<Colour>("green"));
}

TEST_CASE("a query is read back as it was written; a peer's may hold what is not known") {
  const Wanted wanted{"a&b", -3, true, {}};
  auto pairs = describe::encode_pairs(describe::type_of<Wanted>(), &wanted);
  CHECK(pairs == describe::Pairs{{"name", "a&b"}, {"after", "-3"}, {"all", "1"}});
  pairs.emplace_back("next", "x");
  Wanted read;
  std::vector<Fault> faults;
  describe::decode_pairs(describe::type_of<Wanted>(), pairs, &read, {}, faults, Purpose::Peer);
  CHECK(faults.empty());
  CHECK(describe::equal(read, wanted));
  describe::decode_pairs(describe::type_of<Wanted>(), pairs, &read, {}, faults);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "unknown_parameter");
}

TEST_CASE("what is absent when null is left out") {
  CHECK(describe::to_json(Sparse{1, {}}) == R"({"always":1})");
  CHECK(describe::to_json(Sparse{1, 2}) == R"({"always":1,"sometimes":2})");
}
