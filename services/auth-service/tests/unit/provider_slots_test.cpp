#include "redirects/provider_slots.hpp"

#include <doctest/doctest.h>

#include "lgm/service/problem.hpp"

using namespace lgm;
using namespace lgm::auth_service;

TEST_CASE("so many wait for one provider, and no more; others are not held up") {
  ProviderSlots slots(2);
  const auto first = slots.take("slow");
  auto second = slots.take("slow");
  CHECK_THROWS_AS(slots.take("slow"), service::Refusal);
  CHECK(slots.take("other"));
  second.reset();
  second = slots.take("slow");
  try {
    slots.take("slow");
    FAIL("taken");
  } catch (const service::Refusal& refusal) {
    CHECK(refusal.problem().status == 503);
    CHECK(refusal.problem().code == "provider_unavailable");
    CHECK(refusal.cause().text == "slow: as many wait for it as may");
  }
}
