// What is kept, behind one contract: the embedded store and the Redis store pass the same tests.
//
// A store that may have lost writes (emptied, damaged, an older copy of itself) begins a new epoch of the
// feed, ends every session of before and forgets one-time values: what was ended or taken never comes back to
// life. Cached user information, counters, event streams and limits of before are kept: nobody gets in by
// them.
#pragma once
#include <functional>
#include <stdexcept>

#include "counters/counters.hpp"
#include "events/events.hpp"
#include "limits/limits.hpp"
#include "one_time/one_time.hpp"
#include "presence/presence.hpp"
#include "revocations/revocations.hpp"
#include "sessions/sessions.hpp"
#include "user_info/user_info.hpp"

namespace lgm::session_cache {

// The store cannot be asked; whether a change was made is unknown. The text is for the log.
class StoreUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The store is full, or cannot keep what it is given; it can still be read.
class StoreTakesNoWrites : public StoreUnavailable {
 public:
  using StoreUnavailable::StoreUnavailable;
};

struct StoreState {
  bool ready = true;
  std::string detail;
  bool keeps_everything = true;  // false: settings under which acknowledged writes may be lost
  std::string warning;           // which
  std::string no_writes = {};    // why only reading works; empty: writing does, too
};

// Bytes, as last read; 0: not known, or no limit.
struct StoreMemory {
  std::int64_t used = 0, limit = 0;  // at the limit writes are refused
};

class Store {
 public:
  virtual ~Store() = default;
  virtual Sessions& sessions() = 0;
  virtual RevocationFeed& revocations() = 0;
  virtual UserInfoCache& user_info() = 0;
  virtual OneTimeValues& one_time() = 0;
  virtual Counters& counters() = 0;
  virtual Limits& limits() = 0;
  virtual EventStreams& events() = 0;
  virtual Presence& presence() = 0;
  // As if writes had been lost: signs everybody out.
  virtual void end_everything() = 0;
  // Quick: the last known state.
  virtual StoreState state() = 0;
  // The feed's place as last seen here, for the gauge.
  virtual std::int64_t feed_seq() = 0;
  // For the gauges as well: of a store that has memory of its own.
  virtual StoreMemory memory() { return {}; }
  // Called (from any thread) whenever the feed has news; set before use.
  virtual void on_feed_news(std::function<void()> notify) = 0;
};

}  // namespace lgm::session_cache
