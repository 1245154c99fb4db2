#include "store/redis/redis_store.hpp"

#include "store/redis/parts.hpp"

namespace lgm::session_cache {
namespace {

using namespace redis;

class RedisStore final : public Store {
 public:
  RedisStore(Address address, const base::Clock& clock, base::Random& random, service::Log& log)
      : link_(std::move(address), clock, random, log) {}
  Sessions& sessions() override { return sessions_; }
  RevocationFeed& revocations() override { return feed_; }
  UserInfoCache& user_info() override { return user_info_; }
  OneTimeValues& one_time() override { return one_time_; }
  Counters& counters() override { return counters_; }
  Limits& limits() override { return limits_; }
  EventStreams& events() override { return streams_; }
  Presence& presence() override { return presence_; }
  void end_everything() override {
    link_.guarded(scripts::lose, {}, true);
    link_.appended();
  }
  StoreState state() override { return link_.state(); }
  std::int64_t feed_seq() override { return link_.seq(); }
  StoreMemory memory() override { return link_.memory(); }
  void on_feed_news(std::function<void()> notify) override { link_.on_news(std::move(notify)); }

 private:
  Link link_;
  RedisSessions sessions_{link_};
  RedisFeed feed_{link_};
  RedisUserInfo user_info_{link_};
  RedisOneTime one_time_{link_};
  RedisCounters counters_{link_};
  RedisLimits limits_{link_};
  RedisStreams streams_{link_};
  RedisPresence presence_{link_};
};

}  // namespace

std::unique_ptr<Store> open_redis_store(redis::Address address, const base::Clock& clock,
                                        base::Random& random, service::Log& log) {
  return std::make_unique<RedisStore>(std::move(address), clock, random, log);
}

}  // namespace lgm::session_cache
