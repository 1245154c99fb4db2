// The four routes that every policy resource declares alike; a resource adds its own words, permission and
// functions.
#pragma once
#include "idempotency/idempotency.hpp"
#include "lgm/service/route.hpp"
#include "permissions/permissions.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

struct RouteWords {
  http::Method method;
  std::string path, name, summary, group;
  service::Access access;
  std::string audit_action, audit_resource;  // empty: reads
  bool classic = true;                       // of public routes: older clients know all but those that say no
};

inline service::Route route_of(RouteWords words) {
  service::Route route;
  route.method = words.method;
  route.path = std::move(words.path);
  route.name = std::move(words.name);
  route.summary = std::move(words.summary);
  route.group = std::move(words.group);
  route.classic = words.classic && words.access.kind != service::Access::Kind::Internal;
  route.access = std::move(words.access);
  route.audit_action = std::move(words.audit_action);
  route.audit_resource = std::move(words.audit_resource);
  return route;
}

inline service::ErrorCase stale_case() {
  return {412, "version_mismatch", "If-Match names another version"};
}
// Of routes that read the caller's rights once more, within their transaction.
inline service::ErrorCase lost_rights_case() {
  return {403, "not_authorized", "the caller was disabled or deleted meanwhile"};
}
inline service::ErrorCase immutable_case() {
  return {400, "immutable", "a write-once member is sent with another value"};
}

// For reading: holders of `permission`, and those who may read everything (AUDITOR). require_access passes
// for the latter whatever the scenario.
inline void require_or_reads_all(service::Context& context, std::string_view permission) {
  if (context.rights().reads_all)
    context.require_access({});
  else
    context.require(permission);
}

// X-Total-Count of lists that page by their own parameters.
inline void add_total(http::Response& response, std::int64_t total) {
  constexpr std::int64_t kExact = 10'000;  // as service::Context counts
  response.headers.add("X-Total-Count", std::to_string(std::min(total, kExact)));
  if (total > kExact) response.headers.add("X-Total-Count-Exact", "false");
}

// For reading what stands in scenarios: where the caller holds `permission`. Throws 403 when that is nowhere,
// or not in `scenario`, when that is asked for.
inline permissions::Reach require_somewhere(service::Context& context, const std::string& permission,
                                            const std::optional<std::string>& scenario = {}) {
  auto reach = permissions::reach_to_read(context.rights(), permission);
  if (context.rights().reads_all)
    context.require_access({});
  else if (reach.everywhere || reach.scenarios.empty())
    context.require(permission);
  else
    context.require_in(permission, scenario.value_or(reach.scenarios.front()));
  return reach;
}

// For changing a row that the path names by its id: `scenario` is where it stands, or nothing where there is
// no such row. To those who may not know of it, the two are one: 404 where the caller holds `permission`
// somewhere, and so knows ids of rows, else 403.
inline void require_in_row(service::Context& context, const std::string& permission,
                           const std::optional<std::string>& scenario, std::string_view title) {
  const service::Rights& rights = context.rights();
  if (scenario && (rights.holds_in(permission, *scenario) || rights.reaches(*scenario) || rights.reads_all))
    return context.require_in(permission, *scenario);
  if (!rights.reads_all && !permissions::holds_somewhere(rights, permission)) context.require(permission);
  throw service::not_found(title);
}

// POST, PUT and DELETE of a policy resource.
template <PolicyRow T>
struct WriteRoutes {
  std::string path;  // "/keywords/global/"
  std::string name;  // "global_keyword", of operation ids
  std::string group;
  std::string permission;  // global, or in the row's scenario where T has a scenario_id
  std::string audit_resource;
  std::vector<service::ErrorCase> rule_errors;  // of POST and PUT, beyond duplicate and immutable
  std::function<T(Work&, T)> create;
  std::function<T(Work&, const std::string& id, const describe::Draft<T>&, std::optional<std::int64_t>)>
      change;
  std::function<T(Work&, const std::string& id, std::optional<std::int64_t>)> remove;
  std::vector<service::ErrorCase> change_errors = {};  // of PUT alone
  std::vector<service::ErrorCase> delete_errors = {};
  std::string honours_limit = {};  // of check tokens: service::Route
};

