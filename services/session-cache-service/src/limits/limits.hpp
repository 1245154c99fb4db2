// Token buckets shared by the replicas of services. A replica reports what it has spent in blocks, and all of
// it is booked: what the bucket did not hold is debt, which flows back before anything is granted again.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

struct LeaseRequest {
  std::string key;
  std::int64_t per_minute = 0, burst = 0, want = 0;
};
struct Lease {
  std::int64_t granted = 0;         // of `want`, what the bucket held
  std::int64_t retry_after_ms = 0;  // until debt is paid and a token is there; 0 when all were granted
  std::int64_t left = 0;            // what the bucket holds now; negative: debt
  bool operator==(const Lease&) const = default;
};

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

template <>
struct lgm::describe::Description<lgm::session_cache::LeaseRequest> {
  using T = lgm::session_cache::LeaseRequest;
  static constexpr std::string_view name = "LeaseRequest";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::key>("key").length(1, 512).required(),
      field<&T::per_minute>("per_minute").range(1, 10'000'000).required().doc("tokens that flow in a minute"),
      field<&T::burst>("burst").range(1, 10'000'000).required().doc("tokens that a full bucket holds"),
      field<&T::want>("want").range(1, 1'000'000).required().doc("tokens that were spent"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Lease> {
  using T = lgm::session_cache::Lease;
  static constexpr std::string_view name = "Lease";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::granted>("granted"), field<&T::retry_after_ms>("retry_after_ms"),
                            field<&T::left>("left").doc("what is left; negative: debt")});
};
