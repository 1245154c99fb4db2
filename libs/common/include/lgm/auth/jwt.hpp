// Access tokens (RFC 9068 profile): signing in auth-service, verification everywhere. The algorithm is fixed
// by configuration, never taken from the token (RFC 8725 section 3.1).
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/json/value.hpp"

namespace lgm::auth {

enum class Algorithm { Es256, Hs256 };

// What a token is limited to: its claim `limited_to`. Of a check token (typ check+jwt) {"tag":
// "HELM_TEST_…"}: it belongs to no person, has no session and lives ten minutes at most. Of what a one-time
// password gives (typ password-change+jwt) {"own_password": "<uid>"}: its person may set a password with it
// and leave, nothing else. Verifiers that know no such type refuse the token.
struct Limit {
  std::string kind;   // "tag", "own_password"; empty: unknown to this version, which nothing honours
  std::string value;  // the tag's code, the user's uid
};
inline constexpr std::string_view kOwnPassword = "own_password";
inline constexpr std::chrono::seconds kLongestPasswordChange{900};
// The uid of every check token; no user has it.
inline constexpr std::string_view kCheckTokenUid = "00000000-0000-0000-0000-00000000c4ec";
inline constexpr std::string_view kCheckTokenClient = "check";
inline constexpr std::chrono::seconds kLongestCheckToken{600};

struct Claims {
  std::string iss, aud, sub, client_id, uid, role, sid, jti;
  std::int64_t iat = 0, nbf = 0, exp = 0;  // Unix seconds
  std::optional<Limit> limit = {};         // none: an access token
  std::string kid = {};                    // of the key that verified it; not a claim, and not signed
};

// A key pair or shared secret with its `kid` (RFC 7638 thumbprint for EC keys).
class SigningKey {
 public:
  // PEM of one P-256 private key without a passphrase; throws std::invalid_argument (other curve, not a
  // key).
  static std::shared_ptr<const SigningKey> es256(std::string_view pem);
  // ≥ 32 bytes; throws std::invalid_argument.
  static std::shared_ptr<const SigningKey> hs256(std::string_view secret);
  virtual ~SigningKey() = default;
  virtual Algorithm algorithm() const = 0;
  virtual const std::string& kid() const = 0;
  // The compact JWS of `claims`, with typ at+jwt or that of their limit.
  virtual std::string sign(const Claims& claims) const = 0;
  // The public JWK (ES256) or nullopt (HS256).
  virtual std::optional<json::Value> public_jwk() const = 0;
};

// A new P-256 private key in PEM (PKCS #8), as SigningKey::es256 takes it.
std::string new_es256_pem();

// {"keys": […]}: the public keys, in this order.
json::Value jwks(const std::vector<std::shared_ptr<const SigningKey>>& keys);

// Verification keys by kid, fetched from a JWKS and kept. Thread-safe.
class KeySource {
 public:
  virtual ~KeySource() = default;
  // The JWKS document, or nullopt when it cannot be had; callers of verify() may wait for it, 2 s at most.
  // Never called by two threads at once.
  virtual std::optional<json::Value> fetch() = 0;
};

struct VerifierOptions {
  Algorithm algorithm = Algorithm::Es256;
  std::string hs256_secret;  // for HS256
  std::string hs256_other;   // verifies as well; empty: there is none
  std::string issuer = "llm-guard-manager";
  std::string audience = "llm-guard-manager";
  std::chrono::seconds leeway{60};           // for exp, nbf, iat alike; at most 60
  std::chrono::seconds refresh_interval{1};  // between fetches for unknown kids
  std::chrono::seconds failure_interval{5};  // the same where the last was in vain and older keys are there
  std::size_t max_token = 8 * 1024;          // bytes
  std::size_t cache_size = 4'096;            // verified tokens kept by SHA-256 until exp; 0: none
};

// Why a token was refused: for logs and metrics only, clients see "invalid_token" alone (RFC 9068 section 4).
enum class TokenFault {
  None,
  Malformed,
  TooLong,
  Type,
  Alg,
  Key,
  Signature,
  Claims,
  Issuer,
  Audience,
  Expired,
  NotYet
};
std::string_view to_string(TokenFault fault);
// Those that a token is refused for.
inline constexpr TokenFault kTokenFaults[] = {
    TokenFault::Malformed, TokenFault::TooLong,   TokenFault::Type,   TokenFault::Alg,
    TokenFault::Key,       TokenFault::Signature, TokenFault::Claims, TokenFault::Issuer,
    TokenFault::Audience,  TokenFault::Expired,   TokenFault::NotYet};

struct Verified {
  TokenFault fault = TokenFault::None;
  std::shared_ptr<const Claims> claims;  // set when fault is None
};

class TokenVerifier {
 public:
  // `source` may be null for HS256.
  TokenVerifier(VerifierOptions options, std::shared_ptr<KeySource> source, const base::Clock& clock);
  ~TokenVerifier();
  // Limited tokens are of the wrong type to whoever does not ask for them.
  enum class Accept { AccessTokens, LimitedToo };
  // For a kid that is not known: Keys fetches them and waits for that, Nothing says TokenFault::Key.
  enum class Fetch { Keys, Nothing };
  Verified verify(std::string_view token, Accept accept = Accept::AccessTokens, Fetch fetch = Fetch::Keys);
  // Fetches the keys now; false when they cannot be had (readiness, start).
  bool refresh_keys();
  bool has_keys() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::auth
