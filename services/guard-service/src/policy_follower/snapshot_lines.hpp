// A policy snapshot as lines of JSON: first {"version": N}, then {"kind": …, "row": {…}} each, last {"end":
// count}. The same lines come from admin-service and from the file that keeps the last good policy.
#pragma once
#include <string>
#include <string_view>

#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {

// Throws BadRow: not such lines, cut off, or a row that cannot be read.
PolicyRows read_snapshot(std::string_view lines, guard::MatchOptions options);
std::string write_snapshot(const PolicyRows& rows);

// The file: a line with the SHA-256 of what follows, then the lines. Written beside and renamed, so that the
// file is always whole. Throws std::runtime_error naming the file.
void write_cache_file(const std::string& path, const PolicyRows& rows);
// Throws std::runtime_error or BadRow: missing, another checksum, not such lines.
PolicyRows read_cache_file(const std::string& path, guard::MatchOptions options);

}  // namespace lgm::guard_service
