#include "refresh_tokens/refresh_tokens.hpp"

#include <algorithm>
#include <cctype>

#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::size_t kLength = 43;  // 256 bits in base64url

}  // namespace

RefreshTokens::RefreshTokens(const std::string& secret_key)
    : key_(crypto::hkdf_sha256(secret_key, "llm-guard-manager", "refresh-token")) {}

std::string RefreshTokens::hash(const std::string& token) {
  return crypto::to_hex(crypto::sha256(token));
}

std::string RefreshTokens::successor(const std::string& presented, const std::string& family,
                                     std::int64_t generation) const {
  // The separator occurs in none of the parts.
  return crypto::base64url(
      crypto::hmac_sha256(key_, presented + '\0' + family + '\0' + std::to_string(generation)));
}

bool RefreshTokens::well_formed(const std::string& token) {
  return token.size() == kLength && std::all_of(token.begin(), token.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_';
         });
}

}  // namespace lgm::auth_service
