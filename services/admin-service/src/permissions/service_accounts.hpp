// Service accounts: users who are no person. They have no password and no provider, sign in by no way, and
// call admin-service by keys of their own (account_keys). What a service account never holds is taken out
// where rights are read (load()), so that neither what its role gains later nor a row that another program
// wrote gives it; and it is refused where it would be given.
#pragma once
#include <string>
#include <string_view>

#include "lgm/service/rights.hpp"
#include "lgm/sql/session.hpp"

namespace lgm::admin::service_accounts {

// A condition on a row of users.
inline constexpr std::string_view kIsOne =
    "EXISTS (SELECT 1 FROM `user_identities` v WHERE v.`user_id` = `users`.`id` AND v.`issuer` = 'service')";

// Users, roles, and the keys of scenarios: by any of them it could give itself, or others, more.
inline constexpr std::string_view kNeverHeld[] = {"user_management", "role_management", "app_management"};

bool is_one(sql::Session& session, const std::string& uid);
bool never_holds(std::string_view permission);
// Takes out what it never holds.
void withhold(service::Rights& rights);

}  // namespace lgm::admin::service_accounts
