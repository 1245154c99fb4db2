#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"
#include "scenario_policies/scenario_policies.hpp"

namespace lgm::admin::scenario_policies {

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms) {
  auto page_route =
      route_of({http::Method::Get, "/policies/scenario/{app_id}", "list_scenario_policies",
                "All policies of a scenario", "scenario policies", service::needs_in("", "app_id"), "", ""});
  page_route.errors.push_back(policy_rows::lists_busy_case());
  page_route.gives_list<ScenarioPolicy>(0).does([&store](service::Context& context) {
    return policy_rows::answer_list(context, store, policy_rows::kById<ScenarioPolicy>,
                                    [&](sql::Session& session) {
                                      const std::string& app_id = context.path("app_id");
                                      policy_rows::require_known_scenario(session, app_id);
                                      policy_rows::Filter filter;
                                      filter.add("`scenario_id` = ?", {app_id});
                                      return filter;
                                    });
  });
  routes.add(std::move(page_route));
  WriteRoutes<ScenarioPolicy> words{
      "/policies/scenario/",
      "scenario_policy",
      "scenario policies",
      "scenario_policies",
      "SCENARIO_POLICY",
      {{400, "unknown_tag", "there is no such tag"}, {400, "unknown_scenario", "there is no such scenario"}},
      {},
      {},
      remove};
  words.create = [&forms](Work& work, ScenarioPolicy row) { return create(work, forms, std::move(row)); };
  words.change = [&forms](Work& work, const std::string& id, const describe::Draft<ScenarioPolicy>& draft,
                          std::optional<std::int64_t> expected) {
    return change(work, forms, id, draft, expected);
  };
  add_write_routes(routes, store, std::move(words));
}

}  // namespace lgm::admin::scenario_policies
