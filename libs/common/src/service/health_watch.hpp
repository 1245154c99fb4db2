// Looks at the service's readiness every few seconds, so that metrics and log tell of it without a scrape
// that waits for a dependency. Reads on the way what else can only be had by waiting.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/service/health.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"

namespace lgm::service {

class HealthWatch {
 public:
  // All must outlive this.
  HealthWatch(Health& health, Metrics& metrics, Log& log, const base::Clock& clock)
      : health_(health), metrics_(metrics), log_(log), clock_(clock) {}
  ~HealthWatch() { stop(); }
  // A gauge whose value is waited for here. Missing from a scrape when it could not be read lately. Before
  // start().
  void gauge(const std::string& name, const std::string& help, Metrics::Read read);
  // Done at each look. Before start().
  void also(std::function<void()> look) { also_ = std::move(look); }
  void start();
  void stop();

 private:
  struct Watched {
    Metrics::Read read;
    double value = 0;
    base::SteadyTime read_at;
    bool known = false;
  };
  void run();
  void look();
  void tell(const Health::Report& report);
  void read(Watched& watched);
  double kept(const Watched& watched) const;

  Health& health_;
  Metrics& metrics_;
  Log& log_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Watched> watched_;
  std::function<void()> also_;
  std::string not_ready_;  // the checks that failed at the last look; empty: it was ready
  bool was_ready_ = false;
  base::SteadyTime not_ready_since_;  // the start, until it is ready for the first time
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lgm::service
