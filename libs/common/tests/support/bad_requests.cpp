#include "bad_requests.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "lgm/http/client.hpp"
#include "raw_client.hpp"

namespace lgm::testing {
namespace {

using describe::Field;
using describe::Ops;
using describe::Purpose;
using describe::TypeInfo;

// A value as JSON text, and where in it the fault is: "" or "/0/id". `typed`: a person can have typed it.
struct BadValue {
  std::string json, below;
  bool typed = false;
};
using BadValues = std::vector<BadValue>;

// Raw bytes and escapes that are no text.
constexpr const char* kBadlyEncoded[] = {"\"\xFF\"",    "\"\xC0\xAF\"", "\"\xED\xA0\x80\"",
                                         R"("\ud800")", R"("\udc00")",  R"("\ude00\ud83d")"};
constexpr char kUnknown[] = "no_such_member";

std::string quoted(std::string_view text) {
  return json::to_text(json::Value(text));
}
std::string run_of(std::int64_t length) {
  return std::string(static_cast<std::size_t>(length), 'x');
}

class Generator {
 public:
  Generator(Purpose purpose, std::size_t room) : purpose_(purpose), room_(static_cast<std::int64_t>(room)) {}

  // Of a described object; `good`, where given, has what else it needs.
  BadValues objects(const TypeInfo& type, const json::Value* good) const {
    BadValues bad;
    const json::Object empty;
    const json::Object& base = good && good->object() ? *good->object() : empty;
    for (const Field& field : type.fields) {
      if (field.is_read_only && purpose_ != Purpose::Plain && purpose_ != Purpose::Peer) continue;
      const std::string name(field.name);
      for (const BadValue& value : values(field, field.ops(), good ? good->find(name) : nullptr))
        bad.push_back(
            {with(base, name, quoted(name) + ":" + value.json), "/" + name + value.below, value.typed});
      bad.push_back({with(base, name, quoted(name) + ":1," + quoted(name) + ":1"), "/" + name});
      if (field.is_required && purpose_ != Purpose::Update)
        bad.push_back({with(base, name, ""), "/" + name, true});
    }
    if (purpose_ != Purpose::Peer) {
      bad.push_back({with(base, kUnknown, quoted(kUnknown) + ":1"), std::string("/") + kUnknown});
      bad.push_back({with(base, "a/b~c", R"("a/b~c":1)"), "/a~1b~0c"});
    }
    for (const char* other : {"[]", "7", "\"x\"", "true"}) bad.push_back({other, ""});
    return bad;
  }

 private:
  BadValues values(const Field& field, const Ops& ops, const json::Value* good) const {
    if (ops.nullable && !ops.element) return {};  // any JSON
    if (ops.nullable) return values_but_null(field, *ops.element, good, field.empty_is_null);
    BadValues bad = values_but_null(field, ops, good, false);
    bad.push_back({"null", ""});
    return bad;
  }

  BadValues values_but_null(const Field& field, const Ops& ops, const json::Value* good,
                            bool may_be_empty) const {
    if (ops.type) return objects(*ops.type(), good);
    if (ops.json_type == "string") return texts(field, ops, may_be_empty);
    if (ops.json_type == "integer") return integers(field);
    if (ops.json_type == "boolean") return of_type({R"("true")", "1", "0", "[]", R"({"x":1})"});
    if (ops.json_type == "number") return of_type({R"("1")", "true", "[]", R"({"x":1})"});
    return ops.json_type == "array" ? lists(field, ops, good) : maps(field, ops);
  }

  static BadValues of_type(std::initializer_list<const char*> texts) {
    BadValues bad;
    for (const char* text : texts) bad.push_back({text, ""});
    return bad;
  }

  BadValues texts(const Field& field, const Ops& ops, bool may_be_empty) const {
    BadValues bad = of_type({"7", "1.5", "true", "[]", R"({"x":1})"});
    bad.push_back({R"("\u0000")", "", true});
    for (const char* text : kBadlyEncoded) bad.push_back({text, ""});
    if (ops.format == "date-time") bad.push_back({R"("yesterday")", ""});
    if (!field.may_hold_controls) bad.push_back({R"("a\u0001")", "", true});
    if (field.max_length < room_) bad.push_back({quoted(run_of(field.max_length + 1)), "", true});
    if (field.min_length > 0 && !may_be_empty) bad.push_back({R"("")", "", true});
    if (field.min_length > 1) bad.push_back({quoted(run_of(field.min_length - 1)), "", true});
    if (!field.values.empty()) bad.push_back({R"("no such value")", "", true});
    if (field.matches && !field.matches("no such value")) bad.push_back({R"("no such value")", "", true});
    return bad;
  }

