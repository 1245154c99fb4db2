// Values that can be read once. Keys are handles that open something, so stores keep their SHA-256 only.
#pragma once
#include "lgm/contracts/one_time.hpp"

namespace lgm::session_cache {

using contracts::OneTimePut;

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
