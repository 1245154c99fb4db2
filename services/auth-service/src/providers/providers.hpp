// Which providers of identities there are: the one list of them (providers.cpp).
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "abuse_limits/abuse_limits.hpp"
#include "configuration/configuration.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/service/metrics.hpp"
#include "providers/identity_provider.hpp"

namespace lgm::auth_service {

// The clients of what stands behind providers, by IdentityProvider::dependency().
using ProviderCallers = std::map<std::string, std::shared_ptr<http::Caller>, std::less<>>;
// Those that the configuration names.
ProviderCallers provider_callers(const Configuration& own, const base::Clock& clock,
                                 service::Metrics& metrics);

// All that any provider needs; must outlive them.
struct ProviderParts {
  const Configuration& own;
  const ProviderCallers& callers;
  const AbuseLimits& limits;
  const base::Clock& clock;
  service::Metrics& metrics;
};

// Constant after construction: no lock.
class Providers {
 public:
  explicit Providers(const ProviderParts& parts);
  const std::vector<std::unique_ptr<IdentityProvider>>& all() const { return all_; }
  // The directory of the people whom a `user_id` names: that of the first provider that has one.
  const Directory& directory() const;
  // Their ids, and what their sign-ins are refused for.
  std::vector<std::string> ways() const;
  std::vector<std::string> outcomes() const;

 private:
  std::vector<std::unique_ptr<IdentityProvider>> all_;
};

}  // namespace lgm::auth_service
