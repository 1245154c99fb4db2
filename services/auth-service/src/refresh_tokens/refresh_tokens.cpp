#include "refresh_tokens/refresh_tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::size_t kLength = 43;  // 256 bits in base64url
constexpr std::size_t kFamilyBytes = 16;

// The separator occurs in none of the parts.
std::string successor_by(const std::string& key, const std::string& presented, const std::string& family,
                         std::int64_t generation) {
  return crypto::base64url(
      crypto::hmac_sha256(key, presented + '\0' + family + '\0' + std::to_string(generation)));
}

}  // namespace

RefreshTokens::RefreshTokens(const std::string& secret_key)
    : keys_(derived_keys(secret_key, "refresh-token")) {}

std::string RefreshTokens::new_family(base::Random& random) {
  std::array<std::uint8_t, kFamilyBytes> bytes{};
  random.fill(bytes);
  return crypto::base64url(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::string RefreshTokens::hash(const std::string& token) {
  return crypto::to_hex(crypto::sha256(token));
}

std::string RefreshTokens::successor(const std::string& presented, const std::string& family,
                                     std::int64_t generation) const {
  return successor_by(keys_.front(), presented, family, generation);
}

std::optional<std::string> RefreshTokens::other_successor(const std::string& presented,
                                                          const std::string& family,
                                                          std::int64_t generation) const {
  if (keys_.size() < 2) return std::nullopt;
  return successor_by(keys_[1], presented, family, generation);
}

bool RefreshTokens::well_formed(const std::string& token) {
  return token.size() == kLength && std::all_of(token.begin(), token.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_';
         });
}

}  // namespace lgm::auth_service
