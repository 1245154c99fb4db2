// How every route is declared here: its operation (lgm/contracts), typed question in, store call (timed, its
// failure turned into 503), typed answer out.
#pragma once
#include <chrono>

#include "lgm/base/clock.hpp"
#include "lgm/service/dependency.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/operation_route.hpp"
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

// There from the start, for each operation that a route has.
service::Counter& store_errors(const Api& api, const std::string& operation);
service::Refusal store_unavailable(const Api& api, const std::string& operation,
                                   const StoreUnavailable& error);
// A call took from `began` until now.
void observe_store(const Api& api, const std::string& operation, base::SteadyTime began, bool answered);

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

template <class Q>
Q question_of(const service::Context& context) {
  if constexpr (std::is_same_v<Q, calls::Nothing>)
    return {};
  else if (context.route().query)
    return context.query<Q>();
  else
    return context.body<Q>().value;
}

// The route of an operation: `call(store, question)`, or with the caller before them. `name` is that of the
// store's call in the metrics.
template <class Q, class A, class F>
service::Route answering(const Api& api, const calls::Operation<Q, A>& operation, F call,
                         std::string_view name) {
  service::Route route = service::route_of(operation);
  store_errors(api, std::string(name));
  route.does([&api, call, name = std::string(name)](service::Context& context) {
    const Q question = question_of<Q>(context);
    return context.reply(asking(api, name, [&] {
      if constexpr (std::is_invocable_v<F, const std::string&, Store&, const Q&>)
        return A(call(context.principal().id, *api.store, question));
      else
        return A(call(*api.store, question));
    }));
  });
  return route;
}

template <class Q, class A, class F>
service::Route answering(const Api& api, const calls::Operation<Q, A>& operation, F call) {
  return answering(api, operation, call, operation.name);
}

void add_all_routes(service::RouteTable& internal_routes, const Api& api);

}  // namespace lgm::session_cache
