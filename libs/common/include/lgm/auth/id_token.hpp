// ID tokens, which other issuers sign (OpenID Connect Core 1.0 section 3.1.3.7), and their logout tokens
// (OpenID Connect Back-Channel Logout 1.0 section 2.6). Tokens of our own: jwt.hpp.
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/json/value.hpp"

namespace lgm::auth {

// Asymmetric ones alone: whoever verifies cannot sign. Others are refused, whatever a key or a header says.
enum class IdTokenAlgorithm { Rs256, Ps256, Es256 };

// An issuer's public keys, of a JWK set (RFC 7517). Constant after construction: no lock.
class IssuerKeys {
 public:
  // None where the document is no JWK set. Keys that verify nothing here are passed over: another type,
  // curve, use or algorithm; RSA of less than 2048 bits, or more than 8192, which would take too long.
  static std::optional<IssuerKeys> parse(const json::Value& jwks);
  bool empty() const { return keys_.empty(); }

  struct Key;  // defined where it is used
  // The one key of this `kid` that verifies by this algorithm; without `kid` the only key that does (OpenID
  // Connect Core section 10.1). Null where there is none, or more than one.
  const Key* find(const std::optional<std::string>& kid, IdTokenAlgorithm algorithm) const;

 private:
  std::vector<std::shared_ptr<const Key>> keys_;
};

struct IdTokenRules {
  std::string issuer;     // `iss`, exactly
  std::string client_id;  // `aud`, or in the list that it is
  // Those that this issuer may sign by.
  std::vector<IdTokenAlgorithm> algorithms = {IdTokenAlgorithm::Rs256, IdTokenAlgorithm::Ps256,
                                              IdTokenAlgorithm::Es256};
  std::chrono::seconds leeway{60};    // of exp, nbf and iat alike; at most 60
  std::size_t max_token = 32 * 1024;  // bytes
};

// Why a token is refused, for logs and metrics.
enum class IdTokenFault {
  None,
  TooLong,
  Malformed,  // also `crit` and doubled members
  Type,
  Algorithm,
  Key,  // none of the issuer's; also where a key is bound to another algorithm
  Signature,
  Claims,  // one is missing or of another type
  Issuer,
  Audience,
  Expired,
  NotYet,
  Nonce,  // another one; in a logout token any
  Events  // a logout token that does not say so
};

struct VerifiedIdToken {
  IdTokenFault fault = IdTokenFault::None;
  std::string subject = {};  // 1 to 255 characters of ASCII
  json::Value claims = {};   // all of them, an object; null where there is a fault
};

// `nonce`: that of the sign-in, not empty; none: of a token that came with a refresh (OpenID Connect Core
// section 12.2), where it means nothing. No claim is read before the signature holds.
VerifiedIdToken verify_id_token(std::string_view token, const IssuerKeys& keys, const IdTokenRules& rules,
                                std::optional<std::string_view> nonce, base::WallTime now);

struct VerifiedLogoutToken {
  IdTokenFault fault = IdTokenFault::None;
  std::string id = {};                      // `jti`, not empty
  std::optional<std::string> sid, subject;  // at least one; 1 to 255 characters of ASCII
};

// Without `exp`, which not every provider sends, it is good for five minutes after `iat`; with it for a day
// at most, as repeats are not known for longer.
VerifiedLogoutToken verify_logout_token(std::string_view token, const IssuerKeys& keys,
                                        const IdTokenRules& rules, base::WallTime now);

}  // namespace lgm::auth

template <>
struct lgm::describe::Names<lgm::auth::IdTokenAlgorithm> {
  static constexpr std::string_view list[] = {"RS256", "PS256", "ES256"};
};
template <>
struct lgm::describe::Names<lgm::auth::IdTokenFault> {
  static constexpr std::string_view list[] = {
      "none",   "too_long", "malformed", "type",    "algorithm",     "unknown_key", "signature",
      "claims", "issuer",   "audience",  "expired", "not_yet_valid", "nonce",       "events"};
};
