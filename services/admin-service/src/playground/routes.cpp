#include "playground/history.hpp"
#include "playground/playground.hpp"
#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::playground {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "playground", kPermission[] = "playground", kResource[] = "PLAYGROUND_TEST";

// The answer's schema stands in guard-service's document.
template <class T>
void add_try(service::RouteTable& routes, Playground& playground, const char* path, const char* name,
             const char* summary) {
  auto route = route_of(
      {Method::Post, path, name, summary, kGroup, service::decided_by_row(kPermission), "CREATE", kResource});
  route.errors = {
      {404, "not_found", "there is no such scenario"},
      {409, "scenario_inactive", "the scenario is inactive"},
      {503, "guard_unavailable", "guard-service cannot be reached; the try is kept with score -1"},
      {503, "large_texts_busy",
       "as many bodies above 256 KiB as may be are being decided; the try is kept with score -1"}};
  for (const int status : {404, 409, 422, 503})
    route.errors.push_back({status, "refused_by_guard", "by a guard-service of another version"});
  route.takes<T>(describe::Purpose::Create)
      .gives_json(json::Object{{"type", "object"}})
      .does([&playground](Context& context) {
        const auto wanted = context.body<T>().value;
        context.require_in(kPermission, wanted.app_id);
        return http::Response::text(200, playground.run(context.actor(), try_of(wanted)), "application/json");
      });
  routes.add(std::move(route));
}

// The rest of a page that is more than one portion.
class RestOfPage {
 public:
  RestOfPage(Store& store, HistoryPage page, SendingLists::Turn turn)
      : store_(&store), page_(std::move(page)), turn_(std::move(turn)) {}

  // As http::BodySource.
  bool operator()(std::string& out) {
    const auto& portion = page_.portions[next_++];
    const auto rows = store_->reading([&](sql::Session& session) { return tries(session, portion); });
    for (const auto& row : rows) {
      if (sent_) out += ',';
      out += describe::to_json(row);
      sent_ = true;
    }
    if (next_ < page_.portions.size()) return true;
    out += ']';
    return false;
  }

 private:
  Store* store_;
  HistoryPage page_;
  SendingLists::Turn turn_;
  std::size_t next_ = 0;
  bool sent_ = false;
};

// A page of one portion is answered whole, a larger one row after row.
http::Response answer_page(Context& context, Store& store, HistoryPage page) {
  const bool is_large = page.portions.size() > 1;
  std::vector<PlaygroundTry> rows;
  if (!is_large && !page.portions.empty())
    rows = store.reading([&](sql::Session& session) { return tries(session, page.portions.front()); });
  auto response = context.reply(rows);
  add_total(response, page.total);
  if (!is_large) return response;
  response.body = "[";
  policy_rows::go_on_with(
      response, RestOfPage(store, std::move(page), store.sending_lists().enter(context.principal().id)));
  return response;
}

void add_history(service::RouteTable& routes, Store& store) {
  auto route = route_of({Method::Get, "/playground/history", "list_playground_tries",
                         "Tries in the scenarios in which one holds playground, newest first", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.errors = {policy_rows::lists_busy_case()};
  route.filters<HistoryQuery>().gives_array<PlaygroundTry>().does([&store](Context& context) {
    const auto wanted = context.query<HistoryQuery>();
    const auto reach = require_somewhere(context, kPermission, wanted.app_id);
    return answer_page(context, store,
                       store.reading([&](sql::Session& session) { return history(session, wanted, reach); }));
  });
  routes.add(std::move(route));
}

}  // namespace

void add_routes(service::RouteTable& routes, Playground& playground, Store& store) {
  add_try<InputTry>(routes, playground, "/playground/input", "try_input", "Decides on an input");
  add_try<OutputTry>(routes, playground, "/playground/output", "try_output", "Decides on an output");
  add_try<FullTry>(routes, playground, "/playground/full", "try_full", "Decides on an input and its output");
  add_history(routes, store);
}

}  // namespace lgm::admin::playground
