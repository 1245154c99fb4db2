#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

const std::vector<std::string> kCallers{"auth", "admin"};

// Failed sign-ins are auth-service's alone.
std::string counter_of(const std::string& caller, const std::string& key) {
  return own_key(caller, {"auth"}, key);
}

NamedCounters counters_of(const std::string& caller, Store& store, const CounterKeys& body) {
  std::vector<std::string> keys;
  for (const std::string& key : body.keys) keys.push_back(counter_of(caller, key));
  NamedCounters found{store.counters().get(keys)};
  for (std::size_t i = 0; i < found.counters.size(); ++i) found.counters[i].key = body.keys[i];
  return found;
}

}  // namespace

void add_counter_routes(service::RouteTable& routes, const Api& api) {
  const char* group = "counters";
  routes.add(posting<CounterAdd, CounterState>(
      api, {"/counters/add", "add_to_counter", "Counts in a window from the first hit", group, kCallers},
      [](const std::string& caller, Store& store, CounterAdd body) {
        body.key = counter_of(caller, body.key);
        return store.counters().add(body);
      }));
  routes.add(posting<CounterKeys, NamedCounters>(
      api, {"/counters/get", "get_counters", "Counters as they stand", group, kCallers}, counters_of));
  auto clear =
      route_of(http::Method::Post, {"/counters/clear", "clear_counter", "Begins anew", group, kCallers});
  clear.takes<CounterKey>(describe::Purpose::Plain).gives_json(json::Object{{"type", "object"}});
  clear.does([&api](service::Context& context) {
    const auto body = context.body<CounterKey>().value;
    const std::string key = counter_of(context.caller(), body.key);
    asking(api, "clear_counter", [&] { return api.store->counters().clear(key), true; });
    return nothing();
  });
  routes.add(std::move(clear));
}

}  // namespace lgm::session_cache
