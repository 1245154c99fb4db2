// The API limit of a user: tokens are leased in blocks from session-cache off the request path and spent
// here.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"

namespace lgm::service {

// Thread-safe. `take` never blocks: while a block is under way, or the store is away, a local bucket of the
// same rate admits (over-admission is at most one block a replica; without the store each replica allows the
// whole rate).
class RateLimiter {
 public:
  RateLimiter(std::int64_t per_minute, std::int64_t burst, std::shared_ptr<http::Caller> session_cache,
              const base::Clock& clock);
  ~RateLimiter();
  void start();
  void stop();
  struct Verdict {
    bool admitted = true;
    std::int64_t limit = 0, remaining = 0, reset_seconds = 0;
  };
  Verdict take(const std::string& key);

 private:
  struct Bucket {
    double tokens = 0;
    base::SteadyTime filled{}, used{};
    std::int64_t spent = 0;  // since the last report to the store
    base::SteadyTime blocked_until{};
    bool queued = false;
  };
  void run();
  void settle(const std::string& key, std::int64_t spent);
  void forget_idle(base::SteadyTime now);

  const double per_minute_, burst_;
  const std::shared_ptr<http::Caller> session_cache_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 0;  // buckets
  std::vector<std::string> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lgm::service
