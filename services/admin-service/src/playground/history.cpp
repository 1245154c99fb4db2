#include "playground/history.hpp"

#include <algorithm>
#include <cmath>

namespace lgm::admin::playground {
namespace {

constexpr std::int64_t kPortion = 1024 * 1024;
constexpr char kSizes[] =
    "SELECT `id`, COALESCE(LENGTH(`input_data`), 0) + COALESCE(LENGTH(`output_data`), 0) FROM "
    "`playground_history` ";
constexpr char kNewestFirst[] = "`created_at` DESC, `id` DESC";

// MySQL keeps the members of an object in an order of its own: they are shown by name, whatever the store.
json::Value by_name(json::Value value) {
  if (auto* items = value.array())
    for (auto& item : *items) item = by_name(std::move(item));
  if (auto* members = value.object()) {
    for (auto& [name, member] : *members) member = by_name(std::move(member));
    std::sort(members->begin(), members->end(),
              [](const json::Member& a, const json::Member& b) { return a.first < b.first; });
  }
  return value;
}

PlaygroundTry answered(PlaygroundRow row) {
  const auto in = [](std::optional<double> milliseconds, double unit) {
    return milliseconds ? std::optional<std::int64_t>(std::llround(*milliseconds * unit)) : std::nullopt;
  };
  return {std::move(row.id),
          std::move(row.request_id),
          std::move(row.playground_type),
          std::move(row.app_id),
          by_name(std::move(row.input_data)),
          by_name(std::move(row.config_snapshot)),
          by_name(std::move(row.output_data)),
          row.score,
          in(row.latency, 1),
          in(row.upstream_latency, 1),
          in(row.latency, 1000),
          in(row.upstream_latency, 1000),
          row.created_at};
}

policy_rows::Filter filter_of(const HistoryQuery& wanted, const permissions::Reach& reach) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "app_id", reach.everywhere ? nullptr : &reach.scenarios);
  if (wanted.app_id) policy_rows::match_exactly(filter, "app_id", *wanted.app_id);
  if (wanted.playground_type) filter.add("`playground_type` = ?", {*wanted.playground_type});
  return filter;
}

}  // namespace

HistoryPage history(sql::Session& session, const HistoryQuery& wanted, const permissions::Reach& reach) {
  const policy_rows::Filter filter = filter_of(wanted, reach);
  HistoryPage page;
  page.total = policy_rows::count(session, describe::Description<PlaygroundRow>::table, filter);
  sql::Params params;
  const std::string rest =
      policy_rows::rest_of(filter, kNewestFirst, {(wanted.page - 1) * wanted.size, wanted.size}, params);
  const auto sizes = session.query(kSizes + rest, params, 2);
  std::int64_t room = 0;
  for (std::size_t row = 0; row < sizes.size(); ++row) {
    const std::int64_t size = sizes.integer(row, 1);
    if (page.portions.empty() || size > room) {
      page.portions.emplace_back();
      room = kPortion;
    }
    page.portions.back().emplace_back(sizes.text(row, 0));
    room -= size;
  }
  return page;
}

std::vector<PlaygroundTry> tries(sql::Session& session, const HistoryPage::Portion& portion) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "id", &portion);
  std::vector<PlaygroundTry> found;
  for (PlaygroundRow& row : policy_rows::rows_of<PlaygroundRow>(session, filter, kNewestFirst, {}))
    found.push_back(answered(std::move(row)));
  return found;
}

}  // namespace lgm::admin::playground
