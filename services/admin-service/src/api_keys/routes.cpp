#include "api_keys/api_keys.hpp"
#include "lgm/auth/api_key.hpp"
#include "lgm/service/operation_route.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::api_keys {
namespace {

using http::Method;
using service::Context;

constexpr char kGroup[] = "API keys", kPermission[] = "app_management", kResource[] = "API_KEY";
constexpr char kOfApp[] = "/apps/{app_id}/api-keys", kOne[] = "/apps/{app_id}/api-keys/{id}";

service::Route route(Method method, const char* path, std::string name, std::string summary,
                     service::Access access, std::string action) {
  const bool writes = !action.empty();
  return route_of({method, path, std::move(name), std::move(summary), kGroup, std::move(access),
                   std::move(action), writes ? kResource : "", false});
}

void add_list(service::RouteTable& routes, Store& store, const base::Clock& clock) {
  auto list = route(Method::Get, kOfApp, "list_api_keys", "The API keys of a scenario, oldest first",
                    service::decided_by_row(kPermission), "");
  list.gives_array<ApiKey>().does([&store, &clock](Context& context) {
    require_or_reads_all(context, kPermission);
    return context.reply(store.reading(
        [&](sql::Session& session) { return of_app(session, context.path("app_id"), clock.now()); }));
  });
  routes.add(std::move(list));
}

// The key is made before the transaction, which may run twice.
void add_create(service::RouteTable& routes, Store& store, base::Random& random) {
  auto post = route(Method::Post, kOfApp, "create_api_key",
                    "Makes an API key; its answer shows the key, and nothing else ever does",
                    service::needs(kPermission), "CREATE");
  post.errors = {{409, "too_many_api_keys", "the scenario has 20 API keys"}};
  post.takes<ApiKey>(describe::Purpose::Create).gives<ApiKey>().does([&store, &random](Context& context) {
    const auto draft = context.body<ApiKey>();
    const std::string key = auth::new_api_key(random);
    return idempotency::answer_once(
        context, store, [&](Work& work) { return create(work, context.path("app_id"), draft.value, key); },
        idempotency::Answer::Secret);
  });
  idempotency::honour_key(post);
  routes.add(std::move(post));
}

void add_changes(service::RouteTable& routes, Store& store) {
  auto patch = route(Method::Patch, kOne, "update_api_key", "Changes the members present",
                     service::needs(kPermission), "UPDATE");
  patch.errors = {immutable_case(), stale_case()};
  patch.takes<ApiKey>(describe::Purpose::Update).gives<ApiKey>().does([&store](Context& context) {
    const auto draft = context.body<ApiKey>();
    const auto expected = context.if_match();
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return change(work, context.path("app_id"), context.path("id"), draft, expected);
    }));
  });
  routes.add(std::move(patch));
  auto erase = route(Method::Delete, kOne, "delete_api_key",
                     "Removes an API key: every replica refuses it within a second",
                     service::needs(kPermission), "DELETE");
  erase.errors = {stale_case()};
  erase.gives<ApiKey>().does([&store](Context& context) {
    const auto expected = context.if_match();
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return remove(work, context.path("app_id"), context.path("id"), expected);
    }));
  });
  routes.add(std::move(erase));
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, base::Random& random) {
  add_list(routes, store, clock);
  add_create(routes, store, random);
  add_changes(routes, store);
}

void add_internal_routes(service::RouteTable& routes, Store& store) {
  auto uses = service::route_of(contracts::kReportKeyUses);
  uses.does([&store](Context& context) {
    const auto told = context.body<contracts::KeyUses>().value;
    store.change(context.actor(), [&](Work& work) { note_uses(work, told.uses); });
    return context.reply(calls::Nothing{});
  });
  routes.add(std::move(uses));
}

}  // namespace lgm::admin::api_keys
