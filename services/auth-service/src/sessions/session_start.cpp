#include "sessions/session_start.hpp"

#include <algorithm>

#include "lgm/trace/request_notes.hpp"

namespace lgm::auth_service {
namespace {

std::vector<std::string> with_common(std::vector<std::string> outcomes) {
  for (const char* common :
       {"ok", "sign_in_expired", "wrong_password", "locked", "replaced_meanwhile", "wrong_callback",
        "signed_out", "sign_in_refused", "provider_unavailable", "upgrading", "local_login_disabled",
        "user_disabled", "too_many_failures", "sign_in_busy", "origin_not_allowed", "preflight_required",
        "users_unavailable", "session_store_unavailable", "other"})
    outcomes.emplace_back(common);
  return outcomes;
}

}  // namespace

std::string_view client_of(Delivery delivery) {
  return delivery == Delivery::Cookie ? kConsole : kApi;
}

const SessionLives& SessionRules::lives_of(std::string_view client_id) const {
  const auto own = lives_by_client.find(client_id);
  return own == lives_by_client.end() ? lives : own->second;
}

SessionStart::SessionStart(const SessionCache& cache, const AccessTokens& tokens,
                           const RefreshTokens& refresh_tokens, const KeptSeals& kept, AuditEvents& audit,
                           Upgrades& upgrades, SessionRules rules, SignInLabels labels,
                           const base::Clock& clock, base::Random& random, service::Metrics& metrics)
    : cache_(cache),
      tokens_(tokens),
      refresh_tokens_(refresh_tokens),
      kept_(kept),
      audit_(audit),
      upgrades_(upgrades),
      rules_(std::move(rules)),
      clock_(clock),
      random_(random),
      outcomes_(metrics, "lgm_sign_ins_total", "Sign-ins, by way in and outcome",
                {{"way", std::move(labels.ways)}, {"outcome", with_common(std::move(labels.outcomes))}}) {}

void SessionStart::count(std::string_view way, std::string_view outcome) const {
  outcomes_.of({way, outcome}).add();
}

void SessionStart::refused(std::string_view way, const std::string& reason, const Visitor& visitor,
                           const std::optional<std::string>& username) {
  count(way, reason);
  if (username) trace::note_user(*username);
  AuditEvent event{service::sign_in_events::kLoginFailed};
  event.username = username;
  event.details = {{"way", way}, {"reason", reason}};
  audit_.record_refusal(event, visitor);
}

void SessionStart::locked(std::string_view way, const std::string& username, const Visitor& visitor) {
  AuditEvent event{service::sign_in_events::kLoginLocked};
  event.username = username;
  event.details = {{"way", way}, {"reason", "too_many_failures"}};
  audit_.record(event, visitor);
}

void SessionStart::confirm(const Beginning& beginning, const std::string& sid) {
  if (!beginning.confirm) return;
  try {
    beginning.confirm();
  } catch (...) {
    EndSessions which;
    which.event_id = base::uuid_v7(clock_, random_);
    which.sid = sid;
    which.until_ms = tokens_.all_dead_ms();
    cache_.end(which);
    throw;
  }
}

NewSession SessionStart::new_session(const Beginning& beginning, const Visitor& visitor) {
  NewSession session;
  session.sid = RefreshTokens::new_family(random_);
  session.uid = beginning.user.uid;
  session.subject = beginning.subject;
  session.client_id = beginning.client_id;
  const SessionLives& lives = rules_.lives_of(session.client_id);
  session.idle_seconds = lives.idle.count();
  session.absolute_seconds = lives.longest.count();
  session.access_seconds = tokens_.life().count();
  session.max_sessions = rules_.most_a_user;
  session.ip = visitor.address;
  session.user_agent = visitor.user_agent;
  if (beginning.held) session.replaces_sid = beginning.held->sid;
  add_provider(session, beginning);
  return session;
}

void SessionStart::add_provider(NewSession& session, const Beginning& beginning) const {
  if (!beginning.of_provider) return;
  const ProviderSession& from = *beginning.of_provider;
  session.provider = beginning.way;
  session.provider_sub = from.sub, session.provider_sid = from.sid;
  session.departed_ms = from.departed_ms;
  const KeptOfProvider kept = kept_of(from, clock_);
  if (kept.refresh_token || kept.id_token) session.sealed = kept_.seal(kept, session.sid);
  if (!kept.refresh_token)
    session.absolute_seconds = std::min<std::int64_t>(session.absolute_seconds, rules_.unchecked.count());
  session.idle_seconds = std::min(session.idle_seconds, session.absolute_seconds);
}

std::vector<std::string> SessionStart::stored(const NewSession& session, const Beginning& beginning) const {
  auto begun = cache_.begin(session);
  if (begun.signed_out.value_or(false))
    throw SignInRefusal(
        service::refusal<401>("sign_in_expired",
                              "You have signed out at the identity provider meanwhile; start again")
            .problem(),
        "signed_out", beginning.user.username);
  return std::move(begun.ended);
}

Started SessionStart::begin(const Beginning& beginning, const Visitor& visitor) {
  const LocalUser& user = beginning.user;
  trace::note_user(user.username);
  if (!user.is_active)
    throw SignInRefusal(service::user_disabled().problem(), "user_disabled", user.username);
  tokens_.require_signer();
  Started started;
  started.password_change_required = user.one_time;
  NewSession session = new_session(beginning, visitor);
  if (beginning.delivery == Delivery::AccessOnly || user.one_time) {
    session.absolute_seconds = std::min(session.absolute_seconds, tokens_.life().count());
  } else {
    RefreshToken first = refresh_tokens_.first(session.sid, !upgrades_.under_way(), random_);
    session.token_names_session = first.names_session;
    started.refresh_token = std::move(first.text);
    started.refresh_seconds = session.idle_seconds;
    session.refresh_hash = RefreshTokens::hash(started.refresh_token);
  }
  const auto ended = stored(session, beginning);
  confirm(beginning, session.sid);
  TokenFor whom{user.uid, beginning.subject, user.role, session.client_id, session.sid};
  if (user.one_time) whom.limit = auth::Limit{std::string(auth::kOwnPassword), user.uid};
  started.access = tokens_.issue(whom, base::to_unix_seconds(clock_.now()) + session.absolute_seconds);
  started.uid = user.uid;
  started.user_id = user.user_id.value_or(user.uid);
  started.role = user.role;
  count(beginning.way, "ok");
  AuditEvent event{service::sign_in_events::kLogin, session.sid, user.uid, user.username};
  event.details = {{"way", beginning.way}, {"client_id", session.client_id}};
  if (user.one_time) event.details.emplace_back("one_time", true);
  if (!ended.empty()) event.details.emplace_back("ended", json::Array(ended.begin(), ended.end()));
  audit_.record(event, visitor);
  return started;
}

}  // namespace lgm::auth_service