  static BadValues integers(const Field& field) {
    BadValues bad = of_type({R"("1")", "1.5", "true", "[]", R"({"x":1})", "9223372036854775808"});
    bad.push_back({"1e999", "", true});
    if (field.maximum != INT64_MAX) bad.push_back({std::to_string(field.maximum + 1), "", true});
    if (field.minimum != INT64_MIN) bad.push_back({std::to_string(field.minimum - 1), "", true});
    return bad;
  }

  // Each bad element first and, once, behind a good one.
  BadValues lists(const Field& field, const Ops& ops, const json::Value* good) const {
    BadValues bad = of_type({R"({"x":1})", "7", "true", R"("x")"});
    const json::Value* element =
        good && good->array() && !good->array()->empty() ? &good->array()->front() : nullptr;
    const BadValues elements = values(field, *ops.element, element);
    for (const BadValue& value : elements)
      bad.push_back({"[" + value.json + "]", "/0" + value.below, value.typed});
    if (element && !elements.empty())
      bad.push_back({"[" + json::to_text(*element) + "," + elements.front().json + "]",
                     "/1" + elements.front().below, elements.front().typed});
    if (field.max_items < room_ / 8) bad.push_back({many(field.max_items + 1), "", true});
    return bad;
  }

  BadValues maps(const Field& field, const Ops& ops) const {
    BadValues bad = of_type({"[]", "7", "true", R"("x")"});
    for (const BadValue& value : values(field, *ops.element, nullptr))
      bad.push_back({"{\"k\":" + value.json + "}", "/k" + value.below, value.typed});
    return bad;
  }

  static std::string many(std::int64_t count) {
    std::string text = "[null";
    for (std::int64_t i = 1; i < count; ++i) text += ",null";
    return text + "]";
  }

  // The object without a member, and `more` in its place.
  static std::string with(const json::Object& base, std::string_view name, const std::string& more) {
    std::string text;
    for (const auto& [other, value] : base)
      if (other != name) text += (text.empty() ? "" : ",") + quoted(other) + ":" + json::to_text(value);
    if (!more.empty()) text += (text.empty() ? "" : ",") + more;
    return "{" + text + "}";
  }

