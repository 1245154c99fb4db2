#include "behaviour/behaviour.hpp"

namespace lgm::usap_simulator {

void BehaviourSwitch::set(Behaviour behaviour) {
  const std::lock_guard lock(mutex_);
  behaviour_ = std::move(behaviour);
}

Behaviour BehaviourSwitch::get() const {
  const std::lock_guard lock(mutex_);
  return behaviour_;
}

Behaviour BehaviourSwitch::take(const std::string& call) {
  const std::lock_guard lock(mutex_);
  Behaviour taken = behaviour_;
  if (behaviour_.calls != "all" && behaviour_.calls != call) return {};
  if (behaviour_.times > 0 && --behaviour_.times == 0) behaviour_ = {};
  return taken;
}

}  // namespace lgm::usap_simulator
