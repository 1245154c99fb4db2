// What a library of keywords holds, and what it costs in memory.
#include <doctest/doctest.h>

#include <cstdio>

#include "lgm/guard/policy.hpp"

using namespace lgm::guard;

TEST_CASE("packed keywords read back as they were put in") {
  KeywordRows rows;
  CHECK(rows.empty());
  rows.push_back({"id-1", "word", "TAG", Risk::High, List::SuperBlack});
  rows.push_back({"", "测量", "", std::nullopt, List::Global});
  rows.push_back({"id-3", "", "TAG", Risk::Low, List::CustomWhite});
  rows.shrink_to_fit();
  REQUIRE(rows.size() == 3);
  const auto is = [&](std::size_t i, std::string_view id, std::string_view keyword, std::string_view tag) {
    return rows[i].id == id && rows[i].keyword == keyword && rows[i].tag == tag;
  };
  CHECK(is(0, "id-1", "word", "TAG"));
  CHECK(rows[0].risk == Risk::High);
  CHECK(rows[0].list == List::SuperBlack);
  CHECK(is(1, "", "测量", ""));
  CHECK(rows[1].risk == std::nullopt);
  CHECK(is(2, "id-3", "", "TAG"));
  CHECK(rows[2].list == List::CustomWhite);
}

TEST_CASE("a keyword costs at most 150 bytes, its id of 36 and its text included") {
  constexpr std::size_t kKeywords = 10'000;
  std::vector<KeywordRow> rows;
  for (std::size_t i = 0; i < kKeywords; ++i) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%05zu", i);
    rows.push_back({std::string(31, 'a') + digits, std::string("测量词") + digits,
                    "BENCH_" + std::to_string(i % 50), Risk::Medium, List::Global});
  }
  const KeywordList list(std::move(rows), {});
  REQUIRE(list.rows().size() == kKeywords);
  CHECK(list.bytes() / kKeywords <= 150);
}
