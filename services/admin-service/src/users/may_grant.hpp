// "Nobody grants what they do not hold."
#pragma once
#include "lgm/service/rights.hpp"
#include "work/work.hpp"

namespace lgm::admin::users {

struct RoleFacts {
  std::string id, code, name, type;  // type: GLOBAL or SCENARIO
};

// None where there is no active role of that code.
std::optional<RoleFacts> find_role_by_code(sql::Session& session, const std::string& code);
// An active role by its code or id; throws 400 `unknown_role`.
RoleFacts role_by_code(sql::Session& session, const std::string& code);
RoleFacts role_by_id(sql::Session& session, const std::string& id);

// The rights of the actor as they are in this transaction; throws 403 when the actor is gone or inactive.
std::shared_ptr<const service::Rights> granter_of(Work& work);

// Throws 403 `not_held` unless `granter` holds what the role gives (in `scenario`; without one where that is
// absent).
void require_may_grant(sql::Session& session, const service::Rights& granter, const RoleFacts& role,
                       const std::optional<std::string>& scenario);
// Throws 400 `service_account_right` where `user` is a service account and the role gives what one never
// holds.
void require_may_hold(sql::Session& session, const std::string& user, const RoleFacts& role);
// The same for an account that is being made.
void require_of_service_account(sql::Session& session, const RoleFacts& role);
// As require_may_grant, for one code in a scenario.
void require_holds_in(const service::Rights& granter, std::string_view code, const std::string& scenario);
// 403 `not_held` unless `granter` holds everything that user `id` holds: for what would let the granter act
// as that user.
void require_holds_all_of(sql::Session& session, const service::Rights& granter, const std::string& id);

}  // namespace lgm::admin::users
