#include "http/worker_pool.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>
#include <mutex>
#include <string>

using lgm::http::WorkerPool;

namespace {

// Jobs that wait until they are let go; how many of them ran at once.
class Waiting {
 public:
  Waiting(int jobs, int first) : begun_(first), done_(jobs) {}
  void run() {
    {
      const std::lock_guard lock(mutex_);
      most_ = std::max(most_, ++at_once_);
      if (begun_ > 0 && --begun_ == 0) first_.count_down();
    }
    release_.wait();
    {
      const std::lock_guard lock(mutex_);
      --at_once_;
    }
    done_.count_down();
  }
  void await_first() { first_.wait(); }
  // The most that ran at once, once all have.
  int let_go() {
    release_.count_down();
    done_.wait();
    return most_;
  }

 private:
  std::mutex mutex_;
  int begun_, at_once_ = 0, most_ = 0;
  std::latch first_{1}, release_{1}, done_;
};

}  // namespace

TEST_CASE("as many jobs run side by side as there are threads, however they come") {
  constexpr unsigned kThreads = 8;
  WorkerPool pool(kThreads, 100);
  for (int round = 0; round < 200; ++round) {
    // Each job waits for all the others: one that is left in the queue while a thread sleeps would hang here.
    const auto all = std::make_shared<std::latch>(kThreads + 1);
    for (unsigned i = 0; i < kThreads; ++i) REQUIRE(pool.post([all] { all->arrive_and_wait(); }));
    all->arrive_and_wait();
  }
}

TEST_CASE("a job that waits holds up none of those behind it") {
  std::latch release(1), others(50);
  WorkerPool pool(2, 100);
  REQUIRE(pool.post([&] { release.wait(); }));
  for (int i = 0; i < 50; ++i) REQUIRE(pool.post([&] { others.count_down(); }));
  others.wait();
  release.count_down();
}

TEST_CASE("the end runs what is queued and takes nothing more") {
  std::atomic<int> ran{0};
  WorkerPool pool(3, 1000);
  for (int i = 0; i < 1000; ++i) pool.post([&] { ++ran; });
  pool.finish();
  CHECK(ran == 1000);
  CHECK_FALSE(pool.post([&] { ++ran; }));
  CHECK(ran == 1000);
}

TEST_CASE("jobs that are posted aside leave the others their threads, however many there are") {
  Waiting aside(20, 1);
  std::latch others(50);
  WorkerPool pool(8, 100);
  for (int i = 0; i < 20; ++i) REQUIRE(pool.post([&] { aside.run(); }, WorkerPool::Queue::Aside));
  aside.await_first();
  // The others need all the threads that are left, at the same time.
  const auto all = std::make_shared<std::latch>(8);
  for (int i = 0; i < 7; ++i) REQUIRE(pool.post([all] { all->arrive_and_wait(); }));
  all->arrive_and_wait();
  for (int i = 0; i < 50; ++i) REQUIRE(pool.post([&] { others.count_down(); }));
  others.wait();
  CHECK(pool.queued() == 19);
  CHECK(aside.let_go() == 1);
}

TEST_CASE("jobs that may wait long have all threads but a quarter, however many there are") {
  Waiting patient(20, 6);
  WorkerPool pool(8, 100);
  for (int i = 0; i < 20; ++i) REQUIRE(pool.post([&] { patient.run(); }, WorkerPool::Queue::Patient));
  patient.await_first();
  const auto all = std::make_shared<std::latch>(3);
  for (int i = 0; i < 2; ++i) REQUIRE(pool.post([all] { all->arrive_and_wait(); }));
  all->arrive_and_wait();  // the two that are left ran side by side
  CHECK(pool.queued() == 14);
  CHECK(patient.let_go() == 6);
}

TEST_CASE("a pool of one thread runs what may wait long") {
  std::latch ran(1);
  WorkerPool pool(1, 5);
  REQUIRE(pool.post([&] { ran.count_down(); }, WorkerPool::Queue::Patient));
  ran.wait();
}

TEST_CASE("of one thread both kinds have their turn, and the end runs both") {
  std::latch release(1), begun(1);
  std::string order;
  {
    WorkerPool pool(1, 5);
    REQUIRE(pool.post([&] {
      begun.count_down();
      release.wait();
    }));
    begun.wait();
    for (int i = 0; i < 3; ++i) REQUIRE(pool.post([&] { order += 'a'; }, WorkerPool::Queue::Aside));
    for (int i = 0; i < 2; ++i) REQUIRE(pool.post([&] { order += 'n'; }));
    CHECK_FALSE(pool.post([] {}, WorkerPool::Queue::Aside));
    release.count_down();
  }
  CHECK(order == "anana");
}

TEST_CASE("a full queue refuses, but not what is posted always") {
  std::latch release(1), begun(1);
  WorkerPool pool(1, 2);
  REQUIRE(pool.post([&] {
    begun.count_down();
    release.wait();
  }));
  begun.wait();
  CHECK(pool.post([] {}));
  CHECK(pool.post([] {}));
  CHECK_FALSE(pool.post([] {}));
  CHECK(pool.post([] {}, WorkerPool::Queue::Always));
  CHECK(pool.queued() == 3);
  CHECK(pool.busy() == 1);
  release.count_down();
}
