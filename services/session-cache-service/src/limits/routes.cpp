#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

// One allowance of a user at both: each of them may end any session anyway, and so gains nothing by spending
// it. guard-service, which reads what strangers send, has buckets of its own.
const std::vector<std::string> kSharing{"auth", "admin"};

}  // namespace

void add_limit_routes(service::RouteTable& routes, const Api& api) {
  routes.add(posting<LeaseRequest, Lease>(api,
                                          {"/limits/lease",
                                           "lease_tokens",
                                           "Takes tokens from a shared bucket",
                                           "limits",
                                           {"auth", "admin", "guard"}},
                                          [](const std::string& caller, Store& store, LeaseRequest body) {
                                            body.key = own_key(caller, kSharing, body.key);
                                            return store.limits().lease(body);
                                          }));
}

}  // namespace lgm::session_cache
