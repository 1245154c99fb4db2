// The sessions of a user: who may see and end them, and what ending one means. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access_tokens/access_tokens.hpp"
#include "audit_events/audit_events.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/service/rights.hpp"
#include "providers/identity_provider.hpp"
#include "session_cache/session_cache.hpp"

namespace lgm::auth_service {

struct SessionRow {
  std::string sid;
  bool current = false;
  std::string client_id;
  base::WallTime created_at, last_used_at;
  std::optional<std::string> ip_address, user_agent;
};

struct Who {
  std::string uid, username, sid;  // of the signed-in user
};

class Sessions {
 public:
  Sessions(const SessionCache& cache, const AccessTokens& tokens, AuditEvents& audit,
           std::chrono::seconds recent, const base::Clock& clock, base::Random& random,
           service::Metrics& metrics);

  // Last used first. `current_sid` marks the caller's own.
  std::vector<SessionRow> of(const std::string& uid, const std::string& current_sid) const;
  // One of the caller's own. Throws 404, and 403 `recent_sign_in_required` for another than the current one
  // after an older sign-in.
  void end_own(const Who& who, const std::string& sid, const Visitor& visitor);
  // By an administrator; without a sid all of them. Throws 404.
  void end_of(const std::string& uid, const std::optional<std::string>& sid, const Who& administrator,
              const Visitor& visitor);
  // Sign-out of one session, or of every session of its user.
  void sign_out(const std::string& uid, const std::string& sid, bool everywhere, const Visitor& visitor);
  // One session, whose identity provider stands for it no longer.
  void end_by_provider(const FoundSession& session, std::string_view reason, const Visitor& visitor);
  // Those that a provider says have signed out there: once, however often it says so.
  contracts::EndedSessions end_of_provider(const std::string& provider, const ProviderSignOut& what,
                                           const Visitor& visitor);
  // Somebody who has left: every session ends.
  void end_all_of_leaver(const std::string& uid, std::string_view reason, const Visitor& visitor);

 private:
  std::size_t end(const std::optional<std::string>& sid, const std::optional<std::string>& uid);
  contracts::EndedSessions ended(const EndSessions& which);

  const SessionCache& cache_;
  const AccessTokens& tokens_;
  AuditEvents& audit_;
  const std::chrono::seconds recent_;
  const base::Clock& clock_;
  base::Random& random_;
  service::Counter& ended_;
};

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::SessionRow> {
  using T = lgm::auth_service::SessionRow;
  static constexpr std::string_view name = "Session";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::sid>("sid"),
      field<&T::current>("current").doc("whether this request comes from it"),
      field<&T::client_id>("client_id").doc("console, api or password"),
      field<&T::created_at>("created_at"),
      field<&T::last_used_at>("last_used_at"),
      field<&T::ip_address>("ip_address"),
      field<&T::user_agent>("user_agent")
          .doc("64 bytes of what the browser said it is, without what all say"),
  });
};
