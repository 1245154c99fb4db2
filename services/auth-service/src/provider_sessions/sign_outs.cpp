#include "provider_sessions/sign_outs.hpp"

#include "sessions/session_start.hpp"

namespace lgm::auth_service {
namespace {

service::Refusal no_sign_out(const service::Cause& cause) {
  return service::Refusal(
      service::refusal<400>("invalid_logout_token",
                            "The logout token does not hold, or nothing can be ended at the moment")
          .problem(),
      cause);
}

std::vector<std::string> ways_that_sign_out(const Providers& providers) {
  std::vector<std::string> ways;
  for (const auto& provider : providers.all())
    if (provider->sends_sign_outs()) ways.emplace_back(provider->id());
  ways.emplace_back(kUnknownWay);
  return ways;
}

}  // namespace

SignOuts::SignOuts(const Providers& providers, ProviderSlots& slots, const AbuseLimits& limits,
                   const KeptSeals& kept, Sessions& sessions, base::Random& random, service::Metrics& metrics)
    : providers_(providers),
      slots_(slots),
      limits_(limits),
      kept_(kept),
      sessions_(sessions),
      random_(random),
      outcomes_(metrics, "lgm_provider_sign_outs_total",
                "Logout tokens of identity providers, by provider and outcome",
                {{"way", ways_that_sign_out(providers)},
                 {"outcome", {"ended", "nobody", "repeated", "refused", "failed", "too_many_failures"}}}) {}

ProviderSignOut SignOuts::verified(IdentityProvider& provider, const std::string& token,
                                   const Visitor& visitor) {
  try {
    const auto slot = slots_.take(std::string(provider.id()));
    return provider.signed_out(token);
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status == 401) limits_.sign_out_failed(visitor.address);
    throw;
  }
}

std::string_view SignOuts::ended(const std::string& provider, const ProviderSignOut& what,
                                 const Visitor& visitor) {
  const auto found = sessions_.end_of_provider(provider, what, visitor);
  if (found.repeated.value_or(false)) return "repeated";
  return found.ended.empty() ? "nobody" : "ended";
}

void SignOuts::take(const std::string& id, const std::string& token, const Visitor& visitor) {
  IdentityProvider* provider = providers_.redirecting(id);
  if (!provider || !provider->sends_sign_outs()) throw service::not_found("Provider");
  const auto counted = [&](std::string_view outcome) { outcomes_.of({id, outcome}).add(); };
  try {
    limits_.admit_sign_out(visitor.address);
    counted(ended(id, verified(*provider, token, visitor), visitor));
  } catch (const service::Refusal& refusal) {
    const int status = refusal.problem().status;
    counted(status == 429 ? "too_many_failures" : status == 401 ? "refused" : "failed");
    if (status == 429) throw;
    throw no_sign_out(refusal.cause());
  }
}

// That the session has ended here does not wait for a provider that is away, nor depend on it.
std::optional<std::string> SignOuts::address_of(const FoundSession& session) const {
  IdentityProvider* provider = session.provider ? providers_.redirecting(*session.provider) : nullptr;
  if (!provider) return std::nullopt;
  const auto kept = kept_.open(session.sealed, session.sid);
  try {
    return provider->sign_out_at(kept ? kept->id_token : std::nullopt, random_.token());
  } catch (const service::Refusal&) {
    return std::nullopt;
  }
}

}  // namespace lgm::auth_service
