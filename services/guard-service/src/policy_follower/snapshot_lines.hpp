// A policy snapshot as lines of JSON (lgm/contracts/policy.hpp): a head, a row each, an end. The same lines
// come from admin-service and from the file that keeps the last good policy.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {

// Throws BadRow: not such lines, cut off, or a row that cannot be read.
PolicyRows read_snapshot(std::string_view lines, guard::MatchOptions options);
// `kept_ms` (Unix milliseconds) stands beside the version; readers of snapshots pass over it. Rows of kinds
// that are not known here, and such members, are not in it.
std::string write_snapshot(const PolicyRows& rows, std::optional<std::int64_t> kept_ms = {});

// The file: a line with the SHA-256 of what follows, then the lines. Written beside and renamed, so that the
// file is always whole. Throws std::runtime_error naming the file.
void write_cache_file(const std::string& path, const PolicyRows& rows, std::int64_t now_ms);
struct KeptPolicy {
  PolicyRows rows;
  std::optional<std::int64_t> kept_ms;  // when it was written; files of earlier builds do not say
  // Its writer kept all that this version reads of a row. The file of a version that knew less can decide,
  // but what has changed since is not enough to bring it up to date.
  bool whole = false;
};
// Throws std::runtime_error or BadRow: missing, another checksum, not such lines.
KeptPolicy read_cache_file(const std::string& path, guard::MatchOptions options);

}  // namespace lgm::guard_service
