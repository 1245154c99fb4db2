// The audit log, for reading: who did what, whence, before and after. Rows are written by Work::audit and by
// events of other services (intake); nothing here changes or deletes one.
#pragma once
#include "legacy_time/legacy_time.hpp"
#include "lgm/describe/sql_mapping.hpp"
#include "permissions/permissions.hpp"
#include "policy_rows/policy_rows.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct AuditRow {
  std::string id, user_id, username, action, resource_type;
  std::optional<std::string> resource_id, scenario_id;
  json::Value details;
  std::optional<std::string> ip_address, user_agent;
  base::WallTime created_at{};
  std::optional<std::string> request_id;
  std::optional<std::string> caller =
      {};  // the service that told of it; none: a version that did not note it
  std::optional<std::string> actor_kind = {};  // of service::Principal; none: nobody, or not noted
};

struct AuditFilter {
  std::optional<std::string> user_id, username, action, resource_type, scenario_id, start_date, end_date;
};
struct AuditExport {
  std::optional<std::string> user_id, username, action, resource_type, scenario_id, start_date, end_date;
  std::string format = "csv";
};

struct AuditCount {
  std::int64_t count = 0;
};

inline constexpr std::string_view kExportFormats[] = {"csv", "jsonl"};

namespace detail {

template <class T>
constexpr std::array<describe::Field, 7> audit_filter_fields() {
  using describe::field;
  return {field<&T::user_id>("user_id").length(1, 36).doc("local id"),
          field<&T::username>("username").length(1, 64).doc("a part of the name, without case"),
          field<&T::action>("action").length(1, 32).doc("CREATE, UPDATE, DELETE, EXPORT, …"),
          field<&T::resource_type>("resource_type").length(1, 64),
          field<&T::scenario_id>("scenario_id").length(1, 64).doc("an app_id"),
          field<&T::start_date>("start_date")
              .length(1, 40)
              .doc("RFC 3339, or YYYY-MM-DD[ HH:mm:ss] in LEGACY_TIME_ZONE; from then on"),
          field<&T::end_date>("end_date")
              .length(1, 40)
              .doc("as start_date; up to then, a date alone with its whole day")};
}

template <class T>
constexpr std::array<describe::Field, 8> audit_export_fields() {
  const auto shared = audit_filter_fields<T>();
  return {shared[0], shared[1],
          shared[2], shared[3],
          shared[4], shared[5],
          shared[6], describe::field<&T::format>("format").one_of(kExportFormats).doc("csv by default")};
}

}  // namespace detail
}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::AuditRow> {
  using T = lgm::admin::AuditRow;
  static constexpr std::string_view name = "AuditLog", table = "audit_logs";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::user_id>("user_id").doc("local id; nil for nobody"),
      field<&T::username>("username"),
      field<&T::action>("action"),
      field<&T::resource_type>("resource_type"),
      field<&T::resource_id>("resource_id"),
      field<&T::scenario_id>("scenario_id").doc("an app_id"),
      field<&T::details>("details").doc("before and after"),
      field<&T::ip_address>("ip_address"),
      field<&T::user_agent>("user_agent"),
      field<&T::created_at>("created_at"),
      field<&T::request_id>("request_id"),
      field<&T::caller>("caller").doc(
          "the service that told of it: admin, auth; null in rows of versions that did not note it"),
      field<&T::actor_kind>("actor_kind")
          .one_of(lgm::service::kPrincipalKinds)
          .doc("what sort of caller did it; null for nobody, and in rows of versions that did not note it"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::AuditFilter> {
  static constexpr std::string_view name = "AuditFilter";
  static constexpr auto fields = lgm::admin::detail::audit_filter_fields<lgm::admin::AuditFilter>();
};

template <>
struct lgm::describe::Description<lgm::admin::AuditExport> {
  static constexpr std::string_view name = "AuditExport";
  static constexpr auto fields = lgm::admin::detail::audit_export_fields<lgm::admin::AuditExport>();
};

template <>
struct lgm::describe::Description<lgm::admin::AuditCount> {
  static constexpr std::string_view name = "AuditCount";
  static constexpr auto fields = std::to_array<Field>({field<&lgm::admin::AuditCount::count>("count")});
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::audit_log {

// The rows that are asked for, within the scenarios that the reader reaches. Throws 422 for a date that is
// none.
policy_rows::Filter filter_of(const AuditFilter& wanted, const permissions::Reach& reach,
                              const LegacyZone& zone);

// Newest first.
policy_rows::Listing<AuditRow> list(sql::Session& session, const policy_rows::Filter& filter,
                                    const service::Page& page);
std::int64_t count(sql::Session& session, const policy_rows::Filter& filter);

// All outlive the table.
void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, const LegacyZone& zone);

}  // namespace lgm::admin::audit_log
