// Sessions and their refresh-token families. The store sees SHA-256 hashes of refresh tokens only.
//
// Rotation is atomic: of N concurrent uses of one token exactly one makes the new member. `replayed` is
// answered to a retry within kRetryWindow that names the very successor, while that is itself unused. Any
// other use of a rotated token ends the session and tells the revocation feed in the same step (RFC 9700).
//
// Of tokens that name their session the current and the previous one are known here. An older one is
// forgotten: auth-service reads the session from it and says so (reuse_forgotten()). Others are remembered,
// kFamilyMemory of them.
#pragma once
#include "lgm/contracts/sessions.hpp"

namespace lgm::session_cache {

using contracts::Begun;
using contracts::EndedSessions;
using contracts::EndSessions;
using contracts::FoundSession;
using contracts::kLongestAccessSeconds;
using contracts::ListedSession;
using contracts::NewSession;
using contracts::Rotated;
using contracts::Rotation;
using contracts::RotationOutcome;
using contracts::SealedOfSession;
using contracts::SessionState;

inline constexpr std::int64_t kRetryWindowMs = 10'000;
// An ended or expired session is remembered this long, so that its tokens are told from unknown ones.
inline constexpr std::int64_t kRememberEndedMs = 24 * 3600 * 1000;
// Access tokens are accepted up to 60 s after their end (clock leeway); entries outlive that.
inline constexpr std::int64_t kTokenLeewayMs = 120'000;
// Older members of a family whose tokens name no session are forgotten: their use is then `unknown` instead
// of `reused`; refused anyway.
inline constexpr std::int64_t kFamilyMemory = 4096;

// Of what a browser says it is the beginning is kept: enough to tell one's sessions apart. A longer text
// would take a session in Redis several times the memory, whose values are packed as long as none is longer.
inline constexpr std::size_t kUserAgentBytes = 64;
// What every browser says it is, for history's sake, is left out of a longer text first: what tells one from
// another stands behind it.
inline constexpr std::string_view kSaidByAllBrowsers[] = {
    "Mozilla/5.0 ", "AppleWebKit/537.36 ", "(KHTML, like Gecko) ", "Gecko/20100101 ", " Safari/537.36"};

// Thread-safe. Every function throws StoreUnavailable when the store cannot be asked.
class Sessions {
 public:
  virtual ~Sessions() = default;
  // The same session sent twice is begun once. Throws Refusal 409 `exists` for another one with its sid or
  // hash. Whether its provider has signed the person out meanwhile is seen in the same step.
  virtual Begun begin(const NewSession& session) = 0;
  virtual std::optional<FoundSession> lookup(const std::string& refresh_hash) = 0;
  // Throws Refusal 409 `exists` when the successor is known already.
  virtual Rotated rotate(const Rotation& rotation) = 0;
  // A token of this session that is known no longer is used: the session ends, as by any reuse.
  virtual Rotated reuse_forgotten(const std::string& sid) = 0;
  // False where there is no such live session.
  virtual bool keep_sealed(const SealedOfSession& sealed) = 0;
  // The live ones, oldest first.
  virtual std::vector<ListedSession> of_user(const std::string& uid) = 0;
  // Idempotent by event_id (24 h): the same answer again. By a provider it counts for sessions to come, too.
  virtual EndedSessions end(const EndSessions& which) = 0;
  // Live sessions, for the gauge.
  virtual std::int64_t count() = 0;
};

// Whose sessions of a provider: those of one of its own sessions, or those of a person.
enum class AtProvider { Session, Person };
// Unlike for unlike ones, whatever signs they hold.
std::string provider_key(AtProvider what, const std::string& provider, const std::string& id);

// How long the access token that is issued with a new session lives at most: none outlives its session.
std::int64_t first_access_seconds(const NewSession& session);
// kUserAgentBytes of it at most, in whole characters.
std::string kept_user_agent(const NewSession& session);

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_session_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache
