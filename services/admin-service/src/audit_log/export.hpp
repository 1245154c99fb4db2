// The audit log as a file, streamed page by page so that its length costs no memory.
#pragma once
#include "audit_log/audit_log.hpp"
#include "lgm/http/message.hpp"

namespace lgm::admin::audit_log {

// RFC 4180 with CRLF. A value that a spreadsheet would take for a formula (beginning with = + - @ ' TAB or
// CR) gets a ' in front; import takes exactly one away.
std::string csv_header();
std::string csv_line(const AuditRow& row);
std::string csv_cell(std::string_view value);

// The pieces of the file: newest first, by key, so that rows written meanwhile shift nothing. `store`
// outlives the answer.
http::BodySource file_of(Store& store, policy_rows::Filter filter, bool csv);

}  // namespace lgm::admin::audit_log
