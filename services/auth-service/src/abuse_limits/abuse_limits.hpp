// What failed sign-ins lead to. Counted exactly, in session-cache, so that replicas count together.
#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "lgm/base/network.hpp"
#include "session_cache/session_cache.hpp"

namespace lgm::auth_service {

// How many failures, and what follows: README, "Ways in".
inline constexpr std::int64_t kTicketFailuresAMinute = 60;
inline constexpr std::int64_t kReturnFailuresAMinute = 60;
inline constexpr std::int64_t kSignOutFailuresAMinute = 60;
inline constexpr std::int64_t kPasswordFailures = 5;
inline constexpr std::int64_t kLockSeconds = 600;
inline constexpr std::int64_t kAddressFailures = 50;  // over all names, in kLockSeconds
inline constexpr std::int64_t kFreeNameFailures = 3;  // of a name, in an hour, before answers are delayed
inline constexpr std::chrono::milliseconds kFirstDelay{250}, kLongestDelay{4'000};

using base::counted_address;

class AbuseLimits {
 public:
  explicit AbuseLimits(const SessionCache& cache) : cache_(cache) {}

  // Throws Refusal 429 `too_many_failures` when the address has used up its failures.
  void admit_ticket(const std::string& address) const;
  void ticket_failed(const std::string& address) const;
  // The same for ways back from a provider that lead nowhere.
  void admit_return(const std::string& address) const;
  void return_failed(const std::string& address) const;
  // The same for logout tokens that do not hold.
  void admit_sign_out(const std::string& address) const;
  void sign_out_failed(const std::string& address) const;

  struct PasswordAttempt {
    bool locked = false;    // answer as for a wrong password, whatever was typed
    bool last_one = false;  // if this one fails, name and address are locked
  };
  struct Wait {
    std::chrono::milliseconds delay{0};
    bool network_has_failed = false;  // lately, over all names
  };
  // Counts the attempt before it is judged, so that parallel ones cannot exceed the limit; but not one for
  // which `wait` throws, or whoever keeps it waiting would lock its network out. Throws Refusal 429 for an
  // address that failed too often over all names.
  PasswordAttempt begin_password(const std::string& username, const std::string& address,
                                 const std::function<void(const Wait&)>& wait) const;
  void password_failed(const std::string& username, const std::string& address,
                       const PasswordAttempt& attempt) const;
  void password_right(const std::string& username, const std::string& address) const;

 private:
  const SessionCache& cache_;
};

// The delay before a name's next attempt is judged, by its failures so far: nobody can lock a name for good,
// but guessing it gets slow.
std::chrono::milliseconds delay_after(std::int64_t failures);

}  // namespace lgm::auth_service
