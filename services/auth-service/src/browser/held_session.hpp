// The session that the asking browser holds, by its refresh cookie.
#pragma once
#include <functional>
#include <optional>

#include "browser/browser.hpp"
#include "session_cache/session_cache.hpp"

namespace lgm::auth_service {

// None where the request does not come from the console, holds no cookie, or the session is over. Throws
// Refusal 503 when the store cannot be asked.
std::optional<FoundSession> held_session(const Browser& browser, const SessionCache& cache,
                                         const http::Request& request);
// The same, to be asked for where a sign-in is watched: what it throws is one that was refused.
using HeldSession = std::function<std::optional<FoundSession>()>;

}  // namespace lgm::auth_service
