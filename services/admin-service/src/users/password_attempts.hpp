// How often the owner of a session may be wrong about the own current password: whoever took the session over
// must not find the password out by asking.
#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "lgm/base/clock.hpp"

namespace lgm::admin::users {

// Five a user within ten minutes, counted in each replica. Thread-safe.
class PasswordAttempts {
 public:
  explicit PasswordAttempts(const base::Clock& clock) : clock_(clock) {}
  // Counts one, before the password is looked at. Throws 429 `too_many_failures` beyond the limit.
  void begin(const std::string& uid);
  // The password was right.
  void forget(const std::string& uid);

 private:
  struct Count {
    int attempts = 0;
    base::SteadyTime ends{};
  };
  const base::Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Count> counts_;  // of users who exist, so bounded by their number
};

}  // namespace lgm::admin::users
