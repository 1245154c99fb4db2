#include "audit_log/audit_log.hpp"

#include <algorithm>

#include "name_search/name_search.hpp"

namespace lgm::admin::audit_log {
namespace {

// MySQL has times from the year 1000 to 9999. Nothing is older or younger.
base::WallTime within_years(base::WallTime time) {
  using namespace std::chrono;
  return std::clamp<base::WallTime>(time, sys_days(year(1000) / 1 / 1),
                                    sys_days(year(9999) / 12 / 31) + days(1) - microseconds(1));
}

base::WallTime moment(const std::string& text, const char* name, const LegacyZone& zone,
                      LegacyZone::Edge edge) {
  const auto time = zone.parse(text, edge);
  if (!time) throw service::invalid(name, "type", "must be an RFC 3339 time, or YYYY-MM-DD[ HH:mm:ss]");
  return within_years(*time);
}

}  // namespace

policy_rows::Filter filter_of(const AuditFilter& wanted, const permissions::Reach& reach,
                              const LegacyZone& zone) {
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "scenario_id", reach.everywhere ? nullptr : &reach.scenarios);
  if (wanted.user_id) policy_rows::match_exactly(filter, "user_id", *wanted.user_id);
  if (wanted.username) name_search::narrow(filter, "username", *wanted.username);
  if (wanted.action) policy_rows::match_exactly(filter, "action", *wanted.action);
  if (wanted.resource_type) policy_rows::match_exactly(filter, "resource_type", *wanted.resource_type);
  if (wanted.scenario_id) policy_rows::match_exactly(filter, "scenario_id", *wanted.scenario_id);
  if (wanted.start_date)
    filter.add("`created_at` >= ?",
               {base::format_sql(moment(*wanted.start_date, "start_date", zone, LegacyZone::Edge::Start))});
  if (wanted.end_date)
    filter.add("`created_at` <= ?",
               {base::format_sql(moment(*wanted.end_date, "end_date", zone, LegacyZone::Edge::End))});
  return filter;
}

policy_rows::Listing<AuditRow> list(sql::Session& session, const policy_rows::Filter& filter,
                                    const service::Page& page) {
  return policy_rows::list<AuditRow>(session, filter, "`created_at` DESC, `id` DESC", page);
}

std::int64_t count(sql::Session& session, const policy_rows::Filter& filter) {
  return session.query("SELECT COUNT(*) FROM `audit_logs` " + filter.where, filter.params, 1).integer(0, 0);
}

}  // namespace lgm::admin::audit_log