namespace detail {

template <class T>
concept InScenario = requires(T row) {
  row.scenario_id;
};

template <PolicyRow T>
service::Route write_route(const WriteRoutes<T>& words, http::Method method, std::string path,
                           const std::string& verb, std::string action) {
  const auto access =
      InScenario<T> ? service::decided_by_row(words.permission) : service::needs(words.permission);
  auto route = route_of({method, std::move(path), verb + "_" + words.name,
                         verb + " " + std::string(describe::Description<T>::title), words.group, access,
                         std::move(action), words.audit_resource});
  route.honours_limit = words.honours_limit;
  return route;
}

// A row's scenario never changes, so the permission may be asked before the transaction.
template <PolicyRow T>
void permit_row(service::Context& context, Store& store, const std::string& permission) {
  if constexpr (InScenario<T>) {
    const auto row = store.reading(
        [&](sql::Session& session) { return policy_rows::find<T>(session, context.path("id")); });
    require_in_row(context, permission, row ? std::optional(row->scenario_id) : std::nullopt,
                   describe::Description<T>::title);
  }
}

// Before the permission is asked for: what is asked for is where the row will stand.
inline void settle_scenario(Store& store, std::string& app_id) {
  if (base::trimmed(app_id) != app_id)
    store.read(
        [&](sql::Session& session) { static_cast<void>(policy_rows::find_scenario(session, app_id)); });
}

}  // namespace detail

template <PolicyRow T>
void add_write_routes(service::RouteTable& routes, Store& store, WriteRoutes<T> words) {
  auto post = detail::write_route(words, http::Method::Post, words.path, "create", "CREATE");
  post.errors = words.rule_errors;
  post.errors.push_back(service::duplicate_case());
  post.template takes<T>(describe::Purpose::Create)
      .template gives<T>()
      .does([&store, words](service::Context& context) {
        auto draft = context.body<T>();
        if constexpr (detail::InScenario<T>) {
          detail::settle_scenario(store, draft.value.scenario_id);
          context.require_in(words.permission, draft.value.scenario_id);
        }
        return idempotency::answer_once(context, store,
                                        [&](Work& work) { return words.create(work, draft.value); });
      });
  idempotency::honour_key(post);
  routes.add(std::move(post));
  auto put = detail::write_route(words, http::Method::Put, words.path + "{id}", "update", "UPDATE");
  put.errors = words.rule_errors;
  put.errors.insert(put.errors.end(), words.change_errors.begin(), words.change_errors.end());
  put.errors.insert(put.errors.end(), {service::duplicate_case(), immutable_case(), stale_case()});
  put.template takes<T>(describe::Purpose::Update)
      .template gives<T>()
      .does([&store, words](service::Context& context) {
        detail::permit_row<T>(context, store, words.permission);
        const auto draft = context.body<T>();
        const auto expected = context.if_match();
        return context.reply(store.changing(context.actor(), [&](Work& work) {
          return words.change(work, context.path("id"), draft, expected);
        }));
      });
  routes.add(std::move(put));
  auto erase = detail::write_route(words, http::Method::Delete, words.path + "{id}", "delete", "DELETE");
  erase.errors = words.delete_errors;
  erase.errors.push_back(stale_case());
  erase.template gives<T>().does([&store, words](service::Context& context) {
    detail::permit_row<T>(context, store, words.permission);
    const auto expected = context.if_match();
    return context.reply(store.changing(
        context.actor(), [&](Work& work) { return words.remove(work, context.path("id"), expected); }));
  });
  routes.add(std::move(erase));
}

}  // namespace lgm::admin
