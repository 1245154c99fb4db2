#include "usap/usap_health.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::chrono::seconds kKept{5};

}  // namespace

bool UsapHealth::healthy() {
  {
    const std::lock_guard lock(mutex_);
    const bool known = asked_ && clock_.steady() - *asked_ < kKept;
    // While one asks, the others take the last answer.
    if (known || (asking_ && asked_)) return healthy_;
    asking_ = true;
  }
  const bool now = usap_.healthy();
  const std::lock_guard lock(mutex_);
  healthy_ = now;
  asking_ = false;
  asked_ = clock_.steady();
  return healthy_;
}

}  // namespace lgm::auth_service
