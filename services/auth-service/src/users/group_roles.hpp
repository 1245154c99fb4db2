// The roles that somebody's groups at a provider come to are made theirs at admin-service: at sign-in, or
// whenever the provider was asked again. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "users/users.hpp"

namespace lgm::auth_service {

class GroupRoles {
 public:
  // All outlive this.
  GroupRoles(const Users& users, service::Log& log, service::Metrics& metrics);
  // `source`: the provider's issuer. No `roles`: it did not say, and nothing changes; an empty list takes all
  // that it gave. Throws Refusal 503 `users_unavailable`.
  void make_so(const std::string& uid, const std::string& source,
               const std::optional<std::vector<contracts::MappedRole>>& roles) const;

 private:
  std::optional<contracts::RolesMapped> told(const contracts::MappedRoles& roles) const;
  void count(std::string_view outcome, std::int64_t by = 1) const;

  const Users& users_;
  service::Log& log_;
  const service::Events changes_;
};

}  // namespace lgm::auth_service
