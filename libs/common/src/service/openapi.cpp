#include "openapi.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lgm::service {
namespace {

using describe::Field;
using describe::SchemaUse;
using describe::TypeInfo;
using json::Array;
using json::Object;
using json::Value;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

SchemaUse use_of(describe::Purpose purpose) {
  switch (purpose) {
    case describe::Purpose::Create:
      return SchemaUse::Create;
    case describe::Purpose::Update:
      return SchemaUse::Update;
    case describe::Purpose::Plain:
      break;
  }
  return SchemaUse::Create;
}

// Collects the schemas that operations name, with everything these name in turn.
class Components {
 public:
  Value reference(const TypeInfo& type, SchemaUse use) {
    const std::string name = describe::schema_name(type, use);
    if (seen_.insert(name).second) {
      schemas_.set(name, describe::schema_of(type, use));
      for (const Field& field : type.fields) add_inner(field.ops(), use);
    }
    return Object{{"$ref", "#/components/schemas/" + name}};
  }
  void add(const std::string& name, Value schema) { schemas_.set(name, std::move(schema)); }
  Value take() { return std::move(schemas_); }

 private:
  void add_inner(const describe::Ops& ops, SchemaUse use) {
    if (ops.element)
      add_inner(*ops.element, use);
    else if (ops.type)
      static_cast<void>(reference(*ops.type(), use));
  }
  Value schemas_{Object{}};
  std::set<std::string> seen_;
};

Value text_schema(std::string_view type) {
  return Object{{"type", type}};
}

Value parameter(std::string_view name, std::string_view where, bool required, Value schema,
                std::string_view text) {
  Value made(Object{{"name", name}, {"in", where}, {"required", required}});
  made.set("schema", std::move(schema));
  if (!text.empty()) made.set("description", text);
  return made;
}

Value limit_schema(std::int64_t least, std::int64_t most) {
  return Object{{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

std::vector<std::string> path_parameters(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1))
    names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
  return names;
}

// `shown` is the path under which the document has the operation: of the same shape, perhaps with other
// names.
Array path_parameters_of(const Route& route, std::string_view shown) {
  Array list;
  const auto own = path_parameters(route.path), names = path_parameters(shown);
  for (std::size_t i = 0; i < names.size(); ++i)
    list.push_back(parameter(names[i], "path", true, Object{{"type", "string"}, {"minLength", 1}},
                             own[i] == names[i] ? "" : "here: " + own[i]));
  return list;
}

Array parameters_of(const Route& route, std::string_view shown) {
  Array list = path_parameters_of(route, shown);
  if (route.query)
    for (const Field& field : route.query->fields) {
      // A query parameter is absent rather than null.
      Value schema = describe::schema_of(field);
      list.push_back(parameter(field.name, "query", field.is_required, std::move(schema), field.text));
    }
  if (route.pages) {
    list.push_back(parameter("skip", "query", false, limit_schema(0, 1'000'000'000), "rows to pass over"));
    list.push_back(parameter(
        "limit", "query", false, limit_schema(1, 1000),
        route.default_limit ? "rows to answer, 100 by default" : "rows to answer; all of them by default"));
  }
  if (route.longest_wait.count() > 0 && !(route.query && route.query->find("wait")))
    list.push_back(parameter("wait", "query", false, limit_schema(0, route.longest_wait.count()),
                             "seconds to wait for news"));
  if (route.purpose == describe::Purpose::Update && route.body)
    list.push_back(parameter("If-Match", "header", false, text_schema("string"),
                             "the ETag that was read; another one is 412"));
  return list;
}

Value request_body(const Route& route, Components& components) {
  const std::string type =
      route.body_form == BodyForm::Form ? "application/x-www-form-urlencoded" : "application/json";
  Value schema = route.body ? components.reference(*route.body, use_of(route.purpose)) : Value(Object{});
  Value body(Object{{"required", !route.body_optional}});
  body.set("content", Object{{type, Object{{"schema", std::move(schema)}}}});
  return body;
}

Value success(const Route& route, Components& components) {
  Value schema;
  if (route.answers_message) {
    schema = Object{{"type", "object"},
                    {"properties", Object{{"message", text_schema("string")}}},
                    {"required", Array{"message"}}};
  } else if (route.answer) {
    schema = components.reference(*route.answer, SchemaUse::Answer);
    if (route.answers_list) schema = Object{{"type", "array"}, {"items", std::move(schema)}};
  } else {
    schema = route.answer_schema.is_null() ? Value(Object{}) : route.answer_schema;
  }
  Value answer(Object{{"description", "Done"}});
  answer.set("content", Object{{route.answer_type, Object{{"schema", std::move(schema)}}}});
  return answer;
}

// Status → what may stand behind it, for a person.
std::map<int, std::string> refusals_of(const Route& route) {
  std::map<int, std::string> cases;
  const auto add = [&](int status, const std::string& text) {
    std::string& all = cases[status];
    if (!all.empty()) all += "; ";
    all += text;
  };
  const bool guarded = route.access.kind != Access::Kind::Open;
  if (guarded) {
    add(401, "`invalid_token`");
    add(403, "`missing_permission`, `not_authorized`");
  }
  if (!path_parameters(route.path).empty()) add(404, "`not_found`");
  if (route.body_form != BodyForm::None) {
    add(413, "`too_large`");
    add(415, "`unsupported_media_type`");
    add(422, "`invalid`");
  } else if (route.query || route.pages || route.longest_wait.count() > 0) {
    add(422, "`invalid`");
  }
  if (route.purpose == describe::Purpose::Update && route.body) add(412, "`version_mismatch`");
  if (guarded && route.rate_limited && route.access.kind != Access::Kind::Internal)
    add(429, "`rate_limited`");
  add(400, "`malformed_request`");
  add(500, "`internal`");
  add(503, "`unavailable`");
  for (const ErrorCase& error : route.errors) add(error.status, "`" + error.code + "`: " + error.when);
  return cases;
}

Value operation(const Route& route, std::string_view shown, Components& components) {
  Value made(Object{{"operationId", route.name}, {"summary", route.summary}});
  if (!route.group.empty()) made.set("tags", Array{route.group});
  made.set("description", "Access: " + route.access.describe() + ".");
  if (Array list = parameters_of(route, shown); !list.empty()) made.set("parameters", std::move(list));
  if (route.body_form != BodyForm::None) made.set("requestBody", request_body(route, components));
  Value responses(Object{{"200", success(route, components)}});
  for (const auto& [status, text] : refusals_of(route)) {
    Value answer(Object{{"description", text}});
    answer.set("content", Object{{"application/problem+json",
                                  Object{{"schema", Object{{"$ref", "#/components/schemas/Problem"}}}}}});
    responses.set(std::to_string(status), std::move(answer));
  }
  made.set("responses", std::move(responses));
  if (route.access.kind == Access::Kind::Internal)
    made.set("security", Array{Object{{"internal", Array{}}}});
  else if (route.access.kind != Access::Kind::Open)
    made.set("security", Array{Object{{"bearer", Array{}}}});
  return made;
}

Value problem_schema() {
  const Value fault(Object{{"type", "object"},
                           {"properties", Object{{"pointer", text_schema("string")},
                                                 {"code", text_schema("string")},
                                                 {"detail", text_schema("string")}}},
                           {"required", Array{"pointer", "code", "detail"}}});
  return Object{{"type", "object"},
                {"properties", Object{{"type", text_schema("string")},
                                      {"title", text_schema("string")},
                                      {"status", text_schema("integer")},
                                      {"detail", text_schema("string")},
                                      {"code", text_schema("string")},
                                      {"instance", text_schema("string")},
                                      {"errors", Object{{"type", "array"}, {"items", fault}}}}},
                {"required", Array{"type", "title", "status", "detail", "code"}}};
}

// "/apps/{id}" and "/apps/{app_id}" are one path to OpenAPI, which allows one of them only.
std::string shape_of(const std::string& path) {
  std::string shape;
  bool inside = false;
  for (const char c : path) {
    if (!inside || c == '}') shape += c;
    inside = c == '{' || (inside && c != '}');
  }
  return shape;
}

void add_paths(Value& paths, const RouteTable& table, const std::string& prefix, Components& components) {
  std::map<std::string, std::string> shown;  // by shape: the names of the first route
  for (const auto& route : table.routes()) {
    const std::string own = (route->absolute ? "" : prefix) + route->path;
    const std::string& path = shown.emplace(shape_of(own), own).first->second;
    Value item = paths.find(path) ? *paths.find(path) : Value(Object{});
    item.set(lower(http::to_string(route->method)), operation(*route, path, components));
    paths.set(path, std::move(item));
  }
}

}  // namespace

Value openapi_document(const Identity& identity, const CommonConfig& config, const RouteTable& public_routes,
                       const RouteTable& internal_routes) {
  Components components;
  Value paths(Object{});
  add_paths(paths, public_routes, config.api_prefix, components);
  add_paths(paths, internal_routes, "", components);
  components.add("Problem", problem_schema());
  Value document(Object{{"openapi", "3.1.0"}});
  document.set("info",
               Object{{"title", config.project_name + ": " + identity.name}, {"version", identity.version}});
  document.set("paths", std::move(paths));
  Value schemes(Object{
      {"bearer", Object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}},
      {"internal",
       Object{{"type", "http"}, {"scheme", "bearer"}, {"description", "one token per caller and callee"}}}});
  document.set("components", Object{{"schemas", components.take()}, {"securitySchemes", std::move(schemes)}});
  return document;
}

}  // namespace lgm::service
