#include "leases/lease.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <thread>

#include "support/test_database.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestDatabase;

TEST_CASE("a lease has one holder until it is over or given up") {
  TestDatabase shared(TestDatabase::Seeds::Remove);
  base::ManualClock clock(base::from_unix_ms(1'790'000'000'000));
  Lease one(shared.database(), clock, "background", "one"),
      two(shared.database(), clock, "background", "two");
  CHECK(one.take());
  CHECK_FALSE(two.take());
  clock.advance(Lease::kLifetime / 2);
  CHECK(one.take());
  clock.advance(Lease::kLifetime);
  CHECK_FALSE(two.take());  // to the end of the prolonged one
  clock.advance(std::chrono::milliseconds(1));
  CHECK(two.take());
  CHECK_FALSE(one.take());
  one.give_up();
  CHECK_FALSE(one.take());
  two.give_up();
  CHECK(one.take());
}

TEST_CASE("of many that ask at once one gets it") {
  TestDatabase shared(TestDatabase::Seeds::Remove);
  base::ManualClock clock(base::from_unix_ms(1'790'000'000'000));
  std::atomic<int> holders{0};
  std::barrier together(6);
  std::vector<std::thread> replicas;
  for (int i = 0; i < 6; ++i)
    replicas.emplace_back([&, i] {
      sql::Database database(shared.options());
      Lease lease(database, clock, "background", std::to_string(i));
      together.arrive_and_wait();
      holders += lease.take();
    });
  for (auto& replica : replicas) replica.join();
  CHECK(holders == 1);
}
