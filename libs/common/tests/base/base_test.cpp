#include <doctest/doctest.h>

#include <set>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/base/utf8.hpp"

using namespace lgm::base;

TEST_CASE("times are read and written in RFC 3339 and SQL form") {
  const auto time = parse_rfc3339("2026-02-06T16:00:00.5+08:00");
  REQUIRE(time);
  CHECK(format_rfc3339(*time) == "2026-02-06T08:00:00.500000Z");
  CHECK(format_sql(*time) == "2026-02-06 08:00:00.500000");
  CHECK(parse_sql("2026-02-06 08:00:00.500000") == time);
  CHECK(format_rfc3339(from_unix_ms(0)) == "1970-01-01T00:00:00Z");
  CHECK(to_unix_ms(from_unix_ms(-1)) == -1);
  for (const char* text :
       {"", "2026-02-06", "2026-02-06T08:00:00", "2026-02-30T08:00:00Z", "2026-02-06T24:00:00Z",
        "2026-02-06T08:00:00.Z", "2026-02-06T08:00:00+8:00", "x026-02-06T08:00:00Z"})
    CHECK_MESSAGE(!parse_rfc3339(text), text);
}

TEST_CASE("UUIDs are of version 7, ordered by time and distinct") {
  ManualClock clock(from_unix_ms(1'700'000'000'000));
  SystemRandom random;
  std::set<std::string> seen;
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = uuid_v7(clock, random);
    CHECK(id.size() == 36);
    CHECK(id[14] == '7');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(seen.insert(id).second);
    CHECK(id.substr(0, 13) > last);
    last = id.substr(0, 13);
    clock.advance(std::chrono::milliseconds(1));
  }
}

TEST_CASE("UTF-8 is checked as Unicode table 3-7 says") {
  CHECK(valid_utf8("aé敏😀"));
  CHECK(code_points("aé敏😀") == 4);
  for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf5", "\xe6\x95", "\xe6"})
    CHECK_FALSE(valid_utf8(text));
}

TEST_CASE("ids made a microsecond apart sort in that order") {
  ManualClock clock(from_unix_ms(1'900'000'000'000));
  SystemRandom random;
  std::string before = uuid_v7(clock, random);
  for (int i = 0; i < 2'000; ++i) {
    clock.advance(std::chrono::microseconds(1));
    const std::string after = uuid_v7(clock, random);
    CHECK(before < after);
    before = after;
  }
}

TEST_CASE("codes hold no white space, no control characters and nothing that is not seen") {
  CHECK(lgm::base::trimmed(" \t\xC2\xA0\xE3\x80\x80 a b \xE2\x80\xA8\n") == "a b");
  CHECK(lgm::base::trimmed("\xE2\x80\x8B") == "\xE2\x80\x8B");
  CHECK(lgm::base::trimmed(" \xE2\x80\x83 ").empty());
  CHECK(lgm::base::trimmed("\xE6\x95\x8F") == "\xE6\x95\x8F");
  for (const char* good : {"", "T", "\xE6\x95\x8F", "\xF0\x9F\x98\x80", "a-b_c.d", "\xC3\xA9"})
    CHECK(lgm::base::is_code(good));
  for (const char* bad : {" ", "a b", "a\n", "\x7F", "\xC2\x85", "\xC2\xA0", "\xE2\x80\x8B", "T\xC2\xAD",
                          "\xE3\x80\x80", "T\xEF\xB8\x8F", "\xF3\xA0\x80\x81", "\xEF\xBB\xBFx", "\xFF"})
    CHECK_FALSE_MESSAGE(lgm::base::is_code(bad), bad);
}
