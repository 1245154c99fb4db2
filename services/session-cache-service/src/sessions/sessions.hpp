// Sessions and their refresh-token families. The store sees SHA-256 hashes of refresh tokens only.
//
// Rotation is atomic: of N concurrent uses of one token exactly one makes the new member. `replayed` is
// answered to a retry within kRetryWindow that names the very successor, while that is itself unused. Any
// other use of a rotated token ends the session and tells the revocation feed in the same step (RFC 9700).
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

inline constexpr std::int64_t kRetryWindowMs = 10'000;
// An ended or expired session is remembered this long, so that its tokens are told from unknown ones.
inline constexpr std::int64_t kRememberEndedMs = 24 * 3600 * 1000;
// Access tokens are accepted up to 60 s after their end (clock leeway); entries outlive that.
inline constexpr std::int64_t kTokenLeewayMs = 120'000;
// The longest life that ACCESS_TOKEN_EXPIRE_HOURS may give an access token. What the setting is now says
// nothing of tokens that were issued under another one.
inline constexpr std::int64_t kLongestAccessSeconds = 168 * 3600;
// Older members of a family are forgotten: their use is then `unknown` instead of `reused`; refused anyway.
inline constexpr std::int64_t kFamilyMemory = 4096;
inline constexpr std::int64_t kLongestSeconds = 400 * 24 * 3600;

struct NewSession {
  std::string sid, uid, subject, client_id;
  std::optional<std::string> refresh_hash;
  std::int64_t idle_seconds = 0, absolute_seconds = 0, max_sessions = 0;
  std::optional<std::int64_t> access_seconds;  // absent: kLongestAccessSeconds
  std::optional<std::string> ip, user_agent, replaces_sid;
};
struct Begun {
  std::string sid;
  std::vector<std::string> ended;
};
struct SessionLookup {
  std::string refresh_hash;
};
struct FoundSession {
  std::string sid, uid, subject, client_id;
  std::int64_t generation = 0;  // of the presented token; 0 is the first of its family
  std::string state;            // current, previous, ended
  std::int64_t created_ms = 0, last_used_ms = 0;
};
struct Rotation {
  std::string refresh_hash, successor_hash;
  std::int64_t idle_seconds = 0, access_seconds = 0;
};
struct Rotated {
  std::string outcome;  // rotated, replayed, reused, expired, unknown
  std::optional<std::string> sid, uid;
  std::optional<std::int64_t> generation;  // of the successor
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
};
struct EndedSessions {
  std::vector<std::string> ended;
  std::string epoch;
  std::int64_t seq = 0;
};

// Thread-safe. Every function throws StoreUnavailable when the store cannot be asked.
class Sessions {
 public:
  virtual ~Sessions() = default;
  // The same session sent twice is begun once. Throws Refusal 409 `exists` for another one with its sid or
  // hash.
  virtual Begun begin(const NewSession& session) = 0;
  virtual std::optional<FoundSession> lookup(const std::string& refresh_hash) = 0;
  // Throws Refusal 409 `exists` when the successor is known already.
  virtual Rotated rotate(const Rotation& rotation) = 0;
  // The live ones, oldest first.
  virtual std::vector<ListedSession> of_user(const std::string& uid) = 0;
  // Idempotent by event_id (24 h): the same answer again.
  virtual EndedSessions end(const EndSessions& which) = 0;
  // Live sessions, for the gauge.
  virtual std::int64_t count() = 0;
};

bool is_hash(std::string_view text);
// How long the access token that is issued with a new session lives at most: none outlives its session.
std::int64_t first_access_seconds(const NewSession& session);

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_session_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache

namespace lgm::describe::session_cache_fields {
template <auto Member>
constexpr Field name_of(std::string_view json_name) {
  return field<Member>(json_name).length(1, 255);
}
template <auto Member>
constexpr Field hash_of(std::string_view json_name) {
  return field<Member>(json_name).check("^[0-9a-f]{64}$",
                                        "must be 64 digits of a hexadecimal number in lower case",
                                        lgm::session_cache::is_hash);
}
}  // namespace lgm::describe::session_cache_fields

