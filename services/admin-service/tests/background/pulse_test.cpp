#include "background/pulse.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::admin;

TEST_CASE("a database counts as there while it has just answered") {
  base::ManualClock clock(base::from_unix_ms(0));
  Pulse pulse(clock);
  CHECK_FALSE(pulse.check().ok);
  pulse.answered();
  CHECK(pulse.check().ok);
  clock.advance(Pulse::kFresh);
  CHECK(pulse.check().ok);
  clock.advance(std::chrono::milliseconds(1));
  CHECK_FALSE(pulse.check().ok);
  pulse.answered();
  pulse.failed("gone");
  CHECK_FALSE(pulse.check().ok);
  CHECK(pulse.check().detail == "gone");
}
