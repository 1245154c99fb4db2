#include "global_keywords/global_keywords.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::global_keywords {

void add_routes(service::RouteTable& routes, Store& store, const KeywordForms& forms) {
  auto page_route = route_of({http::Method::Get, "/keywords/global/", "list_global_keywords",
                              "Global keywords by page", "global keywords", service::signed_in(), "", ""});
  page_route.filters<GlobalKeywordQuery>().gives_list<GlobalKeyword>().does(
      [&store, &forms](service::Context& context) {
        const auto query = context.query<GlobalKeywordQuery>();
        const auto page = context.page();
        const auto found =
            store.reading([&](sql::Session& session) { return list(session, forms, query, page); });
        return context.reply(found.rows, found.total);
      });
  routes.add(std::move(page_route));
  WriteRoutes<GlobalKeyword> words{"/keywords/global/",
                                   "global_keyword",
                                   "global keywords",
                                   "global_keywords",
                                   "GLOBAL_KEYWORD",
                                   {{400, "unknown_tag", "there is no such tag"}},
                                   {},
                                   {},
                                   remove};
  words.create = [&forms](Work& work, GlobalKeyword row) { return create(work, forms, std::move(row)); };
  words.change = [&forms](Work& work, const std::string& id, const describe::Draft<GlobalKeyword>& draft,
                          std::optional<std::int64_t> expected) {
    return change(work, forms, id, draft, expected);
  };
  add_write_routes(routes, store, std::move(words));
}

}  // namespace lgm::admin::global_keywords
