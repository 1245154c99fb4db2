#include "refresh_tokens/refreshing.hpp"

#include "lgm/trace/request_notes.hpp"
#include "providers/refusals.hpp"

namespace lgm::auth_service {
service::Refusal invalid_refresh_token() {
  return service::refusal<401>("invalid_refresh_token",
                               "The refresh token is missing, invalid, expired or was used before");
}

Refreshing::Refreshing(const SessionCache& cache, const RefreshTokens& refresh_tokens,
                       const AccessTokens& access_tokens, UserDirectory& directory,
                       service::RightsSource& rights, Rechecks& rechecks, Sessions& sessions,
                       AuditEvents& audit, Upgrades& upgrades, SessionRules rules, service::Metrics& metrics)
    : cache_(cache),
      refresh_tokens_(refresh_tokens),
      access_tokens_(access_tokens),
      directory_(directory),
      rights_(rights),
      rechecks_(rechecks),
      sessions_(sessions),
      audit_(audit),
      upgrades_(upgrades),
      rules_(std::move(rules)),
      outcomes_(metrics, "lgm_refreshes_total", "Refreshes, by outcome",
                {{"outcome",
                  {"rotated", "replayed", "reused", "unknown", "expired", "malformed", "wrong_delivery",
                   "user_disabled", "user_deleted", "ended_by_provider", "provider_unavailable",
                   std::string(directory.words().unavailable), "session_store_unavailable",
                   "rights_unavailable", "keys_unavailable", "other"}}}) {}

void Refreshing::count(std::string_view outcome) const {
  outcomes_.of({outcome}).add();
}

void Refreshing::refuse(std::string_view outcome) {
  count(outcome);
  throw invalid_refresh_token();
}

void Refreshing::note_reuse(const std::string& sid, const std::string& uid, const Visitor& visitor) {
  AuditEvent event{service::sign_in_events::kTokenReused, sid, uid};
  event.details = {{"reason", "a refresh token was used twice; the session was ended"}};
  audit_.record(event, visitor);
}

// Never made, or rotated so long ago that the store has forgotten it: then it says itself whose it is.
void Refreshing::refuse_unknown(const std::string& token, const Visitor& visitor) {
  for (const std::string& sid : refresh_tokens_.named_by(token)) {
    const auto found = cache_.reuse_forgotten(sid);
    if (!found) continue;
    if (found->outcome == RotationOutcome::Reused) note_reuse(sid, found->uid.value_or(""), visitor);
    refuse(describe::name_of(found->outcome));
  }
  refuse("unknown");
}

// Leavers: their directory is asked when its last word is old, and its word ends every session.
void Refreshing::check_standing(const FoundSession& session, const Visitor& visitor) {
  if (!directory_.may_know(session.subject)) return;
  service::Cause why;
  switch (directory_.standing(session.subject, &why)) {
    case Standing::Active:
      return;
    case Standing::Left:
      count("user_disabled");
      sessions_.end_all_of_leaver(session.uid, directory_.words().left, visitor);
      throw service::user_disabled();
    case Standing::Unknown:
      break;
  }
  throw service::unavailable(
      directory_.words().unavailable,
      "It cannot be checked at the moment whether this user is still active; try again shortly",
      std::move(why));
}

// The same of people whom another provider has signed in: of this session alone.
void Refreshing::check_provider(const FoundSession& session, const std::string& hash,
                                const Visitor& visitor) {
  auto found = rechecks_.ask(session, hash, visitor);
  if (found.verdict == Rechecks::Verdict::Ended) refuse("ended_by_provider");
  if (found.verdict == Rechecks::Verdict::Unknown) throw provider_unavailable(std::move(found.why));
}

std::shared_ptr<const service::Rights> Refreshing::active_user(const FoundSession& session,
                                                               const Visitor& visitor) {
  auto rights = rights_.rights_of(session.uid);
  if (rights) trace::note_user(rights->username);
  if (rights && rights->is_active) return rights;
  sessions_.end_all_of_leaver(session.uid, rights ? "user_disabled" : "user_deleted", visitor);
  if (!rights) refuse("user_deleted");
  count("user_disabled");
  throw service::user_disabled();
}

// What refuses with 5xx is counted here, by its code; the others say what they are where they are known.
Started Refreshing::refresh(const std::string& token, bool by_cookie, const Visitor& visitor) {
  try {
    return refreshed(token, by_cookie, visitor);
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status >= 500) count(refusal.problem().code);
    throw;
  }
}

// Of a token that was rotated already it is the one that the session has, whichever replica made it: with
// another one the store would take a retry for a theft.
RefreshToken Refreshing::successor_of(const std::string& token, const FoundSession& session) const {
  auto made = refresh_tokens_.successors(token, session.sid, session.generation, !upgrades_.under_way());
  if (session.state == SessionState::Previous)
    for (std::size_t other = 1; other < made.size(); ++other) {
      const auto found = cache_.lookup(RefreshTokens::hash(made[other].text));
      if (found && found->sid == session.sid) return std::move(made[other]);
    }
  return std::move(made.front());
}

Started Refreshing::refreshed(const std::string& token, bool by_cookie, const Visitor& visitor) {
  if (!RefreshTokens::well_formed(token)) refuse("malformed");
  access_tokens_.require_signer();
  const std::string hash = RefreshTokens::hash(token);
  const auto session = cache_.lookup(hash);
  if (!session) refuse_unknown(token, visitor);
  if (by_cookie == (session->client_id == kApi)) refuse("wrong_delivery");
  // A token that was rotated already goes straight to the store, which tells a retry from a theft.
  std::shared_ptr<const service::Rights> rights;
  if (session->state == SessionState::Current) {
    check_standing(*session, visitor);
    check_provider(*session, hash, visitor);
    rights = active_user(*session, visitor);
  }
  Started started;
  RefreshToken successor = successor_of(token, *session);
  started.refresh_token = std::move(successor.text);
  started.refresh_seconds = rules_.lives_of(session->client_id).idle.count();
  const RotationOutcome outcome =
      cache_.rotate({hash, RefreshTokens::hash(started.refresh_token), started.refresh_seconds,
                     access_tokens_.life().count(), successor.names_session});
  const std::string name(describe::name_of(outcome));
  if (outcome == RotationOutcome::Unknown)
    refuse_unknown(token, visitor);  // forgotten since it was looked up
  if (outcome == RotationOutcome::Reused) note_reuse(session->sid, session->uid, visitor);
  if (outcome != RotationOutcome::Rotated && outcome != RotationOutcome::Replayed) refuse(name);
  count(name);
  if (!rights) rights = active_user(*session, visitor);
  const std::int64_t session_end =
      session->absolute_until_ms.value_or(session->created_ms +
                                          rules_.lives_of(session->client_id).longest.count() * 1000) /
      1000;
  started.access = access_tokens_.issue(
      {session->uid, session->subject, rights->role, session->client_id, session->sid}, session_end);
  started.user_id = rights->user_id.empty() ? session->uid : rights->user_id;
  started.role = rights->role;
  return started;
}

}  // namespace lgm::auth_service
