#include "api/api.hpp"

namespace lgm::session_cache {

void add_counter_routes(service::RouteTable& routes, const Api& api) {
  const char* group = "counters";
  routes.add(posting<CounterAdd, CounterState>(
      api, {"/counters/add", "add_to_counter", "Counts in a window from the first hit", group, {"auth"}},
      [](Store& store, const CounterAdd& body) { return store.counters().add(body); }));
  routes.add(posting<CounterKeys, NamedCounters>(
      api, {"/counters/get", "get_counters", "Counters as they stand", group, {"auth"}},
      [](Store& store, const CounterKeys& body) { return NamedCounters{store.counters().get(body.keys)}; }));
  auto clear =
      route_of(http::Method::Post, {"/counters/clear", "clear_counter", "Begins anew", group, {"auth"}});
  clear.takes<CounterKey>(describe::Purpose::Plain).gives_json(json::Object{{"type", "object"}});
  clear.does([&api](service::Context& context) {
    const auto body = context.body<CounterKey>().value;
    asking(api, "clear_counter", [&] { return api.store->counters().clear(body.key), true; });
    return nothing();
  });
  routes.add(std::move(clear));
}

}  // namespace lgm::session_cache
