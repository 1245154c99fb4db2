// Where every way in ends: a session, its tokens, the audit event. A further way in (OpenID Connect, say)
// identifies somebody and calls begin(); nothing here knows how the person was identified.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "access_tokens/access_tokens.hpp"
#include "audit_events/audit_events.hpp"
#include "lgm/service/problem.hpp"
#include "session_cache/session_cache.hpp"
#include "users/users.hpp"

namespace lgm::auth_service {

enum class Way { Ticket, Password };
std::string_view to_string(Way way);

enum class Delivery {
  Body,       // API clients: both tokens in the answer
  Cookie,     // the console: the refresh token in a cookie alone
  AccessOnly  // no refresh token
};

struct SessionRules {
  std::chrono::seconds idle{7 * 86'400};           // REFRESH_TOKEN_EXPIRE_DAYS
  std::chrono::seconds longest{30 * 86'400};       // SESSION_MAX_DAYS
  std::chrono::seconds longest_local{12 * 3'600};  // LOCAL_SESSION_MAX_HOURS: sign-in by password
  std::int64_t most_a_user = 20;                   // MAX_SESSIONS_PER_USER
  std::chrono::seconds recent{900};                // RECENT_SIGN_IN_MINUTES
  // By the client_id of a session.
  std::chrono::seconds longest_of(std::string_view client_id) const;
  std::chrono::seconds idle_of(std::string_view client_id) const;
};

// client_id claims: who holds the refresh token decides.
inline constexpr std::string_view kConsole = "console", kApi = "api", kPassword = "password";

struct Started {
  IssuedToken access;
  std::string refresh_token;         // empty: none
  std::int64_t refresh_seconds = 0;  // how long it may lie unused
  std::string user_id;               // USAP id, else local id
  std::string role;
  bool password_change_required = false;  // the token can do that alone, and there is no refresh token
};

struct Beginning {
  LocalUser user;
  std::string subject;  // of the token: USAP id, local:<id>
  Way way = Way::Ticket;
  Delivery delivery = Delivery::Body;
  std::optional<std::string> replaces_sid;  // the session that this browser held
  // Called once the session stands, if set; throws where what identified the user holds no longer. Who took
  // it back meanwhile ended every session that there was, and knew nothing of this one.
  std::function<void()> confirm = {};
};

class SessionStart {
 public:
  SessionStart(const SessionCache& cache, const AccessTokens& tokens, AuditEvents& audit, SessionRules rules,
               const base::Clock& clock, base::Random& random, service::Metrics& metrics);
  // Throws Refusal 403 `user_disabled` for an inactive user, 503 when the session cannot be stored.
  // Thread-safe.
  Started begin(const Beginning& beginning, const Visitor& visitor);
  // Runs a whole sign-in, from what the request brings with it on. What refuses it is counted and audited, by
  // the problem's code; where more is known
  // (`invalid_ticket`, `invalid_credentials`, `user_disabled`), refused() has said so.
  template <class F>
  auto watched(Way way, const Visitor& visitor, F&& sign_in) {
    try {
      return sign_in();
    } catch (const service::Refusal& refusal) {
      note(way, refusal.problem(), visitor);
      throw;
    } catch (const std::exception&) {
      count(way, "other");
      throw;
    }
  }
  // Counts a sign-in that came to nothing, and audits it.
  void refused(Way way, const std::string& reason, const Visitor& visitor,
               const std::optional<std::string>& username = {});
  // A name and address are locked for some minutes.
  void locked(const std::string& username, const Visitor& visitor);
  const SessionRules& rules() const { return rules_; }

 private:
  void count(Way way, std::string_view outcome) const;
  void note(Way way, const service::Problem& problem, const Visitor& visitor);
  NewSession new_session(const Beginning& beginning, const Visitor& visitor);
  void confirm(const Beginning& beginning, const std::string& sid);

  const SessionCache& cache_;
  const AccessTokens& tokens_;
  AuditEvents& audit_;
  const SessionRules rules_;
  const base::Clock& clock_;
  base::Random& random_;
  const service::Events outcomes_;
};

}  // namespace lgm::auth_service
