// The last good policy in a file, for a start while admin-service is down. Lines of JSON: {"format": 1,
// "version": N}, one line a row, {"end": rows, "sha256": digest of all lines before}. A file that is cut,
// changed or of another format is not used.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {

class PolicyFile {
 public:
  // An empty path: nothing is ever kept.
  explicit PolicyFile(std::string path) : path_(std::move(path)) {}
  // The version and its rows; nullopt, with the reason in `fault`, when there is no usable file.
  std::optional<std::int64_t> read(PolicyRows& rows, std::string& fault) const;
  // Replaces the file in one step, once its contents are on disk. Throws std::runtime_error.
  void write(std::int64_t version, const PolicyRows& rows) const;
  bool kept() const { return !path_.empty(); }

 private:
  const std::string path_;
};

}  // namespace lgm::guard_service
