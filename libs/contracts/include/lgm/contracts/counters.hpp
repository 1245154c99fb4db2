// Exact counters in a fixed window that begins with its first hit: failed sign-ins and the like.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

struct CounterAdd {
  std::string key;
  std::int64_t amount = 0, window_seconds = 0;
};
struct CounterKey {
  std::string key;
};
struct CounterKeys {
  std::vector<std::string> keys;
};
struct CounterState {
  std::int64_t count = 0, resets_in_ms = 0;
};
struct NamedCounter {
  std::string key;
  std::int64_t count = 0, resets_in_ms = 0;
  bool operator==(const NamedCounter&) const = default;
};
struct NamedCounters {
  std::vector<NamedCounter> counters;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::CounterAdd> {
  using T = contracts::CounterAdd;
  static constexpr std::string_view name = "CounterAdd";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::key<&T::key>("key"),
      field<&T::amount>("amount").range(1, 1'000'000).required(),
      field<&T::window_seconds>("window_seconds").range(1, 604'800).required(),
  });
};

template <>
struct Description<contracts::CounterKey> {
  using T = contracts::CounterKey;
  static constexpr std::string_view name = "CounterKey";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::key<&T::key>("key"),
  });
};

template <>
struct Description<contracts::CounterKeys> {
  using T = contracts::CounterKeys;
  static constexpr std::string_view name = "CounterKeys";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::keys>("keys").items(1000).length(1, 512).required(),
  });
};

template <>
struct Description<contracts::CounterState> {
  using T = contracts::CounterState;
  static constexpr std::string_view name = "CounterState";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::count>("count"),
      contracts::fields::always<&T::resets_in_ms>("resets_in_ms"),
  });
};

template <>
struct Description<contracts::NamedCounter> {
  using T = contracts::NamedCounter;
  static constexpr std::string_view name = "NamedCounter";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::key>("key"),
      contracts::fields::always<&T::count>("count").doc("0 where it does not run"),
      contracts::fields::always<&T::resets_in_ms>("resets_in_ms"),
  });
};

template <>
struct Description<contracts::NamedCounters> {
  using T = contracts::NamedCounters;
  static constexpr std::string_view name = "NamedCounters";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::counters>("counters").doc("in the order asked"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<CounterAdd, CounterState> kAddToCounter{
    .callee = kSessionCache,
    .path = "/internal/v1/counters/add",
    .name = "add_to_counter",
    .summary = "Counts in a window from the first hit",
    .group = "counters",
    .callers = {"auth", "admin", "guard"},
    .doc = "Exact; each caller has keys of its own."};
inline constexpr calls::Operation<CounterKeys, NamedCounters> kGetCounters{
    .callee = kSessionCache,
    .path = "/internal/v1/counters/get",
    .name = "get_counters",
    .summary = "Counters as they stand",
    .group = "counters",
    .callers = {"auth", "admin"},
    .idempotent = true};
inline constexpr calls::Operation<CounterKey, calls::Nothing> kClearCounter{
    .callee = kSessionCache,
    .path = "/internal/v1/counters/clear",
    .name = "clear_counter",
    .summary = "Begins anew",
    .group = "counters",
    .callers = {"auth", "admin"},
    .idempotent = true};

}  // namespace lgm::contracts
