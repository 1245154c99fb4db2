#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"
#include "scenarios/scenarios.hpp"

namespace lgm::admin::scenarios {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "scenarios", kResource[] = "SCENARIO";

constexpr policy_rows::Order<Scenario> kByAppId{
    "`app_id`", "`app_id` > ?", [](const Scenario& row) -> sql::Params { return {row.app_id}; }};

void add_reads(service::RouteTable& routes, Store& store) {
  auto list = route_of(
      {Method::Get, "/apps/", "list_scenarios", "All scenarios", kGroup, service::signed_in(), "", ""});
  list.errors.push_back(policy_rows::lists_busy_case());
  list.gives_list<Scenario>(0).does([&store](Context& context) {
    return policy_rows::answer_list(context, store, kByAppId,
                                    [](sql::Session&) { return policy_rows::Filter{}; });
  });
  routes.add(std::move(list));
  auto one = route_of({Method::Get, "/apps/{app_id}", "get_scenario", "One scenario by its app_id", kGroup,
                       service::signed_in(), "", ""});
  one.gives<Scenario>().does([&store](Context& context) {
    return context.reply(
        store.reading([&](sql::Session& session) { return by_app_id(session, context.path("app_id")); }));
  });
  routes.add(std::move(one));
}

// `app_management` changes every scenario, `scenario_basic_info` those in which it is held.
void permit_change(Context& context, Store& store) {
  if (context.rights().holds("app_management")) return context.require("app_management");
  const auto row = store.reading(
      [&](sql::Session& session) { return policy_rows::find<Scenario>(session, context.path("id")); });
  require_in_row(context, "scenario_basic_info", row ? std::optional(row->app_id) : std::nullopt,
                 describe::Description<Scenario>::title);
}

void add_put(service::RouteTable& routes, Store& store) {
  auto put = route_of({Method::Put, "/apps/{id}", "update_scenario",
                       "Changes the members present; also with `scenario_basic_info` in it", kGroup,
                       service::decided_by_row("app_management"), "UPDATE", kResource});
  put.errors = {immutable_case(), stale_case()};
  put.takes<Scenario>(describe::Purpose::Update).gives<Scenario>().does([&store](Context& context) {
    permit_change(context, store);
    const auto draft = context.body<Scenario>();
    const auto expected = context.if_match();
    return context.reply(store.changing(
        context.actor(), [&](Work& work) { return change(work, context.path("id"), draft, expected); }));
  });
  routes.add(std::move(put));
}

std::string told(const Removal& removal) {
  const std::string text = "Scenario deleted with " + std::to_string(removal.keywords) + " keywords, " +
                           std::to_string(removal.policies) + " policies and " +
                           std::to_string(removal.grants) + " grants";
  return removal.api_keys == 0 ? text : text + ", and " + std::to_string(removal.api_keys) + " API keys";
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store) {
  add_reads(routes, store);
  auto post = route_of({Method::Post, "/apps/", "create_scenario", "Creates a scenario", kGroup,
                        service::needs("app_management"), "CREATE", kResource});
  post.errors = {service::duplicate_case(), {400, "app_id_pattern", "app_id holds other signs"}};
  post.takes<Scenario>(describe::Purpose::Create).gives<Scenario>().does([&store](Context& context) {
    const auto draft = context.body<Scenario>();
    return idempotency::answer_once(context, store, [&](Work& work) { return create(work, draft.value); });
  });
  idempotency::honour_key(post);
  routes.add(std::move(post));
  add_put(routes, store);
  auto erase = route_of({Method::Delete, "/apps/{id}", "delete_scenario",
                         "Removes a scenario with its keywords, policies, grants and API keys", kGroup,
                         service::needs("app_management"), "DELETE", kResource});
  erase.errors = {stale_case()};
  erase.gives_message().does([&store](Context& context) {
    const auto expected = context.if_match();
    return context.message(told(store.changing(
        context.actor(), [&](Work& work) { return remove(work, context.path("id"), expected); })));
  });
  routes.add(std::move(erase));
}

}  // namespace lgm::admin::scenarios
