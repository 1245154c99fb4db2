#include "background/pulse.hpp"

namespace lgm::admin {

void Pulse::answered() {
  const std::lock_guard lock(mutex_);
  answered_ = clock_.steady();
}

void Pulse::failed(std::string why) {
  const std::lock_guard lock(mutex_);
  answered_.reset();
  why_ = std::move(why);
}

service::CheckResult Pulse::check() const {
  const std::lock_guard lock(mutex_);
  if (!answered_) return {false, why_};
  const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - *answered_);
  return {age <= kFresh, "last answer " + std::to_string(age.count()) + " ms ago"};
}

}  // namespace lgm::admin
