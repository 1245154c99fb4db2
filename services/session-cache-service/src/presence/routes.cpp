#include "api/api.hpp"

namespace lgm::session_cache {

void add_presence_routes(service::RouteTable& routes, const Api& api) {
  auto report = route_of(
      http::Method::Post,
      {"/presence", "report_presence", "A replica is alive", "presence", {"auth", "admin", "guard"}});
  report.takes<Report>(describe::Purpose::Plain).gives_json(json::Object{{"type", "object"}});
  report.does([&api](service::Context& context) {
    const auto body = context.body<Report>().value;
    asking(api, "report_presence", [&] { return api.store->presence().report(body), true; });
    return nothing();
  });
  routes.add(std::move(report));
  auto list =
      route_of(http::Method::Get,
               {"/presence", "list_presence", "Replicas seen in the last 15 s", "presence", {"admin"}});
  list.gives<Replicas>().does([&api](service::Context& context) {
    return context.reply(
        Replicas{asking(api, "list_presence", [&] { return api.store->presence().replicas(); })});
  });
  routes.add(std::move(list));
}

}  // namespace lgm::session_cache
