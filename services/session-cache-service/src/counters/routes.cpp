#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

// Failed sign-ins are auth-service's alone.
std::string counter_of(const std::string& caller, const std::string& key) {
  return own_key(caller, {"auth"}, key);
}

contracts::NamedCounters counters_of(const std::string& caller, Store& store,
                                     const contracts::CounterKeys& body) {
  std::vector<std::string> keys;
  for (const std::string& key : body.keys) keys.push_back(counter_of(caller, key));
  contracts::NamedCounters found{store.counters().get(keys)};
  for (std::size_t i = 0; i < found.counters.size(); ++i) found.counters[i].key = body.keys[i];
  return found;
}

CounterState add(const std::string& caller, Store& store, CounterAdd hit) {
  hit.key = counter_of(caller, hit.key);
  return store.counters().add(hit);
}

calls::Nothing clear(const std::string& caller, Store& store, const contracts::CounterKey& which) {
  store.counters().clear(counter_of(caller, which.key));
  return {};
}

}  // namespace

void add_counter_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kAddToCounter, add));
  routes.add(answering(api, contracts::kGetCounters, counters_of));
  routes.add(answering(api, contracts::kClearCounter, clear));
}

}  // namespace lgm::session_cache
