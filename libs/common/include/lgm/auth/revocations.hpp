// The revocation feed as every service follows it (lgm/contracts/revocations.hpp): the live set in memory,
// kept current by long poll.
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
#include "lgm/contracts/revocations.hpp"
#include "lgm/http/client.hpp"

namespace lgm::auth {

using contracts::RevocationKind;

struct Revocation {
  std::uint64_t seq = 0;
  RevocationKind kind = RevocationKind::Session;
  std::string id;
  std::int64_t not_before_ms = 0;  // tokens of before are refused, of an API key rows that are not newer
  std::int64_t until_ms = 0;       // the entry is dropped afterwards (every token it could refuse is dead)
};

// The set itself, without I/O. Thread-safe; `refuses` takes a shared lock.
class RevocationSet {
 public:
  // Takes the place of what was there. Withdrawn keys stay: they do not become good because a store forgot.
  void reset(std::string epoch, std::int64_t epoch_since_ms, std::uint64_t seq,
             const std::vector<Revocation>& live);
  void add(const std::vector<Revocation>& entries, std::uint64_t seq);
  void expire(std::int64_t now_ms);
  // True when the key that signed it was withdrawn, its session is ended, its user was signed out or its
  // rights changed after it was issued, or it is older than the epoch. When it was issued, its jti tells to
  // the millisecond (UUID version 7); without one, the whole second of `iat` counts as its beginning.
  bool refuses(const Claims& claims) const;
  // True when the key was deleted or switched off after its row became what it is, at `updated_ms`.
  bool refuses_api_key(std::string_view id, std::int64_t updated_ms) const;
  bool signing_key_withdrawn(std::string_view kid) const;
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

// Follows the feed on a thread of its own from start() to stop(). Entries of kinds that this version does not
// know are passed over: what the next version means by them, the next version refuses.
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
  // Why the latest answer was none, as calls::Outcome::why says it; empty: it was one.
  std::string fault() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::auth
