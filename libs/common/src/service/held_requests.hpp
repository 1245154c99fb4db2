// Requests that wait for their user's limit, without a thread: in the order they came, each until there is a
// token for it, or its rule's patience is over.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "rate_limiter.hpp"

namespace lgm::service {

// Thread-safe.
class HeldRequests {
 public:
  // Called once, on the thread of this class, with the verdict that ended the wait. Must not block.
  using Resume = std::function<void(const RateLimiter::Verdict&)>;

  explicit HeldRequests(const base::Clock& clock) : clock_(clock) {}
  ~HeldRequests();
  void start();
  // The verdict where nothing has to be waited for.
  std::optional<RateLimiter::Verdict> at_once(RateLimiter& limiter, const std::string& key) const;
  // The verdict, or nullopt: then `resume` gets it.
  std::optional<RateLimiter::Verdict> take(RateLimiter& limiter, const std::string& key, Resume resume);
  // More is known of some bucket.
  void notify();
  // Everybody gets what is true now; nobody is held any more.
  void close();
  std::size_t size() const { return held_; }

 private:
  struct Guest {
    base::SteadyTime until;
    Resume resume;
  };
  using Line = std::pair<RateLimiter*, std::string>;
  using Answered = std::vector<std::pair<Resume, RateLimiter::Verdict>>;
  void run();
  void look(Answered& answered, bool last);

  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<Line, std::deque<Guest>> lines_;
  std::atomic<std::size_t> held_{0};
  bool news_ = false, open_ = false;
  std::thread thread_;
};

}  // namespace lgm::service
