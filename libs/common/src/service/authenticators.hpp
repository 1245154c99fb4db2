// The ways to show who calls that every service has (lgm/service/authenticator.hpp).
#pragma once
#include <memory>
#include <vector>

#include "internal_tokens.hpp"
#include "lgm/service/authenticator.hpp"

namespace lgm::service {

// In their order. `tokens` must outlive them.
std::vector<std::unique_ptr<Authenticator>> suite_authenticators(const InternalTokens& tokens);

}  // namespace lgm::service
