#include "lgm/service/context.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "charges.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/http/client.hpp"
#include "lgm/http/form.hpp"
#include "lgm/service/route.hpp"

namespace lgm::service {
namespace {

constexpr std::int64_t kMaxLimit = 1000;        // above: 422, never clamped
constexpr std::int64_t kExactTotal = 10'000;    // X-Total-Count is exact up to here
constexpr std::size_t kLongestUserAgent = 512;  // bytes kept of what a client calls itself
constexpr char kNilUuid[] = "00000000-0000-0000-0000-000000000000";

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The media type of the Content-Type, lower case, without parameters; "*" when there are several.
std::string media_type(const http::Headers& headers) {
  if (headers.count("Content-Type") > 1) return "*";
  const std::string_view header = headers.get("Content-Type").value_or("");
  std::string type(header.substr(0, header.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  return type;
}

// A path as sent may hold signs that would end the <URI> of a Link header.
std::string as_uri(std::string_view path) {
  std::string uri;
  for (const char c : path)
    uri += std::string_view("<>\"").find(c) == std::string_view::npos ? std::string(1, c)
                                                                      : http::encode_component({&c, 1});
  return uri;
}

Refusal unsupported_media_type(std::string_view expected) {
  return refusal<415>("unsupported_media_type", "Content-Type must be " + std::string(expected),
                      {{"content_type", expected}});
}

// RFC 9110 section 15.5.16: Accept-Encoding says that it was the encoding, and which is taken.
Refusal unsupported_encoding() {
  Problem problem = refusal<415>("unsupported_media_type",
                                 "The body must come as it is: Content-Encoding must be identity or absent",
                                 {{"content_encoding", "identity"}})
                        .problem();
  problem.headers.set("Accept-Encoding", "identity");
  return Refusal(std::move(problem));
}

bool is_encoded(const http::Headers& headers) {
  return std::any_of(headers.fields().begin(), headers.fields().end(), [](const auto& field) {
    return http::same_name(field.first, "Content-Encoding") && !http::same_name(field.second, "identity");
  });
}

// A body without Content-Type is read as JSON: older scripts send none.
bool is_json(std::string_view type) {
  return type.empty() || type == "application/json" ||
         (type.starts_with("application/") && type.ends_with("+json"));
}

// RFC 8259 section 8.1 lets a reader pass over a byte order mark.
std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace

const std::string& Context::path(std::string_view name) const {
  for (const auto& [key, value] : path_)
    if (key == name) return value;
  throw std::logic_error("route " + route_->name + " has no path parameter " + std::string(name));
}

const Principal& Context::principal() const {
  if (!principal_) throw std::logic_error("route " + route_->name + " asks nobody who calls");
  return *principal_;
}

const auth::Limit* Context::limit() const {
  limit_asked_ = true;
  return principal_ ? principal_->limit : nullptr;
}

const auth::Claims& Context::access_token() const {
  if (!principal().token) throw std::logic_error("route " + route_->name + " was called without a token");
  return *principal_->token;
}

const std::string& Context::uid() const {
  const auto kind = principal().kind;
  if (kind != Principal::Kind::Person && kind != Principal::Kind::ServiceAccount)
    throw std::logic_error("route " + route_->name + " has no user");
  return principal_->id;
}

std::shared_ptr<const Rights> Context::load_rights() const {
  const Principal& who = principal();
  if (who.rights) return {who.source, who.rights};
  if (who.kind != Principal::Kind::Person) throw not_authorized();
  if (!rights_source_) throw std::logic_error("this service knows no rights");
  auto rights = rights_source_->rights_of(who.id);
  if (!rights) throw unauthorized();
  if (!rights->is_active) throw user_disabled();
  return rights;
}

const Rights& Context::rights() const {
  if (!rights_) rights_ = load_rights();
  return *rights_;
}

void Context::require(std::string_view permission) const {
  checked_ = true;
  if (!rights().holds(permission)) throw missing_permission(permission);
}

void Context::require_in(std::string_view permission, std::string_view scenario) const {
  checked_ = true;
  if (rights().holds_in(permission, scenario)) return;
  if (!rights().reaches(scenario)) throw no_access_to_scenario();
  throw missing_permission(permission, scenario);
}

void Context::require_access(std::string_view scenario) const {
  checked_ = true;
  if (!rights().reaches(scenario) && !rights().reads_all) throw no_access_to_scenario();
}

void Context::spend(std::string_view name, const std::string& key) {
  if (!charges_) throw std::logic_error("route " + route_->name + " runs where there are no limits");
  if (std::find(route_->spends.begin(), route_->spends.end(), name) == route_->spends.end())
    throw std::logic_error("route " + route_->name + " does not say that it spends from " +
                           std::string(name));
  charges_->spend(name, key);
}

Page Context::page() const {
  Page page;
  std::vector<describe::Fault> faults;
  const auto read = [&](std::string_view name, std::int64_t least,
                        std::int64_t most) -> std::optional<std::int64_t> {
    const auto text = request_.parameter(name);
    if (!text) return std::nullopt;
    if (request_.repeated(name)) {
      faults.push_back({std::string(name), "repeated", "is given twice"});
      return std::nullopt;
    }
    const auto number = number_of(*text);
    if (!number)
      faults.push_back({std::string(name), "type", "must be a whole number"});
    else if (*number < least || *number > most)
      faults.push_back(describe::out_of_range(std::string(name), *number, least, most));
    return number;
  };
  page.skip = read("skip", 0, 1'000'000'000).value_or(0);
  page.limit = read("limit", 1, kMaxLimit);
  if (!faults.empty()) throw invalid(std::move(faults));
  if (!page.limit && route_->default_limit > 0) page.limit = route_->default_limit;
  return page;
}

void Context::require_or_self(std::string_view permission, std::string_view other) const {
  const Principal& who = principal();
  if (who.kind != Principal::Kind::Person || who.id != other) return require(permission);
  checked_ = true;
  static_cast<void>(rights());
}

std::optional<std::int64_t> Context::if_match() const {
  const auto header = request_.headers.get("If-Match");
  if (!header) return std::nullopt;
  if (request_.headers.count("If-Match") > 1) throw version_mismatch();
  if (*header == "*") return std::nullopt;
  std::string_view tag = *header;
  // A proxy that compresses an answer makes its ETag a weak one; the version that it names is the same.
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') throw version_mismatch();
  const auto version = number_of(tag.substr(1, tag.size() - 2));
  if (!version) throw version_mismatch();
  return version;
}

// As the audit log names who acts: a service by its calls alone, which stand under the nil UUID.
void Context::name(Actor& actor) const {
  actor.uid = kNilUuid;
  if (!principal_) return;
  actor.kind = principal_->kind;
  if (principal_->kind == Principal::Kind::Service) return;
  if (principal_->kind == Principal::Kind::Application) {
    actor.username = principal_->display;
    return;
  }
  actor.uid = principal_->id;
  if (principal_->rights || rights_source_) actor.username = rights().username;
}

Actor Context::actor() const {
  Actor actor;
  name(actor);
  actor.ip_address = client_address;
  const std::string agent = base::scrubbed_utf8(request_.headers.get("User-Agent").value_or(""));
  actor.user_agent = base::cut_utf8(agent, kLongestUserAgent);
  actor.request_id = request_id;
  actor.action = route_->audit_action;
  actor.resource_type = route_->audit_resource;
  if (const auth::Limit* limited = limit()) actor.limit = *limited;
  return actor;
}

void Context::check_declared(const describe::TypeInfo* declared, const describe::TypeInfo& used,
                             const char* what) const {
  if (declared != &used)
    throw std::logic_error("route " + route_->name + ": " + what + " " + std::string(used.name) +
                           " is not what it declares");
}

void Context::check_body_kind() const {
  if (route_->body_form == BodyForm::None) return;
  if (is_encoded(request_.headers)) throw unsupported_encoding();
  const std::string type = media_type(request_.headers);
  if (route_->body_form != BodyForm::Form) {
    if (!is_json(type)) throw unsupported_media_type("application/json");
  } else if (type != "application/x-www-form-urlencoded") {
    throw unsupported_media_type("application/x-www-form-urlencoded");
  }
}

const json::Value& Context::parsed_body() const {
  if (body_) return *body_;
  if (request_.body.empty() && route_->body_optional) return body_.emplace(json::Object{});
  check_body_kind();
  auto parsed = json::parse(without_mark(request_.body));
  if (auto* error = std::get_if<json::ParseError>(&parsed))
    throw invalid(error->pointer, describe::FaultCode::find(error->code).value(),
                  "is not valid JSON: " + error->detail);
  return body_.emplace(std::move(std::get<json::Value>(parsed)));
}

json::Value Context::json_body() const {
  return parsed_body();
}

std::vector<std::pair<std::string, std::string>> Context::form() const {
  check_body_kind();
  std::string refused;
  auto decoded = http::decode_form(request_.body, &refused);
  if (!decoded)
    throw invalid(std::string(base::cut_utf8(refused, 64)), "encoding",
                  "is not a valid form: bad percent-encoding or UTF-8");
  return std::move(*decoded);
}

http::Response Context::list_response(std::string body, std::size_t rows,
                                      std::optional<std::int64_t> total) const {
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = std::move(body);
  if (!total) return response;
  const bool exact = *total <= kExactTotal;
  response.headers.add("X-Total-Count", std::to_string(exact ? *total : kExactTotal));
  if (!exact) response.headers.add("X-Total-Count-Exact", "false");
  const Page asked = page();
  if (asked.limit && rows == static_cast<std::size_t>(*asked.limit) &&
      (!exact || asked.skip + static_cast<std::int64_t>(rows) < *total)) {
    std::string link = "<" + as_uri(request_.target.substr(0, request_.target.find('?'))) + "?";
    for (const auto& [name, value] : request_.query)
      if (name != "skip" && name != "limit")
        link += http::encode_component(name) + "=" + http::encode_component(value) + "&";
    link += "skip=" + std::to_string(asked.skip + *asked.limit) + "&limit=" + std::to_string(*asked.limit) +
            ">; rel=\"next\"";
    response.headers.add("Link", std::move(link));
  }
  return response;
}

http::Response Context::row_response(std::string body, std::optional<std::int64_t> version) const {
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  if (version) response.headers.add("ETag", "\"" + std::to_string(*version) + "\"");
  response.body = std::move(body);
  return response;
}

http::Response Context::answer_of(const Problem& problem) const {
  refused_with_ = problem.code;
  return to_response(problem, request_id);
}

void Context::refused_by(const Refusal& refusal) const {
  refused_with_ = refusal.problem().code;
  refused_cause_ = refusal.cause().text;
}

http::Response Context::message(std::string_view text) const {
  if (!route_->answers_message) throw std::logic_error("route " + route_->name + " declares no message");
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = json::to_text(json::Object{{"message", text}});
  return response;
}

}  // namespace lgm::service
