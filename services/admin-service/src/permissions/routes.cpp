#include "lgm/service/operation_route.hpp"
#include "permissions/permissions.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::permissions {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "permissions";

}  // namespace

void add_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes, Store& store) {
  auto own = route_of({Method::Get, "/users/me/permissions", "my_permissions", "What the caller may do",
                       kGroup, service::signed_in(), "", ""});
  own.gives<MyPermissions>().does([](Context& context) { return context.reply(mine(context.rights())); });
  public_routes.add(std::move(own));
  auto scenarios = route_of({Method::Get, "/permissions/me", "my_scenarios",
                             "The scenarios in which the caller holds a role, and what it allows", kGroup,
                             service::signed_in(), "", ""});
  scenarios.gives<MyScenarios>().does([&store](Context& context) {
    const auto& rights = context.rights();
    return context.reply(store.reading([&](sql::Session& session) { return my_scenarios(session, rights); }));
  });
  public_routes.add(std::move(scenarios));
  auto post = route_of({Method::Post, "/permissions/check", "check_permission",
                        "Whether the caller holds a permission", kGroup, service::signed_in(), "", ""});
  post.takes<PermissionQuestion>(describe::Purpose::Create)
      .gives<PermissionAnswer>()
      .does([](Context& context) {
        return context.reply(
            PermissionAnswer{has(context.rights(), context.body<PermissionQuestion>().value)});
      });
  public_routes.add(std::move(post));
  auto get = route_of({Method::Get, "/permissions/check", "check_permission_by_query", "The same by query",
                       kGroup, service::signed_in(), "", ""});
  get.filters<PermissionQuestion>().gives<PermissionAnswer>().does([](Context& context) {
    return context.reply(PermissionAnswer{has(context.rights(), context.query<PermissionQuestion>())});
  });
  public_routes.add(std::move(get));
  auto rights = service::route_of(contracts::kUserRights);
  rights.does([&store](Context& context) {
    const bool shows_names = context.principal().id == "auth";  // nobody else shows them to anybody
    return context.reply(store.reading([&](sql::Session& session) {
      const auto found = load(session, context.path("uid"));
      if (!found) throw service::not_found("User");
      auto answer = answer_of(*found);
      const auto row = session.query("SELECT `version`, `display_name`, `email` FROM `users` WHERE `id` = ?",
                                     {found->uid}, 3);
      answer.version = row.integer(0, 0);
      if (!shows_names) return answer;
      if (const auto name = row.cell(0, 1)) answer.display_name = *name;
      if (const auto email = row.cell(0, 2)) answer.email = *email;
      return answer;
    }));
  });
  internal_routes.add(std::move(rights));
}

}  // namespace lgm::admin::permissions
