#include "api/api.hpp"

#include <algorithm>

namespace lgm::session_cache {

service::Counter& store_errors(const Api& api, const std::string& operation) {
  return api.metrics.counter("lgm_store_errors_total", "Store calls that failed", {{"operation", operation}});
}

service::Refusal store_unavailable(const Api& api, const std::string& operation,
                                   const StoreUnavailable& error) {
  store_errors(api, operation).add();
  api.log.error(
      "store unavailable",
      {{"request_id", trace::current().request_id}, {"operation", operation}, {"error", error.what()}});
  return service::unavailable(
      "store_unavailable", "The session store cannot be asked at the moment; try again shortly",
      {(api.dependency ? api.dependency->name() : "store") + ": " + operation + ": " + error.what()}, 1);
}

void observe_store(const Api& api, const std::string& operation, base::SteadyTime began, bool answered) {
  const auto took = api.clock.steady() - began;
  using Outcome = service::Dependency::Outcome;
  if (api.dependency) api.dependency->observe(answered ? Outcome::Ok : Outcome::Failed, took);
  if (!answered) return;
  api.metrics
      .histogram("lgm_store_duration_seconds", "Time of a store call, durable writing included",
                 {{"operation", operation}})
      .observe(std::chrono::duration<double>(took).count());
}

std::string own_key(const std::string& caller, const std::vector<std::string>& sharing,
                    const std::string& key) {
  const bool shares = std::find(sharing.begin(), sharing.end(), caller) != sharing.end();
  return shares ? key : caller + "|" + key;
}

void add_all_routes(service::RouteTable& internal_routes, const Api& api) {
  add_session_routes(internal_routes, api);
  add_revocation_routes(internal_routes, api);
  add_user_info_routes(internal_routes, api);
  add_one_time_routes(internal_routes, api);
  add_counter_routes(internal_routes, api);
  add_limit_routes(internal_routes, api);
  add_event_routes(internal_routes, api);
  add_presence_routes(internal_routes, api);
  internal_routes.all_may_refuse(
      {503, "store_unavailable", "what the sessions are kept in does not answer"},
      [](const service::Route& route) { return route.access.kind == service::Access::Kind::Internal; });
}

}  // namespace lgm::session_cache
