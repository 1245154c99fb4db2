// Values that can be read once. Keys are handles that open something.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

inline constexpr std::int64_t kLargestValue = 48 * 1024;  // bytes

struct OneTimePut {
  std::string key, value;
  std::int64_t ttl_seconds = 0;
};
struct OneTimeKey {
  std::string key;
};
struct OneTimeValue {
  std::string value;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::OneTimePut> {
  using T = contracts::OneTimePut;
  static constexpr std::string_view name = "OneTimePut";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::key<&T::key>("key"),
      field<&T::value>("value")
          .multi_line()
          .length(0, contracts::kLargestValue)
          .required()
          .doc("at most 48 KiB"),
      field<&T::ttl_seconds>("ttl_seconds").range(1, 86'400).required(),
  });
};

template <>
struct Description<contracts::OneTimeKey> {
  using T = contracts::OneTimeKey;
  static constexpr std::string_view name = "OneTimeKey";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::key<&T::key>("key"),
  });
};

template <>
struct Description<contracts::OneTimeValue> {
  using T = contracts::OneTimeValue;
  static constexpr std::string_view name = "OneTimeValue";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::value>("value").multi_line(),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<OneTimePut, calls::Nothing> kPutOnce{
    .callee = kSessionCache,
    .path = "/internal/v1/one-time/put",
    .name = "put_one_time",
    .summary = "Keeps a value to be read once",
    .group = "one-time values",
    .callers = {"auth"},
    .refused = {{{409, "exists", "the key holds a value already"}}}};
inline constexpr calls::Operation<OneTimeKey, OneTimeValue> kTakeOnce{
    .callee = kSessionCache,
    .path = "/internal/v1/one-time/take",
    .name = "take_one_time",
    .summary = "Reads a value and removes it",
    .group = "one-time values",
    .callers = {"auth"},
    .refused = {{{404, "not_found", "never put, taken already, or expired"}}},
    .doc = "Of several that ask at once, one gets it."};

}  // namespace lgm::contracts
