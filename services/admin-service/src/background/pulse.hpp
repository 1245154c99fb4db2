// Whether the database answers, as the thread that asks it regularly has seen: a readiness check must not
// wait for a database that hangs.
#pragma once
#include <mutex>
#include <optional>
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/service/health.hpp"

namespace lgm::admin {

// Thread-safe.
class Pulse {
 public:
  // An answer older than this counts as none.
  static constexpr std::chrono::seconds kFresh{3};

  explicit Pulse(const base::Clock& clock) : clock_(clock) {}
  void answered();
  void failed(std::string why);
  service::CheckResult check() const;

 private:
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<base::SteadyTime> answered_;  // none: the last try failed
  std::string why_ = "not asked yet";
};

}  // namespace lgm::admin
