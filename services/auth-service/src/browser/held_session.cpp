#include "browser/held_session.hpp"

#include "refresh_tokens/refresh_tokens.hpp"

namespace lgm::auth_service {

std::optional<FoundSession> held_session(const Browser& browser, const SessionCache& cache,
                                         const http::Request& request) {
  if (!browser.from_console(request)) return std::nullopt;
  const auto token = browser.refresh_token(request);
  if (!token || !RefreshTokens::well_formed(*token)) return std::nullopt;
  auto session = cache.lookup(RefreshTokens::hash(*token));
  if (!session || session->state == SessionState::Ended) return std::nullopt;
  return session;
}

}  // namespace lgm::auth_service
