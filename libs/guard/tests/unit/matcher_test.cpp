#include "lgm/guard/matcher.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <tuple>

#include "support/naive_matcher.hpp"

using namespace lgm::guard;

namespace {

using Spans = std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;

Spans found_in(const NormalizedText& text, const std::vector<std::u32string>& patterns,
               const MatchOptions& options) {
  Spans spans;
  const PreparedText prepared(text, options);
  make_matcher({patterns.begin(), patterns.end()}, options)->find(prepared, [&](const Match& match) {
    CHECK_MESSAGE(spans.emplace(match.pattern, match.start, match.end).second, "reported twice");
  });
  return spans;
}

bool matches(std::string_view keyword, std::string_view text, MatchOptions options = {}) {
  return !found_in(*normalize(text), {*normalize_keyword(keyword)}, options).empty();
}

}  // namespace

TEST_CASE(
    "separators are skipped, up to three, between the neighbours of a keyword of two letters or digits") {
  for (const char* text : {"赌博", "赌*博", "赌***博", "赌 博", "赌 - 博", "我要赌，博吧"})
    CHECK_MESSAGE(matches("赌博", text), text);
  for (const char* text : {"赌****博", "赌x博", "赌■博", "赌"}) CHECK_MESSAGE(!matches("赌博", text), text);
  for (const char* text : {"gun", "g-u-n", "g***u.n", "GUN", "ｇｕｎ", "(gun)"})
    CHECK_MESSAGE(matches("gun", text), text);
  for (const char* text : {"g u n", "g- u-n", "g----un"}) CHECK_MESSAGE(!matches("gun", text), text);
  CHECK_FALSE(matches("赌博", "赌*博", {.max_separators = 0}));
  CHECK(matches("赌博", "赌********博", {.max_separators = 8}));
  CHECK_THROWS_AS(matches("赌博", "", {.max_separators = 9}), std::invalid_argument);
}

TEST_CASE("a keyword's own separators are ordinary characters") {
  CHECK(matches("e-mail", "e-mail"));
  CHECK(matches("e-mail", "e-m*ail"));
  CHECK(matches("e-mail", "e*-mail"));
  CHECK_FALSE(matches("e-mail", "email"));
  CHECK(matches("make a bomb", "make a bomb"));
  CHECK(matches("make a bomb", "m.ake a bo-mb"));
  CHECK_FALSE(matches("make a bomb", "make  a bomb"));
  CHECK_FALSE(matches("make a bomb", "make-a-bomb"));
  CHECK(matches("c++", "c++"));
  CHECK_FALSE(matches("c++", "c+-+"));  // one letter: as it stands
  CHECK(matches(".com", "x.com"));
  CHECK_FALSE(matches(".com", "xcom"));
}

TEST_CASE("a keyword is no pattern: signs of regular expressions, formats and SQL stand for themselves") {
  for (const char* keyword :
       {"a.b(", "\\Qab\\E", "a[b-d]+", "^ab$", "a|b", "%d{}", "ab%_", "(?i)ab", "ab*?"}) {
    CAPTURE(keyword);
    CHECK(matches(keyword, "x " + std::string(keyword) + " y"));
    for (const char* other : {"axb(", "ab", "acd", "abbb", "a", "AB", "5", "abxy", "xab"})
      CHECK_MESSAGE(!matches(keyword, other), other);
  }
}

TEST_CASE("Latin, Greek and Cyrillic letters and digits end at a word boundary; Han does not") {
  for (const char* text : {"guns", "begun", "gun2", "2gun", "gunж", "gun\xcc\xb8", "xg-u-n"})
    CHECK_MESSAGE(!matches("gun", text), text);
  for (const char* text : {"gun!", "枪gun枪", "gun■", "_gun_", "a gun"})
    CHECK_MESSAGE(matches("gun", text), text);
  CHECK(matches("赌博", "x赌博x"));
  CHECK_FALSE(matches("赌b", "赌bc"));
  CHECK(matches("赌b", "c赌b"));
}

TEST_CASE("the mask and long runs of what nobody sees end a match") {
  std::string invisible;
  for (int i = 0; i < 65; ++i) invisible += "\xe2\x80\x8b";
  CHECK_FALSE(matches("赌博", "赌" + invisible + "博"));
  CHECK(matches("赌博", "赌" + invisible.substr(3) + "博"));
  CHECK_FALSE(matches("赌★博", "赌★博", {.mask = U'★'}));
  CHECK(matches("赌★博", "赌★博"));
}

TEST_CASE("many words of one letter against many of them stay linear") {
  std::vector<std::u32string> patterns;
  for (std::size_t k = 1; k < 250; ++k) patterns.push_back(std::u32string(k, U'一') + U'二');
  NormalizedText text;
  text.characters.assign(200'000, U'一');
  text.run_start.assign(text.characters.size(), 0);
  text.run_end.assign(text.characters.size(), 1);
  CHECK(found_in(text, patterns, {}).empty());
}

TEST_CASE("the matcher finds what the rules say, on thousands of random texts") {
  static constexpr std::u32string_view kAlphabets[] = {U"赌博-* ", U"gun- .",      U"a一-+ ", U"ab1 -'",
                                                       U"一二三",  U"a一■-\u0338", U"か *ー"};
  std::mt19937 random(20260206);
  const auto text_of = [&](std::u32string_view alphabet, std::size_t length) {
    std::u32string text;
    for (std::size_t i = 0; i < length; ++i) text.push_back(alphabet[random() % alphabet.size()]);
    return text;
  };
  std::size_t hits = 0;
  for (int round = 0; round < 6'000; ++round) {
    const auto alphabet = kAlphabets[random() % std::size(kAlphabets)];
    const MatchOptions options{.max_separators = static_cast<unsigned>(random() % 5)};
    std::set<std::u32string> distinct;
    for (std::size_t i = 0; i < 1 + random() % 6; ++i) distinct.insert(text_of(alphabet, 1 + random() % 5));
    const std::vector<std::u32string> patterns(distinct.begin(), distinct.end());
    NormalizedText text;
    text.characters = text_of(alphabet, 1 + random() % 24);
    for (std::uint32_t i = 1; i < text.characters.size(); ++i)
      if (random() % 40 == 0) text.cuts.push_back(i);
    Spans expected;
    const testing::NaiveMatcher naive(text, options);
    for (std::uint32_t p = 0; p < patterns.size(); ++p)
      for (const auto& [start, end] : naive.find(patterns[p])) expected.emplace(p, start, end);
    const auto found = found_in(text, patterns, options);
    hits += found.size();
    REQUIRE_MESSAGE(found == expected, "round " << round << ": " << to_utf8(text.characters));
  }
  CHECK(hits > 5'000);
}
