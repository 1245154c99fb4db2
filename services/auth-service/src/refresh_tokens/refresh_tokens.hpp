// Refresh tokens: opaque, 256 bits, rotated at every use. The store sees their digests alone.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lgm/base/random.hpp"

namespace lgm::auth_service {

class RefreshTokens {
 public:
  // Derives the refresh keys from the lines of SECRET_KEY (configuration/master_secret.hpp).
  explicit RefreshTokens(const std::string& secret_key);
  // The id of a new session, the family of its tokens: 128 random bits, base64url.
  static std::string new_family(base::Random& random);
  // What the store keeps of a token: SHA-256, hex. A digest presented as a token is another token.
  static std::string hash(const std::string& token);
  // HMAC-SHA-256(refresh key, presented token ‖ family ‖ generation), base64url: whoever repeats a refresh
  // whose answer was lost gets the same successor. `generation` is the presented token's own.
  std::string successor(const std::string& presented, const std::string& family,
                        std::int64_t generation) const;
  // The same by the other line of SECRET_KEY: a replica that has it first may have made it. None without one.
  std::optional<std::string> other_successor(const std::string& presented, const std::string& family,
                                             std::int64_t generation) const;
  // Whether a text can be one of our tokens at all.
  static bool well_formed(const std::string& token);

 private:
  const std::vector<std::string> keys_;
};

}  // namespace lgm::auth_service
