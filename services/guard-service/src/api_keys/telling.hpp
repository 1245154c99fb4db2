// To whom the use of API keys is told: admin-service.
#pragma once
#include <memory>

#include "lgm/http/client.hpp"
#include "lgm/service/key_uses.hpp"

namespace lgm::guard_service {

service::KeyUses::Tell telling(std::shared_ptr<http::Caller> admin);

}  // namespace lgm::guard_service
