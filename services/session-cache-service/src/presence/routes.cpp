#include <algorithm>

#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

// A caller speaks of itself alone: what others do depends on who is there, and of which version.
void require_own(const service::Context& context, const Report& report) {
  const std::string own = context.caller() + "-service";
  if (report.service != own)
    throw service::forbidden("not_the_caller", "The member service must be " + own + ", whose token this is");
}

Reported report_to(Store& store, const Report& report) {
  store.presence().report(report);
  const auto seen = store.presence().replicas();
  return {std::count_if(seen.begin(), seen.end(),
                        [&](const Replica& replica) { return replica.service == report.service; })};
}

}  // namespace

void add_presence_routes(service::RouteTable& routes, const Api& api) {
  auto report = route_of(
      http::Method::Post,
      {"/presence", "report_presence", "A replica is alive", "presence", {"auth", "admin", "guard"}});
  report.errors = {{403, "not_the_caller", "the token is another service's"}};
  report.takes<Report>(describe::Purpose::Plain).gives<Reported>();
  report.does([&api](service::Context& context) {
    const auto body = context.body<Report>().value;
    require_own(context, body);
    return context.reply(asking(api, "report_presence", [&] { return report_to(*api.store, body); }));
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
