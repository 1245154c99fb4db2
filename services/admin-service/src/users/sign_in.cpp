#include "users/sign_in.hpp"

#include "lgm/base/utf8.hpp"
#include "lgm/contracts/identity.hpp"
#include "lgm/service/operation_route.hpp"
#include "lgm/service/problem.hpp"
#include "permissions/permissions.hpp"
#include "permissions/service_accounts.hpp"
#include "policy_rows/declare.hpp"
#include "users/administrators.hpp"
#include "users/identities.hpp"
#include "users/operations.hpp"

namespace lgm::admin::users {
namespace {

using service_accounts::kIsOne;

std::string by_identity() {
  return "SELECT `users`.`id`, `users`.`user_id`, `users`.`username`, `users`.`display_name`, " +
         std::string(kEffectiveRole) + ", CASE WHEN " + std::string(kIsOne) +
         " THEN 0 ELSE `users`.`is_active` END FROM `user_identities` i JOIN `users` ON `users`.`id` = "
         "i.`user_id` WHERE "
         "i.`issuer` = ? AND i.`subject` = ?";
}

std::optional<SignedIn> find(sql::Session& session, const SignIn& who) {
  const auto rows = session.query(by_identity(), {who.issuer, who.subject}, 6);
  if (rows.empty()) return std::nullopt;
  return SignedIn{std::string(rows.text(0, 0)),
                  text_or_none(rows, 1),
                  std::string(rows.text(0, 2)),
                  text_or_none(rows, 3),
                  std::string(rows.text(0, 4)),
                  rows.integer(0, 5) != 0,
                  false};
}

bool taken(sql::Session& session, const std::string& username) {
  return !session.query("SELECT `id` FROM `users` WHERE `username` = ?", {username}, 1).empty();
}

// "ann", "ann-2", …: a name is for people and never identifies.
std::string free_username(sql::Session& session, const std::string& wanted) {
  std::string name = wanted;
  for (int i = 2; taken(session, name); ++i) name = wanted + "-" + std::to_string(i);
  return name;
}

sql::Param param_of(const std::optional<std::string>& text) {
  return text ? sql::Param(*text) : sql::Param(nullptr);
}

// Cut at a whole character, with room for a suffix in VARCHAR(64), and without blanks at the ends: names that
// differ in these alone look alike, and are one to MySQL.
std::string name_from(const std::string& text) {
  constexpr std::size_t kLongest = 56;
  const auto name = base::trimmed(base::cut_utf8(text, kLongest));
  return name.empty() ? "user" : std::string(name);
}

SignedIn add(Work& work, const SignInRules& rules, const SignIn& who) {
  SignedIn user;
  user.uid = work.new_id();
  user.user_id = who.user_id;
  if (who.user_id && user_of_usap_id(work.session(), *who.user_id))
    throw service::conflict("user_id_taken", "Another identity has this user_id already");
  user.username =
      free_username(work.session(), name_from(who.user_id.value_or(who.username.value_or(who.subject))));
  user.display_name = who.display_name;
  user.role = rules.default_role;
  user.created = true;
  const std::string now = base::format_sql(work.now());
  work.session().execute(
      "INSERT INTO `users` (`id`, `user_id`, `username`, `hashed_password`, `display_name`, `email`, `role`, "
      "`is_active`, `created_at`, `updated_at`, `last_login_at`, `version`) VALUES (?, ?, ?, NULL, ?, ?, ?, "
      "1, ?, ?, ?, 1)",
      {user.uid, param_of(who.user_id), user.username, param_of(who.display_name), param_of(who.email),
       user.role, now, now, now});
  insert_identity(work.session(), who.issuer, who.subject, user.uid);
  work.audit(
      {user.uid, "", json::Object{{"issuer", who.issuer}, {"username", user.username}, {"role", user.role}}});
  return user;
}

// Where the names that replicas keep with the rights are others now, they are read anew.
void tell_of_names(Work& work, const std::string& uid, const SignIn& who) {
  const auto row = work.session().query(
      "SELECT COALESCE(`display_name`, ''), COALESCE(`email`, '') FROM `users` WHERE `id` = ?", {uid}, 2);
  const auto is_other = [&](const std::optional<std::string>& said, std::size_t column) {
    return said && row.text(0, column) != *said;
  };
  if (is_other(who.display_name, 0) || is_other(who.email, 1)) work.reread_rights(uid);
}

void refresh(Work& work, SignedIn& user, const SignIn& who) {
  tell_of_names(work, user.uid, who);
  const std::string now = base::format_sql(work.now());
  work.session().execute(
      "UPDATE `users` SET `display_name` = COALESCE(?, `display_name`), `email` = COALESCE(?, `email`), "
      "`last_login_at` = ? WHERE `id` = ?",
      {param_of(who.display_name), param_of(who.email), now, user.uid});
  if (who.display_name) user.display_name = who.display_name;
}

// A listed person becomes the administrator while there is none.
void bootstrap(Work& work, const SignInRules& rules, const SignIn& who, SignedIn& user) {
  if (who.issuer != contracts::kUsapIssuer || !who.user_id ||
      !rules.bootstrap_admins.contains(*who.user_id) || user.role == kSystemAdmin)
    return;
  if (administrators(work.session()) > 0) return;
  work.session().execute(
      "UPDATE `users` SET `role` = 'SYSTEM_ADMIN', `updated_at` = ?, `version` = `version` + 1 WHERE `id` = "
      "?",
      {base::format_sql(work.now()), user.uid});
  work.audit(
      {user.uid, "", json::Object{{"bootstrap", true}, {"before", user.role}, {"after", kSystemAdmin}}});
  user.role = kSystemAdmin;
  // Somebody new is in no cache.
  if (!user.created) work.reread_rights(user.uid);
}

}  // namespace

SignedIn sign_in(Work& work, const SignInRules& rules, const SignIn& who) {
  if (contracts::is_reserved_id(who.subject) || (who.user_id && contracts::is_reserved_id(*who.user_id)))
    throw service::bad_request("reserved_id", "An outside id must not begin with local: or oidc:");
  if (who.issuer == contracts::kServiceIssuer)
    throw service::bad_request("reserved_id", "Nobody signs in by the issuer of service accounts");
  work.lock_rights();
  auto found = find(work.session(), who);
  SignedIn user = found ? std::move(*found) : add(work, rules, who);
  if (!user.is_active) return user;
  if (!user.created) refresh(work, user, who);
  bootstrap(work, rules, who, user);
  return user;
}

contracts::FoundUser find_user(sql::Session& session, const contracts::IdentityQuestion& asked) {
  const auto found = find(session, {.issuer = asked.issuer, .subject = asked.subject});
  return {found ? std::optional(found->uid) : std::nullopt};
}

void add_internal_routes(service::RouteTable& routes, Store& store, SignInRules rules) {
  auto finding = service::route_of(contracts::kFindUser);
  finding.does([&store](service::Context& context) {
    const auto asked = context.body<contracts::IdentityQuestion>().value;
    return context.reply(store.reading([&](sql::Session& session) { return find_user(session, asked); }));
  });
  routes.add(std::move(finding));
  auto route = service::route_of(contracts::kSignInUser);
  route.audit_action = "SIGN_IN";
  route.audit_resource = "USER";
  route.does([&store, rules = std::move(rules)](service::Context& context) {
    const auto who = context.body<SignIn>().value;
    return context.reply(
        store.changing(context.actor(), [&](Work& work) { return sign_in(work, rules, who); }));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::admin::users
