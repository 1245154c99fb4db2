// Values that can be read once. Keys are handles that open something, so stores keep their SHA-256 only.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

inline constexpr std::int64_t kLargestValue = 16 * 1024;  // bytes

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

// Thread-safe; throws StoreUnavailable.
class OneTimeValues {
 public:
  virtual ~OneTimeValues() = default;
  // False when the key holds a value already.
  virtual bool put(const OneTimePut& value) = 0;
  // Of N concurrent calls one gets the value.
  virtual std::optional<std::string> take(const std::string& key) = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_one_time_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::OneTimePut> {
  using T = lgm::session_cache::OneTimePut;
  static constexpr std::string_view name = "OneTimePut";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::key>("key").length(1, 512).required(),
      field<&T::value>("value").multi_line().length(0, lgm::session_cache::kLargestValue).required(),
      field<&T::ttl_seconds>("ttl_seconds").range(1, 86'400).required(),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::OneTimeKey> {
  using T = lgm::session_cache::OneTimeKey;
  static constexpr std::string_view name = "OneTimeKey";
  static constexpr auto fields = std::to_array<Field>({field<&T::key>("key").length(1, 512).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::OneTimeValue> {
  using T = lgm::session_cache::OneTimeValue;
  static constexpr std::string_view name = "OneTimeValue";
  static constexpr auto fields = std::to_array<Field>({field<&T::value>("value")});
};
