// Whether an API key is good, at this moment: its row in the policy, the clock and the feed of revocations
// say so, and nobody is asked. It goes on while admin-service or session-cache-service is away.
#pragma once
#include <functional>

#include "api_keys/known_keys.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/service/key_refusals.hpp"

namespace lgm::guard_service {

// Thread-safe.
class KeyCheck {
 public:
  using Keys = std::shared_ptr<const KnownKeys>;
  // `keys` gives those that are in force, null before anything was loaded; `are_old`: whether newer ones may
  // have been made that they do not hold. Everything outlives this.
  KeyCheck(std::function<Keys()> keys, std::function<bool()> are_old, const auth::RevocationSet& revoked,
           const base::Clock& clock, service::Metrics& metrics);
  // Throws Refusal 401 `invalid_api_key`; 503 `api_keys_unavailable` where it cannot be told.
  std::shared_ptr<const KnownKey> known(std::string_view text) const;
  // Whether the app has, or once had, a key, as far as is known.
  bool is_keyed(const std::string& app_id) const;
  const service::KeyRefusals& refusals() const { return refusals_; }

 private:
  void check(const KnownKey& key) const;

  const std::function<Keys()> keys_;
  const std::function<bool()> are_old_;
  const auth::RevocationSet& revoked_;
  const base::Clock& clock_;
  const service::KeyRefusals refusals_;
};

// Makes applications of those who send X-API-Key, on the routes that take it.
class KeyAuthenticator final : public service::Authenticator {
 public:
  explicit KeyAuthenticator(const KeyCheck& keys) : keys_(keys) {}
  bool serves(const service::Route& route) const override { return route.takes_api_keys; }
  // Throws Refusal 400 `two_credentials`, and what KeyCheck throws.
  std::optional<service::Principal> who(service::Credentials& shown) const override;

 private:
  const KeyCheck& keys_;
};

// The key by which the application calls, of a principal that KeyAuthenticator made; null for anybody else.
std::shared_ptr<const KnownKey> key_of(const service::Principal& principal);

}  // namespace lgm::guard_service
