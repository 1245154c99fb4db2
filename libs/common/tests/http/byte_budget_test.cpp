#include "lgm/http/byte_budget.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using lgm::http::ByteBudget;

TEST_CASE("one payer takes half of a budget, all who are not known a quarter together") {
  int refusals = 0;
  const auto budget = std::make_shared<ByteBudget>(1000, [&] { ++refusals; });
  auto known = budget->lease("a"), same = budget->lease("a"), other = budget->lease("b");
  auto first = budget->lease(""), second = budget->lease("");
  CHECK(known.resize(400));
  CHECK_FALSE(same.resize(101));
  CHECK(same.resize(100));
  CHECK(first.resize(200));
  CHECK_FALSE(second.resize(51));
  CHECK(second.resize(50));
  CHECK(budget->used() == 750);
  CHECK_FALSE(other.resize(251));  // its share has room, the budget has not
  CHECK(other.resize(250));
  CHECK(refusals == 3);
  CHECK(known.bytes() == 400);
  CHECK(known.resize(0));
  CHECK(same.resize(500));
}

TEST_CASE("a lease gives back what it holds, once, wherever it went") {
  const auto budget = std::make_shared<ByteBudget>(1000);
  {
    auto lease = budget->lease("a");
    REQUIRE(lease.resize(300));
    auto part = lease.split(200);
    CHECK(part.bytes() == 200);
    CHECK(lease.bytes() == 100);
    CHECK(part.split(500).bytes() == 200);  // and that is gone again
    auto moved = std::move(lease);
    CHECK(moved.bytes() == 100);
    CHECK(budget->used() == 100);
    moved = budget->lease("b");
    CHECK(budget->used() == 0);
    CHECK(moved.is_of("b"));
  }
  CHECK(budget->used() == 0);
  ByteBudget::Lease of_none;
  CHECK(of_none.resize(1'000'000'000));
  CHECK_FALSE(of_none.scarce());
  CHECK_FALSE(of_none.is_of(""));
}

TEST_CASE("bytes are scarce from half of the budget, or of the payer's share, on") {
  const auto budget = std::make_shared<ByteBudget>(1000);
  auto a = budget->lease("a"), b = budget->lease("b"), unknown = budget->lease("");
  REQUIRE(unknown.resize(125));
  CHECK_FALSE(unknown.scarce());
  REQUIRE(unknown.resize(126));
  CHECK(unknown.scarce());
  CHECK_FALSE(a.scarce());
  REQUIRE(b.resize(375));
  CHECK(a.scarce());
}

TEST_CASE("many threads leave nothing behind") {
  const auto budget = std::make_shared<ByteBudget>(100);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, name = std::to_string(i % 2)] {
      for (int round = 0; round < 5000; ++round) {
        auto lease = budget->lease(name);
        if (lease.resize(30)) lease.split(10);
        CHECK(budget->used() <= 100);
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(budget->used() == 0);
}
