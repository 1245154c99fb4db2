// Primitives, all OpenSSL's. Algorithms are fetched once. Thread-safe. Throw std::runtime_error where OpenSSL
// fails.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lgm::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view data);
// The same for what comes piece by piece. Used by one thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view data);
  // Of everything added. Called once, at the end.
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};
Digest hmac_sha256(std::string_view key, std::string_view data);
// RFC 5869, SHA-256, 32 bytes out.
std::string hkdf_sha256(std::string_view secret, std::string_view salt, std::string_view info);
// AES-256-GCM: the ciphertext and behind it the tag of 16 bytes. `key`: 32 bytes; `nonce`: 12 bytes, never
// twice with one key; `associated` is not in it, but must be the same again to open it. Throws
// std::invalid_argument for a key or nonce of another length.
std::string seal(std::string_view key, std::string_view nonce, std::string_view text,
                 std::string_view associated);
// The text; none where anything of it was changed, or key, nonce or `associated` are others.
std::optional<std::string> open_sealed(std::string_view key, std::string_view nonce, std::string_view sealed,
                                       std::string_view associated);
inline constexpr std::size_t kSealingNonce = 12;  // bytes
// Same time for equal and unequal texts of one length.
bool equal_constant_time(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);
std::string to_hex(const Digest& digest);
// RFC 4648 section 5 without padding.
std::string base64url(std::string_view bytes);
std::string base64url(const Digest& digest);
// Strict: no padding, no blanks, no other characters, no non-zero trailing bits.
std::optional<std::string> base64url_decode(std::string_view text);
// Standard alphabet with padding.
std::string base64(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace lgm::crypto
