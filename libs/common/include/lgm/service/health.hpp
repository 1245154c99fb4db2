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

// What a service knows of the rest of the suite. Not installed: false, and nothing is the matter.
enum class SuiteState { Well, Away, NotInstalled };

class Health {
 public:
  // `check` may block for its dependency's time-out; so it should be quick or keep its result.
  void add(std::string name, bool required, std::function<CheckResult()> check);
  // Shown beside the service's own checks by the public listener alone, which speaks for the suite; never
  // required. `look` must not wait.
  void add_of_suite(std::string name, std::function<SuiteState()> look);
  // From drain on: not ready.
  void set_draining() { draining_ = true; }
  struct Checked {
    std::string name;
    bool required;
    CheckResult result;
  };
  struct Report {
    bool ready;
    bool draining;
    std::vector<Checked> checks;  // the service's own
    json::Value brief;   // {"status": "ready|degraded|not_ready", "checks": {name: true|false}} (seed 6.1)
    json::Value detail;  // of the own checks alone, with "details": {name: {…}}
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
  std::vector<std::pair<std::string, std::function<SuiteState()>>> of_suite_;
  std::atomic<bool> draining_{false};
};

}  // namespace lgm::service
