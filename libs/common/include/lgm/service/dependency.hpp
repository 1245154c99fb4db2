// What a service needs of another (a service, USAP, a database, a store) as its metrics show it, alike for
// all: whether it is up, what became of each call, how long calls took. Thread-safe.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "lgm/http/client.hpp"
#include "lgm/service/metrics.hpp"

namespace lgm::service {

class Dependency {
 public:
  enum class Outcome {
    Ok,
    Refused,  // it answers, and refuses (4xx): it is there and well
    Failed,   // it answers that it failed (5xx), or cannot be used
    CannotConnect,
    Timeout,
    BrokenAnswer,
    TooLarge,    // an answer that is larger than what is read
    CircuitOpen  // not asked, as it failed too often just now
  };
  // `name` is the label's value: "usap", "database", "redis", "session-cache-service". `metrics` must outlive
  // this.
  Dependency(Metrics& metrics, const std::string& name);
  // Down as well while this says so; called when scraped, must not wait.
  void up_while(std::function<bool()> well);
  void observe(Outcome outcome, std::chrono::nanoseconds took);
  // A call that waits for news on purpose: its time says nothing.
  void observe_wait(Outcome outcome);
  const std::string& name() const { return name_; }

 private:
  Metrics& metrics_;
  const std::string name_;
  Events calls_;
  Histogram& duration_;
  Gauge& in_a_row_gauge_;
  const std::shared_ptr<std::atomic<int>> in_a_row_;
};

Dependency::Outcome outcome_of(const http::CallResult& result);

}  // namespace lgm::service
