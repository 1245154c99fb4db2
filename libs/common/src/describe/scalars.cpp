#include <charconv>
#include <cmath>

#include "lgm/base/utf8.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::describe::detail {
namespace {

template <class T>
T& as(void* member) {
  return *static_cast<T*>(member);
}
template <class T>
const T& as(const void* member) {
  return *static_cast<const T*>(member);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void wrong_text(Faults& faults, const Place& place, std::string detail) {
  faults.push_back({place.text(), "type", std::move(detail)});
}

void text_from_json(void* member, const json::Value& value, const Field& field, Purpose purpose,
                    const Place& place, Faults& faults) {
  if (!value.string()) return wrong_type(place, "a string", faults);
  std::string_view text = *value.string();
  const bool settled_later = field.is_trimmed && purpose == Purpose::Update;
  if (field.is_trimmed && !settled_later) text = base::trimmed(text);
  if (!settled_later) check_text(text, field, place, faults);
  as<std::string>(member) = std::string(text);  // in no more room than it takes: there may be a million
}
void text_from_text(void* member, std::string_view text, const Field& field, const Place& place,
                    Faults& faults) {
  check_text(text, field, place, faults);
  as<std::string>(member) = text;
}

void boolean_from_json(void* member, const json::Value& value, const Field&, Purpose, const Place& place,
                       Faults& faults) {
  if (!value.boolean()) return wrong_type(place, "true or false", faults);
  as<bool>(member) = *value.boolean();
}
void boolean_from_text(void* member, std::string_view text, const Field&, const Place& place,
                       Faults& faults) {
  const bool yes = text == "true" || text == "True" || text == "1";
  if (!yes && text != "false" && text != "False" && text != "0")
    return wrong_text(faults, place, "must be true or false");
  as<bool>(member) = yes;
}

void integer_from_json(void* member, const json::Value& value, const Field& field, Purpose,
                       const Place& place, Faults& faults) {
  if (!value.integer()) return wrong_type(place, "a whole number", faults);
  check_number(*value.integer(), field, place, faults);
  as<std::int64_t>(member) = *value.integer();
}
void integer_from_text(void* member, std::string_view text, const Field& field, const Place& place,
                       Faults& faults) {
  const auto number = whole_number(text);
  if (!number) return wrong_text(faults, place, "must be a whole number");
  check_number(*number, field, place, faults);
  as<std::int64_t>(member) = *number;
}

void real_from_json(void* member, const json::Value& value, const Field&, Purpose, const Place& place,
                    Faults& faults) {
  if (value.real())
    as<double>(member) = *value.real();
  else if (value.integer())
    as<double>(member) = static_cast<double>(*value.integer());
  else
    wrong_type(place, "a number", faults);
}
void real_from_sql(void* member, std::optional<std::string_view> cell) {
  if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), as<double>(member));
}

void time_from_json(void* member, const json::Value& value, const Field& field, Purpose, const Place& place,
                    Faults& faults) {
  if (!value.string()) return wrong_type(place, "an RFC 3339 time", faults);
  kTimeOps.from_text(member, *value.string(), field, place, faults);
}
void time_from_text(void* member, std::string_view text, const Field&, const Place& place, Faults& faults) {
  const auto time = base::parse_rfc3339(text);
  if (!time) return wrong_text(faults, place, "must be an RFC 3339 time such as 2026-02-06T08:00:00Z");
  as<base::WallTime>(member) = *time;
}

}  // namespace

const Ops kTextOps{
    "string",
    "",
    false,
    nullptr,
    nullptr,
    text_from_json,
    [](const void* member, json::Writer& writer) { writer.text(as<std::string>(member)); },
    [](const void* member) { return sql::Param(as<std::string>(member)); },
    [](void* member, std::optional<std::string_view> cell) { as<std::string>(member) = cell.value_or(""); },
    text_from_text,
    copy_as<std::string>,
    equal_as<std::string>};

