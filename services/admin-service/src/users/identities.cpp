#include "users/identities.hpp"

#include <algorithm>

#include "lgm/base/utf8.hpp"
#include "lgm/contracts/identity.hpp"
#include "lgm/crypto/crypto.hpp"
#include "permissions/service_accounts.hpp"
#include "policy_rows/policy_rows.hpp"
#include "users/mapped_roles.hpp"
#include "users/may_grant.hpp"
#include "users/users.hpp"

namespace lgm::admin {

bool is_provider(std::string_view text) {
  if (text == contracts::kUsapIssuer) return true;
  const std::string_view schemes[] = {"https://", "http://"};
  return std::any_of(std::begin(schemes), std::end(schemes), [&](std::string_view scheme) {
    return text.starts_with(scheme) && text.size() > scheme.size() &&
           text.find_first_of("?#") == std::string_view::npos;
  });
}

}  // namespace lgm::admin

namespace lgm::admin::users {
namespace {

constexpr std::size_t kLongestUsapId = 64;  // characters, as users.user_id has it

// Made of what the row is: rows of earlier versions have none of their own.
std::string id_of(const std::string& provider, const std::string& subject) {
  return crypto::to_hex(crypto::sha256(provider + '\0' + subject)).substr(0, 32);
}

UserIdentity identity_of(const std::string& uid, const std::string& provider, const std::string& subject) {
  return {id_of(provider, subject), uid, provider, subject};
}

bool is_of_usap(const UserIdentity& identity) {
  return identity.provider == contracts::kUsapIssuer;
}

// The caller may see every user, and is told who it is.
service::Refusal taken_by(sql::Session& session, const std::string& uid) {
  return service::duplicate("Identity", "This identity is the one of " + get(session, uid).username);
}

void require_free(sql::Session& session, const UserIdentity& wanted) {
  const auto rows =
      session.query("SELECT `user_id` FROM `user_identities` WHERE `issuer` = ? AND `subject` = ?",
                    {wanted.provider, wanted.subject}, 1);
  if (!rows.empty()) throw taken_by(session, std::string(rows.text(0, 0)));
}

// A user has one USAP id, and it has one user.
void check_usap_id(sql::Session& session, const User& user, const std::string& subject) {
  const std::size_t length = base::code_points(subject);
  if (length > kLongestUsapId)
    throw service::invalid(describe::too_long("/subject", static_cast<std::int64_t>(length),
                                              static_cast<std::int64_t>(kLongestUsapId), "characters"));
  if (user.user_id == subject) return;
  if (user.user_id)
    throw service::conflict("other_usap_id",
                            "This user has the USAP id " + *user.user_id + ": take that identity away first",
                            {{"user_id", *user.user_id}});
  if (const auto holder = user_of_usap_id(session, subject)) throw taken_by(session, *holder);
}

void write_usap_id(Work& work, const std::string& uid, const sql::Param& usap_id) {
  work.session().execute(
      "UPDATE `users` SET `user_id` = ?, `updated_at` = ?, `version` = `version` + 1 WHERE `id` = ?",
      {usap_id, base::format_sql(work.now()), uid});
}

void forget_password(Work& work, const std::string& uid) {
  work.session().execute("DELETE FROM `user_identities` WHERE `user_id` = ? AND `issuer` = ?",
                         {uid, std::string(contracts::kLocalIssuer)});
  work.session().execute(
      "UPDATE `users` SET `hashed_password` = NULL, `updated_at` = ?, `version` = `version` + 1 WHERE `id` = "
      "?",
      {base::format_sql(work.now()), uid});
}

User changeable(Work& work, const std::string& user_id) {
  User user = get_other(work, user_id, "your own identities");
  require_holds_all_of(work.session(), *granter_of(work), user.id);
  return user;
}

void finish_change(Work& work, const UserIdentity& identity, json::Object details) {
  work.audit({identity.id, "", std::move(details)});
  work.revoke(auth::RevocationKind::User, identity.user_id);
}

}  // namespace

void insert_identity(sql::Session& session, const std::string& issuer, const std::string& subject,
                     const std::string& uid) {
  session.execute("INSERT INTO `user_identities` (`issuer`, `subject`, `user_id`) VALUES (?, ?, ?)",
                  {issuer, subject, uid});
}

std::optional<std::string> user_of_usap_id(sql::Session& session, const std::string& usap_id) {
  const auto rows = session.query("SELECT `id` FROM `users` WHERE RTRIM(`user_id`) = RTRIM(?)", {usap_id}, 1);
  return rows.empty() ? std::nullopt : std::optional(std::string(rows.text(0, 0)));
}

std::vector<UserIdentity> identities_of(sql::Session& session, const std::string& user_id) {
  const std::string uid = get(session, user_id).id;
  const auto rows = session.query(
      "SELECT `issuer`, `subject` FROM `user_identities` WHERE `user_id` = ? ORDER BY `issuer`, `subject`",
      {uid}, 2);
  std::vector<UserIdentity> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back(identity_of(uid, std::string(rows.text(i, 0)), std::string(rows.text(i, 1))));
  return found;
}

UserIdentity add_identity(Work& work, const std::string& user_id, UserIdentity wanted) {
  work.lock_rights();
  sql::Session& session = work.session();
  const User user = changeable(work, user_id);
  if (service_accounts::is_one(session, user.id))
    throw service::bad_request("service_account_identity",
                               "A service account signs in by no identity; it has API keys");
  if (contracts::is_reserved_id(wanted.subject))
    throw service::bad_request("reserved_id", "An outside id must not begin with local: or oidc:");
  require_free(session, wanted);
  if (is_of_usap(wanted)) check_usap_id(session, user, wanted.subject);
  const bool was_local = is_local(session, user.id);
  const UserIdentity made = identity_of(user.id, wanted.provider, wanted.subject);
  insert_identity(session, made.provider, made.subject, made.user_id);
  if (was_local) forget_password(work, user.id);
  if (is_of_usap(made) && !user.user_id) write_usap_id(work, user.id, made.subject);
  json::Object details{{"before", nullptr}, {"after", policy_rows::json_of(made)}};
  if (was_local) details.emplace_back("password", "forgotten");
  finish_change(work, made, std::move(details));
  return made;
}

UserIdentity remove_identity(Work& work, const std::string& user_id, const std::string& identity_id) {
  work.lock_rights();
  const User user = changeable(work, user_id);
  const auto identities = identities_of(work.session(), user.id);
  const auto found = std::find_if(identities.begin(), identities.end(),
                                  [&](const UserIdentity& one) { return one.id == identity_id; });
  if (found == identities.end()) throw service::not_found("Identity");
  if (identities.size() == 1)
    throw service::conflict("last_identity",
                            "This is the only identity of the user: add another one first, or disable or "
                            "delete the user");
  work.session().execute("DELETE FROM `user_identities` WHERE `issuer` = ? AND `subject` = ?",
                         {found->provider, found->subject});
  if (is_of_usap(*found)) write_usap_id(work, user.id, nullptr);
  json::Object details{{"before", policy_rows::json_of(*found)}, {"after", nullptr}};
  json::Array roles;
  for (const RoleGrant& grant : take_mapped_roles(work.session(), user.id, found->provider))
    roles.push_back(policy_rows::json_of(grant));
  if (!roles.empty()) details.emplace_back("roles", std::move(roles));
  finish_change(work, *found, std::move(details));
  return *found;
}

}  // namespace lgm::admin::users
