#include "audit_log/audit_log.hpp"
#include "audit_log/export.hpp"
#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::audit_log {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "audit log", kPermission[] = "audit_logs";

policy_rows::Filter permitted(Context& context, const AuditFilter& wanted, const LegacyZone& zone) {
  return filter_of(wanted, require_somewhere(context, kPermission, wanted.scenario_id), zone);
}

void add_list(service::RouteTable& routes, Store& store, const LegacyZone& zone) {
  auto route = route_of({Method::Get, "/audit-logs/", "list_audit_logs",
                         "What was done, newest first; of the scenarios in which one holds audit_logs",
                         kGroup, service::decided_by_row(kPermission), "", ""});
  route.filters<AuditFilter>().gives_list<AuditRow>().does([&store, &zone](Context& context) {
    const auto filter = permitted(context, context.query<AuditFilter>(), zone);
    const auto page = context.page();
    const auto found = store.reading([&](sql::Session& session) { return list(session, filter, page); });
    return context.reply(found.rows, found.total);
  });
  routes.add(std::move(route));
}

void add_count(service::RouteTable& routes, Store& store, const LegacyZone& zone) {
  auto route = route_of({Method::Get, "/audit-logs/count", "count_audit_logs", "How many there are", kGroup,
                         service::decided_by_row(kPermission), "", ""});
  route.filters<AuditFilter>().gives<AuditCount>().does([&store, &zone](Context& context) {
    const auto filter = permitted(context, context.query<AuditFilter>(), zone);
    return context.reply(
        AuditCount{store.reading([&](sql::Session& session) { return count(session, filter); })});
  });
  routes.add(std::move(route));
}

// "20260206T080000Z": our own name, with nothing in it that a client sent.
std::string stamp_of(base::WallTime now) {
  std::string stamp;
  for (const char c : base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(now)))
    if (c != '-' && c != ':') stamp += c;
  return stamp;
}

AuditFilter filter_in(const AuditExport& wanted) {
  return {wanted.user_id,     wanted.username,   wanted.action,  wanted.resource_type,
          wanted.scenario_id, wanted.start_date, wanted.end_date};
}

void audit_export(Store& store, const service::Actor& actor, const AuditExport& wanted) {
  store.change(actor, [&](Work& work) {
    work.audit({"", wanted.scenario_id.value_or(""), policy_rows::json_of(wanted)});
  });
}

void add_export(service::RouteTable& routes, Store& store, const base::Clock& clock, const LegacyZone& zone) {
  auto route = route_of({Method::Get, "/audit-logs/export", "export_audit_logs",
                         "The same as a file: csv or jsonl (application/x-ndjson)", kGroup,
                         service::decided_by_row(kPermission), "EXPORT", "AUDIT_LOG"});
  route.errors.push_back(policy_rows::lists_busy_case());
  route.filters<AuditExport>()
      .gives_json(json::Object{{"type", "string"}}, "text/csv")
      .or_as("application/x-ndjson")
      .does([&store, &clock, &zone](Context& context) {
        const auto wanted = context.query<AuditExport>();
        const auto filter = permitted(context, filter_in(wanted), zone);
        auto turn = store.sending_lists().enter(context.principal().id);
        audit_export(store, context.actor(), wanted);
        const bool csv = wanted.format == "csv";
        http::Response response;
        response.headers.add("Content-Type", csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
        response.headers.add("Content-Disposition", "attachment; filename=\"audit-logs-" +
                                                        stamp_of(clock.now()) + "." + wanted.format + "\"");
        response.source = [file = file_of(store, filter, csv), turn = std::move(turn)](std::string& out) {
          return file(out);
        };
        return response;
      });
  routes.add(std::move(route));
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, const LegacyZone& zone) {
  add_list(routes, store, zone);
  add_count(routes, store, zone);
  add_export(routes, store, clock, zone);
}

}  // namespace lgm::admin::audit_log