const Ops kBooleanOps{
    "boolean",
    "",
    false,
    nullptr,
    nullptr,
    boolean_from_json,
    [](const void* member, json::Writer& writer) { writer.boolean(as<bool>(member)); },
    [](const void* member) { return sql::Param(std::int64_t{as<bool>(member)}); },
    [](void* member, std::optional<std::string_view> cell) { as<bool>(member) = cell && *cell != "0"; },
    boolean_from_text,
    copy_as<bool>,
    equal_as<bool>};

const Ops kIntegerOps{
    "integer",
    "",
    false,
    nullptr,
    nullptr,
    integer_from_json,
    [](const void* member, json::Writer& writer) { writer.integer(as<std::int64_t>(member)); },
    [](const void* member) { return sql::Param(as<std::int64_t>(member)); },
    [](void* member, std::optional<std::string_view> cell) {
      as<std::int64_t>(member) = cell ? whole_number(*cell).value_or(0) : 0;
    },
    integer_from_text,
    copy_as<std::int64_t>,
    equal_as<std::int64_t>};

const Ops kRealOps{"number",
                   "",
                   false,
                   nullptr,
                   nullptr,
                   real_from_json,
                   [](const void* member, json::Writer& writer) { writer.real(as<double>(member)); },
                   [](const void* member) { return sql::Param(as<double>(member)); },
                   real_from_sql,
                   nullptr,
                   copy_as<double>,
                   equal_as<double>};

const Ops kTimeOps{
    "string",
    "date-time",
    false,
    nullptr,
    nullptr,
    time_from_json,
    [](const void* member, json::Writer& writer) {
      writer.text(base::format_rfc3339(as<base::WallTime>(member)));
    },
    [](const void* member) { return sql::Param(base::format_sql(as<base::WallTime>(member))); },
    [](void* member, std::optional<std::string_view> cell) {
      if (cell) as<base::WallTime>(member) = base::parse_sql(*cell).value_or(base::WallTime{});
    },
    time_from_text,
    copy_as<base::WallTime>,
    equal_as<base::WallTime>};

const Ops kJsonOps{"",
                   "",
                   true,
                   nullptr,
                   nullptr,
                   [](void* member, const json::Value& value, const Field&, Purpose, const Place&, Faults&) {
                     as<json::Value>(member) = value;
                   },
                   [](const void* member, json::Writer& writer) { writer.value(as<json::Value>(member)); },
                   [](const void* member) { return sql::Param(json::to_text(as<json::Value>(member))); },
                   [](void* member, std::optional<std::string_view> cell) {
                     as<json::Value>(member) = list_from_text(cell);
                   },
                   nullptr,
                   copy_as<json::Value>,
                   equal_as<json::Value>};

// Read where it stands, which outlives the object; no SQL column.
const Ops kPartOps{"",
                   "",
                   true,
                   nullptr,
                   nullptr,
                   [](void* member, const json::Value& value, const Field&, Purpose, const Place&, Faults&) {
                     as<json::Part>(member) = json::Part::of(value);
                   },
                   [](const void* member, json::Writer& writer) { as<json::Part>(member).write(writer); },
                   nullptr,
                   nullptr,
                   nullptr,
                   copy_as<json::Part>,
                   equal_as<json::Part>};

bool means_null(std::string_view text, const Field& field, Purpose purpose) {
  return text.empty() || (field.is_trimmed && purpose != Purpose::Update && base::trimmed(text).empty());
}

void wrong_type(const Place& place, std::string_view expected, Faults& faults) {
  wrong_text(faults, place, "must be " + std::string(expected));
}

std::string list_to_text(const Ops& ops, const void* member) {
  std::string out;
  json::Writer writer(out);
  ops.to_json(member, writer);
  return out;
}

json::Value list_from_text(std::optional<std::string_view> cell) {
  if (!cell) return {};
  return json::parse_or_nothing(*cell).value_or(json::Value());
}

}  // namespace lgm::describe::detail
