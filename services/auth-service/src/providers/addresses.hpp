// The addresses of this installation as browsers and providers know them. Constant after construction.
#pragma once
#include <string>
#include <string_view>

namespace lgm::auth_service {

class Addresses {
 public:
  // PUBLIC_ORIGIN, PUBLIC_BASE_PATH, API_V1_PREFIX.
  Addresses(std::string origin, const std::string& base_path, const std::string& api_prefix);
  // The redirect URI that a provider sends people back to, as it must be registered there: one of its own for
  // each provider (RFC 9700 section 4.4.2). USAP's is as USAP knows it, without an id.
  std::string callback(std::string_view provider) const;
  // Where a provider sends a browser that has signed out there; to be registered there as well.
  std::string signed_out() const;
  // The path where a sign-in by this provider begins.
  std::string login(std::string_view provider) const;
  // `asked` where it is a path of the console, of at most kLongestReturn bytes; the console's first page for
  // anything else, other sites above all.
  static std::string in_console(const std::string& asked);
  // The console's page that a sign-in comes back to, by its path.
  static constexpr std::string_view kArrivalPage = "/web-manager/sso/callback";
  static constexpr std::size_t kLongestReturn = 1024;  // bytes

 private:
  std::string origin_, api_;
};

}  // namespace lgm::auth_service
