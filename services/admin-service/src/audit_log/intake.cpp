#include "audit_log/intake.hpp"

#include <algorithm>

#include "audit_log/audit_log.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/service/operation_route.hpp"
#include "lgm/service/sign_in_events.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::audit_log {
namespace {

constexpr char kNobody[] = "00000000-0000-0000-0000-000000000000";
constexpr std::size_t kColumn = 64;  // characters of username and request_id
constexpr std::chrono::hours kOldest{24};
constexpr std::chrono::minutes kAhead{1};

// An event is kept rather than refused for a long name that somebody typed.
std::string cut(const std::string& text, std::size_t most) {
  return std::string(base::first_characters(text, most));
}

std::optional<std::string> if_any(const std::optional<std::string>& text, std::size_t most = SIZE_MAX) {
  return text && !text->empty() ? std::optional(cut(*text, most)) : std::nullopt;
}

// Somebody who may tell of events must not be able to date them back, or ahead of whatever comes after. A
// time out of bounds is no reason to lose an event: it may have waited for us. It is kept at the bound, and
// what was claimed is said.
void bound_time(AuditRow& row, base::WallTime now) {
  const auto claimed = row.created_at;
  row.created_at = std::clamp(claimed, now - kOldest, now + kAhead);
  if (row.created_at == claimed) return;
  if (!row.details.object()) row.details = json::Object{{"details", row.details}};
  row.details.set("claimed_at", base::format_rfc3339(claimed));
}

// The version before does not say; it tells of people alone.
std::optional<std::string> kind_of(const AuditEvent& event) {
  if (event.actor_kind || !event.uid) return event.actor_kind;
  return std::string(service::to_string(service::Principal::Kind::Person));
}

AuditRow row_of(const AuditEvent& event, const std::string& caller, base::WallTime now) {
  AuditRow row{event.id,
               event.uid.value_or(kNobody),
               cut(event.username.value_or(""), kColumn),
               event.action,
               event.resource_type,
               if_any(event.resource_id),
               if_any(event.scenario_id),
               event.details,
               if_any(event.ip),
               if_any(event.user_agent),
               base::from_unix_ms(event.at_ms),
               if_any(event.request_id, kColumn),
               caller,
               kind_of(event)};
  bound_time(row, now);
  return row;
}

bool insert(Work& work, const AuditRow& row) {
  sql::Session& session = work.session();
  if (!session.query("SELECT `id` FROM `audit_logs` WHERE `id` = ?", {row.id}, 1).empty()) return false;
  try {
    describe::insert(session, row);
  } catch (const sql::Error& error) {
    // The caller's own retry was quicker.
    if (error.kind() != sql::Error::Kind::Duplicate) throw;
    return false;
  }
  work.audited(row);
  return true;
}

void require_own_events(const std::vector<AuditEvent>& events) {
  std::vector<describe::Fault> faults;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!service::sign_in_events::holds({events[i].action, events[i].resource_type}))
      faults.push_back({"/events/" + std::to_string(i) + "/action", "not_allowed",
                        "with this resource_type is no event of auth-service"});
  if (!faults.empty()) throw service::invalid(std::move(faults));
}

}  // namespace

AuditStored store_events(Work& work, const std::vector<AuditEvent>& events, const std::string& caller) {
  require_own_events(events);
  AuditStored answer;
  for (const auto& event : events) answer.stored += insert(work, row_of(event, caller, work.now()));
  return answer;
}

void add_internal_routes(service::RouteTable& routes, Store& store) {
  auto route = service::route_of(contracts::kStoreAuditEvents);
  route.does([&store](service::Context& context) {
    const auto sent = context.body<AuditEvents>().value;
    return context.reply(store.changing(context.actor(), [&](Work& work) {
      return store_events(work, sent.events, context.principal().id);
    }));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::admin::audit_log
