#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"
#include "scenario_keywords/scenario_keywords.hpp"

namespace lgm::admin::scenario_keywords {

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms) {
  auto page_route =
      route_of({http::Method::Get, "/keywords/scenario/{app_id}", "list_scenario_keywords",
                "All keywords of a scenario", "scenario keywords", service::needs_in("", "app_id"), "", ""});
  page_route.errors.push_back(policy_rows::lists_busy_case());
  page_route.filters<ScenarioKeywordQuery>().gives_list<ScenarioKeyword>(0).does(
      [&store, &forms](service::Context& context) {
        const auto query = context.query<ScenarioKeywordQuery>();
        return policy_rows::answer_list(
            context, store, policy_rows::kById<ScenarioKeyword>, [&](sql::Session& session) {
              policy_rows::require_known_scenario(session, context.path("app_id"));
              return filter_of(forms, context.path("app_id"), query);
            });
      });
  routes.add(std::move(page_route));
  WriteRoutes<ScenarioKeyword> words{
      "/keywords/scenario/",
      "scenario_keyword",
      "scenario keywords",
      "scenario_keywords",
      "SCENARIO_KEYWORD",
      {{400, "unknown_tag", "there is no such tag"}, {400, "unknown_scenario", "there is no such scenario"}},
      {},
      {},
      remove};
  words.create = [&forms](Work& work, ScenarioKeyword row) { return create(work, forms, std::move(row)); };
  words.change = [&forms](Work& work, const std::string& id, const describe::Draft<ScenarioKeyword>& draft,
                          std::optional<std::int64_t> expected) {
    return change(work, forms, id, draft, expected);
  };
  add_write_routes(routes, store, std::move(words));
}

}  // namespace lgm::admin::scenario_keywords
