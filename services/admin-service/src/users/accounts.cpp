#include "users/accounts.hpp"

#include "lgm/contracts/identity.hpp"
#include "passwords/rules.hpp"
#include "permissions/service_accounts.hpp"
#include "users/administrators.hpp"
#include "users/identities.hpp"
#include "users/may_grant.hpp"

namespace lgm::admin::users {
namespace {

constexpr std::chrono::hours kMadeLives{24};

sql::Param param_of(const std::optional<std::string>& text) {
  return text ? sql::Param(*text) : sql::Param(nullptr);
}

// What the audit log says of it.
json::Object told_of(const Account& account) {
  json::Object told{{"username", account.username}, {"role", account.role}};
  if (account.kind == kService)
    told.emplace_back("kind", account.kind);
  else
    told.emplace_back("password", account.password ? "made" : "given");
  return told;
}

// `stored`: none of a service account.
void insert_account(Work& work, const Account& account, const std::optional<std::string>& stored) {
  const std::string now = base::format_sql(account.created_at);
  try {
    work.session().execute(
        "INSERT INTO `users` (`id`, `user_id`, `username`, `hashed_password`, `display_name`, `email`, "
        "`role`, `is_active`, `created_at`, `updated_at`, `last_login_at`, `version`) VALUES (?, NULL, ?, ?, "
        "?, NULL, ?, 1, ?, ?, NULL, 1)",
        {account.id, account.username, param_of(stored), param_of(account.display_name), account.role, now,
         now});
  } catch (const sql::Error& error) {
    if (error.kind() == sql::Error::Kind::Duplicate)
      throw service::duplicate("User", "There is a user of that name already");
    throw;
  }
  insert_identity(work.session(), std::string(stored ? contracts::kLocalIssuer : contracts::kServiceIssuer),
                  account.id, account.id);
  work.audit({account.id, "", told_of(account)});
}

Account new_account(Work& work, const std::string& username, const std::string& role) {
  Account account;
  account.id = work.new_id();
  account.username = username;
  account.role = role;
  account.created_at = account.updated_at = work.now();
  account.version = 1;
  return account;
}

void require_local(sql::Session& session, const User& user) {
  if (is_local(session, user.id)) return;
  throw service::bad_request(
      "not_local", service_accounts::is_one(session, user.id)
                       ? "A service account does not sign in and has no password"
                       : "This user signs in through an identity provider and has no password here");
}

service::Refusal current_password_wrong() {
  return service::bad_request("current_password_wrong", "The current password is missing or wrong");
}

void store_password(Work& work, const User& user, const std::string& stored, std::string_view way) {
  work.session().execute(
      "UPDATE `users` SET `hashed_password` = ?, `updated_at` = ?, `version` = `version` + 1 WHERE `id` = ?",
      {stored, base::format_sql(work.now()), user.id});
  work.audit({user.id, "", json::Object{{"password", way}}});
  work.revoke(auth::RevocationKind::User, user.id);
}

std::vector<std::string> words_of(const std::string& username,
                                  const std::optional<std::string>& display_name) {
  return {username, display_name.value_or("")};
}

}  // namespace

Account Accounts::create_service(const service::Actor& actor, const NewAccount& wanted,
                                 const Left<Account>& left) {
  if (wanted.password) throw service::invalid("/password", "not_allowed", "a service account has none");
  return store_.changing(actor, [&](Work& work) {
    work.lock_rights();
    const RoleFacts role = role_by_code(work.session(), wanted.role.value_or(default_role_));
    require_may_grant(work.session(), *granter_of(work), role, {});
    require_of_service_account(work.session(), role);
    Account account = new_account(work, wanted.username, role.code);
    account.kind = kService;
    account.display_name = wanted.display_name;
    insert_account(work, account, {});
    if (left) left(work, account);
    return account;
  });
}

Account Accounts::create(const service::Actor& actor, const NewAccount& wanted, const Left<Account>& left) {
  if (wanted.kind == kService) return create_service(actor, wanted, left);
  const bool given = wanted.password.has_value();
  if (given) passwords::check_new(*wanted.password, words_of(wanted.username, wanted.display_name));
  const std::string password = given ? *wanted.password : passwords::make(random_);
  passwords::Stored stored{hasher_.hash(password), {}, false};
  if (!given) stored.until = clock_.now() + kMadeLives;
  return store_.changing(actor, [&](Work& work) {
    work.lock_rights();
    const RoleFacts role = role_by_code(work.session(), wanted.role.value_or(default_role_));
    require_may_grant(work.session(), *granter_of(work), role, {});
    Account account = new_account(work, wanted.username, role.code);
    account.display_name = wanted.display_name;
    if (!given) account.password = password;
    insert_account(work, account, passwords::to_text(stored));
    if (left) left(work, account);
    return account;
  });
}

void Accounts::check_current(const service::Actor& actor, const User& user, const PasswordChange& change) {
  if (!change.current_password) throw current_password_wrong();
  attempts_.begin(user.id);
  const auto rows = store_.reading([&](sql::Session& session) {
    return session.query("SELECT `hashed_password` FROM `users` WHERE `id` = ?", {user.id}, 1);
  });
  const auto stored = passwords::parse_stored(rows.empty() ? "" : rows.cell(0, 0).value_or(""));
  if (!stored.hash.empty() && !stored.expired(clock_.now()) &&
      hasher_.matches(*change.current_password, stored.hash))
    return attempts_.forget(user.id);
  store_.change(actor, [&](Work& work) {
    work.audit({user.id, "", json::Object{{"password", "not changed: the current one was wrong"}}});
  });
  throw current_password_wrong();
}

void Accounts::set_password(const service::Actor& actor, const std::string& id,
                            const PasswordChange& change) {
  const User user = store_.reading([&](sql::Session& session) {
    User found = get(session, id);
    require_local(session, found);
    return found;
  });
  passwords::check_new(change.password, words_of(user.username, user.display_name));
  const bool own = user.id == actor.uid;
  if (own) check_current(actor, user, change);
  const std::string hash = hasher_.hash(change.password);
  store_.change(actor, [&](Work& work) {
    work.lock_rights();
    const User now = get(work.session(), user.id);
    require_local(work.session(), now);
    if (!own) require_holds_all_of(work.session(), *granter_of(work), now.id);
    store_password(work, now, hash, own ? "changed by its owner" : "set by an administrator");
  });
}

PasswordReset Accounts::reset_password(const service::Actor& actor, const std::string& id,
                                       const Left<PasswordReset>& left) {
  const std::string password = passwords::make(random_);
  const std::string stored = passwords::to_text({hasher_.hash(password), clock_.now() + kMadeLives, false});
  return store_.changing(actor, [&](Work& work) {
    work.lock_rights();
    const User user = get_other(work, id, "your own password without the current one");
    require_local(work.session(), user);
    require_holds_all_of(work.session(), *granter_of(work), user.id);
    store_password(work, user, stored, "reset by an administrator");
    PasswordReset made{user.username, password};
    if (left) left(work, made);
    return made;
  });
}

bool ensure_first_administrator(Work& work, passwords::Hasher& hasher, const std::string& username,
                                const std::string& password) {
  work.lock_rights();
  if (administrators(work.session()) > 0) return false;
  std::vector<describe::Fault> faults;
  NewAccount wanted;
  static_cast<void>(describe::decode(describe::type_of<NewAccount>(),
                                     json::Object{{"username", username}, {"password", password}}, &wanted,
                                     describe::Purpose::Plain, faults));
  if (!faults.empty()) throw service::invalid(std::move(faults));
  passwords::check_new(password, words_of(username, {}));
  const RoleFacts role = role_by_code(work.session(), "SYSTEM_ADMIN");
  insert_account(work, new_account(work, username, role.code), hasher.hash(password));
  return true;
}

}  // namespace lgm::admin::users
