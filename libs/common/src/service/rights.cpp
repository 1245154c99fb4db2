#include "lgm/service/rights.hpp"

namespace lgm::service {

bool Rights::holds(std::string_view permission) const {
  return is_admin || global.find(permission) != global.end();
}

bool Rights::holds_in(std::string_view permission, std::string_view scenario) const {
  if (holds(permission)) return true;
  const auto found = scenarios.find(scenario);
  return found != scenarios.end() && found->second.find(permission) != found->second.end();
}

bool Rights::reaches(std::string_view scenario) const {
  return is_admin || scenarios.find(scenario) != scenarios.end();
}

}  // namespace lgm::service
