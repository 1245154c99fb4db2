#include "playground/history.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace lgm::admin::playground {
namespace {

constexpr std::int64_t kPortion = 1024 * 1024;
// Texts are never sorted: MySQL sorts whole rows, and refuses one that is larger than its buffer, of 256 KiB.
constexpr char kIds[] = "SELECT `id` FROM `playground_history` ";
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

std::map<std::string, std::int64_t> sizes_of(sql::Session& session, const HistoryPage::Portion& ids) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "id", &ids);
  const auto rows = session.query(kSizes + filter.where, filter.params, 2);
  std::map<std::string, std::int64_t> sizes;
  for (std::size_t row = 0; row < rows.size(); ++row) sizes.emplace(rows.text(row, 0), rows.integer(row, 1));
  return sizes;
}

}  // namespace

HistoryPage history(sql::Session& session, const HistoryQuery& wanted, const permissions::Reach& reach) {
  const policy_rows::Filter filter = filter_of(wanted, reach);
  HistoryPage page;
  page.total = policy_rows::count(session, describe::Description<PlaygroundRow>::table, filter);
  sql::Params params;
  const std::string rest =
      policy_rows::rest_of(filter, kNewestFirst, {(wanted.page - 1) * wanted.size, wanted.size}, params);
  HistoryPage::Portion ids;
  const auto rows = session.query(kIds + rest, params, 1);
  for (std::size_t row = 0; row < rows.size(); ++row) ids.emplace_back(rows.text(row, 0));
  const auto sizes = sizes_of(session, ids);
  std::int64_t room = 0;
  for (std::string& id : ids) {
    const auto found = sizes.find(id);
    const std::int64_t size = found == sizes.end() ? 0 : found->second;
    if (page.portions.empty() || size > room) {
      page.portions.emplace_back();
      room = kPortion;
    }
    page.portions.back().push_back(std::move(id));
    room -= size;
  }
  return page;
}

std::vector<PlaygroundTry> tries(sql::Session& session, const HistoryPage::Portion& portion) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "id", &portion);
  std::map<std::string, PlaygroundRow> rows;
  for (PlaygroundRow& row : describe::select<PlaygroundRow>(session, filter.where, filter.params))
    rows.emplace(row.id, std::move(row));
  std::vector<PlaygroundTry> found;
  for (const std::string& id : portion)
    if (auto row = rows.extract(id)) found.push_back(answered(std::move(row.mapped())));
  return found;
}

}  // namespace lgm::admin::playground
