// Who a person is: a pair of issuer and subject. What auth-service and admin-service must agree on about it:
// the issuers that are no provider's address, and the ids that are the suite's own.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace lgm::contracts {

// USAP, and this installation itself for its local accounts and, by whom nobody signs in, for its service
// accounts. Any other issuer is a provider's issuer URL.
inline constexpr std::string_view kUsapIssuer = "usap", kLocalIssuer = "local", kServiceIssuer = "service";

// How a token's `sub` begins where it is an id of ours: of a local account, and of a person from a provider
// that gives no USAP id. No id from outside may begin so.
inline constexpr std::string_view kLocalPrefix = "local:", kProviderPrefix = "oidc:";

// Whether an id looks like one of ours, in whatever case of ASCII letters: who reads an audit row does not
// tell `Local:7` from `local:7`.
inline bool is_reserved_id(std::string_view id) {
  const auto begins_with = [id](std::string_view prefix) {
    return id.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), id.begin(), [](char ours, char theirs) {
             return ours == (theirs >= 'A' && theirs <= 'Z' ? theirs + ('a' - 'A') : theirs);
           });
  };
  return begins_with(kLocalPrefix) || begins_with(kProviderPrefix);
}

// The `sub` of a person's tokens: the USAP id, and an id of ours where there is none. `uid`: of the local
// user.
inline std::string token_subject(std::string_view issuer, const std::optional<std::string>& usap_id,
                                 const std::string& uid) {
  if (usap_id) return *usap_id;
  return std::string(issuer == kLocalIssuer ? kLocalPrefix : kProviderPrefix) + uid;
}

}  // namespace lgm::contracts
