// SECRET_KEY of two lines: the first makes, both open.
#include "configuration/master_secret.hpp"

#include <doctest/doctest.h>

#include "redirects/transit.hpp"
#include "refresh_tokens/refresh_tokens.hpp"
#include "sign_in/typed_names.hpp"

using namespace lgm;
using namespace lgm::auth_service;

namespace {

const std::string kOld(32, 'o'), kNew(32, 'n');

}  // namespace

TEST_CASE("each line of SECRET_KEY gives a key for each purpose, and the first makes") {
  const auto keys = derived_keys(kNew + "\n" + kOld, "a");
  REQUIRE(keys.size() == 2);
  CHECK(keys[0] == derived_keys(kNew, "a").at(0));
  CHECK(keys[1] == derived_keys(kOld, "a").at(0));
  CHECK(keys[0] != derived_keys(kNew, "b").at(0));
  CHECK_THROWS_AS(derived_keys("", "a"), std::invalid_argument);
  CHECK(TypedNames(kNew + "\n" + kOld).hidden("alice") == TypedNames(kNew).hidden("alice"));
}

TEST_CASE("what a browser carries sealed is opened by either line, and by no other key") {
  const base::ManualClock clock(base::from_unix_ms(1'900'000'000'000));
  base::SystemRandom random;
  const TransitSeals before(kOld, clock, random), between(kNew + "\n" + kOld, clock, random),
      after(kNew, clock, random);
  const Transit transit{"corp", "/web-manager/", 2'000'000'000, "state", {}, {}};
  CHECK(between.open(before.seal(transit, "c"), "c"));
  CHECK(after.open(between.seal(transit, "c"), "c"));
  CHECK_FALSE(before.open(between.seal(transit, "c"), "c"));
  CHECK_FALSE(after.open(before.seal(transit, "c"), "c"));  // neither opens it: there is none
}

TEST_CASE("successors are made by the first line; the other's are known") {
  const RefreshTokens before(kOld), between(kNew + "\n" + kOld);
  CHECK(between.successor("t", "f", 1) == RefreshTokens(kNew).successor("t", "f", 1));
  CHECK(between.other_successor("t", "f", 1) == before.successor("t", "f", 1));
  CHECK_FALSE(before.other_successor("t", "f", 1));
}
