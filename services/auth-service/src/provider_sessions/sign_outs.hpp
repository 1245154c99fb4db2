// Signing out together with the provider: from its side (OpenID Connect Back-Channel Logout 1.0), and from
// ours (RP-Initiated Logout 1.0). Thread-safe.
#pragma once
#include "abuse_limits/abuse_limits.hpp"
#include "lgm/service/metrics.hpp"
#include "provider_sessions/kept.hpp"
#include "providers/providers.hpp"
#include "redirects/provider_slots.hpp"
#include "sessions/sessions.hpp"

namespace lgm::auth_service {

class SignOuts {
 public:
  SignOuts(const Providers& providers, ProviderSlots& slots, const AbuseLimits& limits, const KeptSeals& kept,
           Sessions& sessions, base::Random& random, service::Metrics& metrics);
  // Ends what a provider's logout token names. Throws Refusal 404 `not_found` for a provider that sends none,
  // 429 `too_many_failures`, 400 `invalid_logout_token` where it does not hold, or the store or the
  // provider's keys cannot be had.
  void take(const std::string& provider, const std::string& token, const Visitor& visitor);
  // Where the browser of this session goes to sign out at its provider, too; none: nowhere. Never throws.
  std::optional<std::string> address_of(const FoundSession& session) const;

 private:
  ProviderSignOut verified(IdentityProvider& provider, const std::string& token, const Visitor& visitor);
  std::string_view ended(const std::string& provider, const ProviderSignOut& what, const Visitor& visitor);

  const Providers& providers_;
  ProviderSlots& slots_;
  const AbuseLimits& limits_;
  const KeptSeals& kept_;
  Sessions& sessions_;
  base::Random& random_;
  const service::Events outcomes_;
};

}  // namespace lgm::auth_service
