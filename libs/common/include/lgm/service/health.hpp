// Readiness: named checks, required or optional. Liveness never asks a dependency.
#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "lgm/json/value.hpp"

namespace lgm::service {

struct CheckResult {
  bool ok = true;
  std::string detail;  // for the internal listener only: latency, error, address
};

class Health {
 public:
  // `check` may block for its dependency's time-out; so it should be quick or keep its result.
  void add(std::string name, bool required, std::function<CheckResult()> check);
  // From drain on: not ready.
  void set_draining() { draining_ = true; }
  struct Report {
    bool ready;
    json::Value brief;   // {"status": "ready|degraded|not_ready", "checks": {name: true|false}} (seed 6.1)
    json::Value detail;  // with "details": {name: {…}}
  };
  Report report();

 private:
  struct Check {
    std::string name;
    bool required;
    std::function<CheckResult()> run;
  };
  std::mutex mutex_;
  std::vector<Check> checks_;
  std::atomic<bool> draining_{false};
};

}  // namespace lgm::service
