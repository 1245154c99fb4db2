#include "providers/addresses.hpp"

#include <algorithm>

namespace lgm::auth_service {
namespace {

constexpr std::string_view kConsolePath = "/web-manager/";
constexpr std::string_view kWithoutId = "usap";

// Of characters that may stand in a URL (RFC 3986).
bool is_plain(std::string_view text) {
  constexpr std::string_view kNever = "\"<>\\^`{|}";
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < 0x7F && kNever.find(c) == std::string_view::npos; });
}

// No step up, and no second host, however a browser decodes it.
bool stays_below(std::string path) {
  std::transform(path.begin(), path.end(), path.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const char* leaves : {"//", "/.", "%2e", "%2f", "%5c"})
    if (path.find(leaves) != std::string::npos) return false;
  return path.starts_with(kConsolePath);
}

}  // namespace

Addresses::Addresses(std::string origin, const std::string& base_path, const std::string& api_prefix)
    : origin_(std::move(origin)), api_(base_path + api_prefix) {}

std::string Addresses::callback(std::string_view provider) const {
  const std::string all = origin_ + api_ + "/auth/callback";
  return provider == kWithoutId ? all : all + "/" + std::string(provider);
}

std::string Addresses::signed_out() const {
  return origin_ + std::string(kConsolePath) + "signed-out";
}

std::string Addresses::login(std::string_view provider) const {
  return api_ + "/auth/login?provider=" + std::string(provider);
}

std::string Addresses::in_console(const std::string& asked) {
  const bool good = asked.size() <= kLongestReturn && is_plain(asked) &&
                    stays_below(asked.substr(0, asked.find_first_of("?#")));
  return good ? asked : std::string(kConsolePath);
}

}  // namespace lgm::auth_service
