// Which replicas are alive: each reports every 5 s and is forgotten 15 s after its last word.
#pragma once
#include "lgm/contracts/presence.hpp"

namespace lgm::session_cache {

using contracts::Replica;
using contracts::Report;

inline constexpr std::int64_t kPresenceMs = 15'000;

// Thread-safe; throws StoreUnavailable.
class Presence {
 public:
  virtual ~Presence() = default;
  virtual void report(const Report& report) = 0;
  // By service and pod.
  virtual std::vector<Replica> replicas() = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_presence_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache
