// Redis with a replica behind a Sentinel: what was acknowledged survives the master.
#include "lgm/service/problem.hpp"
#include "support/backends.hpp"
#include "support/direct.hpp"
#include "support/fake_server.hpp"
#include "support/sentinel_user.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

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

void until_known(int replicas, redis::Address sentinel) {
  redis::Connections asked(std::move(sentinel));
  const std::string line = "slaves=" + std::to_string(replicas);
  while (sooner_or_later([&] {
           return asked.command({"INFO", "sentinel"});
         })
             .at(0)
             ->find(line) == std::string::npos)
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
  until_known(1, {"127.0.0.1", sentinel.port(), 0, "", ""});
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

TEST_CASE_FIXTURE(Watched, "a Sentinel that names no port is no answer: the next one is asked") {
  for (const char* port : {"$3\r\nabc\r\n", "$0\r\n\r\n", "$1\r\n0\r\n", "$5\r\n65536\r\n",
                           "$25\r\n9999999999999999999999999\r\n"}) {
    CAPTURE(port);
    const FakeServer fake(std::string("*2\r\n$9\r\n127.0.0.1\r\n") + port);
    redis::Address address{"", 0, 0, "", RedisServer::kPassword, "t:"};
    address.sentinels = {{"127.0.0.1", fake.port()}};
    address.master = "sessions";
    CHECK_THROWS_WITH_AS(redis::Connections(address).command({"PING"}),
                         doctest::Contains("as the port of sessions"), StoreUnavailable);
    const RedisSentinel honest(master.port());
    address.sentinels.push_back({"127.0.0.1", honest.port()});
    CHECK(sooner_or_later([&] { return redis::Connections(address).command({"PING"}); }).at(0) == "PONG");
  }
}

TEST_CASE_FIXTURE(Watched, "a replica that a Sentinel still names as the master is not taken for it") {
  const auto named = [](const RedisServer& server) {
    const std::string port = std::to_string(server.port());
    return "*2\r\n$9\r\n127.0.0.1\r\n$" + std::to_string(port.size()) + "\r\n" + port + "\r\n";
  };
  const auto ask = [](const FakeServer& sentinel) {
    redis::Address address{"", 0, 0, "", RedisServer::kPassword, "t:"};
    address.sentinels = {{"127.0.0.1", sentinel.port()}};
    address.master = "sessions";
    return redis::Connections(address).command({"PING"});
  };
  const FakeServer late(named(replica)), right(named(master));
  CHECK_THROWS_WITH_AS(ask(late), "the Redis that Sentinel names is not a master", StoreUnavailable);
  CHECK(ask(right).at(0) == "PONG");
}

TEST_CASE_FIXTURE(Watched,
                  "a failover to a replica that lagged begins a new epoch: what it lost lets nobody in") {
  // The replica that Sentinel may promote has lost its link; the other one, which it may not, acknowledges.
  RedisServer other;
  follow(other, master);
  direct(other, {"CONFIG", "SET", "replica-priority", "0"});
  const RedisSentinel sentinel(master.port());
  until_known(2, {"127.0.0.1", sentinel.port(), 0, "", ""});
  const auto store = open(sentinel.port());
  until_ready(*store);
  const std::string epoch = sooner_or_later([&] { return store->revocations().snapshot().epoch; });
  sooner_or_later([&] { return store->sessions().begin(session_of("s1")); });
  // s1's session has to be on both before the link of one is cut.
  while (direct(replica, {"EXISTS", "t:s:s1"}).at(0) != "1") std::this_thread::yield();
  direct(replica, {"CONFIG", "SET", "masterauth", "wrong"});
  direct(replica, {"CLIENT", "KILL", "TYPE", "master"});
  while (direct(replica, {"INFO", "replication"}).at(0)->find("master_link_status:down") == std::string::npos)
    std::this_thread::yield();
  const auto lost = sooner_or_later([&] {
    return store->revocations().append({"e", "session", "s1", 1, 1'790'000'900'000});
  });
  CHECK(lost.epoch == epoch);
  master.kill();
  std::string after = epoch;
  while (after == epoch) after = sooner_or_later([&] { return store->revocations().snapshot().epoch; });
  CHECK(store->revocations().snapshot().entries.empty());  // the sign-out is lost, and the epoch says so
  CHECK_THROWS_AS(store->revocations().read(epoch, 0), service::Refusal);
}

TEST_CASE_FIXTURE(Watched, "a master that nobody knows is named") {
  const RedisSentinel sentinel(master.port());
  const auto store = open(sentinel.port(), "nobody");
  while (store->state().detail.find("knows no master named nobody") == std::string::npos)
    std::this_thread::yield();
  CHECK_FALSE(store->state().ready);
}

TEST_CASE("with TLS the Sentinels are asked, and the master that they name is used, each by its own user") {
  // Sentinel and the replicas reach each other by TLS as well, at the ports of it.
  RedisServer master, replica;
  for (const RedisServer* each : {&master, &replica})
    direct(*each, {"CONFIG", "SET", "tls-replication", "yes"});
  direct(replica, {"CONFIG", "SET", "masterauth", RedisServer::kPassword});
  direct(replica, {"REPLICAOF", "127.0.0.1", std::to_string(master.tls_port())});
  const RedisSentinel sentinel = RedisSentinel::with_tls(master.tls_port());
  redis::Address address = master.address();
  address.host = "";
  address.sentinels = {{"127.0.0.1", sentinel.port()}};
  address.master = "sessions";
  address.sentinel_user = kSentinelUser, address.sentinel_password = kSentinelPassword;
  Surrounding around;
  const auto store = open_redis_store(address, around.clock, around.random, around.log);
  until_ready(*store);
  sooner_or_later([&] { return store->sessions().begin(session_of("s1")); });  // a replica has it
  CHECK(store->sessions().of_user("u1").size() == 1);
  // By that user nobody else's questions are answered.
  redis::Address asked{"127.0.0.1", sentinel.port(), 0, kSentinelUser, kSentinelPassword};
  asked.tls = address.tls;
  CHECK_THROWS_WITH_AS(redis::Connections(asked).command({"SENTINEL", "FAILOVER", "sessions"}),
                       doctest::Contains("NOPERM"), StoreUnavailable);
  address.tls.name = "redis.example";
  CHECK_THROWS_WITH_AS(redis::Connections(address).command({"INFO", "server"}),
                       doctest::Contains("cannot connect to Sentinel at 127.0.0.1"), StoreUnavailable);
}
