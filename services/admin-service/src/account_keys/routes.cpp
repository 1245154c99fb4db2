#include "account_keys/account_keys.hpp"
#include "lgm/auth/api_key.hpp"
#include "policy_rows/declare.hpp"
#include "users/operations.hpp"

namespace lgm::admin::account_keys {
namespace {

using http::Method;
using service::Context;
using users::kPermission;

constexpr char kKeysGroup[] = "API keys", kKeyResource[] = "API_KEY";
constexpr char kOfAccount[] = "/users/{id}/api-keys", kOneKey[] = "/users/{id}/api-keys/{key}";

service::Route key_route(Method method, const char* path, std::string name, std::string summary,
                         service::Access access, std::string action) {
  const bool writes = !action.empty();
  auto route = route_of({method, path, std::move(name), std::move(summary), kKeysGroup, std::move(access),
                         std::move(action), writes ? kKeyResource : "", false});
  route.errors = {{400, "not_service_account", "the user is a person"}};
  if (writes) route.errors.push_back(lost_rights_case());
  return route;
}

service::ErrorCase holds_less_case() {
  return {403, "not_held", "the caller does not hold every right of the account"};
}

void add_list_of_keys(service::RouteTable& routes, Store& store, const base::Clock& clock) {
  auto list =
      key_route(Method::Get, kOfAccount, "list_account_keys",
                "The API keys of a service account, oldest first", service::decided_by_row(kPermission), "");
  list.gives_array<AccountKey>().does([&store, &clock](Context& context) {
    require_or_reads_all(context, kPermission);
    return context.reply(store.reading(
        [&](sql::Session& session) { return of_account(session, context.path("id"), clock.now()); }));
  });
  routes.add(std::move(list));
}

// The key is made before the transaction, which may run twice.
void add_making(service::RouteTable& routes, Store& store, base::Random& random) {
  auto post = key_route(Method::Post, kOfAccount, "create_account_key",
                        "Makes an API key of a service account; its answer shows the key, and nothing else "
                        "ever does",
                        service::needs(kPermission), "CREATE");
  post.errors.push_back(holds_less_case());
  post.errors.push_back({409, "too_many_api_keys", "the account has 20 API keys"});
  post.takes<AccountKey>(describe::Purpose::Create)
      .gives<AccountKey>()
      .does([&store, &random](Context& context) {
        const auto draft = context.body<AccountKey>();
        const std::string key = auth::new_api_key(random);
        return idempotency::answer_once(
            context, store, [&](Work& work) { return create(work, context.path("id"), draft.value, key); },
            idempotency::Answer::Secret);
      });
  idempotency::honour_key(post);
  routes.add(std::move(post));
}

void add_key_changes(service::RouteTable& routes, Store& store) {
  auto patch = key_route(Method::Patch, kOneKey, "update_account_key", "Changes the members present",
                         service::needs(kPermission), "UPDATE");
  patch.errors.insert(patch.errors.end(), {holds_less_case(), immutable_case(), stale_case()});
  patch.takes<AccountKey>(describe::Purpose::Update).gives<AccountKey>().does([&store](Context& context) {
    const auto draft = context.body<AccountKey>();
    const auto expected = context.if_match();
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return change(work, context.path("id"), context.path("key"), draft, expected);
    }));
  });
  routes.add(std::move(patch));
  auto erase = key_route(Method::Delete, kOneKey, "delete_account_key",
                         "Removes an API key: every replica refuses it from then on",
                         service::needs(kPermission), "DELETE");
  erase.errors.push_back(stale_case());
  erase.gives<AccountKey>().does([&store](Context& context) {
    const auto expected = context.if_match();
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return remove(work, context.path("id"), context.path("key"), expected);
    }));
  });
  routes.add(std::move(erase));
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, base::Random& random) {
  add_list_of_keys(routes, store, clock);
  add_making(routes, store, random);
  add_key_changes(routes, store);
}

}  // namespace lgm::admin::account_keys
