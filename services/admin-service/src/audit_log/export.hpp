// The audit log as a file, streamed page by page so that its length costs no memory.
#pragma once
#include "audit_log/audit_log.hpp"
#include "lgm/http/message.hpp"

namespace lgm::admin::audit_log {

// What a row was and became stands in columns of its own; what else its details say, in `details`.
std::string csv_header();
std::string csv_line(const AuditRow& row);

// The pieces of the file: newest first, by key, so that rows written meanwhile shift nothing. `store`
// outlives the answer.
http::BodySource file_of(Store& store, policy_rows::Filter filter, bool csv);

}  // namespace lgm::admin::audit_log
