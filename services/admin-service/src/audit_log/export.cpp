#include "audit_log/export.hpp"

namespace lgm::admin::audit_log {
namespace {

constexpr std::int64_t kPage = 500;

// What is read so far.
struct Place {
  bool begun = false, done = false;
  std::string created_at, id;
};

std::vector<AuditRow> next_page(sql::Session& session, policy_rows::Filter filter, const Place& place) {
  if (!place.id.empty())
    filter.add("`created_at` <= ? AND (`created_at` < ? OR `id` < ?)",
               {place.created_at, place.created_at, place.id});
  filter.params.emplace_back(kPage);
  return describe::select<AuditRow>(session, filter.where + " ORDER BY `created_at` DESC, `id` DESC LIMIT ?",
                                    filter.params);
}

std::string details_of(const AuditRow& row) {
  return row.details.is_null() ? std::string() : json::to_text(row.details);
}

}  // namespace

std::string csv_cell(std::string_view value) {
  std::string cell;
  if (!value.empty() && std::string_view("=+-@'\t\r").find(value.front()) != std::string_view::npos)
    cell = "'";
  cell += value;
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_header() {
  return "id,created_at,user_id,username,action,resource_type,resource_id,scenario_id,details,ip_address,"
         "user_agent,request_id\r\n";
}

std::string csv_line(const AuditRow& row) {
  const std::string cells[] = {row.id,
                               base::format_rfc3339(row.created_at),
                               row.user_id,
                               row.username,
                               row.action,
                               row.resource_type,
                               row.resource_id.value_or(""),
                               row.scenario_id.value_or(""),
                               details_of(row),
                               row.ip_address.value_or(""),
                               row.user_agent.value_or(""),
                               row.request_id.value_or("")};
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "" : ",") + csv_cell(cell);
  return line + "\r\n";
}

http::BodySource file_of(Store& store, policy_rows::Filter filter, bool csv) {
  return [&store, filter = std::move(filter), csv, place = Place{}](std::string& out) mutable {
    if (!place.begun && csv) out += csv_header();
    place.begun = true;
    if (place.done) return false;
    const auto rows = store.reading([&](sql::Session& session) { return next_page(session, filter, place); });
    for (const auto& row : rows) out += csv ? csv_line(row) : describe::to_json(row) + "\n";
    place.done = rows.size() < static_cast<std::size_t>(kPage);
    if (!rows.empty()) place = {true, place.done, base::format_sql(rows.back().created_at), rows.back().id};
    return !place.done;
  };
}

}  // namespace lgm::admin::audit_log
