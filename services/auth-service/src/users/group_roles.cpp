#include "users/group_roles.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::string_view kGiven = "given", kTaken = "taken", kUnknownRole = "unknown_role",
                           kOlderAdmin = "older_admin_service", kNotTold = "not_told";

}  // namespace

GroupRoles::GroupRoles(const Users& users, service::Log& log, service::Metrics& metrics)
    : users_(users),
      log_(log),
      changes_(metrics, "lgm_group_roles_total",
               "Roles that groups at identity providers gave and took, or could not give",
               {{"outcome",
                 {std::string(kGiven), std::string(kTaken), std::string(kUnknownRole),
                  std::string(kOlderAdmin), std::string(kNotTold)}}}) {}

void GroupRoles::count(std::string_view outcome, std::int64_t by) const {
  if (by > 0) changes_.of({outcome}).add(static_cast<double>(by));
}

std::optional<contracts::RolesMapped> GroupRoles::told(const contracts::MappedRoles& roles) const {
  try {
    return users_.map_roles(roles);
  } catch (const service::Refusal&) {
    count(kNotTold);
    throw;
  }
}

void GroupRoles::make_so(const std::string& uid, const std::string& source,
                         const std::optional<std::vector<contracts::MappedRole>>& roles) const {
  if (!roles) return;
  const auto done = told({uid, source, *roles});
  if (!done) {
    count(kOlderAdmin);
    return log_.warning("admin-service of the version before maps no groups: roles stay as they are",
                        {{"uid", uid}});
  }
  count(kGiven, done->given);
  count(kTaken, done->taken);
  for (const auto& role : done->unknown) {
    count(kUnknownRole);
    log_.warning("a group is mapped to a role or scenario that does not exist",
                 {{"issuer", source}, {"role", role.role}, {"scenario", role.scenario.value_or("")}});
  }
}

}  // namespace lgm::auth_service
