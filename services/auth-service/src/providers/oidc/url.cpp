#include "providers/oidc/url.hpp"

#include <algorithm>

#include "browser/browser.hpp"

namespace lgm::auth_service::oidc {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string without_own_port(std::string origin) {
  for (const auto& [scheme, port] : {std::pair{"https://", ":443"}, {"http://", ":80"}})
    if (origin.starts_with(scheme) && origin.ends_with(port))
      origin.resize(origin.size() - std::string_view(port).size());
  return origin;
}

bool is_target(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~' && c != '#'; });
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::size_t end = text.find_first_of("/?#", scheme + 3);
  const std::string origin = without_own_port(lower(text.substr(0, end)));
  std::string target(end == std::string_view::npos ? "" : text.substr(end));
  if (!target.starts_with('/')) target.insert(0, "/");
  if (!Browser::valid_origin(origin) || !is_target(target)) return std::nullopt;
  return Url{origin, std::move(target)};
}

std::optional<std::string> origin_of(std::string_view host, const Url& issuer) {
  const std::string scheme = issuer.origin.substr(0, issuer.origin.find("://") + 3);
  const auto url = parse_url(scheme + std::string(host));
  return url && url->target == "/" && !host.ends_with('/') ? std::optional(url->origin) : std::nullopt;
}

}  // namespace lgm::auth_service::oidc
