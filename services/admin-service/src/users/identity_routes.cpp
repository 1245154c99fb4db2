#include "policy_rows/declare.hpp"
#include "users/identities.hpp"
#include "users/operations.hpp"

namespace lgm::admin::users {
namespace {

using http::Method;
using service::Context;

constexpr char kIdentity[] = "USER_IDENTITY";

service::Route identity_route(Method method, const char* path, const char* name, const char* summary,
                              service::Access access, const char* action) {
  return route_of(
      {method, path, name, summary, kGroup, std::move(access), action, *action ? kIdentity : "", false});
}

std::vector<service::ErrorCase> change_cases(std::vector<service::ErrorCase> own) {
  own.push_back({400, "self_change", "the user is the caller"});
  own.push_back({403, "not_held", "the caller does not hold all that the user holds"});
  own.push_back(lost_rights_case());
  return own;
}

void add_identity_list(service::RouteTable& routes, Store& store) {
  auto list = identity_route(Method::Get, "/users/{id}/identities", "list_user_identities",
                             "By which providers a user comes, and as whom; also one's own",
                             service::decided_by_row(kPermission), "");
  list.gives_array<UserIdentity>().does([&store](Context& context) {
    permit_reading(context);
    return context.reply(
        store.reading([&](sql::Session& session) { return identities_of(session, context.path("id")); }));
  });
  routes.add(std::move(list));
}

void add_identity_writes(service::RouteTable& routes, Store& store) {
  auto add = identity_route(Method::Post, "/users/{id}/identities", "create_user_identity",
                            "Lets a user come by a provider, and ends the sessions; a local account becomes "
                            "the provider's, and its password is forgotten",
                            service::needs(kPermission), "CREATE");
  add.errors = change_cases({service::duplicate_case(),
                             {400, "reserved_id", "the subject looks like a local id"},
                             {400, "service_account_identity", "the user is a service account"},
                             {409, "other_usap_id", "the user has another USAP id"}});
  add.takes<UserIdentity>(describe::Purpose::Create).gives<UserIdentity>().does([&store](Context& context) {
    const auto wanted = context.body<UserIdentity>().value;
    return idempotency::answer_once(
        context, store, [&](Work& work) { return add_identity(work, context.path("id"), wanted); });
  });
  idempotency::honour_key(add);
  routes.add(std::move(add));
  auto remove = identity_route(Method::Delete, "/users/{id}/identities/{identity}", "delete_user_identity",
                               "Takes an identity from a user, and ends the sessions",
                               service::needs(kPermission), "DELETE");
  remove.errors = change_cases({{409, "last_identity", "the user has no other one"}});
  remove.gives<UserIdentity>().does([&store](Context& context) {
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return remove_identity(work, context.path("id"), context.path("identity"));
    }));
  });
  routes.add(std::move(remove));
}

}  // namespace

void add_identity_routes(service::RouteTable& routes, Store& store) {
  add_identity_list(routes, store);
  add_identity_writes(routes, store);
}

}  // namespace lgm::admin::users
