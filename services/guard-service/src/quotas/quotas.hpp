// How many texts API keys may have decided, in a minute and in a day. Each replica spends from what it knows
// and tells session-cache-service of it off the request path, so that together they keep the quota but for
// what each spends before it has heard of the others: two calls for each key in use lie between. While
// session-cache-service is away each replica counts alone.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/contracts/policy.hpp"
#include "lgm/http/client.hpp"

namespace lgm::guard_service {

using contracts::policy::Quota;

// Thread-safe. `take` never blocks.
class Quotas {
 public:
  // All outlive this.
  Quotas(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock)
      : session_cache_(std::move(session_cache)), clock_(clock) {}
  ~Quotas() { stop(); }
  void start();
  void stop();

  // What one of a key's two quotas says.
  struct State {
    std::string_view name;  // minute, day
    std::int64_t limit = 0, window_seconds = 0, remaining = 0, reset_seconds = 0;
  };
  struct Verdict {
    std::vector<State> states;  // of the quotas that the key has
    std::string_view hit;       // the one that refuses; empty: admitted
    bool admitted() const { return hit.empty(); }
  };
  // Spends `texts` of both quotas, or of none. More texts at once than a minute has are admitted while none
  // of it is spent, and are a debt then; a day's quota is never exceeded so.
  Verdict take(const std::string& key, const Quota& quota, std::int64_t texts);
  // What `take` spent was not used. Where others have been told of it, what is spent next makes up for it.
  void give_back(const std::string& key, std::int64_t texts);
  // Tells session-cache-service what was spent, and hears what others spent; false: it does not answer, and
  // the rest is left for another time. Called by the thread.
  bool settle_all();

 private:
  struct Bucket {
    Quota quota;
    double tokens = 0;  // of the minute's, less what was spent here and is not settled
    base::SteadyTime filled{}, used{};
    // Not told yet; below zero: given back after it was told.
    std::int64_t minute_spent = 0;
    std::int64_t day = -1;                      // since 1970 began; -1: none yet
    std::int64_t day_total = 0, day_spent = 0;  // of all replicas as told; here, not told yet
  };
  void fill(Bucket& bucket, base::SteadyTime now) const;
  Verdict judge(const Bucket& bucket, std::int64_t texts, base::WallTime now) const;
  // False: no answer.
  bool settle_minute(const std::string& key, std::unique_lock<std::mutex>& lock);
  bool settle_day(const std::string& key, std::unique_lock<std::mutex>& lock);
  void leave_for_later(const std::set<std::string>& keys);
  void run();
  void forget_idle(base::SteadyTime now);

  const std::shared_ptr<http::Caller> session_cache_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 0;  // buckets
  std::set<std::string> unsettled_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lgm::guard_service
