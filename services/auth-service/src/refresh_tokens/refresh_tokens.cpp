#include "refresh_tokens/refresh_tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/crypto/tweaked_block.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::size_t kLength = 43;  // 256 bits in base64url
constexpr std::size_t kFamilyBytes = crypto::kTweakedBlock;

std::string random_bytes(base::Random& random) {
  std::array<std::uint8_t, kFamilyBytes> bytes{};
  random.fill(bytes);
  return {bytes.begin(), bytes.end()};
}

// The bytes of a session's id that a token can name.
std::optional<std::string> nameable(const std::string& family) {
  auto bytes = crypto::base64url_decode(family);
  if (!bytes || bytes->size() != kFamilyBytes) return std::nullopt;
  return bytes;
}

std::string naming(const std::string& key, const std::string& beginning, const std::string& family) {
  return crypto::base64url(beginning + crypto::tweak_block(key, beginning, family));
}

}  // namespace

RefreshTokens::RefreshTokens(const std::string& secret_key) {
  const auto successor = derived_keys(secret_key, "refresh-token"),
             name = derived_keys(secret_key, "refresh-token-session"),
             tweak = derived_keys(secret_key, "refresh-token-session-tweak");
  for (std::size_t i = 0; i < successor.size(); ++i) keys_.push_back({successor[i], name[i] + tweak[i]});
}

std::string RefreshTokens::new_family(base::Random& random) {
  return crypto::base64url(random_bytes(random));
}

std::string RefreshTokens::hash(const std::string& token) {
  return crypto::to_hex(crypto::sha256(token));
}

RefreshToken RefreshTokens::first(const std::string& family, bool named, base::Random& random) const {
  const auto bytes = named ? nameable(family) : std::nullopt;
  if (!bytes) return {random.token(), false};
  return {naming(keys_.front().name, random_bytes(random), *bytes), true};
}

std::vector<RefreshToken> RefreshTokens::successors(const std::string& presented, const std::string& family,
                                                    std::int64_t generation, bool named) const {
  const auto bytes = nameable(family);
  std::string said = presented;  // the separator occurs in none of the parts
  said.append(1, '\0').append(family).append(1, '\0').append(std::to_string(generation));
  std::vector<RefreshToken> made;
  for (const bool form : {named, !named})
    for (const Keys& keys : keys_) {
      if (form && !bytes) continue;
      const crypto::Digest mac = crypto::hmac_sha256(keys.successor, said);
      if (form)
        made.push_back({naming(keys.name, {mac.begin(), mac.begin() + kFamilyBytes}, *bytes), true});
      else
        made.push_back({crypto::base64url(mac), false});
    }
  return made;
}

std::vector<std::string> RefreshTokens::named_by(const std::string& token) const {
  std::vector<std::string> families;
  const auto bytes = crypto::base64url_decode(token);
  if (!bytes || bytes->size() != 2 * kFamilyBytes) return families;
  const std::string beginning = bytes->substr(0, kFamilyBytes), block = bytes->substr(kFamilyBytes);
  for (const Keys& keys : keys_)
    families.push_back(crypto::base64url(crypto::untweak_block(keys.name, beginning, block)));
  return families;
}

bool RefreshTokens::well_formed(const std::string& token) {
  return token.size() == kLength && std::all_of(token.begin(), token.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_';
         });
}

}  // namespace lgm::auth_service
