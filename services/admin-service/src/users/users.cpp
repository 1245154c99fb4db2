#include "users/users.hpp"

#include <set>

#include "account_keys/account_keys.hpp"
#include "name_search/name_search.hpp"
#include "permissions/permissions.hpp"
#include "permissions/service_accounts.hpp"
#include "users/administrators.hpp"
#include "users/may_grant.hpp"
#include "users/rights_change.hpp"

namespace lgm::admin::users {
namespace {

// Somebody else than the actor, as the caller has seen them.
User other_as_seen(Work& work, const std::string& id, std::string_view what,
                   std::optional<std::int64_t> expected) {
  User user = get_other(work, id, what);
  if (expected && *expected != user.version) throw service::version_mismatch();
  return user;
}

User as_answered(sql::Session& session, User user) {
  std::vector<User> one{std::move(user)};
  complete(session, one);
  return std::move(one.front());
}

// Those of `users` that the condition holds for.
std::set<std::string> ids_where(sql::Session& session, const std::vector<User>& users,
                                std::string_view condition) {
  std::vector<std::string> asked;
  asked.reserve(users.size());
  for (const User& user : users) asked.push_back(user.id);
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "id", &asked);
  filter.add(condition, {});
  const auto rows = session.query("SELECT `id` FROM `users` " + filter.where, filter.params, 1);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.emplace(rows.text(i, 0));
  return ids;
}

json::Value change_of(std::string_view member, const json::Value& before, const json::Value& after) {
  json::Value was(json::Object{}), is(json::Object{});
  was.set(member, before);
  is.set(member, after);
  return json::Object{{"before", was}, {"after", is}};
}

void narrow_to_own_role(policy_rows::Filter& filter, const std::string& role) {
  policy_rows::match_exactly(filter, "role", role);
  filter.add("NOT " + std::string(kIsAdministrator), {});
}

// Grants and keys first: they name the user.
void remove_rows(Work& work, const std::string& id) {
  account_keys::forget_account(work, id);
  for (const char* sql :
       {("DELETE FROM `scenario_admin_permissions` WHERE `assignment_id` IN (SELECT `id` FROM "
         "`user_scenario_assignments` WHERE `user_id` = ?)"),
        "DELETE FROM `user_scenario_assignments` WHERE `user_id` = ?",
        "DELETE FROM `user_scenario_roles` WHERE `user_id` = ?",
        "DELETE FROM `user_identities` WHERE `user_id` = ?", "DELETE FROM `users` WHERE `id` = ?"})
    work.session().execute(sql, {id});
}

}  // namespace

policy_rows::Filter filter_of(const UserFilter& wanted) {
  policy_rows::Filter filter;
  if (wanted.username) name_search::narrow(filter, "username", *wanted.username);
  if (wanted.role == kSystemAdmin)
    filter.add(kIsAdministrator, {});
  else if (wanted.role)
    narrow_to_own_role(filter, *wanted.role);
  if (wanted.kind) {
    const bool services = *wanted.kind == kService;
    filter.add((services ? "" : "NOT ") + std::string(service_accounts::kIsOne), {});
  }
  if (wanted.is_active) filter.add("`is_active` = ?", {std::int64_t{*wanted.is_active}});
  return filter;
}

void complete(sql::Session& session, std::vector<User>& users) {
  const auto administrators = ids_where(session, users, kIsAdministrator);
  const auto local = ids_where(session, users, kIsLocal);
  const auto services = ids_where(session, users, service_accounts::kIsOne);
  for (User& user : users) {
    user.kind = services.contains(user.id) ? kService : kPerson;
    if (administrators.contains(user.id)) user.role = kSystemAdmin;
    user.is_local = local.contains(user.id);
  }
}

bool is_local(sql::Session& session, const std::string& id) {
  return !session.query("SELECT `id` FROM `users` WHERE `id` = ? AND " + std::string(kIsLocal), {id}, 1)
              .empty();
}

User get(sql::Session& session, const std::string& id) {
  auto found = describe::find_exactly(session, &User::id, "id", id);
  if (!found) throw service::not_found("User");
  return std::move(*found);
}

User as_listed(sql::Session& session, const std::string& id) {
  return as_answered(session, get(session, id));
}

User get_other(Work& work, const std::string& id, std::string_view what) {
  User user = get(work.session(), id);
  if (user.id == work.actor().uid)
    throw service::bad_request("self_change", "You cannot change " + std::string(what));
  return user;
}

User change_role(Work& work, const std::string& id, const std::string& role,
                 std::optional<std::int64_t> expected) {
  work.lock_rights();
  User user = other_as_seen(work, id, "your own role", expected);
  const RoleFacts wanted = role_by_code(work.session(), role);
  require_may_grant(work.session(), *granter_of(work), wanted, {});
  require_may_hold(work.session(), user.id, wanted);
  const AdministratorRules rules(work, user.id);
  const RightsChange rights(work, user.id);
  if (user.role == wanted.code) {
    rules.check();
    return as_answered(work.session(), std::move(user));
  }
  work.session().execute(
      "UPDATE `users` SET `role` = ?, `updated_at` = ?, `version` = `version` + 1 WHERE `id` = ?",
      {wanted.code, base::format_sql(work.now()), user.id});
  rules.check();
  work.audit({user.id, "", change_of("role", user.role, wanted.code)});
  rights.tell();
  user.role = wanted.code;
  return as_answered(work.session(), std::move(user));
}

User change_status(Work& work, const std::string& id, bool is_active, std::optional<std::int64_t> expected) {
  work.lock_rights();
  User user = other_as_seen(work, id, "your own status", expected);
  const AdministratorRules rules(work, user.id);
  const RightsChange rights(work, user.id);
  if (user.is_active == is_active) {
    rules.check();
    return user;
  }
  work.session().execute(
      "UPDATE `users` SET `is_active` = ?, `updated_at` = ?, `version` = `version` + 1 WHERE `id` = ?",
      {std::int64_t{is_active}, base::format_sql(work.now()), user.id});
  rules.check();
  work.audit({user.id, "", change_of("is_active", user.is_active, is_active)});
  // Disabling ends the sessions; enabling makes every replica read the rights anew.
  if (is_active)
    rights.tell();
  else
    work.revoke(auth::RevocationKind::User, user.id);
  user.is_active = is_active;
  return user;
}

User remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_rights();
  User user = as_answered(work.session(), other_as_seen(work, id, "or delete your own account", expected));
  const AdministratorRules rules(work, user.id);
  remove_rows(work, user.id);
  rules.check();
  work.audit({user.id, "", json::Object{{"before", policy_rows::json_of(user)}, {"after", nullptr}}});
  work.revoke(auth::RevocationKind::User, user.id);
  return user;
}

}  // namespace lgm::admin::users
