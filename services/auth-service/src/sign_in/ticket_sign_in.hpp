// Sign-in by a ticket of the enterprise's portal, and the question before it takes over a browser in which
// somebody else is signed in. Thread-safe.
#pragma once
#include <optional>
#include <string>

#include "abuse_limits/abuse_limits.hpp"
#include "browser/held_session.hpp"
#include "sessions/session_start.hpp"
#include "sessions/sessions.hpp"
#include "usap/usap_client.hpp"
#include "user_directory/user_directory.hpp"

namespace lgm::auth_service {

struct NamedPerson {
  std::string user_id, user_name;
};

// Somebody else is signed in: nothing has changed yet; `handle` stands for the checked ticket.
struct SwitchQuestion {
  NamedPerson current, arriving;
  std::string handle;
  std::int64_t expires_in = 0;  // seconds
};

struct TicketResult {
  Delivery delivery = Delivery::Body;
  std::optional<Started> started;  // or else the question
  SwitchQuestion question;
};

class TicketSignIn {
 public:
  TicketSignIn(const UsapClient& usap, const SessionCache& cache, const Users& users,
               UserDirectory& directory, AbuseLimits& limits, SessionStart& start, Sessions& sessions,
               base::Random& random);
  // `held`: the session that this browser's cookie names. Throws Refusal 401 `invalid_ticket`, 403
  // `user_disabled` or `reserved_user_id`, 429 `too_many_failures`, 503 `usap_unavailable`.
  TicketResult sign_in(const std::string& ticket, Delivery delivery, const HeldSession& held,
                       const Visitor& visitor);
  // After the question: once, within two minutes, in the same browser. Throws Refusal 401 `sign_in_expired`.
  TicketResult complete(const std::string& handle, const HeldSession& held, const Visitor& visitor);

 private:
  UsapPerson checked(const std::string& ticket, const Visitor& visitor);
  SwitchQuestion ask(const UsapPerson& person, Delivery delivery, const FoundSession& held);
  TicketResult completed(const std::string& handle, const std::optional<FoundSession>& held,
                         const Visitor& visitor);
  Started begin(const UsapPerson& person, Delivery delivery, const std::optional<FoundSession>& held,
                const Visitor& visitor);

  const UsapClient& usap_;
  const SessionCache& cache_;
  const Users& users_;
  UserDirectory& directory_;
  AbuseLimits& limits_;
  SessionStart& start_;
  Sessions& sessions_;
  base::Random& random_;
};

}  // namespace lgm::auth_service
