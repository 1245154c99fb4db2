#include "configuration/seals.hpp"

#include <array>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {

Seals::Seals(const std::string& secret_key, std::string_view purpose, base::Random& random)
    : keys_(derived_keys(secret_key, purpose)), random_(random) {}

std::string Seals::seal(const std::string& text, std::string_view bound_to) const {
  std::array<std::uint8_t, crypto::kSealingNonce> bytes{};
  random_.fill(bytes);
  const std::string nonce(bytes.begin(), bytes.end());
  return crypto::base64url(nonce + crypto::seal(keys_.front(), nonce, text, bound_to));
}

std::optional<std::string> Seals::open(const std::string& sealed, std::string_view bound_to) const {
  const auto bytes = crypto::base64url_decode(sealed);
  if (!bytes || bytes->size() < crypto::kSealingNonce) return std::nullopt;
  const std::string_view all = *bytes;
  for (const std::string& key : keys_)
    if (auto text = crypto::open_sealed(key, all.substr(0, crypto::kSealingNonce),
                                        all.substr(crypto::kSealingNonce), bound_to))
      return text;
  return std::nullopt;
}

}  // namespace lgm::auth_service
