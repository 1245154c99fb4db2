#include "lgm/guard/letter_case.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace lgm::guard;

TEST_CASE("letters lose their case one by one, in every script that has one") {
  CHECK(fold_letters("ÉMILE Я Σς Ａ 𐐀 7_%") == "émile я σσ ａ 𐐨 7_%");
  // Whose fold is several letters, or who has no case.
  CHECK(fold_letters("ßẞİﬁ赌か\u0301") == "ßẞİﬁ赌か\u0301");
  CHECK(fold_letters("").empty());
  CHECK_THROWS_AS(static_cast<void>(fold_letters("\xFF")), std::invalid_argument);
}

TEST_CASE("the letters that fold to one are known, each once") {
  using Pairs = std::vector<LetterPair>;
  CHECK(letters_folded_to("aa") == Pairs{{"A", "a"}});
  CHECK(letters_folded_to("k") == Pairs{{"K", "k"}, {"\u212A", "k"}});
  CHECK(letters_folded_to("σ") == Pairs{{"Σ", "σ"}, {"ς", "σ"}});
  CHECK(letters_folded_to("i") == Pairs{{"I", "i"}});  // İ folds to two characters
  CHECK(letters_folded_to("A7 赌ßı").empty());
}
