// What may happen thousands of times a second is said once a minute.
#pragma once
#include <atomic>
#include <chrono>

#include "lgm/base/clock.hpp"

namespace lgm::service {

class Occasional {
 public:
  explicit Occasional(const base::Clock& clock) : clock_(clock) {}
  // True for the first in a minute. From any thread.
  bool now() {
    const auto ticks = clock_.steady().time_since_epoch().count();
    auto next = next_.load();
    return ticks >= next && next_.compare_exchange_strong(
                                next, ticks + base::SteadyTime::duration(std::chrono::minutes(1)).count());
  }

 private:
  const base::Clock& clock_;
  std::atomic<base::SteadyTime::rep> next_{0};
};

}  // namespace lgm::service
