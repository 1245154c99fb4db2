#include "sessions/session_start.hpp"

#include <algorithm>

#include "lgm/trace/request_notes.hpp"
#include "refresh_tokens/refresh_tokens.hpp"

namespace lgm::auth_service {
namespace {

std::string_view client_of(Way way, Delivery delivery) {
  if (way == Way::Password) return kPassword;
  return delivery == Delivery::Cookie ? kConsole : kApi;
}

}  // namespace

std::string_view to_string(Way way) {
  return way == Way::Ticket ? "ticket" : "password";
}

std::chrono::seconds SessionRules::longest_of(std::string_view client_id) const {
  return client_id == kPassword ? std::min(longest, longest_local) : longest;
}

std::chrono::seconds SessionRules::idle_of(std::string_view client_id) const {
  return std::min(idle, longest_of(client_id));
}

SessionStart::SessionStart(const SessionCache& cache, const AccessTokens& tokens, AuditEvents& audit,
                           SessionRules rules, const base::Clock& clock, base::Random& random,
                           service::Metrics& metrics)
    : cache_(cache),
      tokens_(tokens),
      audit_(audit),
      rules_(rules),
      clock_(clock),
      random_(random),
      outcomes_(metrics, "lgm_sign_ins_total", "Sign-ins, by way in and outcome",
                {{"way", {"ticket", "password"}},
                 {"outcome",
                  {"ok", "invalid_ticket", "used_ticket", "sign_in_expired", "wrong_password", "locked",
                   "replaced_meanwhile", "local_login_disabled", "user_disabled", "too_many_failures",
                   "sign_in_busy", "origin_not_allowed", "preflight_required", "usap_unavailable",
                   "users_unavailable", "session_store_unavailable", "other"}}}) {}

void SessionStart::count(Way way, std::string_view outcome) const {
  outcomes_.of({to_string(way), outcome}).add();
}

void SessionStart::note(Way way, const service::Problem& problem, const Visitor& visitor) {
  constexpr std::string_view kNoted[] = {"invalid_ticket", "invalid_credentials", "user_disabled"};
  if (std::find(std::begin(kNoted), std::end(kNoted), problem.code) == std::end(kNoted))
    refused(way, problem.code, visitor);
}

void SessionStart::refused(Way way, const std::string& reason, const Visitor& visitor,
                           const std::optional<std::string>& username) {
  count(way, reason);
  if (username) trace::note_user(*username);
  AuditEvent event{service::sign_in_events::kLoginFailed};
  event.username = username;
  event.details = {{"way", to_string(way)}, {"reason", reason}};
  audit_.record_refusal(event, visitor);
}

void SessionStart::locked(const std::string& username, const Visitor& visitor) {
  AuditEvent event{service::sign_in_events::kLoginLocked};
  event.username = username;
  event.details = {{"way", to_string(Way::Password)}, {"reason", "too_many_failures"}};
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
  session.sid = random_.token();
  session.uid = beginning.user.uid;
  session.subject = beginning.subject;
  session.client_id = client_of(beginning.way, beginning.delivery);
  session.idle_seconds = rules_.idle_of(session.client_id).count();
  session.absolute_seconds = rules_.longest_of(session.client_id).count();
  session.access_seconds = tokens_.life().count();
  session.max_sessions = rules_.most_a_user;
  session.ip = visitor.address;
  session.user_agent = visitor.user_agent;
  session.replaces_sid = beginning.replaces_sid;
  return session;
}

Started SessionStart::begin(const Beginning& beginning, const Visitor& visitor) {
  const LocalUser& user = beginning.user;
  trace::note_user(user.username);
  if (!user.is_active) {
    refused(beginning.way, "user_disabled", visitor, user.username);
    throw service::forbidden("user_disabled", "This user is disabled");
  }
  Started started;
  started.password_change_required = user.one_time;
  NewSession session = new_session(beginning, visitor);
  if (beginning.delivery == Delivery::AccessOnly || user.one_time) {
    session.absolute_seconds = std::min(session.absolute_seconds, tokens_.life().count());
  } else {
    started.refresh_token = random_.token();
    started.refresh_seconds = session.idle_seconds;
    session.refresh_hash = RefreshTokens::hash(started.refresh_token);
  }
  const auto ended = cache_.begin(session);
  confirm(beginning, session.sid);
  TokenFor whom{user.uid, beginning.subject, user.role, session.client_id, session.sid};
  if (user.one_time) whom.limit = auth::Limit{std::string(auth::kOwnPassword), user.uid};
  started.access = tokens_.issue(whom, base::to_unix_seconds(clock_.now()) + session.absolute_seconds);
  started.user_id = user.user_id.value_or(user.uid);
  started.role = user.role;
  count(beginning.way, "ok");
  AuditEvent event{service::sign_in_events::kLogin, session.sid, user.uid, user.username};
  event.details = {{"way", to_string(beginning.way)}, {"client_id", session.client_id}};
  if (user.one_time) event.details.emplace_back("one_time", true);
  if (!ended.empty()) event.details.emplace_back("ended", json::Array(ended.begin(), ended.end()));
  audit_.record(event, visitor);
  return started;
}

}  // namespace lgm::auth_service
