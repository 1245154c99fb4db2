#include "sign_in/delay_slots.hpp"

namespace lgm::auth_service {

DelaySlots::Slot::~Slot() {
  const std::lock_guard lock(slots_.mutex_);
  slots_.taken_.erase(network_);
}

std::unique_ptr<DelaySlots::Slot> DelaySlots::take(const std::string& network, bool has_failed) {
  const std::lock_guard lock(mutex_);
  const std::size_t open = has_failed && most_ > 1 ? most_ - 1 : most_;
  if (taken_.size() >= open || !taken_.insert(network).second) return nullptr;
  return std::make_unique<Slot>(*this, network);
}

}  // namespace lgm::auth_service
