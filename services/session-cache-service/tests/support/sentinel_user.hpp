// By whom Sentinels with TLS are asked: another user than Redis has for the service.
#pragma once

namespace lgm::session_cache::testing {

inline constexpr char kSentinelUser[] = "asking", kSentinelPassword[] = "the asking user's password";

}  // namespace lgm::session_cache::testing
