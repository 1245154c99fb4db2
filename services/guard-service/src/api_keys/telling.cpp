#include "api_keys/telling.hpp"

#include "lgm/calls/ask.hpp"

namespace lgm::guard_service {

// A version of admin-service that does not know of keys has nothing to show for them.
service::KeyUses::Tell telling(std::shared_ptr<http::Caller> admin) {
  return [admin = std::move(admin)](const contracts::KeyUses& told) {
    const auto answer = calls::ask(*admin, contracts::kReportKeyUses, told);
    return answer || answer.is(404);
  };
}

}  // namespace lgm::guard_service
