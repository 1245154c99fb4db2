#include "policy_rows/declare.hpp"
#include "roles/roles.hpp"

namespace lgm::admin::roles {

using http::Method;
using service::Context;

void add_routes(service::RouteTable& routes, Store& store) {
  auto list = route_of({Method::Get, "/roles/", "list_roles", "All roles by type and code", "roles",
                        service::signed_in(), "", ""});
  list.gives_array<Role>().does([&store](Context& context) { return context.reply(store.reading(all)); });
  routes.add(std::move(list));
  auto every = route_of({Method::Get, "/roles/permissions/all", "list_permissions", "All permissions",
                         "roles", service::signed_in(), "", ""});
  every.gives_array<Permission>().does(
      [&store](Context& context) { return context.reply(store.reading(all_permissions)); });
  routes.add(std::move(every));
  auto of_role = route_of({Method::Get, "/roles/{id}/permissions", "role_permissions", "What a role holds",
                           "roles", service::signed_in(), "", ""});
  of_role.gives_array<Permission>().does([&store](Context& context) {
    return context.reply(
        store.reading([&](sql::Session& session) { return permissions_of(session, context.path("id")); }));
  });
  routes.add(std::move(of_role));
}

}  // namespace lgm::admin::roles
