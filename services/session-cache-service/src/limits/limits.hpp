// Token buckets shared by the replicas of services. A replica reports what it has spent in blocks, and all of
// it is booked: what the bucket did not hold is debt, which flows back before anything is granted again.
#pragma once
#include "lgm/contracts/limits.hpp"

namespace lgm::session_cache {

using contracts::Lease;
using contracts::LeaseRequest;

// Replicas of this service read clocks that differ a little. A bucket does not fill twice over that time; a
// clock that is further behind was set back, and counts from where it is.
inline constexpr std::int64_t kClocksDifferMs = 5'000;

// Thread-safe; throws StoreUnavailable.
class Limits {
 public:
  virtual ~Limits() = default;
  virtual Lease lease(const LeaseRequest& request) = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_limit_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache
