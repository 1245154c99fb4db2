// SECRET_KEY of two lines: the first makes, both open.
#include "configuration/master_secret.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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
  base::SystemRandom random;
  const std::string family = RefreshTokens::new_family(random);
  const auto texts = [&](const RefreshTokens& tokens, const std::string& of, bool named) {
    std::vector<std::string> made;
    for (const RefreshToken& token : tokens.successors("t", of, 1, named)) made.push_back(token.text);
    return made;
  };
  const RefreshTokens after(kNew);
  // By each line in the form that is asked for, then in the other.
  const auto old_ones = texts(before, family, true), new_ones = texts(after, family, true);
  REQUIRE(old_ones.size() == 2);
  CHECK(texts(between, family, true) == std::vector{new_ones[0], old_ones[0], new_ones[1], old_ones[1]});
  CHECK(texts(between, family, false) == std::vector{new_ones[1], old_ones[1], new_ones[0], old_ones[0]});
  // An id of before 0.5.0 cannot be named.
  const std::string longer = random.token();
  CHECK(texts(between, longer, true) ==
        std::vector{texts(after, longer, false)[0], texts(before, longer, false)[0]});
  // A token of either line names its session to who has both.
  for (const auto* tokens : {&before, &after}) {
    const auto named = between.named_by(tokens->first(family, true, random).text);
    CHECK(std::count(named.begin(), named.end(), family) == 1);
  }
  CHECK(before.named_by(after.first(family, true, random).text) != std::vector{family});
}
