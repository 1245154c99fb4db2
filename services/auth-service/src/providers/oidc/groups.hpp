// What somebody's groups at a provider come to, by its entry.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lgm/contracts/users.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "providers/oidc/entry.hpp"

namespace lgm::auth_service::oidc {

class Groups {
 public:
  // All outlive this.
  Groups(const Entry& entry, service::Log& log, service::Metrics& metrics);
  bool are_mapped() const { return read_.has_value(); }
  // The roles of all rows that match, each once; `claims`: of an ID token, or of UserInfo. None where nothing
  // is to change: the entry maps no groups, or these claims do not say which they are, which is logged and
  // counted.
  std::optional<std::vector<contracts::MappedRole>> roles_by(const json::Value& claims) const;

 private:
  std::vector<contracts::MappedRole> roles_of(const json::Array& groups) const;
  void count(std::string_view outcome) const;

  const Entry& entry_;
  service::Log& log_;
  std::optional<service::Events> read_;  // none: the entry maps no groups
};

}  // namespace lgm::auth_service::oidc
