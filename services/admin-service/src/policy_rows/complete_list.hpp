// Lists that answer complete when no limit is asked for: sent page by page, each read when the one before has
// been taken, so that a client that reads slowly holds a page and not the list.
#pragma once
#include <utility>

#include "lgm/service/route.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin::policy_rows {

inline constexpr std::int64_t kRowsOfAPage = 500;

// A total order of rows, and how a page begins behind a row.
template <class T>
struct Order {
  std::string_view by;      // "`created_at` DESC, `id` DESC"
  std::string_view behind;  // a condition with as many `?` as
  sql::Params (*key)(const T& row);
  void (*show)(sql::Session& session, std::vector<T>& rows) = nullptr;  // what of them stands elsewhere
  // For rows that are of no single table.
  std::vector<T> (*read)(sql::Session& session, const Filter& filter, std::string_view by,
                         const service::Page& page) = nullptr;
};

template <describe::Described T>
std::vector<T> page_of(sql::Session& session, const Filter& filter, const Order<T>& order,
                       const service::Page& page) {
  auto rows =
      order.read ? order.read(session, filter, order.by, page) : rows_of<T>(session, filter, order.by, page);
  if (order.show) order.show(session, rows);
  return rows;
}

template <class T>
constexpr Order<T> kById{"`id`", "`id` > ?", [](const T& row) -> sql::Params { return {row.id}; }};

inline service::ErrorCase lists_busy_case() {
  return {503, "lists_busy", "as many complete lists as may be are being sent, or eight of the caller's"};
}

// A list longer than a page, as it goes on.
template <describe::Described T>
class RestOfList {
 public:
  RestOfList(Store& store, Filter filter, const Order<T>& order, const T& last, SendingLists::Turn turn)
      : store_(&store),
        filter_(std::move(filter)),
        order_(order),
        key_(order.key(last)),
        turn_(std::move(turn)) {}

  // As http::BodySource: the rows of the next page behind those before, and the array's end.
  bool operator()(std::string& out) {
    Filter filter = filter_;
    filter.add(order_.behind, key_);
    const auto rows = store_->reading([&](sql::Session& session) {
      return page_of<T>(session, filter, order_, {0, kRowsOfAPage});
    });
    for (const T& row : rows) out += "," + describe::to_json(row);
    if (rows.size() < static_cast<std::size_t>(kRowsOfAPage)) {
      out += ']';
      return false;
    }
    key_ = order_.key(rows.back());
    return true;
  }

 private:
  Store* store_;
  Filter filter_;
  Order<T> order_;
  sql::Params key_;
  SendingLists::Turn turn_;
};

// The body of `response` is sent first, then what `rest` makes.
inline void go_on_with(http::Response& response, http::BodySource rest) {
  response.source = [begun = std::move(response.body), rest = std::move(rest)](std::string& out) mutable {
    if (begun.empty()) return rest(out);
    out += std::exchange(begun, {});
    return true;
  };
}

// `response` holds the first page of a list; where that is full, the list goes on.
template <describe::Described T>
http::Response whole_list(service::Context& context, Store& store, const Order<T>& order, Filter filter,
                          const std::vector<T>& first, http::Response response) {
  if (first.size() < static_cast<std::size_t>(kRowsOfAPage)) return response;
  response.body.pop_back();  // the array goes on
  go_on_with(response, RestOfList<T>(store, std::move(filter), order, first.back(),
                                     store.sending_lists().enter(context.principal().id)));
  return response;
}

// What a list route answers. `filter_of(session)` says which rows, and refuses. Throws Refusal 503
// `lists_busy`.
template <describe::Described T, class FilterOf>
http::Response answer_list(service::Context& context, Store& store, const Order<T>& order,
                           const FilterOf& filter_of) {
  auto page = context.page();
  const bool complete = !page.limit;
  if (complete) page.limit = kRowsOfAPage;
  Filter filter;
  const auto first = store.reading([&](sql::Session& session) {
    filter = filter_of(session);
    auto read = list<T>(session, filter, order.by, page);
    if (order.show) order.show(session, read.rows);
    return read;
  });
  http::Response response = context.reply(first.rows, first.total);
  if (!complete) return response;
  return whole_list(context, store, order, std::move(filter), first.rows, std::move(response));
}

// The same for a route without skip and limit.
template <describe::Described T, class FilterOf>
http::Response answer_array(service::Context& context, Store& store, const Order<T>& order,
                            const FilterOf& filter_of) {
  Filter filter;
  const auto first = store.reading([&](sql::Session& session) {
    filter = filter_of(session);
    return page_of<T>(session, filter, order, {0, kRowsOfAPage});
  });
  return whole_list(context, store, order, std::move(filter), first, context.reply(first));
}

}  // namespace lgm::admin::policy_rows
