#include "global_defaults/global_defaults.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::global_defaults {

void add_routes(service::RouteTable& routes, Store& store) {
  auto page_route = route_of({http::Method::Get, "/policies/defaults/", "list_global_defaults",
                              "Global defaults by page; whoever may read everything, too", "global defaults",
                              service::decided_by_row("global_policies"), "", ""});
  page_route.gives_list<GlobalDefault>().does([&store](service::Context& context) {
    require_or_reads_all(context, "global_policies");
    const auto page = context.page();
    const auto found = store.reading(
        [&](sql::Session& session) { return policy_rows::list<GlobalDefault>(session, {}, "`id`", page); });
    return context.reply(found.rows, found.total);
  });
  routes.add(std::move(page_route));
  add_write_routes(routes, store,
                   WriteRoutes<GlobalDefault>{"/policies/defaults/",
                                              "global_default",
                                              "global defaults",
                                              "global_policies",
                                              "GLOBAL_DEFAULT_POLICY",
                                              {{400, "unknown_tag", "there is no such tag"},
                                               {400, "nothing_named", "neither tag nor condition"}},
                                              create,
                                              change,
                                              remove});
}

}  // namespace lgm::admin::global_defaults
