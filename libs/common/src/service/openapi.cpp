#include "openapi.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "refusals.hpp"

namespace lgm::service {
namespace {

using describe::Field;
using describe::SchemaUse;
using describe::TypeInfo;
using json::Array;
using json::Object;
using json::Value;

constexpr int kNoContent = 204;

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
    case describe::Purpose::Peer:
      return SchemaUse::Peer;
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

// A query parameter is absent rather than null.
Value without_null(Value schema) {
  if (const Value* type = schema.find("type"); type && type->array() && !type->array()->empty()) {
    const Value first = type->array()->front();
    schema.set("type", first);
  }
  if (const Value* any = schema.find("anyOf"); any && any->array() && !any->array()->empty()) {
    Value first = any->array()->front();
    if (const Value* text = schema.find("description")) first.set("description", *text);
    return first;
  }
  return schema;
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
    list.push_back(parameter(names[i], "path", true,
                             Object{{"type", "string"},
                                    {"minLength", 1},
                                    {"pattern", R"(^[^/\u0000]+$)"},
                                    {"not", Object{{"enum", Array{".", ".."}}}}},
                             own[i] == names[i] ? "" : "here: " + own[i]));
  return list;
}

Array parameters_of(const Route& route, std::string_view shown) {
  Array list = path_parameters_of(route, shown);
  if (route.query)
    for (const Field& field : route.query->fields)
      list.push_back(parameter(field.name, "query", field.is_required,
                               without_null(describe::schema_of(field)), field.text));
  if (route.pages) {
    list.push_back(parameter("skip", "query", false, limit_schema(0, 1'000'000'000), "rows to pass over"));
    list.push_back(parameter(
        "limit", "query", false, limit_schema(1, 1000),
        route.default_limit ? "rows to answer, 100 by default" : "rows to answer; all of them by default"));
  }
  if (route.longest_wait.count() > 0 && !(route.query && route.query->find("wait")))
    list.push_back(parameter("wait", "query", false, limit_schema(0, route.longest_wait.count()),
                             "seconds to wait for news"));
  const bool may_be_stale = std::any_of(route.errors.begin(), route.errors.end(),
                                        [](const ErrorCase& error) { return error.status == 412; });
  if (may_be_stale || (route.purpose == describe::Purpose::Update && route.body))
    list.push_back(parameter("If-Match", "header", false, text_schema("string"),
                             "the ETag that was read; another one is 412"));
  if (route.honours_idempotency_key)
    list.push_back(parameter(
        "Idempotency-Key", "header", false, Object{{"type", "string"}, {"pattern", "^[!-~]{1,255}$"}},
        "the same request with the same key is done once in 24 hours, and answered again"));
  return list;
}

Value request_body(const Route& route, Components& components) {
  const std::string type =
      route.body_form == BodyForm::Form ? "application/x-www-form-urlencoded" : "application/json";
  Value schema = route.body ? components.reference(*route.body, use_of(route.purpose)) : Value(Object{});
  Value body(Object{{"required", !route.body_optional}});
  body.set("description", "At most " + std::to_string(route.max_body) + " bytes");
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
  Value content(Object{});
  for (const auto& type : route.answer_types) content.set(type, Object{{"schema", schema}});
  answer.set("content", std::move(content));
  return answer;
}

// Status → what may stand behind it, for a person: each code between back ticks.
std::map<int, std::string> texts_of_refusals(const Route& route, bool is_public) {
  std::map<int, std::string> texts;
  for (const ErrorCase& one : refusals_of(route, is_public)) {
    std::string& all = texts[one.status];
    if (!all.empty()) all += "; ";
    all += "`" + std::string(one.code) + "`";
    if (!one.when.empty()) all += ": " + one.when;
  }
  return texts;
}

Value header(std::string_view text, Value schema, bool required = false) {
  Value made(Object{{"description", text}});
  if (required) made.set("required", true);
  made.set("schema", std::move(schema));
  return made;
}

Value number_schema() {
  return Object{{"type", "integer"}, {"minimum", 0}};
}

// The headers that an answer of this status may carry, besides those of every HTTP answer.
Value headers_of(const Route& route, int status) {
  Value headers(Object{
      {"X-Request-ID", header("the id of this request, as in the logs", text_schema("string"), true)}});
  if (status == 401) headers.set("WWW-Authenticate", header("RFC 6750", text_schema("string")));
  if (status == 405) headers.set("Allow", header("the methods of this path", text_schema("string"), true));
  if (status == 429 || status == 503)
    headers.set("Retry-After",
                header("seconds until it is worth trying again", number_schema(), status == 429));
  const bool limited = route.rate_limited && route.access.kind != Access::Kind::Open &&
                       route.access.kind != Access::Kind::Internal;
  if (limited && (status == 200 || status == 429)) {
    headers.set("RateLimit-Policy", header("the limit: requests and seconds", text_schema("string")));
    headers.set("RateLimit", header("what is left, and seconds until more", text_schema("string")));
  }
  if (status != 200) return headers;
  if (route.answer && !route.answers_list)
    headers.set("ETag", header("the version, for If-Match", text_schema("string")));
  if (route.pages) {
    headers.set("X-Total-Count", header("rows in all, exact to 10000", number_schema()));
    headers.set("X-Total-Count-Exact",
                header("`false` when there are more than 10000", text_schema("string")));
    headers.set("Link", header("the next page, rel=\"next\"", text_schema("string")));
  }
  return headers;
}

Value redirect(const Route& route) {
  std::string text = "Go on there";
  for (const ErrorCase& one : route.told_there)
    text += "; `" + std::string(one.code) + "`" + (one.when.empty() ? "" : ": " + one.when);
  Value answer(Object{{"description", text}});
  Value headers = headers_of(route, 303);
  headers.set("Location", header("where to", text_schema("string"), true));
  answer.set("headers", std::move(headers));
  return answer;
}

// 204 is all that it answers, beside refusals.
bool says_nothing(const Route& route) {
  return std::any_of(route.other_answers.begin(), route.other_answers.end(),
                     [](const auto& other) { return other.first == kNoContent; });
}

void add_responses(Value& responses, const Route& route, bool is_public, Components& components) {
  if (route.redirects) {
    responses.set("303", redirect(route));
  } else if (!says_nothing(route)) {
    Value done = success(route, components);
    done.set("headers", headers_of(route, 200));
    responses.set("200", std::move(done));
  }
  for (const auto& [status, text] : texts_of_refusals(route, is_public)) {
    Value answer(Object{{"description", text}});
    answer.set("headers", headers_of(route, status));
    answer.set("content", Object{{"application/problem+json",
                                  Object{{"schema", Object{{"$ref", "#/components/schemas/Problem"}}}}}});
    responses.set(std::to_string(status), std::move(answer));
  }
  for (const auto& [status, schema] : route.other_answers) {
    const std::string key = std::to_string(status);
    if (status == kNoContent) {
      Value nothing(Object{{"description", "Done; there is no body"}});
      nothing.set("headers", headers_of(route, status));
      responses.set(key, std::move(nothing));
      continue;
    }
    Value answer = responses.find(key) ? *responses.find(key) : Value(Object{{"description", "A report"}});
    Value content = answer.find("content") ? *answer.find("content") : Value(Object{});
    content.set("application/json", Object{{"schema", schema}});
    answer.set("headers", headers_of(route, status));
    answer.set("content", std::move(content));
    responses.set(key, std::move(answer));
  }
}

// How who calls may be known; where nobody need be, the first way is none. Nobody is asked: no way.
Array ways_of(const Route& route) {
  const bool is_open = route.access.kind == Access::Kind::Open;
  Array ways;
  if (!is_open) ways.push_back(Object{{"bearer", Array{}}});
  if (is_open && route.takes_api_keys) ways.push_back(Object{});
  if (route.takes_api_keys) ways.push_back(Object{{"api_key", Array{}}});
  return ways;
}

Value operation(const Route& route, std::string_view shown, bool is_public, Components& components) {
  Value made(Object{{"operationId", route.name}, {"summary", route.summary}});
  if (!route.group.empty()) made.set("tags", Array{route.group});
  std::string access = "Access: " + route.access.describe() + ".";
  if (route.honours_limit == auth::kOwnPassword)
    access += " Also who signed in by a one-time password, for the own account alone.";
  else if (!route.honours_limit.empty())
    access += " Also check tokens that are limited to one " + route.honours_limit + ", for that alone.";
  if (route.takes_api_keys) access += " Also by an API key, in X-API-Key.";
  made.set("description", std::move(access));
  if (Array list = parameters_of(route, shown); !list.empty()) made.set("parameters", std::move(list));
  if (route.body_form != BodyForm::None) made.set("requestBody", request_body(route, components));
  Value responses(Object{});
  add_responses(responses, route, is_public, components);
  made.set("responses", std::move(responses));
  if (route.access.kind == Access::Kind::Internal)
    made.set("security", Array{Object{{"internal", Array{}}}});
  else
    made.set("security", ways_of(route));
  return made;
}

Value problem_schema() {
  const Value fault(Object{{"type", "object"},
                           {"properties", Object{{"pointer", text_schema("string")},
                                                 {"code", text_schema("string")},
                                                 {"detail", text_schema("string")},
                                                 {"limit", text_schema("integer")},
                                                 {"actual", text_schema("integer")}}},
                           {"required", Array{"pointer", "code", "detail"}}});
  return Object{{"type", "object"},
                {"properties", Object{{"type", text_schema("string")},
                                      {"title", text_schema("string")},
                                      {"status", text_schema("integer")},
                                      {"detail", text_schema("string")},
                                      {"code", text_schema("string")},
                                      {"instance", text_schema("string")},
                                      {"facts", text_schema("object")},
                                      {"errors", Object{{"type", "array"}, {"items", fault}}}}},
                {"required", Array{"type", "title", "status", "detail", "code", "instance"}}};
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

// x-listener: on which port of the service the path answers. x-max-body: how many bytes of a body are taken,
// which proxies in front must let through.
void add_paths(Value& paths, const RouteTable& table, const std::string& prefix, bool is_public,
               Components& components) {
  std::map<std::string, std::string> shown;  // by shape: the names of the first route
  for (const auto& route : table.routes()) {
    const std::string own = (route->absolute ? "" : prefix) + route->path;
    const std::string& path = shown.emplace(shape_of(own), own).first->second;
    Value item = paths.find(path) ? *paths.find(path) : Value(Object{});
    Value made = operation(*route, path, is_public, components);
    made.set("x-listener", is_public ? "public" : "internal");
    if (route->body_form != BodyForm::None)
      made.set("x-max-body", static_cast<std::int64_t>(route->max_body));
    item.set(lower(http::to_string(route->method)), std::move(made));
    paths.set(path, std::move(item));
  }
}

Value key_scheme() {
  return Object{{"type", "apiKey"},
                {"in", "header"},
                {"name", "X-API-Key"},
                {"description", "of an application, or of a service account"}};
}

Value bearer_scheme() {
  return Object{{"type", "http"},
                {"scheme", "bearer"},
                {"bearerFormat", "JWT"},
                {"description", "the access token of a signed-in person"}};
}

bool takes_keys(const RouteTable& routes) {
  return std::any_of(routes.routes().begin(), routes.routes().end(),
                     [](const auto& route) { return route->takes_api_keys; });
}

// Those that the proxy in front leads to the service: what is absolute is reached in the cluster alone.
RouteTable reached_below(const RouteTable& routes, const std::string& path) {
  RouteTable reached;
  for (const auto& route : routes.routes())
    if (!route->absolute && route->path.starts_with(path + "/")) reached.add(*route);
  return reached;
}

constexpr char kOfTheProxy[] =
    "`unreachable`: of the proxy in front, which did not reach the service in time";

// Of each operation: what the proxy in front answers in the service's place, and nothing about listeners.
Value seen_from_outside(const Value& paths) {
  Value seen(Object{});
  for (const auto& [path, item] : *paths.object()) {
    Value operations(Object{});
    for (const auto& [method, operation] : *item.object()) {
      Value shown = operation;
      std::erase_if(*shown.object(), [](const json::Member& one) { return one.first == "x-listener"; });
      Value responses = *shown.find("responses");
      if (const Value* away = responses.find("503")) {
        Value told = *away;
        told.set("description", told.text_at("description").value_or("") + "; " + kOfTheProxy);
        responses.set("503", std::move(told));
      }
      shown.set("responses", std::move(responses));
      operations.set(method, std::move(shown));
    }
    seen.set(path, std::move(operations));
  }
  return seen;
}

}  // namespace

Value openapi_document(const Identity& identity, const CommonConfig& config, const RouteTable& public_routes,
                       const RouteTable& internal_routes) {
  Components components;
  Value paths(Object{});
  add_paths(paths, public_routes, config.api_prefix, true, components);
  add_paths(paths, internal_routes, "", false, components);
  components.add("Problem", problem_schema());
  Value document(Object{{"openapi", "3.1.0"}});
  document.set("info",
               Object{{"title", config.project_name + ": " + identity.name}, {"version", identity.version}});
  document.set("paths", std::move(paths));
  Value schemes(Object{{"bearer", bearer_scheme()}});
  if (takes_keys(public_routes)) schemes.set("api_key", key_scheme());
  if (!internal_routes.routes().empty())
    schemes.set(
        "internal",
        Object{{"type", "http"}, {"scheme", "bearer"}, {"description", "one token per caller and callee"}});
  document.set("components", Object{{"schemas", components.take()}, {"securitySchemes", std::move(schemes)}});
  return document;
}

Value published_document(const Identity& identity, const CommonConfig& config,
                         const RouteTable& public_routes, const std::string& path) {
  Value document = openapi_document(identity, config, reached_below(public_routes, path), RouteTable());
  document.set("paths", seen_from_outside(*document.find("paths")));
  document.set("servers",
               Array{Object{{"url", config.public_base_path.empty() ? "/" : config.public_base_path},
                            {"description", "of the host that this document comes from"}}});
  return document;
}

}  // namespace lgm::service
