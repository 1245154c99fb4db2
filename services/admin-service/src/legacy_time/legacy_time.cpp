#include "legacy_time/legacy_time.hpp"

#include <date/tz.h>

namespace lgm::admin {

LegacyZone::LegacyZone(const std::string& name) : zone_(date::locate_zone(name)) {}

base::WallTime LegacyZone::to_utc(base::WallTime local) const {
  const auto* zone = static_cast<const date::time_zone*>(zone_);
  return zone->to_sys(date::local_time<std::chrono::microseconds>(local.time_since_epoch()),
                      date::choose::earliest);
}

std::optional<base::WallTime> LegacyZone::parse(std::string_view text, Edge edge) const {
  if (const auto time = base::parse_rfc3339(text)) return time;
  constexpr std::size_t kDateAlone = 10;
  if (text.size() == kDateAlone) {
    const auto midnight = base::parse_sql(std::string(text) + " 00:00:00");
    if (!midnight) return std::nullopt;
    if (edge == Edge::Start) return to_utc(*midnight);
    return to_utc(*midnight + std::chrono::days(1)) - std::chrono::microseconds(1);
  }
  const auto local = base::parse_sql(text);
  return local ? std::optional(to_utc(*local)) : std::nullopt;
}

}  // namespace lgm::admin
