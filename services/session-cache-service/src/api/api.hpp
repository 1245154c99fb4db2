// How every route is declared here: typed body in, store call (timed, its failure turned into 503), typed
// answer out.
#pragma once
#include <chrono>

#include "lgm/base/clock.hpp"
#include "lgm/service/dependency.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/route.hpp"
#include "lgm/trace/span.hpp"
#include "store/store.hpp"

namespace lgm::session_cache {

// What routes work with; all owned by main() and outliving the routes.
struct Api {
  Store* store;
  const base::Clock& clock;
  service::Log& log;
  service::Metrics& metrics;
  service::Dependency* dependency;  // what the store lives in; null without one
};

struct RouteWords {
  const char* path;  // below /internal/v1
  const char* name;
  const char* summary;
  const char* group;
  std::vector<std::string> callers;
};

service::Route route_of(http::Method method, const RouteWords& words);
// There from the start, for each operation that a route has.
service::Counter& store_errors(const Api& api, const std::string& operation);
service::Refusal store_unavailable(const Api& api, const std::string& operation,
                                   const StoreUnavailable& error);
// A call took from `began` until now.
void observe_store(const Api& api, const std::string& operation, base::SteadyTime began, bool answered);
http::Response nothing();  // {}

// Runs a store call under its name in the metrics and in the request's trace.
template <class F>
auto asking(const Api& api, const std::string& operation, F&& call) {
  const base::SteadyTime began = api.clock.steady();
  trace::ChildSpan span("store", operation);
  span.set("db.operation.name", operation);
  try {
    auto answer = call();
    observe_store(api, operation, began, true);
    return answer;
  } catch (const StoreUnavailable& error) {
    span.fail("unavailable");
    observe_store(api, operation, began, false);
    throw store_unavailable(api, operation, error);
  }
}

// What a caller names `key` in the store. Those of `sharing` name the same things; every other caller has
// names of its own, so that who took over a service can spend and count nothing that others live by. A
// version that shared them, and one that did not, understand one another: a name changes in here alone.
std::string own_key(const std::string& caller, const std::vector<std::string>& sharing,
                    const std::string& key);

// POST with a body of type Q and an answer of type A: `call(store, body)`, or with the caller before them.
template <class Q, class A, class F>
service::Route posting(const Api& api, const RouteWords& words, F call) {
  service::Route route = route_of(http::Method::Post, words);
  store_errors(api, words.name);
  route.takes<Q>(describe::Purpose::Plain).template gives<A>();
  route.does([&api, call, name = std::string(words.name)](service::Context& context) {
    const Q body = context.body<Q>().value;
    return context.reply(asking(api, name, [&] {
      if constexpr (std::is_invocable_v<F, const std::string&, Store&, const Q&>)
        return A(call(context.caller(), *api.store, body));
      else
        return A(call(*api.store, body));
    }));
  });
  return route;
}

void add_all_routes(service::RouteTable& internal_routes, const Api& api);

}  // namespace lgm::session_cache
