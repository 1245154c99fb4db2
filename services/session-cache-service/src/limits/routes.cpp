#include "api/api.hpp"

namespace lgm::session_cache {

void add_limit_routes(service::RouteTable& routes, const Api& api) {
  routes.add(posting<LeaseRequest, Lease>(
      api,
      {"/limits/lease",
       "lease_tokens",
       "Takes tokens from a shared bucket",
       "limits",
       {"auth", "admin", "guard"}},
      [](Store& store, const LeaseRequest& body) { return store.limits().lease(body); }));
}

}  // namespace lgm::session_cache
