#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"
#include "users/operations.hpp"
#include "users/users.hpp"

namespace lgm::admin::users {
namespace {

using http::Method;
using service::Context;

std::vector<service::ErrorCase> with_rules(std::vector<service::ErrorCase> errors) {
  errors.push_back({400, "self_change", "the user is the caller"});
  errors.push_back({400, "last_administrator", "no active administrator would remain"});
  errors.push_back({403, "not_held",
                    "the user is an administrator and the caller is not, or the caller does not hold what "
                    "the role gives"});
  errors.push_back(lost_rights_case());
  errors.push_back(stale_case());
  return errors;
}

constexpr policy_rows::Order<User> kNewestFirst{
    "`created_at` DESC, `id` DESC", "`created_at` <= ? AND (`created_at` < ? OR `id` < ?)",
    [](const User& row) -> sql::Params {
      const std::string created = base::format_sql(row.created_at);
      return {created, created, row.id};
    },
    complete};

void add_list(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/users/", "list_users", "All users, newest first", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.errors.push_back(policy_rows::lists_busy_case());
  route.filters<UserFilter>().gives_list<User>(0).does([&store](Context& context) {
    require_or_reads_all(context, kPermission);
    const auto wanted = context.query<UserFilter>();
    return policy_rows::answer_list(context, store, kNewestFirst,
                                    [&](sql::Session&) { return filter_of(wanted); });
  });
  routes.add(std::move(route));
}

void add_one(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/users/{id}", "get_user", "One user, as the list shows it", kGroup,
                         service::decided_by_row(kPermission), "", "", false});
  route.gives<User>().does([&store](Context& context) {
    require_or_reads_all(context, kPermission);
    return context.reply(
        store.reading([&](sql::Session& session) { return as_listed(session, context.path("id")); }));
  });
  routes.add(std::move(route));
}

void add_role(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Put, "/users/{id}/role", "change_user_role", "Gives a user another role",
                         kGroup, service::needs(kPermission), "UPDATE", kUser});
  route.errors =
      with_rules({{400, "unknown_role", "there is no such active role"}, service_account_right_case()});
  route.takes<RoleChange>(describe::Purpose::Create).gives<RoleChanged>().does([&store](Context& context) {
    const auto wanted = context.body<RoleChange>().value;
    const auto expected = context.if_match();
    const auto user = store.changing(context.actor(), [&](Work& work) {
      return change_role(work, context.path("id"), wanted.role, expected);
    });
    return context.reply(RoleChanged{"Role changed", user.role});
  });
  routes.add(std::move(route));
}

void add_status(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Patch, "/users/{id}/status", "change_user_status",
                         "Enables a user, or disables one and ends the sessions", kGroup,
                         service::needs(kPermission), "UPDATE", kUser});
  route.errors = with_rules({});
  route.takes<StatusChange>(describe::Purpose::Create).gives_message().does([&store](Context& context) {
    const bool is_active = context.body<StatusChange>().value.is_active;
    const auto expected = context.if_match();
    store.change(context.actor(),
                 [&](Work& work) { change_status(work, context.path("id"), is_active, expected); });
    return context.message(is_active ? "User enabled" : "User disabled");
  });
  routes.add(std::move(route));
}

void add_delete(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Delete, "/users/{id}", "delete_user",
                         "Removes a user with all grants and ends the sessions", kGroup,
                         service::needs(kPermission), "DELETE", kUser});
  route.errors = with_rules({});
  route.gives_message().does([&store](Context& context) {
    const auto expected = context.if_match();
    store.change(context.actor(), [&](Work& work) { remove(work, context.path("id"), expected); });
    return context.message("User deleted");
  });
  routes.add(std::move(route));
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store) {
  add_list(routes, store);
  add_one(routes, store);
  add_role(routes, store);
  add_status(routes, store);
  add_delete(routes, store);
}

}  // namespace lgm::admin::users
