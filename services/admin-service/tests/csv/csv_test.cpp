#include "csv/csv.hpp"

#include <doctest/doctest.h>

using namespace lgm::admin;

TEST_CASE("values that a spreadsheet would run are told to be text, and quotes and lines stay in one cell") {
  for (const char* value : {"=1+1", "+1", "-1", "@x", "'x", "\tx", "＝1+1", "＋1", "－1", "＠x"})
    CHECK(csv::cell(value) == "'" + std::string(value));
  CHECK(csv::cell("\rx") == "\"'\rx\"");
  CHECK(csv::cell("\n=1+1") == "\"'\n=1+1\"");
  CHECK(csv::cell("＝\"x\"") == "\"'＝\"\"x\"\"\"");
  // Inside a value, and for characters beside the four, there is nothing to fear.
  for (const char* value : {"a=b", "", "＜x", "／x", "a＝b", "\xEF\xBC"}) CHECK(csv::cell(value) == value);
  CHECK(csv::cell("a,\"b\"\r\nc") == "\"a,\"\"b\"\"\r\nc\"");
  CHECK(csv::cell("=\"x\"") == "\"'=\"\"x\"\"\"");
}

TEST_CASE("a line's cells are apart also where the first is empty") {
  CHECK(csv::line({"", "a", "b,c"}) == ",a,\"b,c\"\r\n");
  CHECK(csv::line({"", ""}) == ",\r\n");
}
