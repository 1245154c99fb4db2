#include "providers/usap/usap_health.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::chrono::seconds kKept{5};

}  // namespace

bool UsapHealth::healthy() {
  const auto began = clock_.steady();  // an answer is as old as its question
  {
    const std::lock_guard lock(mutex_);
    const bool known = asked_ && began - *asked_ < kKept;
    // While one asks, the others take the last answer.
    if (known || (asking_ && asked_)) return healthy_;
    asking_ = true;
  }
  const bool now = usap_.healthy();
  const std::lock_guard lock(mutex_);
  healthy_ = now;
  asking_ = false;
  asked_ = began;
  return healthy_;
}

}  // namespace lgm::auth_service
