// What happens when a provider has identified somebody: the question before they take over a browser in which
// somebody else is signed in, whether they have left, the beginning of their session. Thread-safe.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "browser/held_session.hpp"
#include "provider_sessions/kept.hpp"
#include "providers/identity_provider.hpp"
#include "sessions/session_start.hpp"
#include "sessions/sessions.hpp"
#include "user_directory/user_directory.hpp"
#include "users/group_roles.hpp"

namespace lgm::auth_service {

struct PendingArrival;

struct NamedPerson {
  std::string user_id, user_name;
};

// Somebody else is signed in, or nobody is and somebody else was last: nothing has changed yet; `handle`
// stands for the identity.
struct ArrivalQuestion {
  std::optional<NamedPerson> current;  // none: nobody is signed in
  NamedPerson arriving;
  std::string handle;           // empty: the browser's cookie has it
  std::int64_t expires_in = 0;  // seconds
};

struct ArrivalResult {
  Delivery delivery = Delivery::Body;
  std::optional<Started> started;  // or else the question
  ArrivalQuestion question;
};

// The browser that a sign-in comes from.
struct AskingBrowser {
  HeldSession held;       // the session that its cookie names
  bool confirms = false;  // its console can ask whether somebody is to come in who was not the last one there
  std::function<bool(const std::string& uid)> was_last = [](const std::string&) { return false; };
  // Whether it was asked the question of this handle while nobody was signed in.
  std::function<bool(const std::string& handle)> was_asked = [](const std::string&) { return false; };
};

// How long a handle is good.
inline constexpr std::int64_t kArrivalSeconds = 120;

service::Refusal sign_in_expired();  // 401

class Arrivals {
 public:
  Arrivals(const SessionCache& cache, const Users& users, UserDirectory& directory, SessionStart& start,
           Sessions& sessions, const GroupRoles& roles, const KeptSeals& kept, const base::Clock& clock,
           base::Random& random);
  // Throws what IdentityProvider::finish() throws, and Refusal 403 `user_disabled` or `reserved_user_id`,
  // 503.
  ArrivalResult sign_in(IdentityProvider& provider, const Proof& proof, Delivery delivery,
                        const AskingBrowser& browser, const Visitor& visitor);
  // After the question: once, within two minutes, in the same browser. Throws Refusal 401 `sign_in_expired`.
  ArrivalResult complete(const std::string& handle, const AskingBrowser& browser, const Visitor& visitor);

  // In two steps, for whoever comes back from a provider. Keeps who it is behind a one-time handle, for
  // kArrivalSeconds: no user and no session are made.
  std::string keep(const IdentityProvider& provider, Identity who);
  // Begins the session of whoever is kept, for the console, or asks; after the question the handle is good
  // once more, where `agrees` stands for the answer. Throws as complete(); watched by the caller, who knows
  // the way.
  ArrivalResult claim(const std::string& handle, bool agrees, const std::optional<FoundSession>& held,
                      const AskingBrowser& browser, const Visitor& visitor);

 private:
  // Somebody who has arrived: who, and how.
  struct Arrived {
    std::string way;
    Identity who;
    Delivery delivery = Delivery::Body;
  };
  // What waited behind a handle; `sid` as in PendingArrival.
  struct Waiting {
    Arrived arrived;
    std::string sid;
  };
  void put(const std::string& key, const Arrived& arrived, const std::string& sid) const;
  // It is used up.
  std::optional<Waiting> taken(const std::string& key) const;
  ProviderSession session_of(const PendingArrival& pending, const std::string& key) const;
  // What is refused with "try again" can be tried again: it waits there anew, as long as the first time.
  template <class F>
  ArrivalResult once(const std::string& key, const Waiting& waiting, F&& work) const;
  void put_back(const std::string& key, const Waiting& waiting) const;
  ArrivalQuestion question(const Arrived& arrived, const std::optional<FoundSession>& held) const;
  // Whether whoever sits there is asked first. Makes no user.
  bool must_ask(const Identity& who, const std::optional<FoundSession>& held,
                const AskingBrowser& browser) const;
  bool same_person(const FoundSession& held, const Identity& who) const;
  ArrivalQuestion ask(const Arrived& arrived, const std::optional<FoundSession>& held);
  // Whether the directory can be asked about them.
  bool is_listed(const Identity& who) const;
  bool has_left(const Identity& who);
  Started begin(const Arrived& arrived, const std::optional<FoundSession>& held, const Visitor& visitor);

  const SessionCache& cache_;
  const Users& users_;
  const GroupRoles& roles_;
  UserDirectory& directory_;
  SessionStart& start_;
  Sessions& sessions_;
  const KeptSeals& kept_;
  const base::Clock& clock_;
  base::Random& random_;
};

}  // namespace lgm::auth_service
