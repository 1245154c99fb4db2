#include "sessions/sessions.hpp"

#include <algorithm>
#include <tuple>

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

namespace events = service::sign_in_events;

const SessionRow* find(const std::vector<SessionRow>& rows, const std::string& sid) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const SessionRow& row) { return row.sid == sid; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

Sessions::Sessions(const SessionCache& cache, const AccessTokens& tokens, AuditEvents& audit,
                   std::chrono::seconds recent, const base::Clock& clock, base::Random& random,
                   service::Metrics& metrics)
    : cache_(cache),
      tokens_(tokens),
      audit_(audit),
      recent_(recent),
      clock_(clock),
      random_(random),
      ended_(metrics.counter("lgm_sessions_ended_total", "Sessions ended before their time")) {}

std::vector<SessionRow> Sessions::of(const std::string& uid, const std::string& current_sid) const {
  std::vector<SessionRow> rows;
  for (const ListedSession& session : cache_.list(uid))
    rows.push_back({session.sid, session.sid == current_sid, session.client_id,
                    base::from_unix_ms(session.created_ms), base::from_unix_ms(session.last_used_ms),
                    none_if_empty(session.ip), none_if_empty(session.user_agent)});
  std::sort(rows.begin(), rows.end(), [](const SessionRow& a, const SessionRow& b) {
    return std::tie(b.last_used_at, b.sid) < std::tie(a.last_used_at, a.sid);
  });
  return rows;
}

std::size_t Sessions::end(const std::optional<std::string>& sid, const std::optional<std::string>& uid) {
  EndSessions which;
  which.event_id = base::uuid_v7(clock_, random_);
  which.sid = sid;
  which.uid = uid;
  which.until_ms = tokens_.all_dead_ms();
  return ended(which).ended.size();
}

contracts::EndedSessions Sessions::ended(const EndSessions& which) {
  auto found = cache_.end(which);
  if (!found.repeated.value_or(false)) ended_.add(static_cast<double>(found.ended.size()));
  return found;
}

void Sessions::end_own(const Who& who, const std::string& sid, const Visitor& visitor) {
  const auto rows = of(who.uid, who.sid);
  if (!find(rows, sid)) throw service::not_found("Session");
  if (sid != who.sid) {
    const SessionRow* own = find(rows, who.sid);
    if (!own || clock_.now() - own->created_at > recent_)
      throw service::forbidden("recent_sign_in_required",
                               "Ending another session needs a recent sign-in; sign out and in again first");
  }
  end(sid, std::nullopt);
  AuditEvent event{events::kSessionEnded, sid, who.uid, who.username};
  audit_.record(event, visitor);
}

void Sessions::end_of(const std::string& uid, const std::optional<std::string>& sid, const Who& administrator,
                      const Visitor& visitor) {
  if (sid && !find(of(uid, ""), *sid)) throw service::not_found("Session");
  const std::size_t ended = sid ? end(sid, std::nullopt) : end(std::nullopt, uid);
  AuditEvent event{sid ? events::kSessionEnded : events::kSessionsEnded, sid ? *sid : uid, administrator.uid,
                   administrator.username};
  event.details = {{"of_user", uid}, {"ended", static_cast<std::int64_t>(ended)}};
  audit_.record(event, visitor);
}

void Sessions::sign_out(const std::string& uid, const std::string& sid, bool everywhere,
                        const Visitor& visitor) {
  if (everywhere)
    end(std::nullopt, uid);
  else
    end(sid, std::nullopt);
  AuditEvent event{events::kLogout, sid, uid};
  event.details = {{"everywhere", everywhere}};
  audit_.record(event, visitor);
}

void Sessions::end_by_provider(const FoundSession& session, std::string_view reason, const Visitor& visitor) {
  end(session.sid, std::nullopt);
  AuditEvent event{events::kSessionEnded, session.sid, session.uid};
  event.details = {{"reason", reason}, {"way", session.provider.value_or("")}};
  audit_.record(event, visitor);
}

contracts::EndedSessions Sessions::end_of_provider(const std::string& provider, const ProviderSignOut& what,
                                                   const Visitor& visitor) {
  EndSessions which;
  which.event_id = crypto::to_hex(crypto::sha256(provider + '\0' + what.id));
  which.provider = provider;
  which.provider_sid = what.sid;
  if (!what.sid) which.provider_sub = what.subject;
  which.until_ms = tokens_.all_dead_ms();
  auto found = ended(which);
  for (const std::string& uid : found.users.value_or(std::vector<std::string>{})) {
    AuditEvent event{events::kSessionsEnded, uid, uid};
    event.details = {{"reason", "signed_out_at_provider"}, {"way", provider}};
    audit_.record(event, visitor);
  }
  return found;
}

void Sessions::end_all_of_leaver(const std::string& uid, std::string_view reason, const Visitor& visitor) {
  const std::size_t ended = end(std::nullopt, uid);
  AuditEvent event{events::kSessionsEnded, uid, uid};
  event.details = {{"reason", reason}, {"ended", static_cast<std::int64_t>(ended)}};
  audit_.record(event, visitor);
}

}  // namespace lgm::auth_service
