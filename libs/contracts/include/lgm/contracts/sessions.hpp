// Sessions and their refresh-token families, as auth-service and admin-service ask session-cache-service.
// Refresh tokens are known by their SHA-256 alone.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

// The longest life that ACCESS_TOKEN_EXPIRE_HOURS may give an access token. What the setting is now says
// nothing of tokens that were issued under another one.
inline constexpr std::int64_t kLongestAccessSeconds = 168 * 3600;
inline constexpr std::int64_t kLongestSeconds = 400 * 24 * 3600;
// A sign-out at a provider counts this long for sign-ins that were on their way.
inline constexpr std::int64_t kSignedOutSeconds = 900;

struct NewSession {
  std::string sid, uid, subject, client_id;
  std::optional<std::string> refresh_hash;
  std::optional<bool> token_names_session;  // absent: it does not
  std::int64_t idle_seconds = 0, absolute_seconds = 0, max_sessions = 0;
  std::optional<std::int64_t> access_seconds;  // absent: kLongestAccessSeconds
  std::optional<std::string> ip, user_agent, replaces_sid;
  std::optional<std::string> provider, provider_sub, provider_sid, sealed;
  std::optional<std::int64_t> departed_ms;
};
struct Begun {
  std::string sid;
  std::vector<std::string> ended;
  std::optional<bool> signed_out;
};
struct SessionLookup {
  std::string refresh_hash;
};
enum class SessionState { Current, Previous, Ended };
struct FoundSession {
  std::string sid, uid, subject, client_id;
  std::int64_t generation = 0;  // of the presented token; 0 is the first of its family
  SessionState state = SessionState::Ended;
  std::int64_t created_ms = 0, last_used_ms = 0;
  std::optional<std::int64_t> absolute_until_ms;  // none: session-cache-service of the version before
  std::optional<std::string> provider, provider_sub, sealed;
};
struct SealedOfSession {
  std::string sid, sealed;
};
struct Rotation {
  std::string refresh_hash, successor_hash;
  std::int64_t idle_seconds = 0, access_seconds = 0;
  std::optional<bool> successor_names_session;  // absent: it does not
};
enum class RotationOutcome { Rotated, Replayed, Reused, Expired, Unknown };
struct Rotated {
  RotationOutcome outcome = RotationOutcome::Unknown;
  std::optional<std::string> sid, uid;
  std::optional<std::int64_t> generation;  // of the successor
};
struct ForgottenToken {
  std::string sid;
};
struct SessionsOf {
  std::string uid;
};
struct ListedSession {
  std::string sid, client_id;
  std::int64_t created_ms = 0, last_used_ms = 0;
  std::string ip, user_agent;
  bool operator==(const ListedSession&) const = default;
};
struct SessionList {
  std::vector<ListedSession> sessions;
};
struct EndSessions {
  std::string event_id;
  std::optional<std::string> sid, uid, except_sid;
  std::int64_t until_ms = 0;
  std::optional<std::string> provider, provider_sub, provider_sid;
};
struct EndedSessions {
  std::vector<std::string> ended;
  std::string epoch;
  std::int64_t seq = 0;
  std::optional<bool> repeated;
  std::optional<std::vector<std::string>> users;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Names<contracts::SessionState> {
  static constexpr std::string_view list[] = {"current", "previous", "ended"};
};
template <>
struct Names<contracts::RotationOutcome> {
  static constexpr std::string_view list[] = {"rotated", "replayed", "reused", "expired", "unknown"};
};

template <>
struct Description<contracts::NewSession> {
  using T = contracts::NewSession;
  static constexpr std::string_view name = "NewSession";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::name<&T::sid>("sid").required().doc("random, made by the caller"),
      contracts::fields::name<&T::uid>("uid").required(),
      contracts::fields::name<&T::subject>("subject").required(),
      contracts::fields::name<&T::client_id>("client_id").required(),
      contracts::fields::hash<&T::refresh_hash>("refresh_hash")
          .absent_when_null()
          .doc("SHA-256 of the refresh token, hex; absent: none, the session ends after `absolute_seconds`"),
      field<&T::token_names_session>("token_names_session")
          .absent_when_null()
          .doc("the refresh token names its session: once two others have followed it, it is forgotten here, "
               "and its use told by `/sessions/reused`; absent: it is remembered"),
      field<&T::idle_seconds>("idle_seconds").range(1, contracts::kLongestSeconds).required(),
      field<&T::absolute_seconds>("absolute_seconds").range(1, contracts::kLongestSeconds).required(),
      field<&T::access_seconds>("access_seconds")
          .range(1, contracts::kLongestSeconds)
          .absent_when_null()
          .doc("life of the access token issued with it: as long the feed remembers an end; absent: 168 "
               "hours"),
      field<&T::max_sessions>("max_sessions")
          .range(1, 1000)
          .required()
          .doc("of this user; the oldest beyond it end"),
      field<&T::ip>("ip").length(0, 64).absent_when_null(),
      field<&T::user_agent>("user_agent")
          .length(0, 32'768)
          .absent_when_null()
          .doc("64 bytes of it are kept, without what all browsers say"),
      contracts::fields::name<&T::replaces_sid>("replaces_sid")
          .absent_when_null()
          .doc("a session that ends by this one"),
      contracts::fields::name<&T::provider>("provider")
          .absent_when_null()
          .doc("the identity provider that it was begun by, where that one is asked again or signs people "
               "out"),
      contracts::fields::name<&T::provider_sub>("provider_sub")
          .absent_when_null()
          .doc("whom the provider knows them as"),
      contracts::fields::name<&T::provider_sid>("provider_sid")
          .absent_when_null()
          .doc("the provider's own session"),
      contracts::fields::sealed<&T::sealed>("sealed").absent_when_null().doc(
          "what is kept of the provider, which auth-service alone can open; goes with the session"),
      field<&T::departed_ms>("departed_ms")
          .range(0, contracts::kLatestMs)
          .absent_when_null()
          .doc("when they were sent to the provider: a sign-out there since then refuses the session"),
  });
};
template <>
struct Description<contracts::Begun> {
  using T = contracts::Begun;
  static constexpr std::string_view name = "Begun";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::always<&T::sid>("sid"),
       contracts::fields::always<&T::ended>("ended").doc("sessions that ended by it"),
       field<&T::signed_out>("signed_out")
           .absent_when_null()
           .doc("true: there is no session and nothing ended, as they have signed out at "
                "the provider meanwhile")});
};
template <>
struct Description<contracts::SessionLookup> {
  using T = contracts::SessionLookup;
  static constexpr std::string_view name = "SessionLookup";
  static constexpr auto fields =
      std::to_array<Field>({contracts::fields::hash<&T::refresh_hash>("refresh_hash").required()});
};
template <>
struct Description<contracts::FoundSession> {
  using T = contracts::FoundSession;
  static constexpr std::string_view name = "FoundSession";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::sid>("sid"),
      contracts::fields::always<&T::uid>("uid"),
      contracts::fields::always<&T::subject>("subject"),
      contracts::fields::always<&T::client_id>("client_id"),
      contracts::fields::always<&T::generation>("generation")
          .doc("of the presented token, also when it was rotated since: the successor is computed from it"),
      contracts::fields::always<&T::state>("state"),
      contracts::fields::always<&T::created_ms>("created_ms"),
      contracts::fields::always<&T::last_used_ms>("last_used_ms"),
      field<&T::absolute_until_ms>("absolute_until_ms")
          .absent_when_null()
          .doc("the session's end, however it is used"),
      field<&T::provider>("provider").absent_when_null(),
      field<&T::provider_sub>("provider_sub").absent_when_null(),
      field<&T::sealed>("sealed").absent_when_null().doc("of a live session"),
  });
};
template <>
struct Description<contracts::SealedOfSession> {
  using T = contracts::SealedOfSession;
  static constexpr std::string_view name = "SealedOfSession";
  static constexpr auto fields =
      std::to_array<Field>({contracts::fields::name<&T::sid>("sid").required(),
                            contracts::fields::sealed<&T::sealed>("sealed").required()});
};
template <>
struct Description<contracts::Rotation> {
  using T = contracts::Rotation;
  static constexpr std::string_view name = "Rotation";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::hash<&T::refresh_hash>("refresh_hash").required(),
      contracts::fields::hash<&T::successor_hash>("successor_hash").required(),
      field<&T::idle_seconds>("idle_seconds").range(1, contracts::kLongestSeconds).required(),
      field<&T::access_seconds>("access_seconds")
          .range(1, contracts::kLongestSeconds)
          .required()
          .doc("life of the access token issued with it: as long the feed remembers an end"),
      field<&T::successor_names_session>("successor_names_session")
          .absent_when_null()
          .doc("as `token_names_session` of a new session, of the successor"),
  });
};
template <>
struct Description<contracts::ForgottenToken> {
  using T = contracts::ForgottenToken;
  static constexpr std::string_view name = "ForgottenToken";
  static constexpr auto fields = std::to_array<Field>(
      {contracts::fields::name<&T::sid>("sid").required().doc("the session that the token names")});
};
template <>
struct Description<contracts::Rotated> {
  using T = contracts::Rotated;
  static constexpr std::string_view name = "Rotated";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::outcome>("outcome"),
      field<&T::sid>("sid").absent_when_null(),
      field<&T::uid>("uid").absent_when_null(),
      field<&T::generation>("generation")
          .absent_when_null()
          .doc("of the successor, when rotated or replayed"),
  });
};
template <>
struct Description<contracts::SessionsOf> {
  using T = contracts::SessionsOf;
  static constexpr std::string_view name = "SessionsOf";
  static constexpr auto fields = std::to_array<Field>({contracts::fields::name<&T::uid>("uid").required()});
};
template <>
struct Description<contracts::ListedSession> {
  using T = contracts::ListedSession;
  static constexpr std::string_view name = "ListedSession";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::sid>("sid"),
      contracts::fields::always<&T::client_id>("client_id"),
      contracts::fields::always<&T::created_ms>("created_ms"),
      contracts::fields::always<&T::last_used_ms>("last_used_ms"),
      field<&T::ip>("ip"),
      field<&T::user_agent>("user_agent"),
  });
};
template <>
struct Description<contracts::SessionList> {
  using T = contracts::SessionList;
  static constexpr std::string_view name = "SessionList";
  static constexpr auto fields =
      std::to_array<Field>({contracts::fields::always<&T::sessions>("sessions").doc("oldest first")});
};
template <>
struct Description<contracts::EndSessions> {
  using T = contracts::EndSessions;
  static constexpr std::string_view name = "EndSessions";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::name<&T::event_id>("event_id")
          .required()
          .doc("the same event is carried out once in 24 h"),
      contracts::fields::name<&T::sid>("sid").absent_when_null().doc("either this, `uid` or `provider`"),
      contracts::fields::name<&T::uid>("uid").absent_when_null().doc("all sessions of this user"),
      contracts::fields::name<&T::except_sid>("except_sid")
          .absent_when_null()
          .doc("with uid: this one stays"),
      contracts::fields::moment<&T::until_ms>("until_ms", 1)
          .doc("end of the last access token that it must refuse; later where the session is known to have a "
               "longer one"),
      contracts::fields::name<&T::provider>("provider")
          .absent_when_null()
          .doc("sessions that this identity provider began, by `provider_sid` or else `provider_sub`"),
      contracts::fields::name<&T::provider_sub>("provider_sub").absent_when_null(),
      contracts::fields::name<&T::provider_sid>("provider_sid").absent_when_null(),
  });
};
template <>
struct Description<contracts::EndedSessions> {
  using T = contracts::EndedSessions;
  static constexpr std::string_view name = "EndedSessions";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::ended>("ended"),
      contracts::fields::always<&T::epoch>("epoch").doc("of the feed"),
      contracts::fields::always<&T::seq>("seq").doc("its place after the entries of these ends"),
      field<&T::repeated>("repeated")
          .absent_when_null()
          .doc("true: the event was carried out before, and this is its answer once more"),
      field<&T::users>("users").absent_when_null().doc("with `provider`: whose sessions ended, each once"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Refused kSessionExists{409, "exists", "another session has this sid or hash"};

inline constexpr calls::Operation<NewSession, Begun> kBeginSession{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions",
    .name = "begin_session",
    .summary = "Begins a session",
    .group = "sessions",
    .callers = {"auth"},
    .refused = {{kSessionExists}},
    .doc =
        "Ends `replaces_sid` and the oldest beyond `max_sessions`. The same session sent twice is begun "
        "once."};
inline constexpr calls::Operation<SessionLookup, FoundSession> kFindSession{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions/lookup",
    .name = "find_session",
    .summary = "The session of a refresh token",
    .group = "sessions",
    .callers = {"auth"},
    .idempotent = true,
    .refused = {{{404, "not_found", "no session has or had this token"}}},
    .doc = "A session that was ended or has expired answers `ended` for 24 h."};
// Sent again after a lost answer it finds its own successor and answers `replayed`.
inline constexpr calls::Operation<Rotation, Rotated> kRotateSession{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions/rotate",
    .name = "rotate_session",
    .summary = "Uses a refresh token up for its successor",
    .group = "sessions",
    .callers = {"auth"},
    .idempotent = true,
    .refused = {{kSessionExists}},
    .doc =
        "One atomic script. `replayed`: the presented token was rotated at most 10 s ago into this very "
        "successor, which is unused. `reused` ends the session and appends the feed entry in the same "
        "script. "
        "`expired`: the session was ended or has expired, for 24 h."};
// A session-cache-service of 0.4.0 knows no such path and answers 404; it forgets no token but those beyond
// 4,096 of a session.
inline constexpr calls::Operation<ForgottenToken, Rotated> kReuseForgotten{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions/reused",
    .name = "reuse_forgotten",
    .summary = "Ends the session of a refresh token that was rotated away and is used again",
    .group = "sessions",
    .callers = {"auth"},
    .idempotent = true,
    .doc =
        "Asked when a token is not known here and names this session. Answers as rotating it would, had it "
        "been remembered: `reused`, and the session has ended and the feed says so; `expired`: the session "
        "was ended or has expired, for 24 h; `unknown`: there is none."};
inline constexpr calls::Operation<SealedOfSession, calls::Nothing> kKeepSealed{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions/sealed",
    .name = "keep_sealed",
    .summary = "Keeps something else of a session's provider, sealed",
    .group = "sessions",
    .callers = {"auth"},
    .idempotent = true,
    .refused = {{{404, "not_found", "there is no such session, or it has ended"}}}};
inline constexpr calls::Operation<SessionsOf, SessionList> kListSessions{
    .callee = kSessionCache,
    .method = http::Method::Get,
    .path = "/internal/v1/sessions",
    .name = "list_sessions",
    .summary = "Live sessions of a user, oldest first",
    .group = "sessions",
    .callers = {"auth", "admin"},
    .idempotent = true};
inline constexpr calls::Operation<EndSessions, EndedSessions> kEndSessions{
    .callee = kSessionCache,
    .path = "/internal/v1/sessions/end",
    .name = "end_sessions",
    .summary = "Ends one session, a user's, or those that an identity provider began",
    .group = "sessions",
    .callers = {"auth", "admin"},
    .idempotent = true,
    .doc =
        "Removes the sessions and appends their `session` entries (and a `user` entry with `not_before_ms` "
        "now "
        "when a uid is ended without exception) atomically. An entry lives until `until_ms`, or longer: as "
        "the "
        "tokens of a session that is known. An end by `provider` is remembered for 15 minutes: a session of "
        "that `provider_sid`, or of that `provider_sub` by who departed before it, does not begin."};

}  // namespace lgm::contracts
