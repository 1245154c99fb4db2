#include "http/worker_pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <string>

using lgm::http::WorkerPool;

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
  std::latch release(1), begun(1), others(50), aside(20);
  std::atomic<int> at_once{0}, most{0};
  WorkerPool pool(8, 100);
  for (int i = 0; i < 20; ++i)
    REQUIRE(pool.post(
        [&, i] {
          most = std::max(most.load(), ++at_once);
          if (i == 0) begun.count_down();
          release.wait();
          --at_once;
          aside.count_down();
        },
        WorkerPool::Queue::Aside));
  begun.wait();
  // The others need all the threads that are left, at the same time.
  const auto all = std::make_shared<std::latch>(8);
  for (int i = 0; i < 7; ++i) REQUIRE(pool.post([all] { all->arrive_and_wait(); }));
  all->arrive_and_wait();
  for (int i = 0; i < 50; ++i) REQUIRE(pool.post([&] { others.count_down(); }));
  others.wait();
  CHECK(pool.queued() == 19);
  release.count_down();
  aside.wait();
  CHECK(most == 1);
}

TEST_CASE("jobs that may wait long have all threads but a quarter, however many there are") {
  std::latch release(1), begun(6), patient(20);
  std::atomic<int> at_once{0}, most{0};
  WorkerPool pool(8, 100);
  for (int i = 0; i < 20; ++i)
    REQUIRE(pool.post(
        [&, i] {
          most = std::max(most.load(), ++at_once);
          if (i < 6) begun.count_down();
          release.wait();
          --at_once;
          patient.count_down();
        },
        WorkerPool::Queue::Patient));
  begun.wait();
  const auto all = std::make_shared<std::latch>(3);
  for (int i = 0; i < 2; ++i) REQUIRE(pool.post([all] { all->arrive_and_wait(); }));
  all->arrive_and_wait();  // the two that are left ran side by side
  CHECK(pool.queued() == 14);
  release.count_down();
  patient.wait();
  CHECK(most == 6);
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
