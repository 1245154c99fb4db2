// Whether a provider still stands for a session that it began: asked again when its last word is old, once at
// a time for each session. Thread-safe.
#pragma once
#include "lgm/service/metrics.hpp"
#include "provider_sessions/kept.hpp"
#include "providers/providers.hpp"
#include "redirects/provider_slots.hpp"
#include "sessions/sessions.hpp"
#include "users/group_roles.hpp"

namespace lgm::auth_service {

class Rechecks {
 public:
  struct Lives {
    std::chrono::seconds fresh;  // USER_STATUS_TTL
    std::chrono::seconds grace;  // USER_STATUS_GRACE
  };
  enum class Verdict {
    GoesOn,
    Ended,   // the session has: the provider withdrew it, or cannot be asked about it any more
    Unknown  // the provider has not answered for longer than its last word counts
  };
  struct Found {
    Verdict verdict = Verdict::GoesOn;
    service::Cause why = {};  // of Unknown
  };

  Rechecks(const SessionCache& cache, const Providers& providers, ProviderSlots& slots, const KeptSeals& kept,
           Sessions& sessions, const GroupRoles& roles, Lives lives, const base::Clock& clock,
           service::Log& log, service::Metrics& metrics);
  // What the provider answers is stored when this returns. `refresh_hash`: by which the session was found.
  // Throws Refusal 503 where the store cannot be asked.
  Found ask(const FoundSession& session, const std::string& refresh_hash, const Visitor& visitor);

 private:
  std::chrono::milliseconds age_of(std::int64_t since_ms) const;
  // By the provider's answer; none: somebody else is asking, or has asked.
  std::optional<Rechecked> asked(IdentityProvider& provider, const FoundSession& session,
                                 const std::string& refresh_hash);
  Rechecked answer_of(IdentityProvider& provider, const FoundSession& session, const KeptOfProvider& kept);
  void store(const FoundSession& session, KeptOfProvider kept, Rechecked& answer) const;
  void give_roles(const FoundSession& session, const Rechecked& answer) const;
  Found end(const FoundSession& session, std::string_view reason, const Visitor& visitor);
  void count(const FoundSession& session, std::string_view outcome) const;

  const SessionCache& cache_;
  const Providers& providers_;
  ProviderSlots& slots_;
  const KeptSeals& kept_;
  Sessions& sessions_;
  const GroupRoles& roles_;
  const Lives lives_;
  const base::Clock& clock_;
  service::Log& log_;
  const service::Events outcomes_;
};

}  // namespace lgm::auth_service