template <>
struct lgm::describe::Description<lgm::session_cache::NewSession> {
  using T = lgm::session_cache::NewSession;
  static constexpr std::string_view name = "NewSession";
  static constexpr auto fields = std::to_array<Field>({
      session_cache_fields::name_of<&T::sid>("sid").required().doc("random, made by the caller"),
      session_cache_fields::name_of<&T::uid>("uid").required(),
      session_cache_fields::name_of<&T::subject>("subject").required(),
      session_cache_fields::name_of<&T::client_id>("client_id").required(),
      session_cache_fields::hash_of<&T::refresh_hash>("refresh_hash")
          .doc("SHA-256 of the refresh token, hex; absent: none"),
      field<&T::idle_seconds>("idle_seconds").range(1, lgm::session_cache::kLongestSeconds).required(),
      field<&T::absolute_seconds>("absolute_seconds")
          .range(1, lgm::session_cache::kLongestSeconds)
          .required(),
      field<&T::access_seconds>("access_seconds")
          .range(1, lgm::session_cache::kLongestSeconds)
          .doc("life of the access token issued with it: as long the feed remembers an end; absent: 168 "
               "hours"),
      field<&T::max_sessions>("max_sessions")
          .range(1, 1000)
          .required()
          .doc("of this user; the oldest beyond it end"),
      field<&T::ip>("ip").length(0, 64),
      field<&T::user_agent>("user_agent").length(0, 32'768),
      session_cache_fields::name_of<&T::replaces_sid>("replaces_sid").doc("a session that ends by this one"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Begun> {
  using T = lgm::session_cache::Begun;
  static constexpr std::string_view name = "Begun";
  static constexpr auto fields = std::to_array<Field>({field<&T::sid>("sid"), field<&T::ended>("ended")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::SessionLookup> {
  using T = lgm::session_cache::SessionLookup;
  static constexpr std::string_view name = "SessionLookup";
  static constexpr auto fields =
      std::to_array<Field>({session_cache_fields::hash_of<&T::refresh_hash>("refresh_hash").required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::FoundSession> {
  using T = lgm::session_cache::FoundSession;
  static constexpr std::string_view name = "FoundSession";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::sid>("sid"),
      field<&T::uid>("uid"),
      field<&T::subject>("subject"),
      field<&T::client_id>("client_id"),
      field<&T::generation>("generation").doc("of the presented token"),
      field<&T::state>("state").doc("current, previous or ended"),
      field<&T::created_ms>("created_ms"),
      field<&T::last_used_ms>("last_used_ms"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Rotation> {
  using T = lgm::session_cache::Rotation;
  static constexpr std::string_view name = "Rotation";
  static constexpr auto fields = std::to_array<Field>({
      session_cache_fields::hash_of<&T::refresh_hash>("refresh_hash").required(),
      session_cache_fields::hash_of<&T::successor_hash>("successor_hash").required(),
      field<&T::idle_seconds>("idle_seconds").range(1, lgm::session_cache::kLongestSeconds).required(),
      field<&T::access_seconds>("access_seconds")
          .range(1, lgm::session_cache::kLongestSeconds)
          .required()
          .doc("life of the access token issued with it: as long the feed remembers an end"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Rotated> {
  using T = lgm::session_cache::Rotated;
  static constexpr std::string_view name = "Rotated";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::outcome>("outcome").doc("rotated, replayed, reused, expired or unknown"),
      field<&T::sid>("sid"),
      field<&T::uid>("uid"),
      field<&T::generation>("generation").doc("of the successor, when rotated or replayed"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::SessionsOf> {
  using T = lgm::session_cache::SessionsOf;
  static constexpr std::string_view name = "SessionsOf";
  static constexpr auto fields =
      std::to_array<Field>({session_cache_fields::name_of<&T::uid>("uid").required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::ListedSession> {
  using T = lgm::session_cache::ListedSession;
  static constexpr std::string_view name = "ListedSession";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::sid>("sid"),
      field<&T::client_id>("client_id"),
      field<&T::created_ms>("created_ms"),
      field<&T::last_used_ms>("last_used_ms"),
      field<&T::ip>("ip"),
      field<&T::user_agent>("user_agent"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::SessionList> {
  using T = lgm::session_cache::SessionList;
  static constexpr std::string_view name = "SessionList";
  static constexpr auto fields = std::to_array<Field>({field<&T::sessions>("sessions")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::EndSessions> {
  using T = lgm::session_cache::EndSessions;
  static constexpr std::string_view name = "EndSessions";
  static constexpr auto fields = std::to_array<Field>({
      session_cache_fields::name_of<&T::event_id>("event_id").required(),
      session_cache_fields::name_of<&T::sid>("sid"),
      session_cache_fields::name_of<&T::uid>("uid"),
      session_cache_fields::name_of<&T::except_sid>("except_sid").doc("with uid: this one stays"),
      field<&T::until_ms>("until_ms")
          .range(1, 9'999'999'999'999)
          .required()
          .doc("end of the last access token that it must refuse; later where the session is known to have a "
               "longer one"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::EndedSessions> {
  using T = lgm::session_cache::EndedSessions;
  static constexpr std::string_view name = "EndedSessions";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::ended>("ended"), field<&T::epoch>("epoch"), field<&T::seq>("seq")});
};
