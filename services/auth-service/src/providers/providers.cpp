#include "providers/providers.hpp"

#include <algorithm>
#include <stdexcept>

#include "providers/oidc/oidc_provider.hpp"
#include "providers/usap/usap_oauth.hpp"
#include "providers/usap/usap_ticket.hpp"

namespace lgm::auth_service {

ProviderSignOut IdentityProvider::signed_out(const std::string&) {
  throw std::logic_error("the provider sends no logout tokens");
}

// The list: one line a kind of provider.
const ProviderKinds& provider_kinds() {
  static const ProviderKinds kinds{usap_kind(), usap_oauth_kind(), oidc::oidc_kind()};
  return kinds;
}

bool any_is_configured(const ProviderKinds& kinds, const Configuration& own) {
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const ProviderKind& kind) { return kind.is_configured(own); });
}

ProviderCallers provider_callers(const ProviderKinds& kinds, const Configuration& own,
                                 const base::Clock& clock, service::Metrics& metrics) {
  ProviderCallers all;
  for (const ProviderKind& kind : kinds) all.merge(kind.callers(own, clock, metrics));
  return all;
}

Providers::Providers(const ProviderKinds& kinds, const ProviderParts& parts) {
  for (const ProviderKind& kind : kinds)
    for (auto& provider : kind.providers(parts)) {
      for (const auto& other : all_)
        if (other->id() == provider->id())
          throw std::logic_error("two providers have the id " + std::string(provider->id()));
      all_.push_back(std::move(provider));
    }
}

IdentityProvider* Providers::redirecting(std::string_view id) const {
  for (const auto& provider : all_)
    if (const auto offer = provider->offer(); provider->id() == id && offer && offer->kind == kRedirectKind)
      return provider.get();
  return nullptr;
}

const Directory& Providers::directory() const {
  for (const auto& provider : all_)
    if (const Directory* directory = provider->directory()) return *directory;
  throw std::logic_error("no provider has a directory");
}

std::vector<std::string> Providers::ways() const {
  std::vector<std::string> ways;
  for (const auto& provider : all_) ways.emplace_back(provider->id());
  return ways;
}

std::vector<std::string> Providers::outcomes() const {
  std::vector<std::string> outcomes;
  for (const auto& provider : all_)
    for (std::string& outcome : provider->outcomes())
      if (std::find(outcomes.begin(), outcomes.end(), outcome) == outcomes.end())
        outcomes.push_back(std::move(outcome));
  return outcomes;
}

}  // namespace lgm::auth_service
