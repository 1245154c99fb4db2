// Where every way in ends: a session, its tokens, the audit event. Nothing here knows how the person was
// identified.
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access_tokens/access_tokens.hpp"
#include "audit_events/audit_events.hpp"
#include "lgm/service/problem.hpp"
#include "provider_sessions/kept.hpp"
#include "refresh_tokens/refresh_tokens.hpp"
#include "session_cache/session_cache.hpp"
#include "sign_in/sign_in_refusal.hpp"
#include "upgrades/upgrades.hpp"
#include "users/users.hpp"

namespace lgm::auth_service {

enum class Delivery {
  Body,       // API clients: both tokens in the answer
  Cookie,     // the console: the refresh token in a cookie alone
  AccessOnly  // no refresh token
};

// client_id claims: who holds the refresh token decides, and break-glass sign-ins have one of their own.
inline constexpr std::string_view kConsole = "console", kApi = "api", kPassword = "password";
std::string_view client_of(Delivery delivery);

// The way of a sign-in that does not say by which one it is, and in metrics of one that only another version
// knows.
inline constexpr char kUnknownWay[] = "other";

struct SessionLives {
  std::chrono::seconds idle{7 * 86'400};      // REFRESH_TOKEN_EXPIRE_DAYS
  std::chrono::seconds longest{30 * 86'400};  // SESSION_MAX_DAYS
};

struct SessionRules {
  SessionLives lives;
  std::map<std::string, SessionLives, std::less<>> lives_by_client;  // client_ids with lives of their own
  std::int64_t most_a_user = 20;                                     // MAX_SESSIONS_PER_USER
  std::chrono::seconds recent{900};                                  // RECENT_SIGN_IN_MINUTES
  std::chrono::seconds unchecked{
      86'400};  // USER_STATUS_GRACE: of a session whose provider is not asked again
  const SessionLives& lives_of(std::string_view client_id) const;
};

struct Started {
  IssuedToken access;
  std::string refresh_token;         // empty: none
  std::int64_t refresh_seconds = 0;  // how long it may lie unused
  std::string uid;                   // of whoever has just signed in; empty after a refresh
  std::string user_id;               // USAP id, else local id
  std::string role;
  bool password_change_required = false;  // the token can do that alone, and there is no refresh token
};

struct Beginning {
  LocalUser user;
  std::string subject;         // of the token (contracts::token_subject)
  std::string way;             // how the person was identified
  std::string_view client_id;  // of the session and its tokens
  Delivery delivery = Delivery::Body;
  std::optional<FoundSession> held = {};            // by this browser: it ends
  std::optional<ProviderSession> of_provider = {};  // which `way` names
  // Called once the session stands, if set; throws where what identified the user holds no longer. Who took
  // it back meanwhile ended every session that there was, and knew nothing of this one.
  std::function<void()> confirm = {};
};

// What metrics of sign-ins tell apart.
struct SignInLabels {
  std::vector<std::string> ways;
  std::vector<std::string> outcomes;  // beside those of every way in
};

class SessionStart {
 public:
  SessionStart(const SessionCache& cache, const AccessTokens& tokens, const RefreshTokens& refresh_tokens,
               const KeptSeals& kept, AuditEvents& audit, Upgrades& upgrades, SessionRules rules,
               SignInLabels labels, const base::Clock& clock, base::Random& random,
               service::Metrics& metrics);
  // Throws Refusal 403 `user_disabled` for an inactive user, 401 `sign_in_expired` for who has signed out at
  // the provider meanwhile, 503 when the session cannot be stored.
  // Thread-safe.
  Started begin(const Beginning& beginning, const Visitor& visitor);
  // Runs a whole sign-in, from what the request brings with it on. What refuses it is counted and audited, by
  // what `way` says then: the sign-in itself may learn by which way it is.
  template <class F>
  auto watched(const std::string& way, const Visitor& visitor, F&& sign_in) {
    try {
      return sign_in();
    } catch (const SignInRefusal& refusal) {
      refused(way, refusal.reason(), visitor, refusal.username());
      if (refusal.locks()) locked(way, *refusal.username(), visitor);
      throw;
    } catch (const service::Refusal& refusal) {
      refused(way, std::string(refusal.problem().code), visitor, {});
      throw;
    } catch (const std::exception&) {
      count(way, "other");
      throw;
    }
  }
  const SessionRules& rules() const { return rules_; }

 private:
  void count(std::string_view way, std::string_view outcome) const;
  void refused(std::string_view way, const std::string& reason, const Visitor& visitor,
               const std::optional<std::string>& username);
  // A name and address are locked for some minutes.
  void locked(std::string_view way, const std::string& username, const Visitor& visitor);
  NewSession new_session(const Beginning& beginning, const Visitor& visitor);
  // What is kept of the provider with it, and how long it lasts by that.
  void add_provider(NewSession& session, const Beginning& beginning) const;
  // The sessions that ended by it.
  std::vector<std::string> stored(const NewSession& session, const Beginning& beginning) const;
  void confirm(const Beginning& beginning, const std::string& sid);

  const SessionCache& cache_;
  const AccessTokens& tokens_;
  const RefreshTokens& refresh_tokens_;
  const KeptSeals& kept_;
  AuditEvents& audit_;
  Upgrades& upgrades_;
  const SessionRules rules_;
  const base::Clock& clock_;
  base::Random& random_;
  const service::Events outcomes_;
};

}  // namespace lgm::auth_service
