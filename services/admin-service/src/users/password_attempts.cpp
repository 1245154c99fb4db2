#include "users/password_attempts.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/counters.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::admin::users {
namespace {

constexpr int kMost = 5;
constexpr std::chrono::minutes kWindow{10};
constexpr std::chrono::milliseconds kPatience{1'000};  // a request waits for it

std::string key_of(const std::string& uid) {
  return "current-password:" + uid;
}

}  // namespace

void PasswordAttempts::begin(const std::string& uid) {
  const auto together = count_together(uid);
  const Count count = together ? *together : count_here(uid);
  if (count.attempts <= kMost) return;
  const auto left = std::max<std::int64_t>(
      1, std::chrono::ceil<std::chrono::seconds>(count.ends - clock_.steady()).count());
  throw service::too_many_requests(
      "too_many_failures",
      "The current password was wrong too often; try again in " + std::to_string(left) + " seconds",
      static_cast<int>(left));
}

PasswordAttempts::Count PasswordAttempts::count_here(const std::string& uid) {
  const auto now = clock_.steady();
  const std::lock_guard lock(mutex_);
  Count& count = counts_[uid];
  if (now >= count.ends) count = {0, now + kWindow};
  ++count.attempts;
  return count;
}

std::optional<PasswordAttempts::Count> PasswordAttempts::count_together(const std::string& uid) {
  if (!session_cache_) return std::nullopt;
  const std::chrono::seconds window = kWindow;
  const auto answer = calls::ask(*session_cache_, contracts::kAddToCounter, {key_of(uid), 1, window.count()},
                                 {.patience = kPatience});
  if (!answer) return std::nullopt;
  return Count{answer->count, clock_.steady() + std::chrono::milliseconds(answer->resets_in_ms)};
}

void PasswordAttempts::forget(const std::string& uid) {
  {
    const std::lock_guard lock(mutex_);
    counts_.erase(uid);
  }
  if (!session_cache_) return;
  static_cast<void>(
      calls::ask(*session_cache_, contracts::kClearCounter, {key_of(uid)}, {.patience = kPatience}));
}

}  // namespace lgm::admin::users
