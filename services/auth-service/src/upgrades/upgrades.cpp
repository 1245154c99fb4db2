#include "upgrades/upgrades.hpp"

#include <algorithm>

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::chrono::seconds kKnownFor{2};

}  // namespace

Upgrades::Upgrades(const SessionCache& cache, std::string service, std::string version,
                   const base::Clock& clock)
    : cache_(cache), service_(std::move(service)), version_(std::move(version)), clock_(clock) {}

// None where it cannot be asked: then nobody comes back from a provider either.
std::optional<bool> Upgrades::asked() const {
  try {
    const auto replicas = cache_.replicas();
    return !replicas || std::any_of(replicas->begin(), replicas->end(), [&](const auto& replica) {
      return replica.service == service_ && replica.version != version_;
    });
  } catch (const service::Refusal&) {
    return std::nullopt;
  }
}

bool Upgrades::under_way() {
  std::unique_lock lock(mutex_);
  const auto now = clock_.steady();
  if (asked_ && now - *asked_ < kKnownFor) return under_way_;
  const bool first = !asked_;
  asked_ = now;
  if (!first) lock.unlock();  // the others take the last answer meanwhile; where there is none they wait
  const auto told = asked();
  if (!first) lock.lock();
  return under_way_ = told.value_or(under_way_);
}

}  // namespace lgm::auth_service
