#include "legacy_time/legacy_time.hpp"

#include <doctest/doctest.h>

using lgm::admin::LegacyZone;
using Edge = LegacyZone::Edge;

namespace {

std::string read(const LegacyZone& zone, const char* text, Edge edge = Edge::Start) {
  const auto time = zone.parse(text, edge);
  return time ? lgm::base::format_rfc3339(*time) : "none";
}

}  // namespace

TEST_CASE("times without an offset are read in the configured zone, those with one as they stand") {
  const LegacyZone shanghai("Asia/Shanghai");
  CHECK(read(shanghai, "2026-02-06") == "2026-02-05T16:00:00Z");
  CHECK(read(shanghai, "2026-02-06", Edge::End) == "2026-02-06T15:59:59.999999Z");
  CHECK(read(shanghai, "2026-02-06 08:30:00") == "2026-02-06T00:30:00Z");
  CHECK(read(shanghai, "2026-02-06 08:30:00", Edge::End) == "2026-02-06T00:30:00Z");
  CHECK(read(shanghai, "2026-02-06T08:30:00") == "2026-02-06T00:30:00Z");
  CHECK(read(shanghai, "2026-02-06T08:30:00Z") == "2026-02-06T08:30:00Z");
  CHECK(read(shanghai, "2026-02-06T08:30:00-05:00") == "2026-02-06T13:30:00Z");
  CHECK(read(LegacyZone("UTC"), "2026-02-06") == "2026-02-06T00:00:00Z");
}

TEST_CASE("a day of another length ends with the next one; of a doubled hour the first counts") {
  const LegacyZone berlin("Europe/Berlin");
  CHECK(read(berlin, "2026-03-29") == "2026-03-28T23:00:00Z");
  CHECK(read(berlin, "2026-03-29", Edge::End) == "2026-03-29T21:59:59.999999Z");
  CHECK(read(berlin, "2026-10-25 02:30:00") == "2026-10-25T00:30:00Z");
}

TEST_CASE("what is no time is none, and an unknown zone is refused") {
  const LegacyZone utc("UTC");
  for (const char* text : {"", "2026", "2026-02-30", "2026-02-06 25:00:00", "06.02.2026", "2026-02-06x",
                           "2026-2-6", "now", "2026-02-06 08:00:00 +08:00 "})
    CHECK_MESSAGE(read(utc, text) == "none", text);
  CHECK_THROWS_AS(LegacyZone("Nowhere/Land"), std::runtime_error);
}
