// Times as older clients send them: RFC 3339, or `YYYY-MM-DD[ HH:mm:ss]` without an offset, which is read in
// one configured zone (LEGACY_TIME_ZONE).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lgm/base/clock.hpp"

namespace lgm::admin {

// Constant after construction; thread-safe.
class LegacyZone {
 public:
  // An IANA name; the system's zone data is read. Throws std::runtime_error for an unknown one.
  explicit LegacyZone(const std::string& name);

  enum class Edge { Start, End };  // of a day, where a date stands alone; Start also the moment itself
  // Nullopt when the text is no such time. Of a local time that occurs twice the first is taken.
  std::optional<base::WallTime> parse(std::string_view text, Edge edge) const;

 private:
  base::WallTime to_utc(base::WallTime local) const;
  const void* zone_;  // of the library's data, which lives as long as the program
};

}  // namespace lgm::admin