  const Purpose purpose_;
  const std::int64_t room_;  // for one value
};

std::string encoded(const Pairs& pairs, std::string_view but = {}) {
  std::string text;
  for (const auto& [name, value] : pairs)
    if (name != but) text += http::encode_component(name) + "=" + http::encode_component(value) + "&";
  return text;
}

// Percent-encoded values that a parameter must refuse; `typed` as of a BadValue, the fault of another sort.
std::vector<BadValue> bad_texts(const Field& field) {
  const bool nullable = field.ops().nullable;
  const Ops& ops = nullable && field.ops().element ? *field.ops().element : field.ops();
  if (ops.json_type == "integer") {
    BadValues bad{{"x", ""}, {"1.5", ""}, {"0x1", ""}, {"99999999999999999999", ""}, {"+1", ""}};
    if (field.minimum != INT64_MIN) bad.push_back({std::to_string(field.minimum - 1), "", true});
    if (field.maximum != INT64_MAX) bad.push_back({std::to_string(field.maximum + 1), "", true});
    return bad;
  }
  if (ops.json_type == "boolean") return {{"maybe", ""}, {"2", ""}, {"%01", ""}};
  BadValues bad;
  if (!field.may_hold_controls) bad.push_back({"%01", "", true});
  if (field.max_length < 8'000) bad.push_back({run_of(field.max_length + 1), "", true});
  if (field.min_length > 0 && !nullable) bad.push_back({"", "", true});
  if (!field.values.empty()) bad.push_back({"no+such+value", "", true});
  return bad;
}

}  // namespace

std::vector<BadRequest> bad_bodies(const service::Route& route, const json::Value& good) {
  const std::string text = json::to_text(good);
  const Generator generator(route.purpose, route.max_body - std::min(route.max_body, text.size() + 1'000));
  std::vector<BadRequest> bad;
  for (BadValue& value : generator.objects(*route.body, &good))
    bad.push_back({std::move(value.json), std::move(value.below), value.typed});
  for (const std::string& body :
       {std::string(" "), std::string("{"), std::string("nul"), std::string("null"), std::string("{\"a\":}"),
        std::string("'x'"), std::string("// c\n{}"), std::string("\xEF\xBB\xBF\xEF\xBB\xBF{}"),
        std::string("{}\0", 3), std::string("{\"\xFF\":1}"), text + text, text + "x",
        text.substr(0, text.size() - 1) + ",}", std::string(100, '[')})
    bad.push_back({body, ""});
  if (!route.body_optional) bad.push_back({"", ""});
  return bad;
}

std::vector<BadRequest> bad_pairs(const TypeInfo& type, const Pairs& good) {
  const std::string all = encoded(good);
  std::vector<BadRequest> bad{{all + "no_such=1", "no_such"}};
  for (const Field& field : type.fields) {
    const std::string name(field.name), others = encoded(good, name);
    for (const BadValue& value : bad_texts(field))
      bad.push_back({others + name + "=" + value.json, name, value.typed});
    bad.push_back({others + name + "=1&" + name + "=1", name});
    if (field.is_required) bad.push_back({others, name, true});
  }
  return bad;
}

namespace {

// In bodies of classic routes, what a person typed is 400.
int check_all(const service::Route& route, const std::vector<BadRequest>& bad, bool bodies,
              const std::function<std::string(const std::string&)>& send) {
  for (const BadRequest& one : bad) {
    const std::string answer = send(one.text);
    const int status = bodies && route.classic && one.typed ? 400 : 422;
    CHECK_MESSAGE(is_refused(answer, one.pointer, status), route.name << " " << one.text.substr(0, 200)
                                                                      << " at \"" << one.pointer << "\"\n"
                                                                      << answer);
  }
  return static_cast<int>(bad.size());
}

}  // namespace

bool is_refused(const std::string& answer, const std::string& pointer, int status) {
  if (status_of(answer) != status ||
      answer.find("\r\nContent-Type: application/problem+json\r\n") == std::string::npos)
    return false;
  const auto problem = json::parse_or_nothing(body_of(answer));
  const json::Value* errors = problem ? problem->find("errors") : nullptr;
  if (!errors || !errors->array() || problem->text_at("code") != "invalid") return false;
  return std::any_of(errors->array()->begin(), errors->array()->end(),
                     [&](const json::Value& error) { return error.text_at("pointer") == pointer; });
}

int check_bad_bodies(const service::Route& route, std::string_view good, const Ask& ask) {
  const auto body = json::parse_or_nothing(good);
  REQUIRE_MESSAGE(body, route.name << " " << good);
  return check_all(route, bad_bodies(route, *body), true,
                   [&](const std::string& text) { return ask("", text); });
}

int check_bad_forms(const service::Route& route, const Pairs& good, const Ask& ask) {
  auto bad = bad_pairs(*route.body, good);
  for (const Field& field : route.body->fields)
    for (const char* value : {"%ff", "%c0%af", "%ed%a0%80", "%00", "%zz", "%"}) {
      const std::string name(field.name);
      bad.push_back({encoded(good, name) + name + "=" + value, name, false});
    }
  bad.push_back({"%ff=1", ""});
  return check_all(route, bad, true, [&](const std::string& text) { return ask("", text); });
}

int check_bad_queries(const service::Route& route, const Pairs& good, std::string_view body, const Ask& ask) {
  std::vector<BadRequest> bad;
  if (route.query) bad = bad_pairs(*route.query, good);
  // A parameter that is not known is the next version's where another service asks.
  if (route.access.kind == service::Access::Kind::Internal)
    std::erase_if(bad, [](const BadRequest& one) { return one.pointer == "no_such"; });
  if (route.pages)
    for (const char* name : {"skip", "limit"})
      for (const char* value : {"x", "-1", "1.5", "99999999999999999999", "1&skip=1&limit=1"})
        bad.push_back({encoded(good) + name + "=" + value, name});
  // What is no query at all is refused where the request is framed, whatever the route.
  if (!bad.empty())
    for (const char* value : {"%ff", "%c0%af", "%ed%a0%80", "%00", "%zz", "%"})
      CHECK_MESSAGE(status_of(ask(encoded(good) + "x=" + value, std::string(body))) == 400,
                    route.name << " " << value);
  return check_all(route, bad, false, [&](const std::string& text) { return ask(text, std::string(body)); });
}

}  // namespace lgm::testing
