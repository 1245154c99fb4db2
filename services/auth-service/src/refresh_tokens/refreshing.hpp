// One refresh: who holds the token, whether they may still, its rotation, what reuse means. Thread-safe.
#pragma once
#include "lgm/service/problem.hpp"
#include "lgm/service/rights.hpp"
#include "provider_sessions/rechecks.hpp"
#include "refresh_tokens/refresh_tokens.hpp"
#include "sessions/session_start.hpp"
#include "sessions/sessions.hpp"
#include "upgrades/upgrades.hpp"
#include "user_directory/user_directory.hpp"

namespace lgm::auth_service {

class Refreshing {
 public:
  Refreshing(const SessionCache& cache, const RefreshTokens& refresh_tokens,
             const AccessTokens& access_tokens, UserDirectory& directory, service::RightsSource& rights,
             Rechecks& rechecks, Sessions& sessions, AuditEvents& audit, Upgrades& upgrades,
             SessionRules rules, service::Metrics& metrics);
  // Throws Refusal 401 `invalid_refresh_token` (one text for every reason), 403 `user_disabled`, 503. Nothing
  // is used up by 503. A token that was given by cookie is good in a cookie alone, and the other way round.
  Started refresh(const std::string& token, bool by_cookie, const Visitor& visitor);

 private:
  [[noreturn]] void refuse(std::string_view outcome);
  // What the store does not know.
  [[noreturn]] void refuse_unknown(const std::string& token, const Visitor& visitor);
  void note_reuse(const std::string& sid, const std::string& uid, const Visitor& visitor);
  void check_standing(const FoundSession& session, const Visitor& visitor);
  void check_provider(const FoundSession& session, const std::string& hash, const Visitor& visitor);
  std::shared_ptr<const service::Rights> active_user(const FoundSession& session, const Visitor& visitor);
  RefreshToken successor_of(const std::string& token, const FoundSession& session) const;
  Started refreshed(const std::string& token, bool by_cookie, const Visitor& visitor);
  void count(std::string_view outcome) const;

  const SessionCache& cache_;
  const RefreshTokens& refresh_tokens_;
  const AccessTokens& access_tokens_;
  UserDirectory& directory_;
  service::RightsSource& rights_;
  Rechecks& rechecks_;
  Sessions& sessions_;
  AuditEvents& audit_;
  Upgrades& upgrades_;
  const SessionRules rules_;
  const service::Events outcomes_;
};

// 401 `invalid_refresh_token`, the same for every reason.
service::Refusal invalid_refresh_token();

}  // namespace lgm::auth_service
