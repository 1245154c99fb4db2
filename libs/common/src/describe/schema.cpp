#include "lgm/describe/describe.hpp"

namespace lgm::describe {
namespace {

using json::Array;
using json::Object;
using json::Value;

// What check_text() refuses besides.
constexpr std::string_view kNoControls = R"(^[^\u0000-\u001f\u007f]*$)", kNoNul = R"(^[^\u0000]*$)";

// JSON Schema counts lengths in code points, as we do.
void add_limits(Value& schema, const Field& field, std::string_view type) {
  if (type == "string") {
    if (field.min_length > 0) schema.set("minLength", field.min_length);
    if (field.max_length != kNoLimit) schema.set("maxLength", field.max_length);
    if (!field.pattern.empty())
      schema.set("pattern", field.pattern);
    else
      schema.set("pattern", field.may_hold_controls ? kNoNul : kNoControls);
  }
  if (type == "integer") {
    schema.set("minimum", field.minimum);
    schema.set("maximum", field.maximum);
    if (field.minimum == INT64_MIN && field.maximum == INT64_MAX) schema.set("format", "int64");
  }
}

Value reference(const TypeInfo& type, SchemaUse use) {
  return Value(Object{{"$ref", "#/components/schemas/" + schema_name(type, use)}});
}

Value schema_of_ops(const Ops& ops, const Field& field, SchemaUse use, bool with_limits);

Value container(const Ops& ops, const Field& field, SchemaUse use, bool with_limits) {
  Value inner = schema_of_ops(*ops.element, field, use, with_limits);
  Value schema(Object{{"type", ops.json_type}});
  schema.set(ops.json_type == "array" ? "items" : "additionalProperties", std::move(inner));
  if (with_limits && field.max_items != kNoLimit)
    schema.set(ops.json_type == "array" ? "maxItems" : "maxProperties", field.max_items);
  return schema;
}

Value scalar(const Ops& ops, const Field& field, bool with_limits) {
  Value schema(Object{{"type", ops.json_type}});
  if (!ops.format.empty()) schema.set("format", ops.format);
  if (!with_limits) return schema;
  if (!field.values.empty() && ops.json_type == "string") {
    Array values;
    for (const auto value : field.values) values.emplace_back(value);
    schema.set("enum", std::move(values));
    return schema;
  }
  add_limits(schema, field, ops.json_type);
  return schema;
}

// "type": ["string", "null"], or anyOf for references and enumerations.
Value or_null(Value schema, bool blank_too) {
  Value* type = nullptr;
  if (Object* members = schema.object())
    for (auto& [name, value] : *members)
      if (name == "type") type = &value;
  if (type && !schema.find("enum") && !blank_too) {
    *type = Array{*type, "null"};
    return schema;
  }
  Array any{std::move(schema), Value(Object{{"type", "null"}})};
  if (blank_too) any.emplace_back(Object{{"const", ""}});
  return Value(Object{{"anyOf", std::move(any)}});
}

Value schema_of_ops(const Ops& ops, const Field& field, SchemaUse use, bool with_limits) {
  if (ops.json_type.empty()) return Value(Object{});
  if (ops.nullable)
    return or_null(schema_of_ops(*ops.element, field, use, with_limits),
                   field.empty_is_null && use != SchemaUse::Answer);
  if (ops.type) return reference(*ops.type(), use);
  if (ops.element) return container(ops, field, use, with_limits);
  return scalar(ops, field, with_limits);
}

Value schema_of(const NotYet& member) {
  Array nothing{nullptr, "", Array{}, Object{}};
  if (!member.by_default.empty())
    nothing.push_back(json::parse_or_nothing(member.by_default).value_or(Value()));
  return Object{{"enum", std::move(nothing)}, {"description", "not in this version: null or empty"}};
}

}  // namespace

std::string schema_name(const TypeInfo& type, SchemaUse use) {
  const char* suffix = use == SchemaUse::Create   ? "Create"
                       : use == SchemaUse::Update ? "Update"
                       : use == SchemaUse::Peer   ? "Request"
                                                  : "";
  return std::string(type.name) + suffix;
}

Value schema_of(const Field& field) {
  return schema_of_ops(field.ops(), field, SchemaUse::Create, true);
}

Value schema_of(const TypeInfo& type, SchemaUse use) {
  Value properties(Object{});
  Array required;
  for (const Field& field : type.fields) {
    // Answers may hold what older versions or older generations stored, beyond today's limits of input.
    Value schema = field.is_read_only && use != SchemaUse::Answer && use != SchemaUse::Peer
                       ? Value(Object{})
                       : schema_of_ops(field.ops(), field, use, use != SchemaUse::Answer);
    if (!field.text.empty()) schema.set("description", field.text);
    if (field.is_read_only) schema.set("readOnly", true);
    properties.set(field.name, std::move(schema));
    if ((use == SchemaUse::Answer && !field.is_absent_when_null) ||
        ((use == SchemaUse::Create || use == SchemaUse::Peer) && field.is_required))
      required.emplace_back(field.name);
  }
  if (use != SchemaUse::Answer)
    for (const NotYet& member : type.not_yet) properties.set(member.name, schema_of(member));
  Value schema(Object{{"type", "object"}});
  schema.set("properties", std::move(properties));
  if (!required.empty()) schema.set("required", std::move(required));
  if (use != SchemaUse::Peer) schema.set("additionalProperties", false);
  return schema;
}

}  // namespace lgm::describe
