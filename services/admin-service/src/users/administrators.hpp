// Who counts as an administrator: active and effectively SYSTEM_ADMIN, by the own role or by an assignment
// without a scenario, and no service account. The last one stays, and nobody else changes one.
#pragma once
#include "work/work.hpp"

namespace lgm::admin::users {

// Selected in place of users.role: what the user effectively is. '' is what older databases hold for no
// scenario.
inline constexpr std::string_view kEffectiveRole =
    "CASE WHEN ((`users`.`role` = 'SYSTEM_ADMIN' OR EXISTS (SELECT 1 FROM `user_scenario_roles` g JOIN "
    "`roles` r ON r.`id` = g.`role_id` WHERE g.`user_id` = `users`.`id` AND COALESCE(g.`scenario_id`, '') = "
    "'' AND r.`role_code` = 'SYSTEM_ADMIN' AND r.`is_active` = 1)) AND NOT EXISTS (SELECT 1 FROM "
    "`user_identities` v WHERE v.`user_id` = `users`.`id` AND v.`issuer` = 'service')) THEN 'SYSTEM_ADMIN' "
    "ELSE `users`.`role` END";
// The condition in it, on a row of users.
inline constexpr std::string_view kIsAdministrator =
    kEffectiveRole.substr(10, kEffectiveRole.find(" THEN") - 10);
static_assert(kIsAdministrator.starts_with("((`users`.`role` =") &&
              kIsAdministrator.ends_with("= 'service'))"));

std::int64_t administrators(sql::Session& session);
bool is_administrator(sql::Session& session, const std::string& id);

// Made before a change that may take or give back a user's rights; the caller holds the lock on rights.
// Throws 403 when the actor is gone or inactive by now.
class AdministratorRules {
 public:
  AdministratorRules(Work& work, const std::string& id);
  // After the change, which a refusal undoes: 400 `last_administrator` when this user was the last one, 403
  // `not_held` when the user is an administrator, be it an inactive one, and the actor is not.
  void check() const;

 private:
  Work& work_;
  bool was_administrator_, above_actor_;
};

}  // namespace lgm::admin::users
