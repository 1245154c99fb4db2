// The services as operations and the causes of failures name them.
#pragma once
#include <string_view>

namespace lgm::contracts {

inline constexpr std::string_view kSessionCache = "session-cache-service", kAdmin = "admin-service",
                                  kGuard = "guard-service";

}  // namespace lgm::contracts
