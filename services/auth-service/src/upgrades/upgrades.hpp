// Whether replicas of another version of this service are about. One of them may not know a provider that
// another sent somebody to, nor the form of a refresh token that it is asked for once more. Thread-safe.
#pragma once
#include <mutex>
#include <optional>
#include <string>

#include "lgm/base/clock.hpp"
#include "session_cache/session_cache.hpp"

namespace lgm::auth_service {

class Upgrades {
 public:
  // Our own name and version, as replicas report them.
  Upgrades(const SessionCache& cache, std::string service, std::string version, const base::Clock& clock);
  // As session-cache-service said within the last seconds; while it cannot be asked, as it said last. Asked
  // by everybody who looks at the sign-in page, signs in or refreshes.
  bool under_way();

 private:
  std::optional<bool> asked() const;

  const SessionCache& cache_;
  const std::string service_, version_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::optional<base::SteadyTime> asked_;
  bool under_way_ = false;
};

}  // namespace lgm::auth_service
