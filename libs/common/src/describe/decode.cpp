#include <algorithm>
#include <set>

#include "lgm/base/utf8.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::describe {
namespace {

// A name from outside, shortened so that an answer cannot be blown up by what was sent.
std::string shown(std::string_view name) {
  return std::string(base::cut_utf8(name, 64));
}

void append_escaped(std::string& path, std::string_view name) {
  for (const char c : name) {
    if (c == '~')
      path += "~0";
    else if (c == '/')
      path += "~1";
    else
      path += c;
  }
}

std::string joined(std::span<const std::string_view> values) {
  std::string out;
  for (const auto value : values) out += (out.empty() ? "" : ", ") + std::string(value);
  return out;
}

const void* member_of(const Field& field, const void* object) {
  return field.at(const_cast<void*>(object));
}

// Found at once where `expected` is right: members mostly come in the order of the description.
std::size_t index_of(const TypeInfo& type, std::string_view name, std::size_t expected = 0) {
  if (expected < type.fields.size() && type.fields[expected].name == name) return expected;
  std::size_t i = 0;
  while (i < type.fields.size() && type.fields[i].name != name) ++i;
  return i;
}

// Printable ASCII, as most texts are: one look tells all of its signs.
bool is_plain(std::string_view text) {
  bool others = false;
  for (const char c : text) others |= c < 0x20 || c > 0x7e;
  return !others;
}

bool takes_read_only(Purpose purpose) {
  return purpose == Purpose::Plain || purpose == Purpose::Peer;
}

bool means_nothing(const json::Value& value, std::string_view by_default) {
  return value.is_null() || (value.string() && value.string()->empty()) ||
         (value.array() && value.array()->empty()) || (value.object() && value.object()->empty()) ||
         json::to_text(value) == by_default;
}

void refuse_unknown(const TypeInfo& type, std::string_view name, const json::Value& value, const Place& place,
                    std::vector<Fault>& faults) {
  for (const NotYet& member : type.not_yet) {
    if (member.name != name) continue;
    if (!means_nothing(value, member.by_default))
      faults.push_back({place.text(), "not_in_this_version", "is not in this version: leave it empty"});
    return;
  }
  faults.push_back({place.text(), "unknown_member", "is not a member of " + std::string(type.name)});
}

bool is_nullable_text(const Field& field) {
  return field.ops().element == &detail::kTextOps;
}

// What a trimmed field holds; null for none.
const std::string* text_of(const Field& field, const void* object) {
  const void* member = member_of(field, object);
  if (!is_nullable_text(field)) return static_cast<const std::string*>(member);
  const auto& text = *static_cast<const std::optional<std::string>*>(member);
  return text ? &*text : nullptr;
}

// What a draft's text of a trimmed field comes to; nullopt: null.
std::optional<std::string> settled(const Field& field, const void* draft) {
  const std::string* text = text_of(field, draft);
  if (!text) return std::nullopt;
  std::string value(base::trimmed(*text));
  if (value.empty() && is_nullable_text(field) && field.empty_is_null) return std::nullopt;
  return value;
}

// A write-once member keeps what it has, or is sent with what cannot be any row's: that is a fault.
bool keeps_once_written(const Field& field, const void* current, const void* draft,
                        std::vector<Fault>& faults) {
  if (field.ops().equal(member_of(field, current), member_of(field, draft))) return true;
  if (!field.is_trimmed) return false;
  const std::string* held = text_of(field, current);
  const auto value = settled(field, draft);
  if (value == (held ? std::optional(*held) : std::nullopt)) return true;
  const std::size_t before = faults.size();
  if (value) check_text(*value, field, Place(Place(), field.name), faults);
  return faults.size() > before;
}

void merge_trimmed(const Field& field, void* current, const void* draft, std::vector<Fault>& faults) {
  if (field.ops().equal(member_of(field, current), member_of(field, draft))) return;
  auto value = settled(field, draft);
  if (value) check_text(*value, field, Place(Place(), field.name), faults);
  if (is_nullable_text(field))
    *static_cast<std::optional<std::string>*>(field.at(current)) = std::move(value);
  else
    *static_cast<std::string*>(field.at(current)) = std::move(value).value_or("");
}

}  // namespace

const Field* TypeInfo::find(std::string_view field_name) const {
  const std::size_t index = index_of(*this, field_name);
  return index < fields.size() ? &fields[index] : nullptr;
}

std::string Place::text() const {
  if (!parent_) return std::string(name_);
  std::string path = parent_->text() + "/";
  if (is_item_)
    path += std::to_string(item_);
  else
    append_escaped(path, base::cut_utf8(name_, 64));
  return path;
}

std::string said(const Fault& fault) {
  return (fault.pointer.empty() ? "it" : fault.pointer) + " " + fault.detail;
}

Presence decode(const TypeInfo& type, const json::Value& body, void* object, Purpose purpose,
                std::vector<Fault>& faults, const Place& place) {
  Presence present;
  const json::Object* members = body.object();
  if (!members) {
    detail::wrong_type(place, "an object", faults);
    return present;
  }
  std::size_t index = 0;
  for (const auto& [name, value] : *members) {
    index = index_of(type, name, index);
    if (index == type.fields.size()) {
      if (purpose != Purpose::Peer) refuse_unknown(type, name, value, Place(place, name), faults);
      continue;
    }
    const Field& field = type.fields[index];
    if (field.is_read_only && !takes_read_only(purpose)) continue;
    present.mark(index++);
    field.ops().from_json(field.at(object), value, field, purpose, Place(place, name), faults);
  }
  if (purpose == Purpose::Update) return present;
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (type.fields[i].is_required && !present.has(i))
      faults.push_back({Place(place, type.fields[i].name).text(), "required", "is required"});
  return present;
}

