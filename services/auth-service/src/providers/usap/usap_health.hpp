// Whether USAP answers, asked at most every few seconds however often somebody wants to know. Thread-safe.
#pragma once
#include <mutex>
#include <optional>

#include "lgm/base/clock.hpp"
#include "providers/usap/usap_client.hpp"

namespace lgm::auth_service {

class UsapHealth {
 public:
  UsapHealth(const UsapClient& usap, const base::Clock& clock) : usap_(usap), clock_(clock) {}
  bool healthy();

 private:
  const UsapClient& usap_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::optional<base::SteadyTime> asked_;
  bool healthy_ = false, asking_ = false;
};

}  // namespace lgm::auth_service
