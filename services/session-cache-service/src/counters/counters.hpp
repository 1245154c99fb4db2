// Exact counters in a fixed window that begins with its first hit: failed sign-ins and the like.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

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

// Thread-safe; throws StoreUnavailable.
class Counters {
 public:
  virtual ~Counters() = default;
  virtual CounterState add(const CounterAdd& hit) = 0;
  // In the order asked; 0 for those that do not run.
  virtual std::vector<NamedCounter> get(const std::vector<std::string>& keys) = 0;
  virtual void clear(const std::string& key) = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_counter_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::CounterAdd> {
  using T = lgm::session_cache::CounterAdd;
  static constexpr std::string_view name = "CounterAdd";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::key>("key").length(1, 512).required(),
      field<&T::amount>("amount").range(1, 1'000'000).required(),
      field<&T::window_seconds>("window_seconds").range(1, 604'800).required(),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::CounterKey> {
  using T = lgm::session_cache::CounterKey;
  static constexpr std::string_view name = "CounterKey";
  static constexpr auto fields = std::to_array<Field>({field<&T::key>("key").length(1, 512).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::CounterKeys> {
  using T = lgm::session_cache::CounterKeys;
  static constexpr std::string_view name = "CounterKeys";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::keys>("keys").items(1000).length(1, 512).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::CounterState> {
  using T = lgm::session_cache::CounterState;
  static constexpr std::string_view name = "CounterState";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::count>("count"), field<&T::resets_in_ms>("resets_in_ms")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::NamedCounter> {
  using T = lgm::session_cache::NamedCounter;
  static constexpr std::string_view name = "NamedCounter";
  static constexpr auto fields = std::to_array<Field>(
      {field<&T::key>("key"), field<&T::count>("count"), field<&T::resets_in_ms>("resets_in_ms")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::NamedCounters> {
  using T = lgm::session_cache::NamedCounters;
  static constexpr std::string_view name = "NamedCounters";
  static constexpr auto fields = std::to_array<Field>({field<&T::counters>("counters")});
};
