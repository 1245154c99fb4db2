#include <doctest/doctest.h>

#include "lgm/describe/sql_mapping.hpp"

using namespace lgm;

namespace {

struct Line {
  std::string id;
  std::optional<std::string> note;
  bool active = false;
  std::int64_t version = 0;
  base::WallTime at{};
};

}  // namespace

template <>
struct lgm::describe::Description<Line> {
  static constexpr std::string_view name = "Line";
  static constexpr std::string_view table = "lines";
  static constexpr auto fields = std::to_array<Field>(
      {field<&Line::id>("id"), field<&Line::note>("note"), field<&Line::active>("active"),
       field<&Line::version>("version"), field<&Line::at>("at")});
};

TEST_CASE("rows are read into described types, NULL into absent members") {
  sql::Rows rows;
  rows.size_ = 2;
  rows.cells_ = {
      {"1", "2"}, {"", "x"}, {"0", "1"}, {"7", "8"}, {"2026-02-06 08:00:00.000000", "2026-02-06 08:00:00"}};
  rows.nulls_ = {{false, false}, {true, false}, {false, false}, {false, false}, {false, false}};
  const auto lines = describe::rows_of<Line>(rows);
  REQUIRE(lines.size() == 2);
  CHECK_FALSE(lines[0].note);
  CHECK(lines[1].note == "x");
  CHECK(lines[1].active);
  CHECK(lines[0].version == 7);
  CHECK(lines[0].at == lines[1].at);
  CHECK(rows.integer(0, 3) == 7);
  CHECK_THROWS(rows.text(0, 1));
  CHECK_THROWS(rows.integer(0, 4));
}
