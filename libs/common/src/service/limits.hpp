// The limits of a service, each with its buckets and the counter of what it refused.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/service/context.hpp"
#include "lgm/service/metrics.hpp"
#include "rate_limiter.hpp"

namespace lgm::service {

struct NamedLimit {
  NamedLimit(RateRule rule, std::shared_ptr<http::Caller> session_cache, const base::Clock& clock,
             Metrics& metrics);
  const RateRule& rule() const { return limiter.rule(); }

  RateLimiter limiter;
  const std::string quoted, policy;  // its name, and its item of RateLimit-Policy
  Counter& refused;
};

// The counter of answers 429. `rule`: a limit's name, or the route that has one of its own.
Counter& refused_by(Metrics& metrics, const std::string& rule);

// Filled before the start; thread-safe then.
class Limits {
 public:
  // All outlive this but the caller, which may be null: then each replica counts alone.
  Limits(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock, Metrics& metrics);
  // Requests spend in the order in which rules were added; what a later one refuses has spent from those
  // before. Throws std::logic_error for a name that is malformed or taken, a rate below 0, a burst below 1.
  void add(RateRule rule);
  // `news` is called whenever more is known of a bucket.
  void start(const std::function<void()>& news);
  void stop();
  void set_replicas(std::int64_t replicas);
  // Throws std::logic_error: a handler spends from a limit that there is not.
  NamedLimit& named(std::string_view name) const;
  // The next limit, from the `at`th on, that the request spends from before its handler; `at` is moved behind
  // it. Null: none.
  NamedLimit* next(const Context& context, std::size_t& at) const;

 private:
  const std::shared_ptr<http::Caller> session_cache_;
  const base::Clock& clock_;
  Metrics& metrics_;
  std::vector<std::unique_ptr<NamedLimit>> limits_;
};

}  // namespace lgm::service
