// Every code that a refusal of the suite may have, said once: its statuses, the facts beside its sentence and
// what it tells an operator. A code that is thrown and does not stand here, or not with that status, does not
// compile. `<service> --problems` prints those that a service can answer; the operators' table and the
// console's list are made from that.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "lgm/base/listed.hpp"

namespace lgm::service {

struct KnownProblem {
  std::string_view name;
  std::array<int, 6> statuses;  // zeros after the last
  // Members of `facts`, blanks between them; "?" after one that is not always there.
  std::string_view facts;
  std::string_view means;  // one sentence for an operator
};

inline constexpr KnownProblem kKnownProblems[] = {
    // What every service answers.
    {"malformed_request",
     {400, 414, 417, 431, 501, 505},
     "",
     "The request breaks the rules of HTTP; the sender, or a proxy on the way, is at fault."},
    {"timeout", {408}, "", "The request did not arrive in time: a slow sender or a broken network."},
    {"too_large", {413}, "limit_bytes?", "The body is larger than the route takes."},
    {"no_such_route", {404}, "", "There is nothing at this path: a wrong address, or another version."},
    {"not_in_this_version", {404}, "what", "Another version of the product has this; this one does not."},
    {"method_not_allowed", {405}, "allowed", "The path is there, and does not answer this method."},
    {"unsupported_media_type",
     {415},
     "content_type? content_encoding?",
     "The body is of a type, or compressed in a way, that the route does not read."},
    {"overloaded", {503}, "", "More requests wait than the service has room for; see the runbooks on load."},
    {"internal", {500}, "", "A defect of the service; the log holds the cause under the request's id."},
    {"https_required", {403}, "", "HTTPS_REQUIRED is on, and the request crossed the network in clear."},
    {"invalid",
     {400, 422},
     "",
     "Members of the body or parameters are wrong; `errors` names each with its own code and limit."},
    // Who calls, and what they may do.
    {"invalid_token", {401}, "", "The access token is missing, invalid, expired, or its session was ended."},
    {"invalid_api_key",
     {401},
     "",
     "The API key is missing, malformed, unknown, expired, switched off or deleted; which is not told."},
    {"two_credentials", {400}, "", "A request brings an API key and a bearer token; one of them must go."},
    {"api_key_other_app", {403}, "", "The API key is another application's than the one that is named."},
    {"api_key_scope", {403}, "scope", "The API key was made without the scope that is named."},
    {"quota_exceeded",
     {429},
     "quota limit retry_after_seconds",
     "The API key has had as many texts decided as its quota of a minute or a day allows."},
    {"api_keys_unavailable",
     {503},
     "",
     "guard-service has had no API keys from admin-service since its start, so none can be told."},
    {"caller_not_named", {403}, "caller", "A service asked an internal route that does not name it."},
    {"keys_unavailable",
     {503},
     "",
     "auth-service has given no keys since the start, so that no token can be verified; or each key that it "
     "has "
     "was withdrawn, and none can be signed."},
    {"revocations_stale",
     {503},
     "",
     "The feed of ended sessions is too old to be relied on: session-cache-service does not answer."},
    {"rights_unavailable", {503}, "", "admin-service does not answer what this user may do."},
    {"token_limited",
     {403},
     "kind? value?",
     "A check token was used for something else than what it was issued for."},
    {"password_change_required",
     {403},
     "",
     "The sign-in was by a one-time password, which is good for setting a password alone."},
    {"user_disabled", {403}, "", "The user is disabled, here or at the identity provider."},
    {"missing_permission",
     {403},
     "permission scenario?",
     "The user does not hold the permission that is named."},
    {"no_access_to_scenario", {403}, "", "The user has nothing to do with this scenario."},
    {"not_authorized",
     {403},
     "",
     "The caller has no rights of their own, or was disabled or deleted while the request was on its way."},
    {"rate_limited",
     {429},
     "rule limit retry_after_seconds",
     "More is sent in a minute than the rule that is named allows."},
    {"database_unavailable", {503}, "", "The database does not answer; nothing was changed."},
    // Rows in general.
    {"not_found", {404}, "what", "There is no such row; it may have been deleted."},
    {"duplicate", {400}, "what", "An equal row exists already."},
    {"immutable", {400}, "field", "A member that is set once was sent with another value."},
    {"version_mismatch", {412}, "", "Somebody else has changed the row since it was read."},
    {"idempotency_key_reused", {422}, "", "An Idempotency-Key was sent with another request before."},
    {"idempotency_key_running",
     {409},
     "",
     "A request with this Idempotency-Key is being answered; the client tries again shortly."},
    {"idempotency_answer_not_kept",
     {409},
     "",
     "It was done with this Idempotency-Key before; the answer held a secret and is not kept."},
    {"idempotency_answer_too_large",
     {422},
     "limit_bytes",
     "The answer is larger than is kept for an Idempotency-Key; nothing was done."},
    {"lists_busy", {503}, "", "As many long lists as may be are being sent; a reader may be slow."},
    // Tags, keywords, policies, scenarios.
    {"unknown_tag", {400}, "tag", "A row names a tag that does not exist."},
    {"unknown_parent", {400}, "tag", "A tag names a parent that does not exist."},
    {"unknown_scenario", {400}, "scenario", "A row names a scenario that does not exist."},
    {"circular", {400}, "", "A tag would be below itself."},
    {"too_deep", {400}, "levels", "Tags would have more levels than there may be."},
    {"tag_in_use", {409}, "tag uses", "Rows still use the tag that was to be deleted; `uses` counts them."},
    {"app_id_pattern", {400}, "", "The app_id holds signs that it may not."},
    {"nothing_named", {400}, "", "A global default names neither a tag nor a condition."},
    {"too_many_api_keys",
     {409},
     "limit",
     "The scenario, or the service account, has as many API keys as it may have."},
    {"scenario_inactive", {409}, "", "The scenario is switched off; its texts are not decided."},
    // Users, roles, passwords.
    {"unknown_role", {400}, "role", "There is no such active role."},
    {"scenario_required", {400}, "role", "The role is given in a scenario, and none was named."},
    {"scenario_not_allowed", {400}, "role", "The role counts everywhere, and a scenario was named."},
    {"not_held",
     {403},
     "missing scenario?",
     "Somebody gives, or takes from, more than they hold themselves."},
    {"self_change", {400}, "", "Nobody changes their own role or status, or deletes themselves."},
    {"last_administrator", {400}, "", "No active administrator would remain."},
    {"not_local",
     {400},
     "",
     "The user has no password here: they sign in through an identity provider, or are a service account."},
    {"not_service_account", {400}, "", "API keys of a user are asked for who is a person."},
    {"service_account_identity",
     {400},
     "",
     "A service account was to be given an identity; it signs in by none."},
    {"service_account_right",
     {400},
     "right",
     "A service account was to be given what none ever holds: a role or a permission."},
    {"local_login_disabled", {403}, "", "LOCAL_LOGIN_ENABLED is off."},
    {"current_password_wrong", {400}, "", "The current password is missing or wrong."},
    {"common_password", {400}, "", "The new password is too easily guessed."},
    {"password_checks_busy", {503}, "", "As many passwords as may be are being checked."},
    {"too_many_failures",
     {429},
     "retry_after_seconds",
     "Too many failures from one address, or of one user."},
    {"reserved_id", {400}, "", "An outside id begins as local ones do."},
    {"user_id_taken", {409}, "", "Another identity has this user_id already."},
    {"other_usap_id", {409}, "user_id", "The user has another USAP id, whose identity has to go first."},
    {"mapped_role", {409}, "source", "The groups of the user at a provider give the role, and would again."},
    {"last_identity", {409}, "", "The user has no other identity, and would be nobody's."},
    // Signing in.
    {"invalid_credentials", {401}, "", "A wrong name or password, or a locked account; which is not told."},
    {"invalid_ticket", {401}, "", "The portal's ticket is invalid, expired, used, or of another system."},
    {"sign_in_expired", {401}, "", "The sign-in was confirmed too late, twice, or in another browser."},
    {"sign_in_refused",
     {401},
     "",
     "The identity provider did not confirm who it is, or its answer does not hold."},
    {"invalid_logout_token",
     {400},
     "",
     "An identity provider's logout token does not hold, or nothing can be ended at the moment."},
    {"strength_missing",
     {403},
     "",
     "The identity provider did not confirm the sign-in in the way that is asked for here."},
    {"confirm_sign_in",
     {409},
     "",
     "Nobody is signed in in this browser, and somebody else was last; the console asks."},
    {"signed_in_as_other", {409}, "", "Somebody else is signed in in this browser; the console asks."},
    {"sign_in_busy", {503}, "", "As many sign-ins as may be are waiting out their delay."},
    {"invalid_refresh_token", {401}, "", "The session has ended; the user has to sign in again."},
    {"origin_not_allowed",
     {403},
     "",
     "The request's Origin is not PUBLIC_ORIGIN, or the browser says that it is no navigation of a page "
     "where one is wanted."},
    {"preflight_required",
     {403},
     "",
     "A request by cookie came in a form that other sites can send as well."},
    {"recent_sign_in_required",
     {403},
     "",
     "Another session is ended within some minutes of signing in only."},
    {"reserved_user_id", {403}, "", "The identity provider knows the user by an id that is reserved here."},
    {"usap_unavailable", {503}, "", "USAP does not answer, or not as agreed."},
    {"provider_unavailable", {503}, "", "The identity provider does not answer, or not as agreed."},
    {"upgrading", {503}, "", "The way in is closed while replicas of two versions run side by side."},
    {"users_unavailable", {503}, "", "admin-service does not answer who the user is."},
    {"session_store_unavailable", {503}, "", "session-cache-service does not answer."},
    // Deciding.
    {"no_policy", {503}, "", "guard-service has had no policy since its start."},
    {"large_texts_busy", {503}, "", "As many large texts as may be are being decided."},
    {"guard_unavailable", {503}, "", "guard-service does not answer admin-service."},
    {"refused_by_guard", {404, 409, 422, 503}, "", "guard-service, of another version, refused the try."},
    // Among the services.
    {"store_unavailable", {503}, "", "Redis, or the session store's file, does not answer."},
    {"exists", {409}, "member", "Another entry of the session store has this key already."},
    {"feed_reset", {410}, "", "The feed of ended sessions began anew; the caller loads the snapshot."},
    {"not_the_caller", {403}, "service", "A service reported itself under another one's name."},
    {"policy_reset", {410}, "", "The policy's feed began anew; the caller loads the snapshot."},
    {"snapshots_busy", {503}, "", "As many snapshots of the policy as may be are being sent."},
};

struct NamedFact {
  std::string_view name;
  bool is_optional;
};
std::vector<NamedFact> facts_of(const KnownProblem& known);

using ProblemCode = base::Listed<kKnownProblems>;

constexpr bool answers_with(ProblemCode code, int status) {
  const auto& statuses = code.row().statuses;
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

namespace detail {
// As base::detail::this_word_is_not_in_the_table().
inline void this_code_has_another_status() {}
}  // namespace detail

// A code that has this status.
template <int kStatus>
class CodeOf : public ProblemCode {
 public:
  consteval CodeOf(const char* name) : ProblemCode(name) {
    if (!answers_with(*this, kStatus)) detail::this_code_has_another_status();
  }
};

}  // namespace lgm::service
