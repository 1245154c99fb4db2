#include "lgm/base/clock.hpp"

#include <fmt/format.h>

namespace lgm::base {
namespace {

using std::chrono::microseconds;

// `count` digits at `position`, or -1.
int digits(std::string_view text, std::size_t position, std::size_t count) {
  if (position + count > text.size()) return -1;
  int number = 0;
  for (std::size_t i = position; i < position + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

// "YYYY-MM-DD?HH:MM:SS[.f…]"; `rest` is what follows. A leap second (…:60) counts as the next second.
std::optional<WallTime> parse_local(std::string_view text, std::string_view separators,
                                    std::string_view& rest) {
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' ||
      separators.find(text[10]) == std::string_view::npos || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month < 0 ? 0 : month)),
                                         std::chrono::day(static_cast<unsigned>(day < 0 ? 0 : day))};
  if (!date.ok()) return std::nullopt;
  std::int64_t fraction = 0;
  std::size_t end = 19;
  if (end < text.size() && text[end] == '.') {
    std::int64_t unit = 100'000;
    const std::size_t first = ++end;
    for (; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end, unit /= 10)
      fraction += unit * (text[end] - '0');
    if (end == first) return std::nullopt;
  }
  rest = text.substr(end);
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) + microseconds(fraction);
}

std::string format(WallTime time, char separator, bool always_fraction) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto rest = time - day;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(rest);
  const auto fraction = (rest - seconds).count();
  std::string text = fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", int(date.year()),
                                 unsigned(date.month()), unsigned(date.day()), separator,
                                 seconds.count() / 3600, seconds.count() / 60 % 60, seconds.count() % 60);
  if (fraction != 0 || always_fraction) text += fmt::format(".{:06}", fraction);
  return text;
}

}  // namespace

WallTime SystemClock::now() const {
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}
SteadyTime SystemClock::steady() const {
  return std::chrono::steady_clock::now();
}

std::int64_t to_unix_ms(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
std::int64_t to_unix_seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}
WallTime from_unix_ms(std::int64_t ms) {
  return WallTime(std::chrono::milliseconds(ms));
}

std::string format_rfc3339(WallTime time) {
  return format(time, 'T', false) + "Z";
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  std::string_view rest;
  const auto local = parse_local(text, "Tt ", rest);
  if (!local) return std::nullopt;
  if (rest == "Z" || rest == "z") return local;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
  const int hours = digits(rest, 1, 2), minutes = digits(rest, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  return rest[0] == '+' ? *local - offset : *local + offset;
}

std::string format_sql(WallTime time) {
  return format(time, ' ', true);
}

std::optional<WallTime> parse_sql(std::string_view text) {
  std::string_view rest;
  const auto time = parse_local(text, " T", rest);
  return time && rest.empty() ? time : std::nullopt;
}

}  // namespace lgm::base
