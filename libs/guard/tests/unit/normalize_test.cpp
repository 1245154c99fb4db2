#include "lgm/guard/normalize.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

#include "lgm/guard/keyword_forms.hpp"

using namespace lgm::guard;

namespace {

std::string normal(std::string_view text) {
  const auto normalized = normalize(text);
  REQUIRE(normalized);
  return to_utf8(normalized->characters);
}

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("width, case, compatibility, traditional forms and white space are made one") {
  CHECK(normal("ＧＵＮ") == "gun");
  CHECK(normal("Straße ﬁ ①") == "strasse fi 1");
  CHECK(normal("İI") == "i̇i");  // no Turkic rules
  CHECK(normal("賭博戰爭") == "赌博战争");
  CHECK(normal("a\t\xc2\xa0\xe3\x80\x80z") == "a   z");  // one space each
  CHECK(normal("ｶﾞ") == "ガ");
  CHECK(normal("e\xcc\x81") == "é");
}

TEST_CASE("controls and what nobody sees are dropped") {
  CHECK(normal("赌\xe2\x80\x8b\xe2\x80\x8d博\x01\x7f") == "赌博");
  CHECK(normal("\xef\xbb\xbfgu\xc2\xadn") == "gun");
  CHECK(normal("e\xe2\x80\x8d\xcc\x81") == "é");
}

TEST_CASE("malformed UTF-8 and lone surrogates are not normalised") {
  for (const char* bad : {"\xff", "a\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xed\xbf\xbf",
                          "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xe4\xb8"})
    CHECK_FALSE(normalize(bad));
  CHECK(normalize("\xf4\x8f\xbf\xbf"));
  CHECK(normalize(""));
}

TEST_CASE("each character keeps the run of text it came from") {
  const auto text = normalize("ﬁe\xe2\x80\x8d\xcc\x81\xe2\x80\x8b赌");
  REQUIRE(text);
  CHECK(to_utf8(text->characters) == "fié赌");
  // The ligature's two characters share its run; the dropped joiner lies inside é's, the dropped space behind
  // it in none.
  CHECK(text->run_start == std::vector<std::uint32_t>{0, 0, 3, 12});
  CHECK(text->run_end == std::vector<std::uint32_t>{3, 3, 9, 15});
}

TEST_CASE("a run of more than 64 dropped or combining characters is cut") {
  CHECK(normalize("赌" + repeated("\xe2\x80\x8b", 64) + "博")->cuts.empty());
  CHECK(normalize("赌" + repeated("\xe2\x80\x8b", 65) + "博")->cuts == std::vector<std::uint32_t>{1});
  CHECK(normalize("赌" + repeated("\xe2\x80\x8b", 1000) + "博")->cuts == std::vector<std::uint32_t>{1});
  CHECK(normalize("x" + repeated("\xcc\xb8", 64) + "y")->cuts.empty());
  CHECK(normalize("x" + repeated("\xcc\xb8", 65) + "y")->cuts == std::vector<std::uint32_t>{65});
}

TEST_CASE("the forms of a keyword: stored, identity, empty") {
  CHECK(stored_keyword(" \xe3\x80\x80Ｇe\xcc\x81 賭\t") == "Ｇé 賭");
  CHECK(keyword_identity("\xe3\x80\x80ＧＵＮ ") == "gun");
  CHECK(keyword_identity("賭") == "賭");  // traditional and simplified stay two keywords
  CHECK(stored_keyword(" \t") == "");
  for (const char* empty : {"", " ", "***", "-_-", "\xe2\x80\x8b", "！？", "\xcc\x81", "■"})
    CHECK_MESSAGE(keyword_is_empty(empty), empty);
  for (const char* full : {"a", "1", "赌", "$", "+", "★", "½", "-a-"})
    CHECK_MESSAGE(!keyword_is_empty(full), full);
  CHECK_THROWS_AS(stored_keyword("\xff"), std::invalid_argument);
  CHECK_THROWS_AS(keyword_identity("\xff"), std::invalid_argument);
  CHECK_THROWS_AS(keyword_is_empty("\xff"), std::invalid_argument);
}
