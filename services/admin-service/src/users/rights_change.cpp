#include "users/rights_change.hpp"

#include <algorithm>

#include "permissions/permissions.hpp"

namespace lgm::admin::users {
namespace {

bool alike(const service::Rights& a, const service::Rights& b) {
  return a.role == b.role && a.is_active == b.is_active && a.is_admin == b.is_admin &&
         a.reads_all == b.reads_all && a.global == b.global && a.scenarios == b.scenarios;
}

}  // namespace

bool takes_away(const service::Rights& before, const service::Rights& after) {
  if (before.is_active && !after.is_active) return true;
  if (after.is_admin) return false;
  if (before.is_admin || (before.reads_all && !after.reads_all)) return true;
  if (!std::includes(after.global.begin(), after.global.end(), before.global.begin(), before.global.end()))
    return true;
  return std::any_of(before.scenarios.begin(), before.scenarios.end(), [&](const auto& held) {
    const std::string& scenario = held.first;
    return !after.reaches(scenario) ||
           std::any_of(held.second.begin(), held.second.end(),
                       [&](const auto& code) { return !after.holds_in(code, scenario); });
  });
}

RightsChange::RightsChange(Work& work, std::string uid)
    : work_(work), uid_(std::move(uid)), before_(permissions::load(work.session(), uid_)) {}

void RightsChange::tell() const {
  const auto after = permissions::load(work_.session(), uid_);
  if (!before_ || !after || alike(*before_, *after)) return;
  if (takes_away(*before_, *after))
    work_.revoke(auth::RevocationKind::Permissions, uid_);
  else
    work_.reread_rights(uid_);
}

}  // namespace lgm::admin::users
