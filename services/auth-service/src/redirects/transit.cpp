#include "redirects/transit.hpp"

namespace lgm::auth_service {

TransitSeals::TransitSeals(const std::string& secret_key, const base::Clock& clock, base::Random& random)
    : seals_(secret_key, "sign-in-transit", random), clock_(clock) {}

std::string TransitSeals::seal(const Transit& transit, const std::string& cookie_name) const {
  return seals_.seal(describe::to_json(transit), cookie_name);
}

std::optional<Transit> TransitSeals::open(const std::string& sealed, const std::string& cookie_name) const {
  const auto text = seals_.open(sealed, cookie_name);
  const auto body = text ? json::parse_or_nothing(*text) : std::nullopt;
  auto transit = body ? describe::decode_trusted<Transit>(*body) : std::nullopt;
  if (!transit || transit->until <= base::to_unix_seconds(clock_.now())) return std::nullopt;
  return transit;
}

}  // namespace lgm::auth_service
