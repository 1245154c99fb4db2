// Time as a constructor argument: everything that asks for the time takes a Clock.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lgm::base {

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime now() const = 0;       // UTC; may jump
  virtual SteadyTime steady() const = 0;  // monotonic, for durations and deadlines
};

class SystemClock final : public Clock {
 public:
  WallTime now() const override;
  SteadyTime steady() const override;
};

// A clock that tests move by hand; thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallTime start) : start_(start) {}
  WallTime now() const override { return start_ + std::chrono::microseconds(offset_.load()); }
  SteadyTime steady() const override { return SteadyTime(std::chrono::microseconds(offset_.load())); }
  void advance(std::chrono::microseconds by) { offset_ += by.count(); }

 private:
  WallTime start_;
  std::atomic<std::int64_t> offset_{0};
};

// Unix time in milliseconds and seconds.
std::int64_t to_unix_ms(WallTime time);
std::int64_t to_unix_seconds(WallTime time);
WallTime from_unix_ms(std::int64_t ms);

// RFC 3339 in UTC with microseconds where they are not zero: 2026-02-06T08:00:00Z,
// 2026-02-06T08:00:00.120000Z.
std::string format_rfc3339(WallTime time);
// Accepts RFC 3339 with any offset; nullopt when it is not.
std::optional<WallTime> parse_rfc3339(std::string_view text);
// `YYYY-MM-DD HH:MM:SS.ffffff` in UTC, as SQL stores it, and back.
std::string format_sql(WallTime time);
std::optional<WallTime> parse_sql(std::string_view text);

}  // namespace lgm::base
