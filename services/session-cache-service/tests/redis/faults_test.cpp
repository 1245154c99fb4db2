// Redis killed, flushed and replaced by an older copy of itself, under a running service.
#include <atomic>

#include "lgm/service/problem.hpp"
#include "store/redis/scripts.hpp"
#include "support/backends.hpp"
#include "support/direct.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

// The answer of a call that fails while the server is away.
template <class F>
auto sooner_or_later(F call) {
  for (;;) {
    try {
      return call();
    } catch (const StoreTakesNoWrites&) {
      throw;  // it is there
    } catch (const StoreUnavailable&) {
      std::this_thread::yield();
    }
  }
}

std::string epoch_of(Store& store) {
  return sooner_or_later([&] { return store.revocations().snapshot().epoch; });
}

SessionState state_of(Store& store, const std::string& token) {
  return sooner_or_later([&] { return store.sessions().lookup(hash_of(token)); })->state;
}

// By the server, since its start.
int connections_taken(const RedisServer& server) {
  const std::string info = direct(server, {"INFO", "stats"}).at(0).value();
  const std::string name = "total_connections_received:";
  return std::stoi(info.substr(info.find(name) + name.size()));
}

// So that the next entry trims it.
void fill_the_feed(const RedisServer& server) {
  for (int filled = 0; filled < kMostEntries;
       filled += 5'000)  // each within a call's time, on a busy machine too
    direct(server, {"EVAL",
                    "for i = ARGV[1] + 1, ARGV[1] + 5000 do local m = i..'|user|1|1790000900000|u'..i "
                    "redis.call('ZADD', 't:fz', i, m) redis.call('ZADD', 't:fu', 1790000900000, m) end "
                    "redis.call('HSET', 't:feed', 'seq', ARGV[1] + 5000) return 1",
                    "0", std::to_string(filled)});
}

// The key of the one replica's mark.
std::string mark_key(const RedisServer& server) {
  const redis::Reply keys = direct(server, {"KEYS", "t:mark:*"});
  REQUIRE(keys.size() == 1);
  return keys[0].value();
}

}  // namespace

TEST_CASE_FIXTURE(Redis, "killed and restarted: refused meanwhile, nothing acknowledged lost, same epoch") {
  const std::string epoch = epoch_of(*store);
  store->sessions().begin(session_of("s1"));
  store->revocations().append({"e", "user", "u9", 1, 1'790'000'900'000});
  server.kill();
  CHECK_THROWS_AS(store->sessions().of_user("u1"), StoreUnavailable);
  while (store->state().ready) std::this_thread::yield();
  server.start();
  CHECK(sooner_or_later([&] { return store->sessions().of_user("u1"); }).size() == 1);
  CHECK(store->revocations().snapshot().epoch == epoch);
  CHECK(store->revocations().snapshot().entries.size() == 1);
  until_ready(*store);
}

TEST_CASE_FIXTURE(Redis, "flushed: a new epoch begins, and followers of the old one are told") {
  const std::string epoch = epoch_of(*store);
  direct(server, {"FLUSHALL"});
  CHECK(epoch_of(*store) != epoch);
  CHECK_THROWS_AS(store->revocations().read(epoch, 0), service::Refusal);
}

TEST_CASE_FIXTURE(Redis,
                  "an older copy of the data: every replica that wrote since then knows, and no call "
                  "in between is answered from it") {
  const std::string epoch = epoch_of(*store);
  store->sessions().begin(session_of("s1"));
  store->sessions().begin(session_of("s2", "u2"));
  store->one_time().put({"handle", "value", 60});
  server.keep_a_copy();
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  CHECK(store->one_time().take("handle") == "value");
  server.go_back_to_the_copy();
  // Whichever asks first.
  SUBCASE("a session") {
    CHECK(sooner_or_later([&] { return store->sessions().lookup(hash_of("token of s1")); })->state ==
          SessionState::Ended);
  }
  SUBCASE("a one-time value") {
    CHECK_FALSE(sooner_or_later([&] { return store->one_time().take("handle"); }));
  }
  SUBCASE("a list") {
    CHECK(sooner_or_later([&] { return store->sessions().of_user("u2"); }).empty());
  }
  CHECK(epoch_of(*store) != epoch);
}

