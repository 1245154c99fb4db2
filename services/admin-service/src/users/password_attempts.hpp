// How often the owner of a session may be wrong about the own current password: whoever took the session over
// must not find the password out by asking.
#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"

namespace lgm::admin::users {

// Five a user within ten minutes, whichever replica is asked: counted in session-cache. While that cannot be
// asked, or is of a version that does not count for admin-service, each replica counts for itself.
// Thread-safe.
class PasswordAttempts {
 public:
  // `session_cache` may be null, and outlives this.
  PasswordAttempts(const base::Clock& clock, http::Caller* session_cache)
      : clock_(clock), session_cache_(session_cache) {}
  // Counts one, before the password is looked at. Throws 429 `too_many_failures` beyond the limit.
  void begin(const std::string& uid);
  // The password was right.
  void forget(const std::string& uid);

 private:
  struct Count {
    std::int64_t attempts = 0;
    base::SteadyTime ends{};
  };
  Count count_here(const std::string& uid);
  std::optional<Count> count_together(const std::string& uid);

  const base::Clock& clock_;
  http::Caller* const session_cache_;
  std::mutex mutex_;
  std::unordered_map<std::string, Count> counts_;  // of users who exist, so bounded by their number
};

}  // namespace lgm::admin::users
