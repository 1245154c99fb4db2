#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

// One allowance of a user at both: each of them may end any session anyway, and so gains nothing by spending
// it. guard-service, which reads what strangers send, has buckets of its own.
const std::vector<std::string> kSharing{"auth", "admin"};

Lease lease(const std::string& caller, Store& store, LeaseRequest request) {
  request.key = own_key(caller, kSharing, request.key);
  return store.limits().lease(request);
}

}  // namespace

void add_limit_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kLeaseTokens, lease));
}

}  // namespace lgm::session_cache
