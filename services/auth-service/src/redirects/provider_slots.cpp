#include "redirects/provider_slots.hpp"

#include "providers/refusals.hpp"

namespace lgm::auth_service {

ProviderSlots::Slot::~Slot() {
  const std::lock_guard lock(slots_.mutex_);
  --slots_.held_[provider_];
}

std::unique_ptr<ProviderSlots::Slot> ProviderSlots::take(const std::string& provider) {
  const std::lock_guard lock(mutex_);
  std::size_t& held = held_[provider];
  if (held >= most_) throw provider_unavailable({provider + ": as many wait for it as may"});
  ++held;
  return std::make_unique<Slot>(*this, provider);
}

}  // namespace lgm::auth_service
