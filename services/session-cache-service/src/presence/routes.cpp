#include <algorithm>

#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

// A caller speaks of itself alone: what others do depends on who is there, and of which version.
void require_own(const std::string& caller, const Report& report) {
  const std::string own = caller + "-service";
  if (report.service != own)
    throw service::forbidden("not_the_caller", "The member service must be " + own + ", whose token this is",
                             {{"service", own}});
}

contracts::Reported report_to(const std::string& caller, Store& store, const Report& report) {
  require_own(caller, report);
  store.presence().report(report);
  const auto seen = store.presence().replicas();
  return {std::count_if(seen.begin(), seen.end(),
                        [&](const Replica& replica) { return replica.service == report.service; })};
}

}  // namespace

void add_presence_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kReportPresence, report_to));
  routes.add(answering(api, contracts::kListPresence, [](Store& store, const calls::Nothing&) {
    return contracts::Replicas{store.presence().replicas()};
  }));
}

}  // namespace lgm::session_cache
