// What the smaller contracts promise, on both stores.
#include <atomic>

#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;
using std::chrono::seconds;

TEST_CASE_TEMPLATE("user information is kept, listed by what is there, and dropped", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& cache = backend.store->user_info();
  const json::Value anna(json::Object{{"user_name", "Änna|\n"}, {"list", json::Array{}}});
  cache.put({{"anna", anna}, {"bo", json::Object{}}}, 100);
  const auto entries = cache.get({"anna", "nobody", "bo"});
  REQUIRE(entries.size() == 2);
  CHECK(entries[0] == UserInfoEntry{"anna", anna, 1'790'000'000'000});
  CHECK(cache.drop({"anna", "nobody"}) == 1);
  CHECK(cache.get({"anna"}).empty());
  cache.put({{"cy", json::Object{}}}, 200);
  backend.clock.advance(seconds(100));
  CHECK(cache.get({"bo", "cy"}).size() == 1);
  CHECK(cache.drop_all() == 1);
  CHECK(cache.get({"cy"}).empty());
}

TEST_CASE_TEMPLATE("a one-time value is taken once, by one of many", Backend, Embedded, Redis) {
  Backend backend;
  auto& values = backend.store->one_time();
  CHECK(values.put({"key", "a|b\n", 60}));
  CHECK_FALSE(values.put({"key", "other", 60}));
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) threads.emplace_back([&] { taken += values.take("key") == "a|b\n"; });
  for (auto& thread : threads) thread.join();
  CHECK(taken == 1);
  CHECK(values.put({"key", "again", 60}));
  backend.clock.advance(seconds(60));
  CHECK_FALSE(values.take("key"));
  CHECK(values.put({"key", "", 60}));
  CHECK(values.take("key") == "");
}

TEST_CASE_TEMPLATE("names and values are data, whatever signs a store gives a meaning", Backend, Embedded,
                   Redis) {
  Backend backend;
  const std::vector<std::string> names{"a",    "a:b",   "a:*", "*",      "a\r\nDEL b\r\n",
                                       "$3",   "a b",   "{a}", "a\"'\\", "\xF0\x9F\x98\x80",
                                       "a\tb", "[a-z]", "?"};
  auto& values = backend.store->one_time();
  auto& counters = backend.store->counters();
  auto& cache = backend.store->user_info();
  std::int64_t number = 0;
  for (const auto& name : names) {
    CAPTURE(name);
    REQUIRE(values.put({name, "value of " + name, 60}));
    CHECK(counters.add({name, ++number, 60}).count == number);
    cache.put({{name, json::Value(json::Object{{"user_name", name}})}}, 60);
  }
  number = 0;
  for (const auto& name : names) {
    CAPTURE(name);
    CHECK(values.take(name) == "value of " + name);
    CHECK(counters.get({name})[0].count == ++number);
    REQUIRE(cache.get({name}).size() == 1);
    CHECK(cache.get({name})[0].value.text_at("user_name") == name);
    CHECK(cache.drop({name}) == 1);
  }
  CHECK(cache.drop_all() == 0);
}

TEST_CASE_TEMPLATE("counters are exact within a window that begins with the first hit", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& counters = backend.store->counters();
  CHECK(counters.add({"k", 2, 10}).count == 2);
  backend.clock.advance(seconds(4));
  const auto state = counters.add({"k", 3, 99});
  CHECK(state.count == 5);
  CHECK(state.resets_in_ms == 6000);
  const auto both = counters.get({"x", "k"});
  CHECK(both == std::vector<NamedCounter>{{"x", 0, 0}, {"k", 5, 6000}});
  backend.clock.advance(seconds(6));
  CHECK(counters.get({"k"})[0].count == 0);
  CHECK(counters.add({"k", 1, 10}).count == 1);
  counters.clear("k");
  CHECK(counters.get({"k"})[0].count == 0);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) counters.add({"k", 1, 10});
    });
  for (auto& thread : threads) thread.join();
  CHECK(counters.get({"k"})[0].count == 80);
}

TEST_CASE_TEMPLATE("a bucket books all that was spent, and says when the debt is paid", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& limits = backend.store->limits();
  const auto lease = [&](std::int64_t want) { return limits.lease({"k", 60, 10, want}); };
  CHECK(lease(8) == Lease{8, 0, 2});
  CHECK(lease(8) == Lease{2, 7000, -6});
  backend.clock.advance(std::chrono::milliseconds(2500));
  CHECK(lease(5) == Lease{0, 9500, -9});
  backend.clock.advance(std::chrono::milliseconds(9500));
  CHECK(lease(1) == Lease{1, 0, 0});
  backend.clock.advance(seconds(60));
  CHECK(lease(99) == Lease{10, 90'000, -89});
  CHECK(limits.lease({"other", 60, 10, 1}).granted == 1);
}

TEST_CASE_TEMPLATE("a bucket does not fill twice over the time by which clocks of replicas differ", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& limits = backend.store->limits();
  CHECK(limits.lease({"k", 60, 10, 10}).left == 0);
  for (int i = 0; i < 5; ++i) {  // one replica is two seconds behind the other, and both ask
    backend.clock.advance(seconds(-2));
    CHECK(limits.lease({"k", 60, 10, 1}).left == -1 - 2 * i);
    backend.clock.advance(seconds(2));
    CHECK(limits.lease({"k", 60, 10, 1}).left == -2 - 2 * i);
  }
  // A clock that was set back fills the bucket from there on.
  backend.clock.advance(seconds(-3600));
  CHECK(limits.lease({"k", 60, 10, 1}).left == -11);
  backend.clock.advance(seconds(13));
  CHECK(limits.lease({"k", 60, 10, 1}).left == 1);
}

TEST_CASE_TEMPLATE("a stream is in order, bounded, and holds an id once", Backend, Embedded, Redis) {
  Backend backend;
  auto& streams = backend.store->events();
  const json::Value data(json::Object{{"a", 1}});
  auto done = streams.append({"s", {{"1", data}, {"2", data}, {"1", data}}, 3});
  CHECK(done.appended == 2);
  CHECK(done.dropped == 0);
  done = streams.append({"s", {{"3", data}, {"4", data}, {"5", data}}, 3});
  CHECK(done.appended == 3);
  CHECK(done.dropped == 2);
  streams.append({"t", {{"1", data}}, 3});
  const auto read = streams.read("s", 2);
  CHECK(read == std::vector<StreamEvent>{{"3", data}, {"4", data}});
  CHECK(streams.remove("s", {"3", "4", "4", "1"}) == 2);
  CHECK(streams.read("s", 10) == std::vector<StreamEvent>{{"5", data}});
  CHECK(streams.append({"s", {{"6", data}}, 3}).dropped == 0);
  CHECK(streams.read("s", 10).back().id == "6");
  CHECK(streams.read("none", 10).empty());
}

TEST_CASE_TEMPLATE("a replica is seen for fifteen seconds after its last word", Backend, Embedded, Redis) {
  Backend backend;
  auto& presence = backend.store->presence();
  presence.report({"guard", "g-1", "1.0", true, 7, 12});
  backend.clock.advance(seconds(5));
  presence.report({"auth", "a-1", "1.0", false, {}, {}});
  presence.report({"auth", "a-1", "1.1", true, {}, {}});
  auto seen = presence.replicas();
  REQUIRE(seen.size() == 2);
  CHECK(seen[0] == Replica{"auth", "a-1", "1.1", true, {}, {}, 1'790'000'005'000});
  CHECK(seen[1].policy_version == 7);
  backend.clock.advance(std::chrono::milliseconds(10'001));
  CHECK(presence.replicas().size() == 1);
}
