// The embedded store under many threads (TSan): journal, group commit, compaction, notifications.
#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "store/embedded/embedded_store.hpp"
#include "support/redis_server.hpp"

using namespace lgm;
using namespace lgm::session_cache;

TEST_CASE("threads that write, read and follow share the store") {
  const testing::TemporaryFolder folder;
  const base::SystemClock clock;
  base::SystemRandom random;
  const auto store = open_embedded_store(folder.file("store"), clock, random).store;
  std::atomic<int> news{0}, taken{0};
  store->on_feed_news([&] { ++news; });
  const std::int64_t until = base::to_unix_ms(clock.now()) + 600'000;
  store->one_time().put({"one", "value", 60});
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      const std::string large(12'000, 'x');
      for (int i = 0; i < 60; ++i) {
        const std::string name = std::to_string(t) + "-" + std::to_string(i);
        store->one_time().put({name, large, 60});
        store->one_time().take(name);
        store->counters().add({"all", 1, 600});
        store->revocations().append({name, "session", name, 1, until});
        store->revocations().snapshot();
        store->limits().lease({"k", 60, 10, 1});
        store->presence().report({"auth", std::to_string(t), "1", true, {}, {}});
        store->feed_seq();
        store->state();
      }
      taken += store->one_time().take("one").has_value();
    });
  for (auto& thread : threads) thread.join();
  CHECK(news == 480);
  CHECK(taken == 1);
  CHECK(store->counters().get({"all"})[0].count == 480);
  CHECK(store->revocations().snapshot().seq == 480);
  CHECK(store->presence().replicas().size() == 8);
}
