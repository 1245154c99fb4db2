#include "service/capacity.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <stdexcept>

using namespace lgm::service;

namespace {
constexpr std::size_t kMiB = 1024 * 1024;
}

TEST_CASE("connections leave descriptors for the internal listener, calls and files") {
  const auto few = connection_limits(1024, true);
  CHECK(few.public_listener == 576);
  CHECK(few.internal_listener == 192);
  CHECK(connection_limits(1024, false).internal_listener == 768);
  CHECK(connection_limits(256, true).public_listener + connection_limits(256, true).internal_listener == 192);
  const auto many = connection_limits(1'048'576, true);
  CHECK(many.public_listener == 10'000);
  CHECK(many.internal_listener == 10'000);
}

TEST_CASE("the soft limit of descriptors is raised to the hard one") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(before.rlim_max > 300);
  rlimit lowered = before;
  lowered.rlim_cur = 300;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &lowered) == 0);
  CHECK(raise_descriptor_limit() == before.rlim_max);
  rlimit after{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
  CHECK(after.rlim_cur == before.rlim_max);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("the budget for bodies follows the memory limit, and holds two of the largest") {
  CHECK(body_budget(0, 1024 * kMiB, kMiB) == 32 * kMiB);
  CHECK(body_budget(0, 2048 * kMiB, kMiB) == 64 * kMiB);
  CHECK(body_budget(0, 512 * kMiB, kMiB) == 32 * kMiB);
  CHECK(body_budget(0, std::nullopt, kMiB) == 32 * kMiB);
  CHECK(body_budget(0, std::size_t{1} << 40, kMiB) == 256 * kMiB);
  CHECK(body_budget(0, std::nullopt, 24 * kMiB) == 48 * kMiB);
  CHECK(body_budget(100, 512 * kMiB, kMiB) == 100 * kMiB);
  CHECK(body_budget(34, std::nullopt, 17 * kMiB) == 34 * kMiB);
  CHECK_THROWS_WITH_AS(static_cast<void>(body_budget(33, std::nullopt, 17 * kMiB)),
                       "BODY_BUDGET_MIB must be at least 34 here: half of it must hold the largest body of a "
                       "route, 17825792 bytes",
                       std::runtime_error);
}
