#include "users/password_attempts.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::admin::users {
namespace {

constexpr int kMost = 5;
constexpr std::chrono::minutes kWindow{10};

}  // namespace

void PasswordAttempts::begin(const std::string& uid) {
  const auto now = clock_.steady();
  const std::lock_guard lock(mutex_);
  Count& count = counts_[uid];
  if (now >= count.ends) count = {0, now + kWindow};
  if (count.attempts >= kMost) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(count.ends - now).count();
    throw service::too_many_requests(
        "too_many_failures",
        "The current password was wrong too often; try again in " + std::to_string(left) + " seconds",
        static_cast<int>(left));
  }
  ++count.attempts;
}

void PasswordAttempts::forget(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  counts_.erase(uid);
}

}  // namespace lgm::admin::users
