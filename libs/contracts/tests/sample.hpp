// A filled document of a described type: every member, with a value that its description takes.
#pragma once
#include <stdexcept>

#include "lgm/describe/describe.hpp"

namespace lgm::contracts::testing {

json::Value sample_of(const describe::TypeInfo& type);

inline std::string sample_text(const describe::Field& field) {
  if (!field.values.empty()) return std::string(field.values.back());
  for (const std::string& text :
       {std::string("sample"), std::string(64, 'a'), std::string("2"), std::string("safe")}) {
    std::vector<describe::Fault> faults;
    describe::check_text(text, field, "", faults);
    if (faults.empty()) return text;
  }
  throw std::logic_error("no sample fits " + std::string(field.name));
}

inline json::Value sample_value(const describe::Field& field, const describe::Ops& ops) {
  if (ops.json_type.empty()) return json::Object{{"any", 1}};
  if (ops.nullable) return sample_value(field, *ops.element);
  if (ops.type) return sample_of(*ops.type());
  if (ops.json_type == "array") return json::Array{sample_value(field, *ops.element)};
  if (ops.json_type == "object") return json::Object{{"name", sample_value(field, *ops.element)}};
  if (ops.json_type == "boolean") return true;
  if (ops.json_type == "string") return sample_text(field);
  return std::min(field.maximum, std::max<std::int64_t>(field.minimum, 7));
}

inline json::Value sample_of(const describe::TypeInfo& type) {
  json::Object members;
  for (const describe::Field& field : type.fields)
    members.emplace_back(std::string(field.name), sample_value(field, field.ops()));
  return members;
}

// The document with a member of the next version in every object that is described.
json::Value of_the_next_version(const describe::TypeInfo& type, json::Value document);

inline json::Value next_value(const describe::Ops& ops, json::Value value) {
  if (ops.type) return of_the_next_version(*ops.type(), std::move(value));
  if (!ops.element) return value;
  if (json::Array* items = value.array())
    for (json::Value& item : *items) item = next_value(*ops.element, std::move(item));
  else if (json::Object* members = value.object(); members && !ops.nullable)
    for (json::Member& member : *members) member.second = next_value(*ops.element, std::move(member.second));
  else
    value = next_value(*ops.element, std::move(value));
  return value;
}

inline json::Value of_the_next_version(const describe::TypeInfo& type, json::Value document) {
  for (const describe::Field& field : type.fields)
    if (const json::Value* value = document.find(field.name))
      document.set(field.name, next_value(field.ops(), *value));
  document.set("of_the_next_version", json::Object{{"more", json::Array{1, "x"}}});
  return document;
}

inline json::Value without(json::Value document, std::string_view name) {
  std::erase_if(*document.object(), [&](const json::Member& member) { return member.first == name; });
  return document;
}

}  // namespace lgm::contracts::testing
