// Addresses of providers, as configuration and metadata give them. Plain values.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lgm::auth_service::oidc {

struct Url {
  std::string origin;  // scheme://host[:port] in lower case, without the scheme's own port
  std::string target;  // path and query, encoded as given; begins with '/'
  std::string text() const { return origin + target; }
  bool operator==(const Url&) const = default;
};

// An absolute https URL, or one of plain http on loopback, without user and fragment; none of anything else.
std::optional<Url> parse_url(std::string_view text);
// The origin of host[:port], by the scheme that `issuer` is reached by; none of what is no host, and of a
// host that plain http may not be spoken with.
std::optional<std::string> origin_of(std::string_view host, const Url& issuer);

}  // namespace lgm::auth_service::oidc
