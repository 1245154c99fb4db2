// Audit events on their way from auth-service to the audit log of admin-service.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

// Kept once, by its id; which actions there are says lgm/service/sign_in_events.hpp.
struct AuditEvent {
  std::string id;
  std::int64_t at_ms = 0;
  std::optional<std::string> uid, username;
  std::string action, resource_type;
  std::optional<std::string> resource_id, scenario_id;
  json::Value details;
  std::optional<std::string> ip, user_agent, request_id;
  std::optional<std::string> actor_kind = {};
  bool operator==(const AuditEvent&) const = default;
};

// POST /internal/v1/audit. Who hands on what others wrote sends json::Value: events may have members that
// only a later version knows.
template <class Event>
struct AuditBatch {
  std::vector<Event> events;
};
using AuditEvents = AuditBatch<AuditEvent>;
struct AuditStored {
  std::int64_t stored = 0;  // rows written now; events known already are none
};

}  // namespace lgm::contracts

template <>
struct lgm::describe::Description<lgm::contracts::AuditEvent> {
  using T = lgm::contracts::AuditEvent;
  static constexpr std::string_view name = "AuditEvent";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").length(1, 36).required().trimmed().doc("of the event; the same one is stored once"),
      field<&T::at_ms>("at_ms")
          .range(0, 253'402'300'799'999)
          .required()
          .doc("kept at most a day old and a minute ahead"),
      field<&T::uid>("uid").length(1, 36).trimmed().absent_when_null(),
      field<&T::username>("username")
          .length(0, 1024)
          .multi_line()
          .absent_when_null()
          .doc("cut at 64 characters"),
      field<&T::action>("action").length(1, 32).required().doc("auth-service's own, with its resource_type"),
      field<&T::resource_type>("resource_type").length(1, 64).required(),
      field<&T::resource_id>("resource_id").length(0, 64).multi_line().absent_when_null(),
      field<&T::scenario_id>("scenario_id").length(0, 64).multi_line().absent_when_null(),
      field<&T::details>("details"),
      field<&T::ip>("ip").length(0, 45).absent_when_null(),
      field<&T::user_agent>("user_agent").length(0, 16'000).multi_line().absent_when_null(),
      field<&T::request_id>("request_id").length(0, 128).absent_when_null().doc("cut at 64 characters"),
      field<&T::actor_kind>("actor_kind")
          .length(1, 16)
          .absent_when_null()
          .doc("person, application, check, service; not sent: a person, where there is a uid. To be sent by "
               "the next version: the one before this does not know it"),
  });
};

template <class Event>
struct lgm::describe::Description<lgm::contracts::AuditBatch<Event>> {
  static constexpr std::string_view name = "AuditEvents";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::contracts::AuditBatch<Event>::events>("events").items(1'000).required(),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::AuditStored> {
  static constexpr std::string_view name = "AuditStored";
  static constexpr auto fields = std::to_array<Field>(
      {field<&lgm::contracts::AuditStored::stored>("stored").required().doc("rows new by this call")});
};

namespace lgm::contracts {

template <class Event>
inline constexpr calls::Operation<AuditBatch<Event>, AuditStored> kStoreAuditEventsAs{
    .callee = kAdmin,
    .path = "/internal/v1/audit",
    .name = "store_audit_events",
    .summary = "Keeps audit events of another service; once each, by id",
    .group = "audit log",
    .callers = {"auth"},
    .idempotent = true,
    .patience = std::chrono::seconds(5),
    .doc =
        "All or none. Events of auth-service alone (`libs/common`, `sign_in_events.hpp`; others 422 "
        "`not_allowed`). A time "
        "more than a day old or a minute ahead is kept at that bound and as `details.claimed_at`."};
inline constexpr const auto& kStoreAuditEvents = kStoreAuditEventsAs<AuditEvent>;

}  // namespace lgm::contracts
