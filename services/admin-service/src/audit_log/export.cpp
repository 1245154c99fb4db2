#include "audit_log/export.hpp"

#include "csv/csv.hpp"

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

std::string text_of(const json::Value* value) {
  if (!value || value->is_null()) return "";
  return value->string() ? *value->string() : json::to_text(*value);
}

// What a row was, what it became, and the rest.
struct Details {
  std::string before, after, others;
};

Details details_of(const json::Value& details) {
  const json::Object* members = details.object();
  if (!members) return {"", "", text_of(&details)};
  json::Object others;
  for (const auto& [name, value] : *members)
    if (name != "before" && name != "after") others.emplace_back(name, value);
  return {text_of(details.find("before")), text_of(details.find("after")),
          others.empty() ? "" : json::to_text(others)};
}

}  // namespace

std::string csv_header() {
  return std::string(csv::kByteOrderMark) +
         csv::line({"id", "created_at (UTC)", "user_id", "username", "action", "resource_type", "resource_id",
                    "scenario_id", "before", "after", "details", "ip_address", "user_agent", "request_id",
                    "caller", "actor_kind"});
}

std::string csv_line(const AuditRow& row) {
  const Details details = details_of(row.details);
  return csv::line({row.id, base::format_rfc3339(row.created_at), row.user_id, row.username, row.action,
                    row.resource_type, row.resource_id.value_or(""), row.scenario_id.value_or(""),
                    details.before, details.after, details.others, row.ip_address.value_or(""),
                    row.user_agent.value_or(""), row.request_id.value_or(""), row.caller.value_or(""),
                    row.actor_kind.value_or("")});
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
