// The Redis store's part of each contract.
#pragma once
#include "store/redis/link.hpp"

namespace lgm::session_cache::redis {

class RedisSessions final : public Sessions {
 public:
  explicit RedisSessions(Link& link) : link_(link) {}
  Begun begin(const NewSession& session) override;
  std::optional<FoundSession> lookup(const std::string& refresh_hash) override;
  Rotated rotate(const Rotation& rotation) override;
  Rotated reuse_forgotten(const std::string& sid) override;
  bool keep_sealed(const SealedOfSession& sealed) override;
  std::vector<ListedSession> of_user(const std::string& uid) override;
  EndedSessions end(const EndSessions& which) override;
  std::int64_t count() override;

 private:
  // The followers hear of a session that ended by it.
  Rotated told(Rotated rotated);

  Link& link_;
};

class RedisFeed final : public RevocationFeed {
 public:
  explicit RedisFeed(Link& link) : link_(link) {}
  FeedPlace append(const NewRevocation& revocation) override;
  Feed read(const std::string& epoch, std::int64_t after) override;
  Feed snapshot() override;

 private:
  Link& link_;
};

class RedisUserInfo final : public UserInfoCache {
 public:
  explicit RedisUserInfo(Link& link) : link_(link) {}
  std::vector<UserInfoEntry> get(const std::vector<std::string>& user_ids) override;
  void put(const std::vector<NewUserInfo>& entries, std::int64_t keep_seconds) override;
  std::int64_t drop(const std::vector<std::string>& user_ids) override;
  std::int64_t drop_all() override;

 private:
  Link& link_;
};

class RedisOneTime final : public OneTimeValues {
 public:
  explicit RedisOneTime(Link& link) : link_(link) {}
  bool put(const OneTimePut& value) override;
  std::optional<std::string> take(const std::string& key) override;

 private:
  Link& link_;
};

class RedisCounters final : public Counters {
 public:
  explicit RedisCounters(Link& link) : link_(link) {}
  CounterState add(const CounterAdd& hit) override;
  std::vector<NamedCounter> get(const std::vector<std::string>& keys) override;
  void clear(const std::string& key) override;

 private:
  Link& link_;
};

class RedisLimits final : public Limits {
 public:
  explicit RedisLimits(Link& link) : link_(link) {}
  Lease lease(const LeaseRequest& request) override;

 private:
  Link& link_;
};

class RedisStreams final : public EventStreams {
 public:
  explicit RedisStreams(Link& link) : link_(link) {}
  EventsAppended append(const EventsAppend& events) override;
  std::vector<StreamEvent> read(const std::string& stream, std::int64_t limit) override;
  std::int64_t remove(const std::string& stream, const std::vector<std::string>& ids) override;

 private:
  Link& link_;
};

class RedisPresence final : public Presence {
 public:
  explicit RedisPresence(Link& link) : link_(link) {}
  void report(const Report& report) override;
  std::vector<Replica> replicas() override;

 private:
  Link& link_;
};

}  // namespace lgm::session_cache::redis
