#include "users/administrators.hpp"

#include "lgm/service/problem.hpp"
#include "permissions/permissions.hpp"
#include "users/may_grant.hpp"

namespace lgm::admin::users {
namespace {

constexpr std::string_view kActive = "SELECT COUNT(*) FROM `users` WHERE `is_active` = 1 AND ";

}  // namespace

std::int64_t administrators(sql::Session& session) {
  return session.query(std::string(kActive) + std::string(kIsAdministrator), {}, 1).integer(0, 0);
}

bool is_administrator(sql::Session& session, const std::string& id) {
  return session.query(std::string(kActive) + std::string(kIsAdministrator) + " AND `id` = ?", {id}, 1)
             .integer(0, 0) > 0;
}

AdministratorRules::AdministratorRules(Work& work, const std::string& id)
    : work_(work), was_administrator_(is_administrator(work.session(), id)) {
  const auto held = permissions::load(work.session(), id);
  above_actor_ = !granter_of(work)->is_admin && held && held->is_admin;
}

void AdministratorRules::check() const {
  if (was_administrator_ && administrators(work_.session()) == 0)
    throw service::bad_request("last_administrator",
                               "This is the last active administrator; make another one first");
  if (above_actor_)
    throw service::forbidden("not_held", "Only an administrator changes an administrator",
                             {{"missing", kSystemAdmin}});
}

}  // namespace lgm::admin::users
