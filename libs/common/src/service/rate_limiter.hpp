// One rule of how often a user may call: a token bucket that replicas share through session-cache. Each
// spends from what it knows of the bucket and reports what it spent off the request path.
#pragma once
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/rate_rule.hpp"

namespace lgm::service {

// Thread-safe. `take` never blocks.
//
// What a replica spent and has not heard of again is at most a block, less as the bucket empties (its share
// of what is left, then one token at a time): so all replicas together admit at most a block each beyond the
// rule. While the store cannot be asked, each admits its share of the rule.
class RateLimiter {
 public:
  static constexpr std::int64_t kBlock = 20;

  RateLimiter(RateRule rule, std::shared_ptr<http::Caller> session_cache, const base::Clock& clock);
  ~RateLimiter();
  const RateRule& rule() const { return rule_; }
  void start();
  void stop();
  // How many replicas of this service there are.
  void set_replicas(std::int64_t replicas) { replicas_ = std::max<std::int64_t>(1, replicas); }
  // Called on the limiter's thread whenever more is known of a bucket. Before start().
  void on_news(std::function<void()> news) { news_ = std::move(news); }

  struct Verdict {
    enum class State {
      Admitted,
      Unsettled,  // what was spent must be heard of first: ask again at the next news
      Empty,
    };
    State state = State::Admitted;
    std::int64_t limit = 0, remaining = 0, reset_seconds = 0;
    std::string hit;  // the limit that was hit, for a person; empty when admitted
    bool admitted() const { return state == State::Admitted; }
  };
  Verdict take(const std::string& key) { return judge(key, Ask::Take); }
  // The same without taking.
  Verdict look(const std::string& key) { return judge(key, Ask::Look); }
  // The verdict on a request that may not have what there is.
  Verdict refuse(const std::string& key) { return judge(key, Ask::Refuse); }

 private:
  struct Bucket {
    double tokens = 0;  // of the shared bucket, less what was spent here and is not settled
    base::SteadyTime filled{}, used{}, full{};
    std::int64_t spent = 0, in_flight = 0;  // since the last report; reported and not answered
    bool queued = false;
    std::int64_t unsettled() const { return spent + in_flight; }
  };
  enum class Ask { Take, Look, Refuse };
  Verdict judge(const std::string& key, Ask ask);
  double flow() const;  // tokens a second
  double most() const;  // tokens that a full bucket holds
  void fill(Bucket& bucket, base::SteadyTime now) const;
  std::int64_t room(const Bucket& bucket) const;
  void report_if_due(const std::string& key, Bucket& bucket);
  std::string hit(const Bucket& bucket, base::SteadyTime now) const;
  void run();
  void settle(const std::string& key, std::unique_lock<std::mutex>& lock);
  void forget_idle(base::SteadyTime now);

  const RateRule rule_;
  const std::shared_ptr<http::Caller> session_cache_;
  const base::Clock& clock_;
  std::function<void()> news_ = [] {};
  std::atomic<std::int64_t> replicas_{1};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 0;  // buckets
  std::deque<std::string> queue_;
  bool running_ = false, stopping_ = false;
  bool away_ = false;  // the store did not answer the last call
  std::thread thread_;
};

}  // namespace lgm::service
