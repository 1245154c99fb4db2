#include "redirects/transit.hpp"

#include <array>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {

TransitSeals::TransitSeals(const std::string& secret_key, const base::Clock& clock, base::Random& random)
    : keys_(derived_keys(secret_key, "sign-in-transit")), clock_(clock), random_(random) {}

std::string TransitSeals::seal(const Transit& transit, const std::string& cookie_name) const {
  std::array<std::uint8_t, crypto::kSealingNonce> bytes{};
  random_.fill(bytes);
  const std::string nonce(bytes.begin(), bytes.end());
  return crypto::base64url(nonce +
                           crypto::seal(keys_.front(), nonce, describe::to_json(transit), cookie_name));
}

std::optional<Transit> TransitSeals::open(const std::string& sealed, const std::string& cookie_name) const {
  const auto bytes = crypto::base64url_decode(sealed);
  if (!bytes || bytes->size() < crypto::kSealingNonce) return std::nullopt;
  const std::string_view all = *bytes;
  std::optional<std::string> text;
  for (const std::string& key : keys_)
    if (!text)
      text = crypto::open_sealed(key, all.substr(0, crypto::kSealingNonce), all.substr(crypto::kSealingNonce),
                                 cookie_name);
  const auto body = text ? json::parse_or_nothing(*text) : std::nullopt;
  auto transit = body ? describe::decode_trusted<Transit>(*body) : std::nullopt;
  if (!transit || transit->until <= base::to_unix_seconds(clock_.now())) return std::nullopt;
  return transit;
}

}  // namespace lgm::auth_service