TEST_CASE_FIXTURE(Redis, "the older copy comes back while one replica lives and another one is new") {
  const auto second = open();
  until_ready(*second);
  store->sessions().begin(session_of("s1"));
  server.keep_a_copy();
  second->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  server.go_back_to_the_copy();
  store = open();
  // The new one cannot know before the one that lives has seen it.
  for (Store* each : {second.get(), store.get()})
    CHECK(sooner_or_later([&] { return each->sessions().lookup(hash_of("token of s1")); })->state ==
          SessionState::Ended);
}

TEST_CASE_FIXTURE(Redis, "sessions that a loss ended are put away piece by piece, and nobody else's") {
  for (int i = 0; i < 700; ++i)
    store->sessions().begin(session_of("old-" + std::to_string(i), "u" + std::to_string(i)));
  store->end_everything();
  store->sessions().begin(session_of("new", "u1"));
  const auto left = [&] { return direct(server, {"LLEN", "t:lost"}).at(0); };
  while (left() != "0") std::this_thread::yield();
  CHECK(direct(server, {"KEYS", "t:lv*"}).size() == 1);
  CHECK(direct(server, {"HGET", "t:s:old-699", "ended"}).at(0) != "0");
  const auto day = std::stoll(direct(server, {"PTTL", "t:r:" + hash_of("token of old-0")}).at(0).value());
  CHECK(day <= kRememberEndedMs);
  CHECK(direct(server, {"ZCARD", "t:u:u1"}).at(0) == "1");
  CHECK(store->sessions().lookup(hash_of("token of new"))->state == SessionState::Current);
  CHECK(store->sessions().count() == 1);
}