void encode(const TypeInfo& type, const void* object, json::Writer& writer) {
  writer.begin_object();
  for (const Field& field : type.fields) {
    const Ops& ops = field.ops();
    const void* member = member_of(field, object);
    if (field.is_absent_when_null && ops.is_null && ops.is_null(member)) continue;
    writer.key(field.name);
    ops.to_json(member, writer);
  }
  writer.end_object();
}

Presence decode_pairs(const TypeInfo& type, const Pairs& pairs, void* object,
                      std::span<const std::string_view> besides, std::vector<Fault>& faults,
                      Purpose purpose) {
  Presence present;
  for (const auto& [name, value] : pairs) {
    if (std::find(besides.begin(), besides.end(), name) != besides.end()) continue;
    const std::size_t index = index_of(type, name);
    if (index == type.fields.size()) {
      if (purpose != Purpose::Peer)
        faults.push_back({shown(name), "unknown_parameter", "is not a parameter here"});
      continue;
    }
    const Field& field = type.fields[index];
    if (present.has(index)) {
      faults.push_back({shown(name), "repeated", "is given twice"});
      continue;
    }
    present.mark(index);
    // Older consoles send empty filters for "any".
    const Ops& ops = field.ops();
    if (value.empty() && ops.nullable) continue;
    ops.from_text(field.at(object), value, field, field.name, faults);
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (type.fields[i].is_required && !present.has(i))
      faults.push_back({std::string(type.fields[i].name), "required", "is required"});
  return present;
}

Pairs encode_pairs(const TypeInfo& type, const void* object) {
  Pairs pairs;
  for (const Field& field : type.fields) {
    const sql::Param value = field.ops().to_sql(member_of(field, object));
    if (const auto* text = std::get_if<std::string>(&value))
      pairs.emplace_back(field.name, *text);
    else if (const auto* number = std::get_if<std::int64_t>(&value))
      pairs.emplace_back(field.name, std::to_string(*number));
  }
  return pairs;
}

std::optional<std::string_view> merge(const TypeInfo& type, void* current, const void* draft,
                                      const Presence& present, std::vector<Fault>& faults) {
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (present.has(i) && field.is_write_once && !keeps_once_written(field, current, draft, faults))
      return field.name;
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (!present.has(i) || field.is_write_once || field.is_read_only) continue;
    if (field.is_trimmed)
      merge_trimmed(field, current, draft, faults);
    else
      field.ops().copy(field.at(current), member_of(field, draft));
  }
  return std::nullopt;
}

bool equal(const TypeInfo& type, const void* a, const void* b) {
  return std::all_of(type.fields.begin(), type.fields.end(), [&](const Field& field) {
    return field.ops().equal(member_of(field, a), member_of(field, b));
  });
}

void check_text(std::string_view text, const Field& field, const Place& place, std::vector<Fault>& faults) {
  const auto push = [&](FaultCode code, std::string detail) {
    faults.push_back({place.text(), code, std::move(detail)});
  };
  if (field.is_as_stored) return;
  const bool plain = is_plain(text);
  if (!plain && !base::valid_utf8(text)) return push("encoding", "must be valid UTF-8");
  if (!plain && text.find('\0') != std::string_view::npos)
    return push("control_character", "must not hold NUL");
  if (!plain && !field.may_hold_controls && base::has_control(text))
    return push("control_character", "must not hold control characters");
  const auto length = static_cast<std::int64_t>(plain ? text.size() : base::code_points(text));
  if (length < field.min_length) return faults.push_back(too_short(place.text(), length, field.min_length));
  if (length > field.max_length)
    return faults.push_back(too_long(place.text(), length, field.max_length, "characters"));
  if (!field.values.empty() &&
      std::find(field.values.begin(), field.values.end(), text) == field.values.end())
    return push("not_one_of", "must be one of " + joined(field.values));
  if (field.matches && !field.matches(text)) push("pattern", std::string(field.matching));
}

void check_number(std::int64_t number, const Field& field, const Place& place, std::vector<Fault>& faults) {
  if (number < field.minimum || number > field.maximum)
    faults.push_back(out_of_range(place.text(), number, field.minimum, field.maximum));
}

Fault too_short(std::string pointer, std::int64_t actual, std::int64_t least) {
  std::string detail =
      least == 1 ? "must not be empty" : "must have at least " + std::to_string(least) + " characters";
  return {std::move(pointer), "too_short", std::move(detail), least, actual};
}

Fault too_long(std::string pointer, std::int64_t actual, std::int64_t most, std::string_view units) {
  return {std::move(pointer), "too_long",
          "has " + std::to_string(actual) + " " + std::string(units) + ", at most " + std::to_string(most) +
              " are allowed",
          most, actual};
}

Fault too_many(std::string pointer, std::int64_t actual, std::int64_t most) {
  Fault fault = too_long(std::move(pointer), actual, most, "items");
  fault.code = "too_many";
  return fault;
}

Fault out_of_range(std::string pointer, std::int64_t actual, std::int64_t least, std::int64_t most) {
  std::string detail = "must be ";
  if (least != INT64_MIN && most != INT64_MAX)
    detail += "between " + std::to_string(least) + " and " + std::to_string(most);
  else if (least != INT64_MIN)
    detail += "at least " + std::to_string(least);
  else
    detail += "at most " + std::to_string(most);
  return {std::move(pointer), "out_of_range", std::move(detail), actual < least ? least : most, actual};
}

}  // namespace lgm::describe
