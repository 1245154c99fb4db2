#include "playground/playground.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::playground {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "playground", kPermission[] = "playground", kResource[] = "PLAYGROUND_TEST";

// The answer's schema stands in guard-service's document.
template <class T>
void add_try(service::RouteTable& routes, Playground& playground, const char* path, const char* name,
             const char* summary) {
  auto route = route_of(
      {Method::Post, path, name, summary, kGroup, service::decided_by_row(kPermission), "CREATE", kResource});
  route.errors = {
      {404, "not_found", "there is no such scenario"},
      {409, "scenario_inactive", "the scenario is inactive"},
      {503, "guard_unavailable", "guard-service cannot be reached; the try is kept with score -1"}};
  route.takes<T>(describe::Purpose::Create)
      .gives_json(json::Object{{"type", "object"}})
      .does([&playground](Context& context) {
        const auto wanted = context.body<T>().value;
        context.require_in(kPermission, wanted.app_id);
        return http::Response::text(200, playground.run(context.actor(), try_of(wanted)), "application/json");
      });
  routes.add(std::move(route));
}

void add_history(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/playground/history", "list_playground_tries",
                         "Tries in the scenarios in which one holds playground, newest first", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.filters<HistoryQuery>().gives_array<PlaygroundTry>().does([&store](Context& context) {
    const auto wanted = context.query<HistoryQuery>();
    const auto reach = require_somewhere(context, kPermission, wanted.app_id);
    const auto found = store.reading([&](sql::Session& session) { return history(session, wanted, reach); });
    auto response = context.reply(found.rows);
    add_total(response, found.total);
    return response;
  });
  routes.add(std::move(route));
}

}  // namespace

void add_routes(service::RouteTable& routes, Playground& playground, Store& store) {
  add_try<InputTry>(routes, playground, "/playground/input", "try_input", "Decides on an input");
  add_try<OutputTry>(routes, playground, "/playground/output", "try_output", "Decides on an output");
  add_try<FullTry>(routes, playground, "/playground/full", "try_full", "Decides on an input and its output");
  add_history(routes, store);
}

}  // namespace lgm::admin::playground
