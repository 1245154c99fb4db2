#include "browser/browser.hpp"

#include <algorithm>

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::string_view kJson = "application/json";

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

}  // namespace

Browser::Browser(std::string public_origin) : origin_(std::move(public_origin)) {
  const bool secure = origin_.starts_with("https://");
  name_ = secure ? "__Host-lgm_refresh" : "lgm_refresh";
  attributes_ = std::string("; Path=/; HttpOnly; SameSite=Strict") + (secure ? "; Secure" : "");
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
  std::optional<std::string> found;
  for (const auto& [name, value] : request.headers.fields()) {
    if (name.size() != 6 || !std::equal(name.begin(), name.end(), "cookie",
                                        [](unsigned char a, char b) { return std::tolower(a) == b; }))
      continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      std::string_view pair = rest.substr(0, rest.find(';'));
      rest = pair.size() == rest.size() ? std::string_view() : rest.substr(pair.size() + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      if (!pair.starts_with(name_) || pair.size() <= name_.size() || pair[name_.size()] != '=') continue;
      if (found) return std::nullopt;
      found = std::string(pair.substr(name_.size() + 1));
    }
  }
  if (found && found->empty()) return std::nullopt;
  return found;
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

void Browser::set_cookie(http::Response& response, const std::string& token, std::int64_t seconds) const {
  response.headers.add("Set-Cookie",
                       name_ + "=" + token + attributes_ + "; Max-Age=" + std::to_string(seconds));
}

void Browser::clear_cookie(http::Response& response) const {
  response.headers.add("Set-Cookie", name_ + "=" + attributes_ + "; Max-Age=0");
}

}  // namespace lgm::auth_service
