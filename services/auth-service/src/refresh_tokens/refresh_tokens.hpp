// Refresh tokens: opaque, 256 bits, rotated at every use. The store sees their digests alone.
#pragma once
#include <cstdint>
#include <string>

namespace lgm::auth_service {

class RefreshTokens {
 public:
  // Derives the refresh key from SECRET_KEY (HKDF); ≥ 32 bytes.
  explicit RefreshTokens(const std::string& secret_key);
  // What the store keeps of a token: SHA-256, hex. A digest presented as a token is another token.
  static std::string hash(const std::string& token);
  // HMAC-SHA-256(refresh key, presented token ‖ family ‖ generation), base64url: whoever repeats a refresh
  // whose answer was lost gets the same successor. `generation` is the presented token's own.
  std::string successor(const std::string& presented, const std::string& family,
                        std::int64_t generation) const;
  // Whether a text can be one of our tokens at all.
  static bool well_formed(const std::string& token);

 private:
  const std::string key_;
};

}  // namespace lgm::auth_service
