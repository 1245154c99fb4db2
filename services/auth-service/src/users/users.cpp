#include "users/users.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/audit.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

service::Refusal no_users(service::Cause cause) {
  return service::unavailable("users_unavailable",
                              "Users cannot be looked up at the moment; try again shortly", std::move(cause));
}

// Of whom it has been made sure; throws where the answer names nobody.
LocalUser user_of(const contracts::PasswordAnswer& answer) {
  if (!answer.uid || answer.uid->empty() || !answer.username || !answer.role || !answer.is_active)
    throw no_users(service::unreadable_answer(contracts::kVerifyPassword.callee));
  return {*answer.uid,
          answer.user_id,
          *answer.username,
          *answer.role,
          *answer.is_active,
          answer.version,
          answer.one_time.value_or(false)};
}

}  // namespace

LocalUser Users::sign_in(const Arrival& who) const {
  const auto user = calls::ask(*admin_service_, contracts::kSignInUser, who);
  if (user.is(400)) throw service::forbidden("reserved_user_id", "This user id cannot be signed in here");
  if (!user) throw no_users({user.why});
  return {user->uid, user->user_id, user->username, user->role, user->is_active, std::nullopt, false};
}

std::optional<std::string> Users::uid_of(const std::string& issuer, const std::string& subject) const {
  const auto found = calls::ask(*admin_service_, contracts::kFindUser, {issuer, subject});
  if (found.is(404)) return std::nullopt;  // a replica of the version before
  if (!found) throw no_users({found.why});
  return found->uid;
}

std::optional<contracts::RolesMapped> Users::map_roles(const contracts::MappedRoles& roles) const {
  const auto mapped = calls::ask(*admin_service_, contracts::kMapRoles, roles);
  if (mapped.is(404) && mapped.code != "not_found") return std::nullopt;  // it has no such operation
  if (!mapped) throw no_users({mapped.why});
  return *mapped;
}

PasswordCheck Users::verify_password(const std::string& username, const std::string& password) const {
  const auto answer = calls::ask(*admin_service_, contracts::kVerifyPassword, {username, password});
  if (!answer) throw no_users({answer.why});
  PasswordCheck check;
  check.name_known = answer->verified || answer->known;
  if (answer->verified) check.user = user_of(*answer);
  return check;
}

bool Users::is_as_verified(const LocalUser& user) const {
  if (!user.version) return true;
  const auto rights = calls::ask(*admin_service_, contracts::kUserRights, {user.uid});
  if (rights.is(404)) return false;
  if (!rights) throw no_users({rights.why});
  // None: a replica of the version before has answered.
  return rights->version.value_or(*user.version) == *user.version;
}

Users::Stored Users::store_audit(std::vector<json::Value> events) const {
  const auto stored =
      calls::ask(*admin_service_, contracts::kStoreAuditEventsAs<json::Value>, {std::move(events)});
  if (stored) return Stored::Yes;
  return stored.is(400) || stored.is(413) || stored.is(422) ? Stored::Refused : Stored::Later;
}

}  // namespace lgm::auth_service
