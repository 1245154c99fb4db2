// How a client proves to an authorization server who it is, without a shared secret (RFC 7523 section 2.2,
// `private_key_jwt` of OpenID Connect Core 1.0 section 9).
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"

namespace lgm::auth {

// A key pair of ours whose public half the server knows. Constant after construction: no lock.
class ClientKey {
 public:
  // PEM of a P-256 (ES256) or an RSA private key of 2048 to 8192 bits (RS256); throws std::invalid_argument.
  static std::shared_ptr<const ClientKey> from_pem(std::string_view pem);
  virtual ~ClientKey() = default;
  // RFC 7638 thumbprint, the `kid` of what it signs.
  virtual const std::string& kid() const = 0;
  // An assertion for this audience, good once and for a minute.
  std::string assertion(const std::string& client_id, const std::string& audience, base::WallTime now,
                        base::Random& random) const;

 protected:
  virtual std::string_view algorithm() const = 0;
  virtual std::string signature(std::string_view input) const = 0;
};

}  // namespace lgm::auth
