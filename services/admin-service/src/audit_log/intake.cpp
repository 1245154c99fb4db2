#include "audit_log/intake.hpp"

#include "policy_rows/declare.hpp"

namespace lgm::admin::audit_log {
namespace {

constexpr char kNobody[] = "00000000-0000-0000-0000-000000000000";
constexpr std::size_t kColumn = 64;  // characters of username and request_id

// Cut at a whole character. An event is kept rather than refused for a long name that somebody typed.
std::string cut(const std::string& text, std::size_t most) {
  std::size_t characters = 0, end = 0;
  for (; end < text.size(); ++end)
    if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && characters++ == most) break;
  return text.substr(0, end);
}

sql::Param text_or_null(const std::optional<std::string>& text, std::size_t most = SIZE_MAX) {
  return text && !text->empty() ? sql::Param(cut(*text, most)) : sql::Param(nullptr);
}

sql::Param details_or_null(const json::Value& details) {
  return details.is_null() ? sql::Param(nullptr) : sql::Param(json::to_text(details));
}

bool insert(sql::Session& session, const AuditEvent& event) {
  if (!session.query("SELECT `id` FROM `audit_logs` WHERE `id` = ?", {event.id}, 1).empty()) return false;
  try {
    session.execute(
        "INSERT INTO `audit_logs` (`id`, `user_id`, `username`, `action`, `resource_type`, `resource_id`, "
        "`scenario_id`, `details`, `ip_address`, `user_agent`, `request_id`, `created_at`) VALUES (?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {event.id, event.uid.value_or(kNobody), cut(event.username.value_or(""), kColumn), event.action,
         event.resource_type, text_or_null(event.resource_id), text_or_null(event.scenario_id),
         details_or_null(event.details), text_or_null(event.ip), text_or_null(event.user_agent),
         text_or_null(event.request_id, kColumn), base::format_sql(base::from_unix_ms(event.at_ms))});
  } catch (const sql::Error& error) {
    // The caller's own retry was quicker.
    if (error.kind() != sql::Error::Kind::Duplicate) throw;
    return false;
  }
  return true;
}

}  // namespace

AuditStored store_events(Work& work, const std::vector<AuditEvent>& events) {
  AuditStored answer;
  for (const auto& event : events) answer.stored += insert(work.session(), event);
  return answer;
}

void add_internal_routes(service::RouteTable& routes, Store& store) {
  auto route = route_of({http::Method::Post, "/internal/v1/audit", "store_audit_events",
                         "Keeps audit events of another service; once each, by id", "audit log",
                         service::internal({"auth", "guard"}), "", ""});
  route.absolute = true;
  route.takes<AuditEvents>(describe::Purpose::Plain)
      .gives<AuditStored>()
      .does([&store](service::Context& context) {
        const auto sent = context.body<AuditEvents>().value;
        return context.reply(
            store.changing(context.actor(), [&](Work& work) { return store_events(work, sent.events); }));
      });
  routes.add(std::move(route));
}

}  // namespace lgm::admin::audit_log
