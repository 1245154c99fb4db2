// Exact counters in a fixed window that begins with its first hit: failed sign-ins and the like.
#pragma once
#include "lgm/contracts/counters.hpp"

namespace lgm::session_cache {

using contracts::CounterAdd;
using contracts::CounterState;
using contracts::NamedCounter;

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
