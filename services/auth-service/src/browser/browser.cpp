#include "browser/browser.hpp"

#include <algorithm>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kPerson = "person", kQuestion = "question";  // what marks are of
constexpr std::int64_t kLongestCookie = 400 * 86'400;                   // seconds, RFC 6265bis section 5.5
constexpr std::size_t kHandleMark = 8;  // characters of a handle that name its cookie

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return std::islower(c) || std::isdigit(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

// The host of host[:port], brackets of IPv6 kept.
std::string_view without_port(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_json(const http::Request& request) {
  std::string type(request.headers.get("Content-Type").value_or(""));
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  return type == kJson;
}

bool has_origin(const http::Request& request, std::string_view origin) {
  return request.headers.count("Origin") == 1 && request.headers.get("Origin") == origin;
}

// Neither can be sent across origins without asking first (Fetch standard, CORS-safelisted request headers).
bool forces_preflight(const http::Request& request) {
  return is_json(request) || request.headers.get("X-Requested-With").has_value();
}

struct Cookie {
  std::string_view name, value;
};

// In the order sent, which is that of their making (RFC 6265 section 5.4). They live as long as the request.
std::vector<Cookie> cookies_of(const http::Request& request) {
  std::vector<Cookie> cookies;
  for (const auto& [name, value] : request.headers.fields()) {
    if (!http::same_name(name, "Cookie")) continue;
    for (std::string_view rest = value; !rest.empty();) {
      std::string_view pair = rest.substr(0, rest.find(';'));
      rest = pair.size() == rest.size() ? std::string_view() : rest.substr(pair.size() + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      if (const auto equals = pair.find('='); equals != std::string_view::npos)
        cookies.push_back({pair.substr(0, equals), pair.substr(equals + 1)});
    }
  }
  return cookies;
}

// None where nothing is in it, or there are two of the name.
std::optional<std::string> only(const std::vector<Cookie>& cookies, std::string_view name) {
  const auto named = [&](const Cookie& cookie) { return cookie.name == name; };
  if (std::count_if(cookies.begin(), cookies.end(), named) != 1) return std::nullopt;
  const auto found = std::find_if(cookies.begin(), cookies.end(), named);
  return found->value.empty() ? std::nullopt : std::optional(std::string(found->value));
}

void add_cookie(http::Response& response, std::string_view name, std::string_view value,
                std::string_view attributes, std::int64_t seconds) {
  std::string line(name);
  line.append("=").append(value).append(attributes).append("; Max-Age=").append(std::to_string(seconds));
  response.headers.add("Set-Cookie", std::move(line));
}

}  // namespace

Browser::Browser(std::string public_origin, const std::string& secret_key, const ToolsTokens* tools)
    : origin_(std::move(public_origin)), keys_(derived_keys(secret_key, "browser-marks")), tools_(tools) {
  const bool secure = origin_.starts_with("https://");
  name_ = secure ? "__Host-lgm_refresh" : "lgm_refresh";
  transit_prefix_ = secure ? "__Host-lgm_in_" : "lgm_in_";
  last_name_ = secure ? "__Host-lgm_last" : "lgm_last";
  tools_name_ = secure ? "__Host-lgm_tools" : "lgm_tools";
  const std::string if_secure = secure ? "; Secure" : "";
  attributes_ = "; Path=/; HttpOnly; SameSite=Strict" + if_secure;
  lax_attributes_ = "; Path=/; HttpOnly; SameSite=Lax" + if_secure;
}

bool Browser::valid_origin(std::string_view origin) {
  const bool secure = origin.starts_with("https://");
  if (!secure && !origin.starts_with("http://")) return false;
  const std::string_view authority = origin.substr(secure ? 8 : 7);
  const std::string_view host = without_port(authority);
  if (!is_host(authority) || host.empty()) return false;
  const std::string_view port = authority.substr(host.size());
  if (!port.empty() && (port.size() < 2 || port.front() != ':' ||
                        port.substr(1).find_first_not_of("0123456789") != std::string_view::npos))
    return false;
  return secure || is_loopback(host);
}

std::optional<std::string> Browser::refresh_token(const http::Request& request) const {
  return only(cookies_of(request), name_);
}

bool Browser::from_console(const http::Request& request) const {
  return has_origin(request, origin_) && forces_preflight(request);
}

void Browser::require_console(const http::Request& request) const {
  if (!has_origin(request, origin_))
    throw service::forbidden("origin_not_allowed", "The Origin of this request is not that of the console");
  if (!forces_preflight(request))
    throw service::forbidden(
        "preflight_required",
        "Requests with the session cookie need Content-Type: application/json or the header "
        "X-Requested-With");
}

void Browser::require_navigation(const http::Request& request) {
  const auto marked_otherwise = [&](const char* name, std::string_view as) {
    return request.headers.get(name).value_or(as) != as;
  };
  if (marked_otherwise("Sec-Fetch-Mode", "navigate") || marked_otherwise("Sec-Fetch-Dest", "document"))
    throw service::forbidden("origin_not_allowed",
                             "This address is for a browser's own navigation, not for what a page fetches");
}

void Browser::set_cookie(http::Response& response, const std::string& token, std::int64_t seconds) const {
  add_cookie(response, name_, token, attributes_, seconds);
}

void Browser::clear_cookie(http::Response& response) const {
  add_cookie(response, name_, "", attributes_, 0);
  if (tools_) add_cookie(response, tools_name_, "", lax_attributes_, 0);
}

void Browser::set_tools(http::Response& response, const IssuedToken& access) const {
  if (tools_)
    add_cookie(response, tools_name_, tools_->issue(access.claims), lax_attributes_, access.expires_in);
}

std::optional<std::string> Browser::tools_cookie(const http::Request& request) const {
  return only(cookies_of(request), tools_name_);
}

std::optional<std::string> Browser::transit(const http::Request& request, std::string_view in) const {
  return only(cookies_of(request), transit_name(in));
}

void Browser::set_transit(const http::Request& request, http::Response& response, std::string_view in,
                          const std::string& value, std::int64_t seconds) const {
  const std::string own = transit_name(in);
  std::vector<std::string_view> others;
  for (const Cookie& cookie : cookies_of(request))
    if (cookie.name.starts_with(transit_prefix_) && cookie.name != own) others.push_back(cookie.name);
  for (std::size_t i = 0; i < kMostCleared && others.size() - i >= kMostTransits; ++i)
    add_cookie(response, others[i], "", lax_attributes_, 0);
  add_cookie(response, own, value, lax_attributes_, seconds);
}

void Browser::clear_transit(http::Response& response, std::string_view in) const {
  add_cookie(response, transit_name(in), "", lax_attributes_, 0);
}

std::string Browser::mark_of(const std::string& key, std::string_view of, const std::string& what) const {
  return crypto::base64url(crypto::hmac_sha256(key, std::string(of) + "\n" + what));
}

bool Browser::is_mark(const std::optional<std::string>& mark, std::string_view of,
                      const std::string& what) const {
  return mark && std::any_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
           return crypto::equal_constant_time(*mark, mark_of(key, of, what));
         });
}

bool Browser::was_last(const http::Request& request, const std::string& uid) const {
  return is_mark(only(cookies_of(request), last_name_), kPerson, uid);
}

void Browser::set_last(http::Response& response, const std::string& uid) const {
  add_cookie(response, last_name_, mark_of(keys_.front(), kPerson, uid), attributes_, kLongestCookie);
}

bool Browser::was_asked(const http::Request& request, const std::string& handle) const {
  return is_mark(transit(request, std::string_view(handle).substr(0, kHandleMark)), kQuestion, handle);
}

void Browser::set_asked(const http::Request& request, http::Response& response, const std::string& handle,
                        std::int64_t seconds) const {
  set_transit(request, response, std::string_view(handle).substr(0, kHandleMark),
              mark_of(keys_.front(), kQuestion, handle), seconds);
}

void Browser::clear_asked(http::Response& response, const std::string& handle) const {
  clear_transit(response, std::string_view(handle).substr(0, kHandleMark));
}

bool Browser::confirms(const http::Request& request) {
  return request.headers.get("X-Sign-In-Asks") == "confirm_sign_in";
}

}  // namespace lgm::auth_service
