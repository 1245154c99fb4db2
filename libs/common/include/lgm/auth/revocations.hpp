// The revocation feed as every service follows it (docs/internal-api.md, /internal/v1/revocations): the live
// set in memory, kept current by long poll.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lgm/auth/jwt.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"

namespace lgm::auth {

enum class RevocationKind { Session, User, Permissions, ApiKey };
std::string_view to_string(RevocationKind kind);
std::optional<RevocationKind> revocation_kind(std::string_view text);

// Live entries that the feed keeps at most (session-cache-service), and a follower must be able to load.
inline constexpr std::size_t kMostRevocations = 200'000;

struct Revocation {
  std::uint64_t seq = 0;
  RevocationKind kind = RevocationKind::Session;
  std::string id;
  std::int64_t not_before_ms = 0;  // user, permissions: tokens issued before this are refused
  std::int64_t until_ms = 0;       // the entry is dropped afterwards (every token it could refuse is dead)
};

// The set itself, without I/O. Thread-safe; `refuses` takes a shared lock.
class RevocationSet {
 public:
  void reset(std::string epoch, std::int64_t epoch_since_ms, std::uint64_t seq,
             const std::vector<Revocation>& live);
  void add(const std::vector<Revocation>& entries, std::uint64_t seq);
  void expire(std::int64_t now_ms);
  // True when the token's session is ended, its user was signed out or its rights changed after
  // it was issued, or it is older than the epoch. When it was issued, its jti tells to the millisecond (UUID
  // version 7); without one, the whole second of `iat` counts as its beginning.
  bool refuses(const Claims& claims) const;
  bool api_key_revoked(std::string_view id) const;
  std::string epoch() const;
  std::uint64_t seq() const;
  std::size_t size() const;

 private:
  struct State;
  std::shared_ptr<State> state_;

 public:
  RevocationSet();
  ~RevocationSet();
};

enum class FeedFreshness {
  NeverLoaded,
  Fresh,
  Stale,
  Dead
};  // ≤ 30 s, > 30 s (writes 503), > 5 min (reads too)

// Follows the feed on a thread of its own from start() to stop().
class RevocationFollower {
 public:
  using OnEntry =
      std::function<void(const Revocation&)>;  // called for each new entry, e.g. to drop cached rights
  using OnReset = std::function<void()>;       // after a full reload: drop every cache
  RevocationFollower(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock, OnEntry on_entry,
                     OnReset on_reset);
  ~RevocationFollower();
  void start();
  void stop();
  const RevocationSet& set() const;
  FeedFreshness freshness() const;
  std::chrono::milliseconds lag() const;  // since the last successful answer

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::auth
