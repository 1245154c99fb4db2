// Audit events of auth-service: sign-ins, refusals, reuse of tokens. Written as rows beside our own.
#pragma once
#include "lgm/contracts/audit.hpp"
#include "work/work.hpp"

namespace lgm::admin {

using contracts::AuditEvent;
using contracts::AuditEvents;
using contracts::AuditStored;

}  // namespace lgm::admin

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
