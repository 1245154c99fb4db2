// Redis with a replica behind a Sentinel: what was acknowledged survives the master.
#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

redis::Reply direct(const RedisServer& server, const redis::Words& words) {
  redis::Connections connections({"127.0.0.1", server.port(), 0, "", RedisServer::kPassword, "t:"});
  return connections.command(words);
}

template <class F>
auto sooner_or_later(F call) {
  for (;;) {
    try {
      return call();
    } catch (const StoreUnavailable&) {
      std::this_thread::yield();
    }
  }
}

void follow(const RedisServer& replica, const RedisServer& master) {
  direct(replica, {"CONFIG", "SET", "masterauth", RedisServer::kPassword});
  direct(replica, {"REPLICAOF", "127.0.0.1", std::to_string(master.port())});
  while (direct(replica, {"INFO", "replication"}).at(0)->find("master_link_status:up") == std::string::npos)
    std::this_thread::yield();
}

struct Watched : Surrounding {
  RedisServer master, replica;
  Watched() { follow(replica, master); }
  std::unique_ptr<Store> open(int sentinel, const std::string& name = "sessions") {
    redis::Address address{"", 0, 0, "", RedisServer::kPassword, "t:"};
    // The first one is not there: the next is asked.
    address.sentinels = {{"127.0.0.1", 1}, {"127.0.0.1", sentinel}};
    address.master = name;
    return open_redis_store(address, clock, random, log);
  }
};

}  // namespace

TEST_CASE("endpoints are a list of host:port") {
  using redis::parse_endpoints;
  REQUIRE(parse_endpoints("a:1, 10.0.0.1:26379,[::1]:65535"));
  const auto found = *parse_endpoints("a:1, 10.0.0.1:26379,[::1]:65535");
  REQUIRE(found.size() == 3);
  CHECK(found[1].host == "10.0.0.1");
  CHECK(found[1].port == 26379);
  CHECK(found[2].host == "::1");
  CHECK(parse_endpoints("")->empty());
  for (const char* wrong : {"a", "a:", ":1", "a:0", "a:65536", "a:x", "a:1,,b:2", "a:1x"})
    CHECK_MESSAGE(!parse_endpoints(wrong), wrong);
}

TEST_CASE_FIXTURE(
    Watched, "the master dies: the replica takes over with every acknowledged write, in the same epoch") {
  const RedisSentinel sentinel(master.port());
  const auto store = open(sentinel.port());
  until_ready(*store);
  const std::string epoch = sooner_or_later([&] { return store->revocations().snapshot().epoch; });
  // The Sentinel learns of the replica from the master; before that it could not fail over.
  redis::Connections asked({"127.0.0.1", sentinel.port(), 0, "", "", ""});
  while (sooner_or_later([&] {
           return asked.command({"INFO", "sentinel"});
         })
             .at(0)
             ->find("slaves=1") == std::string::npos)
    std::this_thread::yield();
  sooner_or_later([&] { return store->sessions().begin(session_of("s1")); });
  sooner_or_later([&] {
    store->revocations().append({"e", "user", "u9", 1, 1'790'000'900'000});
    return 0;
  });
  master.kill();
  CHECK(sooner_or_later([&] { return store->sessions().of_user("u1"); }).size() == 1);
  CHECK(store->revocations().snapshot().epoch == epoch);
  CHECK(store->revocations().snapshot().entries.size() == 1);
  // Nothing is acknowledged that the next failover would lose.
  CHECK_THROWS_WITH_AS(store->sessions().begin(session_of("s2")),
                       "no replica of Redis has taken the write within a second", StoreUnavailable);
}

TEST_CASE_FIXTURE(Watched, "a master that nobody knows is named") {
  const RedisSentinel sentinel(master.port());
  const auto store = open(sentinel.port(), "nobody");
  while (store->state().detail.find("knows no master named nobody") == std::string::npos)
    std::this_thread::yield();
  CHECK_FALSE(store->state().ready);
}
