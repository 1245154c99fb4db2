// What one request spends from the limits, and what its answer says of them.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "held_requests.hpp"
#include "limits.hpp"

namespace lgm::service {

// One token of a limit, for one bucket.
struct Charge {
  NamedLimit* limit = nullptr;
  std::string key;
  bool by_handler = false;
};

// Thrown by a handler that spends where the token must be waited for: it is run again once it is there.
struct MustWait {
  Charge charge;
};

// Used by one thread at a time.
class Charges {
 public:
  // Both outlive it.
  Charges(const Limits& limits, HeldRequests& held) : limits_(limits), held_(held) {}

  // The next limit that the request spends from before its handler, or null; and whose bucket that is.
  NamedLimit* next(const Context& context) { return limits_.next(context, at_); }
  const std::string& key_of(const NamedLimit& limit, const Context& context);
  // The verdict on a charge where it is known at once.
  std::optional<RateLimiter::Verdict> at_once(NamedLimit& limit, const std::string& key) {
    return held_.at_once(limit.limiter, key);
  }
  // Keeps the verdict for the answer. Throws Refusal 429 `rate_limited` unless it admits.
  void settle(const NamedLimit& limit, const RateLimiter::Verdict& verdict);
  // The same for what a handler spends: its next run is not charged for it again.
  void settle(const Charge& charge, const RateLimiter::Verdict& verdict);
  // Before each run of the handler.
  void begin_run() { repeated_ = 0; }
  // For a handler; throws MustWait.
  void spend(std::string_view name, const std::string& key);
  // For credentials that are not good: of the client's network, at once. Throws Refusal 429 `rate_limited`.
  void spend_failure(std::string_view name, const Context& context);
  // RateLimit-Policy and RateLimit, one item a limit.
  void tell(http::Headers& headers) const;
  // The limit whose verdict was the last to refuse; null: none did.
  const NamedLimit* refused_by() const { return refused_by_; }

 private:
  const Limits& limits_;
  HeldRequests& held_;
  std::size_t at_ = 0;  // the limit that is looked at next
  // What the limit said last.
  struct State {
    const NamedLimit* limit;
    std::int64_t remaining = 0, reset_seconds = 0;
  };
  std::vector<State> states_;
  std::string network_;
  const NamedLimit* refused_by_ = nullptr;
  std::vector<std::pair<const NamedLimit*, std::string>> paid_;  // by the handler, in its order
  std::size_t repeated_ = 0;                                     // of these, by its present run
};

}  // namespace lgm::service
