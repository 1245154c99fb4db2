// Audit events of auth-service: sign-ins, refusals, reuse of tokens. Written as rows beside our own.
#pragma once
#include "lgm/describe/describe.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct AuditEvent {
  std::string id;
  std::int64_t at_ms = 0;
  std::optional<std::string> uid, username;
  std::string action, resource_type;
  std::optional<std::string> resource_id, scenario_id;
  json::Value details;
  std::optional<std::string> ip, user_agent, request_id;
  bool operator==(const AuditEvent&) const = default;
};
struct AuditEvents {
  std::vector<AuditEvent> events;
};
struct AuditStored {
  std::int64_t stored = 0;  // rows written now; events known already are none
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::AuditEvent> {
  using T = lgm::admin::AuditEvent;
  static constexpr std::string_view name = "AuditEvent";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").length(1, 36).required().trimmed().doc("of the event; the same one is stored once"),
      field<&T::at_ms>("at_ms")
          .range(0, 253'402'300'799'999)
          .required()
          .doc("kept at most a day old and a minute ahead"),
      field<&T::uid>("uid").length(1, 36).trimmed(),
      field<&T::username>("username").length(0, 1024).multi_line().doc("cut at 64 characters"),
      field<&T::action>("action").length(1, 32).required().doc("auth-service's own, with its resource_type"),
      field<&T::resource_type>("resource_type").length(1, 64).required(),
      field<&T::resource_id>("resource_id").length(0, 64).multi_line(),
      field<&T::scenario_id>("scenario_id").length(0, 64).multi_line(),
      field<&T::details>("details"),
      field<&T::ip>("ip").length(0, 45),
      field<&T::user_agent>("user_agent").length(0, 16'000).multi_line(),
      field<&T::request_id>("request_id").length(0, 128).doc("cut at 64 characters"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::AuditEvents> {
  static constexpr std::string_view name = "AuditEvents";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::admin::AuditEvents::events>("events").items(1'000).required(),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::AuditStored> {
  static constexpr std::string_view name = "AuditStored";
  static constexpr auto fields = std::to_array<Field>({field<&lgm::admin::AuditStored::stored>("stored")});
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::audit_log {

// All or none, in the transaction of `work`; `caller` is kept in the row. A time more than a day ago or a
// minute ahead becomes that bound, and the claimed one a detail. Throws Refusal 422 `not_allowed` for an
// event that is not among service::sign_in_events.
AuditStored store_events(Work& work, const std::vector<AuditEvent>& events, const std::string& caller);

void add_internal_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::audit_log
