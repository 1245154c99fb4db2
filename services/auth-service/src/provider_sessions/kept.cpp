#include "provider_sessions/kept.hpp"

namespace lgm::auth_service {
namespace {

std::optional<std::string> short_enough(const std::optional<std::string>& token) {
  return token && token->size() <= kLongestKept ? token : std::nullopt;
}

}  // namespace

KeptOfProvider kept_of(const ProviderSession& session, const base::Clock& clock) {
  return {short_enough(session.refresh_token), short_enough(session.id_token), base::to_unix_ms(clock.now())};
}

KeptSeals::KeptSeals(const std::string& secret_key, base::Random& random)
    : seals_(secret_key, "kept-of-provider", random) {}

std::string KeptSeals::seal(const KeptOfProvider& kept, const std::string& beside) const {
  return seals_.seal(describe::to_json(kept), beside);
}

std::optional<KeptOfProvider> KeptSeals::open(const std::optional<std::string>& sealed,
                                              const std::string& beside) const {
  const auto text = sealed ? seals_.open(*sealed, beside) : std::nullopt;
  const auto body = text ? json::parse_or_nothing(*text) : std::nullopt;
  return body ? describe::decode_trusted<KeptOfProvider>(*body) : std::nullopt;
}

}  // namespace lgm::auth_service