TEST_CASE_FIXTURE(Redis, "a feed that was trimmed has lost nothing: a new epoch, the same sessions") {
  const std::string epoch = epoch_of(*store);
  store->sessions().begin(session_of("s1"));
  store->sessions().begin(session_of("s2", "u2"));
  store->sessions().rotate({hash_of("token of s2"), hash_of("next of s2"), 7 * 86'400, 3600});
  fill_the_feed(server);
  SUBCASE("by a revocation") {
    sooner_or_later([&] { return store->revocations().append({"e", "user", "u9", 1, 1'790'000'900'000}); });
  }
  SUBCASE("by a session that is ended") {
    const auto ended = sooner_or_later([&] {
      return store->sessions().end({"e", "another", {}, {}, 1'790'000'900'000});
    });
    CHECK(ended.epoch == epoch_of(*store));
  }
  SUBCASE("by a sign-in beyond the most sessions") {
    auto third = session_of("s3", "u2");
    third.max_sessions = 1;
    sooner_or_later([&] { return store->sessions().begin(third); });
    CHECK(state_of(*store, "next of s2") == SessionState::Ended);
    CHECK(state_of(*store, "token of s3") == SessionState::Current);
  }
  SUBCASE("by a token that is used again") {
    sooner_or_later([&] {
      return store->sessions().rotate({hash_of("token of s2"), hash_of("stolen"), 7 * 86'400, 3600});
    });
    CHECK(state_of(*store, "next of s2") == SessionState::Ended);
  }
  const std::string trimmed = epoch_of(*store);
  CHECK(trimmed != epoch);
  CHECK(state_of(*store, "token of s1") == SessionState::Current);
  CHECK(store->sessions().begin(session_of("s4", "u4")).sid == "s4");
  CHECK(state_of(*store, "token of s1") == SessionState::Current);
  CHECK(epoch_of(*store) == trimmed);
}

TEST_CASE_FIXTURE(Redis, "a call that knows of fewer writes than were acknowledged meanwhile undoes none") {
  for (const char* sid : {"s1", "s2", "s3"}) store->sessions().begin(session_of(sid));
  const std::string replica = mark_key(server).substr(std::string("t:mark:").size());
  direct(server, {"ZADD", "t:fz", "1", "garbage"});
  redis::Connections connections(server.plainly());
  connections.run(redis::scripts::discard, {"1790000000000", "77", replica, "1", "0", "garbage"});
  CHECK(epoch_of(*store) == "77");
  CHECK(state_of(*store, "token of s1") == SessionState::Current);
}

TEST_CASE_FIXTURE(Redis,
                  "a store from before there were origins signs nobody out, and a loss ends them all") {
  store->sessions().begin(session_of("s1"));
  store->one_time().put({"handle", "value", 60});
  const std::string origin = direct(server, {"HGET", "t:feed", "origin"}).at(0).value();
  direct(server, {"HDEL", "t:feed", "origin"});
  direct(server, {"HDEL", "t:s:s1", "origin"});
  direct(server, {"RENAME", "t:o:" + origin + ":" + hash_of("handle"), "t:o:" + hash_of("handle")});
  restart();
  CHECK(store->sessions().lookup(hash_of("token of s1"))->state == SessionState::Current);
  CHECK(store->sessions().begin(session_of("s2")).sid == "s2");
  CHECK(store->one_time().take("handle") == "value");
  store->end_everything();
  CHECK(store->sessions().lookup(hash_of("token of s1"))->state == SessionState::Ended);
  CHECK(store->sessions().of_user("u1").empty());
}

TEST_CASE_FIXTURE(Redis, "restarted together with every replica: nobody can vouch, so a new epoch begins") {
  const std::string epoch = epoch_of(*store);
  store.reset();
  server.kill();
  server.start();
  store = open();
  CHECK(epoch_of(*store) != epoch);
}

TEST_CASE_FIXTURE(Redis, "a new replica joins the epoch that stands") {
  const std::string epoch = epoch_of(*store);
  const auto second = open();
  until_ready(*second);
  CHECK(epoch_of(*second) == epoch);
}

TEST_CASE_FIXTURE(Redis, "an entry of one replica reaches the followers of another within a second") {
  const auto second = open();
  until_ready(*second);
  std::atomic<bool> news{false};
  second->on_feed_news([&] { news = true; });
  const auto began = std::chrono::steady_clock::now();
  store->revocations().append({"e", "user", "u9", 1, 1'790'000'900'000});
  while (!news) std::this_thread::yield();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(1));
  second->on_feed_news({});
}

TEST_CASE_FIXTURE(Redis,
                  "a feed entry that cannot be read is discarded with its epoch, and the feed goes on") {
  for (const char* member :
       {"garbage", "x|session|1|2|s9", "8|of another kind|1|2|s9", "8|session|1|", "8|session|1||s9"}) {
    CAPTURE(member);
    const std::string epoch = epoch_of(*store);
    store->revocations().append({std::string("e ") + member, "user", "u1", 1, 1'790'000'900'000});
    const std::int64_t seq = store->revocations().snapshot().seq;
    direct(server, {"ZADD", "t:fz", std::to_string(seq), member});
    direct(server, {"ZADD", "t:fu", "1790000900000", member});
    const auto second = open();
    until_ready(*second);
    CHECK_THROWS_WITH_AS(store->revocations().snapshot(), doctest::Contains("refuses older access tokens"),
                         StoreUnavailable);
    const auto feed = store->revocations().snapshot();
    CHECK(feed.epoch != epoch);
    CHECK(feed.entries.back().id == "u1");
    CHECK(second->revocations().snapshot().epoch == feed.epoch);  // one new epoch, not one a replica
    CHECK_THROWS_AS(store->revocations().read(epoch, seq), service::Refusal);
    CHECK(store->revocations().read(feed.epoch, seq - 1).entries.size() == 1);
  }
}

TEST_CASE_FIXTURE(Redis, "a follower's read that meets an unreadable entry is told of the new epoch next") {
  const std::string epoch = epoch_of(*store);
  const std::int64_t seq = store->revocations().append({"e", "user", "u1", 1, 1'790'000'900'000}).seq;
  direct(server, {"ZADD", "t:fz", std::to_string(seq), "garbage"});
  CHECK_THROWS_AS(store->revocations().read(epoch, seq - 1), StoreUnavailable);
  CHECK_THROWS_AS(store->revocations().read(epoch, seq - 1), service::Refusal);
}

TEST_CASE_FIXTURE(Redis, "an event that cannot be read is dropped and holds up no other") {
  store->events().append({"s", {{"1", json::Object{}}, {"2", json::Object{}}, {"3", json::Object{}}}, 9});
  direct(server, {"HSET", "t:ed:s", "1", "{half"});
  direct(server, {"HDEL", "t:ed:s", "2"});
  CHECK_THROWS_WITH_AS(store->events().read("s", 9), doctest::Contains("2 events of the stream s"),
                       StoreUnavailable);
  const auto events = store->events().read("s", 9);
  REQUIRE(events.size() == 1);
  CHECK(events[0].id == "3");
}

TEST_CASE_FIXTURE(Redis, "user information and reports that cannot be read count as none") {
  store->user_info().put({{"u1", json::Object{{"a", 1}}}, {"u2", json::Object{{"a", 2}}}}, 60);
  store->presence().report({"auth-service", "pod", "1", true, std::nullopt, std::nullopt});
  for (const char* wrong : {"", "x|{}", "7|{half", "7"}) {
    direct(server, {"HSET", "t:ui", "u1", wrong});
    const auto entries = store->user_info().get({"u1", "u2"});
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].user_id == "u2");
  }
  direct(server, {"HSET", "t:pr", "guard-service|pod", "{half"});
  direct(server, {"ZADD", "t:ps", std::to_string(base::to_unix_ms(clock.now())), "guard-service|pod"});
  CHECK(store->presence().replicas().size() == 1);
}

TEST_CASE_FIXTURE(Redis,
                  "a full Redis takes no writes and says so; who has signed out is told all the same") {
  store->sessions().begin(session_of("s1"));
  store->sessions().begin(session_of("s2", "u2"));
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  const std::string epoch = epoch_of(*store);
  direct(server, {"CONFIG", "SET", "maxmemory", "1"});
  CHECK_THROWS_AS(store->sessions().begin(session_of("s3")), StoreTakesNoWrites);
  CHECK_THROWS_AS(store->sessions().end({"e2", "s2", {}, {}, 1'790'000'900'000}), StoreTakesNoWrites);
  while (store->state().no_writes.empty()) std::this_thread::yield();
  CHECK(store->state().ready);
  const int before = connections_taken(server);
  for (int i = 0; i < 50; ++i) CHECK_THROWS_AS(store->sessions().begin(session_of("s3")), StoreTakesNoWrites);
  CHECK(connections_taken(server) <= before + 5);
  const auto another = open();  // one that starts meanwhile
  until_ready(*another);
  CHECK(another->revocations().snapshot().entries.size() == 1);
  CHECK(another->revocations().snapshot().epoch == epoch);
  CHECK(store->sessions().of_user("u2").size() == 1);
  direct(server, {"CONFIG", "SET", "maxmemory", "0"});
  CHECK(store->sessions().end({"e2", "s2", {}, {}, 1'790'000'900'000}).ended.size() == 1);
  while (!store->state().no_writes.empty()) std::this_thread::yield();
  CHECK(epoch_of(*another) == epoch);
}

TEST_CASE_FIXTURE(Redis, "how full Redis is, is known before it is full") {
  CHECK(store->memory().used > 100'000);
  CHECK(store->memory().limit == 0);
  const auto memory_once = [&](auto holds) {
    while (!holds(store->memory())) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return store->memory();
  };
  direct(server, {"CONFIG", "SET", "maxmemory", "8mb"});
  const StoreMemory empty = memory_once([](StoreMemory now) { return now.limit == 8 * 1024 * 1024; });
  CHECK(empty.used < empty.limit / 2);
  CHECK_THROWS_AS(
      [&] {
        // Small ones: while Redis reads a value it counts the buffer that the value came in, too.
        for (int i = 0; i < 320; ++i)
          direct(server, {"SET", "t:big:" + std::to_string(i), std::string(50'000, 'x')});
      }(),
      StoreTakesNoWrites);
  const StoreMemory full = memory_once([&](StoreMemory now) { return now.used > empty.used + 2'000'000; });
  CHECK(full.used > full.limit / 10 * 9);
  CHECK(full.limit == empty.limit);
}

TEST_CASE_FIXTURE(Redis, "a Redis that restarts full is read, and in the same epoch when there is room") {
  store->sessions().begin(session_of("s1"));
  store->sessions().begin(session_of("s2"));
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  const std::string epoch = epoch_of(*store);
  for (int restarts = 0; restarts < 2; ++restarts) {
    server.kill();
    server.start({"--maxmemory", "100kb", "--maxmemory-policy", "noeviction"});
    const auto told = sooner_or_later([&] { return store->revocations().read(epoch, 0); });
    REQUIRE(told.entries.size() == 1);
    CHECK(told.entries[0].id == "s1");
    CHECK(store->revocations().snapshot().entries.size() == 1);
    CHECK(state_of(*store, "token of s1") == SessionState::Ended);
    CHECK(state_of(*store, "token of s2") == SessionState::Current);
    CHECK_THROWS_AS(store->sessions().begin(session_of("s3")), StoreTakesNoWrites);
  }
  while (store->state().no_writes.empty() || !store->state().ready) std::this_thread::yield();
  // One that starts meanwhile has to be told that nothing was lost, and does not end everything when there
  // is room before it is told.
  const auto another = open();
  while (another->state().detail.find("takes no writes") == std::string::npos) std::this_thread::yield();
  CHECK_FALSE(another->state().ready);
  direct(server, {"CONFIG", "SET", "maxmemory", "0"});
  until_ready(*another);
  CHECK(epoch_of(*another) == epoch);
  CHECK(state_of(*store, "token of s2") == SessionState::Current);
  CHECK(store->sessions().begin(session_of("s3")).sid == "s3");
}

TEST_CASE_FIXTURE(Redis, "a Redis that restarts full from an older copy is not read") {
  store->sessions().begin(session_of("s1"));
  server.keep_a_copy();
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  const std::string epoch = epoch_of(*store);
  server.go_back_to_the_copy({"--maxmemory", "100kb"});
  CHECK_THROWS_AS(sooner_or_later([&] { return store->sessions().lookup(hash_of("token of s1")); }),
                  StoreTakesNoWrites);
  CHECK_THROWS_AS(store->revocations().read(epoch, 0), StoreTakesNoWrites);
  direct(server, {"CONFIG", "SET", "maxmemory", "0"});
  CHECK(state_of(*store, "token of s1") == SessionState::Ended);
  CHECK(epoch_of(*store) != epoch);
}

TEST_CASE_FIXTURE(Redis, "a mark outlives a day in which Redis is full and only read") {
  store->sessions().begin(session_of("s1"));
  direct(server, {"CONFIG", "SET", "maxmemory", "1"});
  while (store->state().no_writes.empty()) std::this_thread::yield();
  direct(server, {"PEXPIRE", mark_key(server), "3600000"});
  CHECK(state_of(*store, "token of s1") == SessionState::Current);
  CHECK(std::stoll(direct(server, {"PTTL", mark_key(server)}).at(0).value()) > 18 * 3'600'000);
}

TEST_CASE_FIXTURE(Redis, "a replica that was cut off from Redis for more than a day ends nothing") {
  using std::chrono::hours;
  store->sessions().begin(session_of("s1"));
  const std::string epoch = epoch_of(*store);
  redis::Connections ours(server.plainly());
  ours.command({"ACL", "SETUSER", RedisServer::kUser, "off"});
  ours.command({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
  while (store->state().ready) std::this_thread::yield();
  const auto mark_expires = [&] { ours.command({"DEL", ours.command({"KEYS", "t:mark:*"}).at(0).value()}); };
  const auto reconnect = [&] { ours.command({"ACL", "SETUSER", RedisServer::kUser, "on"}); };
  SUBCASE("its mark has expired") {
    clock.advance(hours(25));
    mark_expires();
    reconnect();
    CHECK(state_of(*store, "token of s1") == SessionState::Current);
    CHECK(store->sessions().begin(session_of("s2")).sid == "s2");
    CHECK(state_of(*store, "token of s1") == SessionState::Current);
    CHECK(epoch_of(*store) == epoch);
    // It counts anew.
    direct(server, {"DEL", mark_key(server)});
    CHECK(state_of(*store, "token of s1") == SessionState::Ended);
  }
  SUBCASE("but a mark that is missing sooner was lost") {
    clock.advance(hours(11));
    mark_expires();
    reconnect();
    CHECK(state_of(*store, "token of s1") == SessionState::Ended);
    CHECK(epoch_of(*store) != epoch);
  }
}

TEST_CASE_FIXTURE(Redis, "Redis is away for long: a mark that is still there counts") {
  store->sessions().begin(session_of("s1"));
  store->sessions().begin(session_of("s2"));
  const std::string epoch = epoch_of(*store);
  SUBCASE("for what was kept") {
    server.kill();
    clock.advance(std::chrono::hours(13));
    server.start();
    CHECK(state_of(*store, "token of s1") == SessionState::Current);
    CHECK(epoch_of(*store) == epoch);
  }
  SUBCASE("against an older copy") {
    server.keep_a_copy();
    store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
    server.kill();
    clock.advance(std::chrono::hours(13));
    server.go_back_to_the_copy();
    CHECK(state_of(*store, "token of s2") == SessionState::Ended);
    CHECK(epoch_of(*store) != epoch);
  }
}

TEST_CASE_FIXTURE(Redis, "scripts are loaded again after SCRIPT FLUSH") {
  store->sessions().begin(session_of("s1"));
  direct(server, {"SCRIPT", "FLUSH"});
  CHECK(store->sessions().begin(session_of("s2")).sid == "s2");
}

TEST_CASE_FIXTURE(Redis, "settings that may lose writes are warned of") {
  CHECK(store->state().keeps_everything);
  direct(server, {"CONFIG", "SET", "appendfsync", "everysec"});
  direct(server, {"CONFIG", "SET", "maxmemory", "100mb"});
  direct(server, {"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
  const auto second = open();
  while (second->state().keeps_everything) std::this_thread::yield();
  CHECK(second->state().warning.find("appendfsync everysec") != std::string::npos);
  CHECK(second->state().warning.find("allkeys-lru") != std::string::npos);
}

TEST_CASE_FIXTURE(Redis, "no presented token or handle is in the data") {
  store->sessions().begin(session_of("s1", "u1", "a-secret-refresh-token"));
  store->one_time().put({"a-secret-handle", "value", 60});
  const std::string dump = server.dump();
  CHECK(dump.find(hash_of("a-secret-refresh-token")) != std::string::npos);
  for (const char* secret : {"a-secret-refresh-token", "a-secret-handle"})
    CHECK(dump.find(secret) == std::string::npos);
}
