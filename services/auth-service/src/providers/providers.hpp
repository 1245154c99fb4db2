// Which providers of identities there are: the one list of them (providers.cpp).
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "abuse_limits/abuse_limits.hpp"
#include "configuration/configuration.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "providers/addresses.hpp"
#include "providers/identity_provider.hpp"

namespace lgm::auth_service {

// The clients of what stands behind providers: one for each host that is talked to, as a client has one base
// URL, one circuit breaker and one name in metrics and traces. A provider that talks to one host names it by
// IdentityProvider::dependency(); one that talks to several (token endpoint, keys, UserInfo …) names each by
// "<dependency>-<what it is for>", and finds them by these names. They are made at the start, from the hosts
// that the configuration allows: calls to hosts that only an answer names are not made.
using ProviderCallers = std::map<std::string, std::shared_ptr<http::Caller>, std::less<>>;

// All that any provider needs; must outlive them.
struct ProviderParts {
  const Configuration& own;
  const ProviderCallers& callers;
  const AbuseLimits& limits;
  const Addresses& addresses;
  const base::Clock& clock;
  base::Random& random;
  service::Metrics& metrics;
  service::Log& log;
};

// One kind of provider, as the list of them knows it. A kind may have several providers, or none.
struct ProviderKind {
  // Whether the configuration names one that people can sign in by.
  std::function<bool(const Configuration&)> is_configured;
  // The clients that the configuration names.
  std::function<ProviderCallers(const Configuration&, const base::Clock&, service::Metrics&)> callers;
  std::function<std::vector<std::unique_ptr<IdentityProvider>>(const ProviderParts&)> providers;
  // What is wrong with what the configuration says of them, where one variable alone does not show it.
  std::function<void(const Configuration&, std::vector<describe::Fault>&)> check = {};
};
using ProviderKinds = std::vector<ProviderKind>;
// The list.
const ProviderKinds& provider_kinds();
bool any_is_configured(const ProviderKinds& kinds, const Configuration& own);
// Of all kinds together.
ProviderCallers provider_callers(const ProviderKinds& kinds, const Configuration& own,
                                 const base::Clock& clock, service::Metrics& metrics);

// Constant after construction: no lock.
class Providers {
 public:
  // Throws std::logic_error for two providers of one id.
  Providers(const ProviderKinds& kinds, const ProviderParts& parts);
  const std::vector<std::unique_ptr<IdentityProvider>>& all() const { return all_; }
  // The directory of the people whom a `user_id` names: that of the first provider that has one.
  const Directory& directory() const;
  // Null where there is none of that id to which people can be sent.
  IdentityProvider* redirecting(std::string_view id) const;
  // Their ids, and what their sign-ins are refused for.
  std::vector<std::string> ways() const;
  std::vector<std::string> outcomes() const;

 private:
  std::vector<std::unique_ptr<IdentityProvider>> all_;
};

}  // namespace lgm::auth_service
