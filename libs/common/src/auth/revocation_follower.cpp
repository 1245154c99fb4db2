#include <condition_variable>
#include <mutex>
#include <thread>

#include "lgm/auth/revocations.hpp"
#include "lgm/calls/ask.hpp"

namespace lgm::auth {
namespace {

// Of a long poll. News is answered at once whatever this is; it bounds how long a stopping service waits for
// the poll under way.
constexpr int kWaitSeconds = 1;
constexpr std::chrono::milliseconds kFirstPause{50}, kLongestPause{250};
constexpr std::chrono::seconds kStale{30};  // writes are refused from here on
constexpr std::chrono::minutes kDead{5};    // … and reads from here on

// The fullest snapshot: an object of five members for each entry, with room for those that a later version
// may add.
constexpr std::size_t kValuesAnEntry = 12;
constexpr json::ParseLimits kFullest{.max_nodes = contracts::kMostRevocations * kValuesAnEntry};

// Those of kinds that this version knows.
std::vector<Revocation> known_of(std::vector<contracts::FeedEntry> entries) {
  std::vector<Revocation> known;
  known.reserve(entries.size());
  for (contracts::FeedEntry& entry : entries)
    if (const auto kind = describe::named<RevocationKind>(entry.kind))
      known.push_back({static_cast<std::uint64_t>(entry.seq), *kind, std::move(entry.id), entry.not_before_ms,
                       entry.until_ms});
  return known;
}

}  // namespace

class RevocationFollower::Impl {
 public:
  Impl(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock, OnEntry on_entry,
       OnReset on_reset)
      : session_cache_(std::move(session_cache)),
        clock_(clock),
        on_entry_(std::move(on_entry)),
        on_reset_(std::move(on_reset)) {}
  ~Impl() { stop(); }

  void start() {
    thread_ = std::thread([this] { run(); });
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  FeedFreshness freshness() const {
    const std::lock_guard lock(mutex_);
    if (!answered_) return FeedFreshness::NeverLoaded;
    const auto age = clock_.steady() - *answered_;
    // A poll that waits for news is fresh as long as it may wait.
    if (age <= kStale) return FeedFreshness::Fresh;
    return age <= kDead ? FeedFreshness::Stale : FeedFreshness::Dead;
  }

  std::chrono::milliseconds lag() const {
    const std::lock_guard lock(mutex_);
    if (!answered_) return std::chrono::milliseconds::max();
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - *answered_);
  }

  std::string fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
  }

  RevocationSet set_;

 private:
  void run() {
    auto pause = kFirstPause;
    bool loaded = false;
    while (!stopping()) {
      bool ok = false;
      try {
        ok = loaded ? follow(loaded) : (loaded = load());
        set_.expire(base::to_unix_ms(clock_.now()));
      } catch (const std::exception& error) {
        loaded = false;  // no memory, say: what was half taken is fetched anew
        failed(error.what());
      }
      if (ok) {
        pause = kFirstPause;
        continue;
      }
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, pause, [this] { return stopping_; });
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  // An answer that does not fit is no answer: the follower would rather be stale than wrong.
  bool load() {
    auto feed = calls::ask(*session_cache_, contracts::kRevocationSnapshot, {}, {.limits = kFullest});
    if (!feed) return failed(feed.why);
    set_.reset(feed->epoch, feed->epoch_since_ms, static_cast<std::uint64_t>(feed->seq),
               known_of(std::move(feed.value->entries)));
    answered();
    if (on_reset_) on_reset_();
    return true;
  }

  // One long poll. Clears `loaded` when the feed says that a full reload is needed.
  bool follow(bool& loaded) {
    auto feed = calls::ask(*session_cache_, contracts::kFollowRevocations,
                           {set_.epoch(), static_cast<std::int64_t>(set_.seq()), kWaitSeconds},
                           {.waits_for_news = true, .limits = kFullest});
    if (feed.is(410)) {
      loaded = false;
      return true;
    }
    if (!feed) return failed(feed.why);
    const auto entries = known_of(std::move(feed.value->entries));
    set_.add(entries, static_cast<std::uint64_t>(feed->seq));
    answered();
    if (on_entry_)
      for (const Revocation& entry : entries) on_entry_(entry);
    return true;
  }

  void answered() {
    const std::lock_guard lock(mutex_);
    answered_ = clock_.steady();
    fault_.clear();
  }
  bool failed(std::string why) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(why);
    return false;
  }
  bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  const std::shared_ptr<http::Caller> session_cache_;
  const base::Clock& clock_;
  const OnEntry on_entry_;
  const OnReset on_reset_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<base::SteadyTime> answered_;
  std::string fault_;
  bool stopping_ = false;
  std::thread thread_;
};

RevocationFollower::RevocationFollower(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock,
                                       OnEntry on_entry, OnReset on_reset)
    : impl_(std::make_unique<Impl>(std::move(session_cache), clock, std::move(on_entry),
                                   std::move(on_reset))) {}
RevocationFollower::~RevocationFollower() = default;
void RevocationFollower::start() {
  impl_->start();
}
void RevocationFollower::stop() {
  impl_->stop();
}
const RevocationSet& RevocationFollower::set() const {
  return impl_->set_;
}
FeedFreshness RevocationFollower::freshness() const {
  return impl_->freshness();
}
std::chrono::milliseconds RevocationFollower::lag() const {
  return impl_->lag();
}
std::string RevocationFollower::fault() const {
  return impl_->fault();
}

}  // namespace lgm::auth
