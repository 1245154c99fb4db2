// Local users: who there is, their role, whether they are active. Grants stand in role_grants and
// scenario_grants, passwords of local accounts in accounts.
#pragma once
#include "lgm/describe/sql_mapping.hpp"
#include "policy_rows/policy_rows.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct User {
  std::string id;
  std::optional<std::string> user_id;
  std::string username;
  std::optional<std::string> display_name, email;
  std::string role;
  bool is_active = true;
  base::WallTime created_at{}, updated_at{};
  std::optional<base::WallTime> last_login_at;
  std::int64_t version = 0;
  bool is_local = false;
  std::string kind = "PERSON";
};

inline constexpr std::string_view kPerson = "PERSON", kService = "SERVICE";
inline constexpr std::string_view kUserKinds[] = {kPerson, kService};

struct UserFilter {
  std::optional<std::string> username, role;
  std::optional<bool> is_active;
  std::optional<std::string> kind;
};

struct RoleChange {
  std::string role;
};
struct RoleChanged {
  std::string message, role;
};
struct StatusChange {
  bool is_active = true;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::User> {
  using T = lgm::admin::User;
  static constexpr std::string_view name = "User", table = "users";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").doc("opaque id"),
      field<&T::user_id>("user_id").doc("USAP id; none for local accounts and for people of other providers"),
      field<&T::username>("username").doc("unique"),
      field<&T::display_name>("display_name"),
      field<&T::email>("email"),
      field<&T::role>("role").doc("a role code"),
      field<&T::is_active>("is_active").doc("an inactive user is refused everywhere"),
      field<&T::created_at>("created_at"),
      field<&T::updated_at>("updated_at"),
      field<&T::last_login_at>("last_login_at"),
      field<&T::version>("version").doc("raised by each change; the ETag"),
      field<&T::is_local>("is_local")
          .not_stored()
          .doc("true: an account of this installation, which may have a password; false: somebody whom a "
               "provider "
               "identifies"),
      field<&T::kind>("kind")
          .one_of(lgm::admin::kUserKinds)
          .not_stored()
          .doc("SERVICE: a service account, which signs in by no way and calls by keys of its own"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::UserFilter> {
  using T = lgm::admin::UserFilter;
  static constexpr std::string_view name = "UserFilter";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::username>("username").length(1, 64).doc("a part of the name, without case"),
      field<&T::role>("role").length(1, 64).doc("a role code"),
      field<&T::is_active>("is_active"),
      field<&T::kind>("kind").one_of(lgm::admin::kUserKinds),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::RoleChange> {
  static constexpr std::string_view name = "RoleChange";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::admin::RoleChange::role>("role").length(1, 32).required().trimmed().doc("a role code"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::RoleChanged> {
  using T = lgm::admin::RoleChanged;
  static constexpr std::string_view name = "RoleChanged";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::message>("message"), field<&T::role>("role")});
};

template <>
struct lgm::describe::Description<lgm::admin::StatusChange> {
  static constexpr std::string_view name = "StatusChange";
  static constexpr auto fields = std::to_array<Field>({
      field<&lgm::admin::StatusChange::is_active>("is_active").required(),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

policy_rows::Filter filter_of(const UserFilter& wanted);
// What does not stand in their rows. Whoever is SYSTEM_ADMIN by an assignment is shown as one: older consoles
// have no other way to make one.
void complete(sql::Session& session, std::vector<User>& users);
// A condition on a row of users: an account of this installation. People of providers are none, whether a
// user_id names them or not: a password would let them in past their provider. Who has no identity at all is
// an account of an older version.
inline constexpr std::string_view kIsLocal =
    "(`users`.`user_id` IS NULL AND (EXISTS (SELECT 1 FROM `user_identities` l WHERE l.`user_id` = "
    "`users`.`id` AND l.`issuer` = 'local') OR NOT EXISTS (SELECT 1 FROM `user_identities` a WHERE "
    "a.`user_id` = `users`.`id`)))";
bool is_local(sql::Session& session, const std::string& id);
// Throws 404. The role is the user's own; is_local and kind are not read.
User get(sql::Session& session, const std::string& id);
// Throws 404. As the list shows the user.
User as_listed(sql::Session& session, const std::string& id);
// The same for somebody else than the actor: throws 400 `self_change` with `what` ("your own role") for the
// actor.
User get_other(Work& work, const std::string& id, std::string_view what);

// Each takes the lock on rights, audits and revokes. `expected` is what If-Match named. Throw 404, 412, 400
// `self_change` and `last_administrator`; a role also 400 `unknown_role`, `service_account_right` and 403
// `not_held`.
User change_role(Work& work, const std::string& id, const std::string& role,
                 std::optional<std::int64_t> expected = {});
User change_status(Work& work, const std::string& id, bool is_active,
                   std::optional<std::int64_t> expected = {});
User remove(Work& work, const std::string& id, std::optional<std::int64_t> expected = {});

void add_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::users
