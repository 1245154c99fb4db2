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

std::string joined(std::span<const std::string_view> values) {
  std::string out;
  for (const auto value : values) out += (out.empty() ? "" : ", ") + std::string(value);
  return out;
}

const void* member_of(const Field& field, const void* object) {
  return field.at(const_cast<void*>(object));
}

std::size_t index_of(const TypeInfo& type, std::string_view name) {
  std::size_t i = 0;
  while (i < type.fields.size() && type.fields[i].name != name) ++i;
  return i;
}

}  // namespace

const Field* TypeInfo::find(std::string_view field_name) const {
  const std::size_t index = index_of(*this, field_name);
  return index < fields.size() ? &fields[index] : nullptr;
}

Presence decode(const TypeInfo& type, const json::Value& body, void* object, Purpose purpose,
                std::vector<Fault>& faults, const std::string& pointer) {
  Presence present;
  const json::Object* members = body.object();
  if (!members) {
    detail::wrong_type(pointer, "an object", faults);
    return present;
  }
  for (const auto& [name, value] : *members) {
    const std::size_t index = index_of(type, name);
    const std::string path = detail::child(pointer, shown(name));
    if (index == type.fields.size()) {
      faults.push_back({path, "unknown_member", "is not a member of " + std::string(type.name)});
      continue;
    }
    const Field& field = type.fields[index];
    if (field.is_read_only && purpose != Purpose::Plain) continue;
    present.mark(index);
    field.ops().from_json(field.at(object), value, field, purpose, path, faults);
  }
  if (purpose == Purpose::Update) return present;
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (type.fields[i].is_required && !present.has(i))
      faults.push_back({detail::child(pointer, type.fields[i].name), "required", "is required"});
  return present;
}

void encode(const TypeInfo& type, const void* object, json::Writer& writer) {
  writer.begin_object();
  for (const Field& field : type.fields) {
    writer.key(field.name);
    field.ops().to_json(member_of(field, object), writer);
  }
  writer.end_object();
}

Presence decode_pairs(const TypeInfo& type, const std::vector<std::pair<std::string, std::string>>& pairs,
                      void* object, std::span<const std::string_view> besides, std::vector<Fault>& faults) {
  Presence present;
  for (const auto& [name, value] : pairs) {
    if (std::find(besides.begin(), besides.end(), name) != besides.end()) continue;
    const std::size_t index = index_of(type, name);
    if (index == type.fields.size()) {
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
    ops.from_text(field.at(object), value, field, std::string(field.name), faults);
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i)
    if (type.fields[i].is_required && !present.has(i))
      faults.push_back({std::string(type.fields[i].name), "required", "is required"});
  return present;
}

std::optional<std::string_view> merge(const TypeInfo& type, void* current, const void* draft,
                                      const Presence& present) {
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (present.has(i) && field.is_write_once &&
        !field.ops().equal(member_of(field, current), member_of(field, draft)))
      return field.name;
  }
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    if (present.has(i) && !field.is_write_once && !field.is_read_only)
      field.ops().copy(field.at(current), member_of(field, draft));
  }
  return std::nullopt;
}

void check_text(std::string_view text, const Field& field, const std::string& pointer,
                std::vector<Fault>& faults) {
  const auto push = [&](const char* code, std::string detail) {
    faults.push_back({pointer, code, std::move(detail)});
  };
  if (!base::valid_utf8(text)) return push("encoding", "must be valid UTF-8");
  if (text.find('\0') != std::string_view::npos) return push("control_character", "must not hold NUL");
  if (!field.may_hold_controls && base::has_control(text))
    return push("control_character", "must not hold control characters");
  const auto length = static_cast<std::int64_t>(base::code_points(text));
  if (length < field.min_length)
    return push("too_short", field.min_length == 1
                                 ? "must not be empty"
                                 : "must have at least " + std::to_string(field.min_length) + " characters");
  if (length > field.max_length)
    return push("too_long", "has " + std::to_string(length) + " characters, at most " +
                                std::to_string(field.max_length) + " are allowed");
  if (!field.values.empty() &&
      std::find(field.values.begin(), field.values.end(), text) == field.values.end())
    return push("not_one_of", "must be one of " + joined(field.values));
  if (field.matches && !field.matches(text)) push("pattern", std::string(field.matching));
}

void check_number(std::int64_t number, const Field& field, const std::string& pointer,
                  std::vector<Fault>& faults) {
  if (number >= field.minimum && number <= field.maximum) return;
  std::string detail = "must be ";
  if (field.minimum != INT64_MIN && field.maximum != INT64_MAX)
    detail += "between " + std::to_string(field.minimum) + " and " + std::to_string(field.maximum);
  else if (field.minimum != INT64_MIN)
    detail += "at least " + std::to_string(field.minimum);
  else
    detail += "at most " + std::to_string(field.maximum);
  faults.push_back({pointer, "out_of_range", std::move(detail)});
}

}  // namespace lgm::describe
