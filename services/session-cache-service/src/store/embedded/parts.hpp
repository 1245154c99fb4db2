// The embedded store's part of each contract.
#pragma once
#include <map>
#include <mutex>

#include "store/embedded/state.hpp"

namespace lgm::session_cache::embedded {

class EmbeddedSessions final : public Sessions {
 public:
  explicit EmbeddedSessions(State& state) : state_(state) {}
  Begun begin(const NewSession& session) override;
  std::optional<FoundSession> lookup(const std::string& refresh_hash) override;
  Rotated rotate(const Rotation& rotation) override;
  Rotated reuse_forgotten(const std::string& sid) override;
  bool keep_sealed(const SealedOfSession& sealed) override;
  std::vector<ListedSession> of_user(const std::string& uid) override;
  EndedSessions end(const EndSessions& which) override;
  std::int64_t count() override;

 private:
  // Ends a session that is not yet; true when it did.
  bool end_one(const std::string& sid, std::int64_t now);
  bool take_out(const std::string& sid, std::int64_t now);
  std::vector<std::string> end_which(const EndSessions& which, std::int64_t now);
  std::vector<std::string> end_user(const EndSessions& which, std::int64_t now);
  // Ends these, which stand in an index.
  std::vector<std::string> end_each(const std::vector<std::string>& sids, std::int64_t until_ms,
                                    std::int64_t now);
  EndedSessions end_of_provider(const EndSessions& which, std::int64_t now);
  bool signed_out_meanwhile(const NewSession& session, std::int64_t now) const;
  State& state_;
};

class EmbeddedFeed final : public RevocationFeed {
 public:
  explicit EmbeddedFeed(State& state) : state_(state) {}
  FeedPlace append(const NewRevocation& revocation) override;
  Feed read(const std::string& epoch, std::int64_t after) override;
  Feed snapshot() override;

 private:
  State& state_;
};

class EmbeddedUserInfo final : public UserInfoCache {
 public:
  explicit EmbeddedUserInfo(State& state) : state_(state) {}
  std::vector<UserInfoEntry> get(const std::vector<std::string>& user_ids) override;
  void put(const std::vector<NewUserInfo>& entries, std::int64_t keep_seconds) override;
  std::int64_t drop(const std::vector<std::string>& user_ids) override;
  std::int64_t drop_all() override;

 private:
  State& state_;
};

class EmbeddedOneTime final : public OneTimeValues {
 public:
  explicit EmbeddedOneTime(State& state) : state_(state) {}
  bool put(const OneTimePut& value) override;
  std::optional<std::string> take(const std::string& key) override;

 private:
  State& state_;
};

class EmbeddedCounters final : public Counters {
 public:
  explicit EmbeddedCounters(State& state) : state_(state) {}
  CounterState add(const CounterAdd& hit) override;
  std::vector<NamedCounter> get(const std::vector<std::string>& keys) override;
  void clear(const std::string& key) override;

 private:
  State& state_;
};

class EmbeddedStreams final : public EventStreams {
 public:
  explicit EmbeddedStreams(State& state) : state_(state) {}
  EventsAppended append(const EventsAppend& events) override;
  std::vector<StreamEvent> read(const std::string& stream, std::int64_t limit) override;
  std::int64_t remove(const std::string& stream, const std::vector<std::string>& ids) override;

 private:
  State& state_;
};

// Not written to the file: a restart fills every bucket, which admits a burst.
class EmbeddedLimits final : public Limits {
 public:
  explicit EmbeddedLimits(const base::Clock& clock) : clock_(clock) {}
  Lease lease(const LeaseRequest& request) override;

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t filled_ms = 0, full_ms = 0;
  };
  void forget_full(std::int64_t now);
  const base::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
  std::size_t sweep_at_ = 10'000;
};

// Not written to the file: replicas report again within 5 s.
class EmbeddedPresence final : public Presence {
 public:
  explicit EmbeddedPresence(const base::Clock& clock) : clock_(clock) {}
  void report(const Report& report) override;
  std::vector<Replica> replicas() override;

 private:
  const base::Clock& clock_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Replica> replicas_;
};

}  // namespace lgm::session_cache::embedded
