#include "account_keys/account_keys.hpp"

#include <stdexcept>

#include "api_keys/uses.hpp"
#include "lgm/auth/api_key.hpp"
#include "permissions/service_accounts.hpp"
#include "users/may_grant.hpp"
#include "users/users.hpp"

namespace lgm::admin::account_keys {
namespace {

using api_keys::check_expiry;
using api_keys::with_use;

AccountKey shown_of(const AccountKeyRow& row) {
  AccountKey key;
  key.id = row.id;
  key.user_id = row.user_id;
  key.name = row.name;
  key.prefix = row.prefix;
  key.expires_at = row.expires_at;
  key.is_active = row.is_active;
  key.created_at = row.created_at;
  key.updated_at = row.updated_at;
  key.created_by = row.created_by;
  key.version = row.version;
  return key;
}

void audit_change(Work& work, const std::string& id, const AccountKeyRow* before,
                  const AccountKeyRow* after) {
  const auto told = [](const AccountKeyRow* row) {
    return row ? api_keys::audited(shown_of(*row)) : json::Value();
  };
  work.audit({id, "", json::Object{{"before", told(before)}, {"after", told(after)}}});
}

void require_account(sql::Session& session, const std::string& user_id) {
  static_cast<void>(users::get(session, user_id));
  if (!service_accounts::is_one(session, user_id))
    throw service::bad_request("not_service_account",
                               "A person signs in; API keys are of service accounts and of scenarios");
}

std::vector<AccountKeyRow> rows_of_account(sql::Session& session, const std::string& user_id) {
  return describe::select<AccountKeyRow>(session, "WHERE `user_id` = ? ORDER BY `id`", {user_id});
}

// Throws 404 for a key of another account, too.
AccountKeyRow row_of(sql::Session& session, const std::string& user_id, const std::string& id) {
  require_account(session, user_id);
  auto row = describe::find_exactly(session, &AccountKeyRow::id, "id", id);
  if (!row || row->user_id != user_id) throw service::not_found(describe::Description<AccountKeyRow>::title);
  return std::move(*row);
}

void require_version(const AccountKeyRow& row, std::optional<std::int64_t> expected) {
  if (expected && *expected != row.version) throw service::version_mismatch();
}

void require_room_for_key(sql::Session& session, const std::string& user_id) {
  if (rows_of_account(session, user_id).size() >= static_cast<std::size_t>(kMostOfAnAccount))
    throw service::conflict("too_many_api_keys",
                            "A service account has at most " + std::to_string(kMostOfAnAccount) +
                                " API keys; delete one that is not used",
                            {{"limit", kMostOfAnAccount}});
}

void require_may_act_as(Work& work, const std::string& user_id) {
  users::require_holds_all_of(work.session(), *users::granter_of(work), user_id);
}

// Whether a key opens something, now or later, that it did not before.
bool lets_more(const AccountKeyRow& before, const AccountKeyRow& after) {
  if (!after.is_active) return false;
  const bool longer = before.expires_at && (!after.expires_at || *after.expires_at > *before.expires_at);
  return !before.is_active || longer;
}

}  // namespace

std::vector<AccountKey> of_account(sql::Session& session, const std::string& user_id, base::WallTime now) {
  require_account(session, user_id);
  std::vector<AccountKey> keys;
  for (const AccountKeyRow& row : rows_of_account(session, user_id))
    keys.push_back(with_use(session, shown_of(row), now));
  return keys;
}

AccountKey create(Work& work, const std::string& user_id, AccountKey wanted, const std::string& key) {
  const auto read = auth::read_api_key(key);
  if (!read) throw std::logic_error("what was made is no API key");
  check_expiry(wanted.expires_at, work.now());
  work.lock_rights();
  require_account(work.session(), user_id);
  require_may_act_as(work, user_id);
  require_room_for_key(work.session(), user_id);
  AccountKeyRow row;
  row.id = work.new_id();
  row.user_id = user_id;
  row.name = wanted.name;
  row.prefix = read->prefix;
  row.sha256 = crypto::to_hex(read->digest);
  row.expires_at = wanted.expires_at;
  row.is_active = wanted.is_active;
  row.created_at = row.updated_at = work.now();
  row.created_by = work.actor().uid;
  row.version = 1;
  describe::insert(work.session(), row);
  api_keys::add_use_row(work.session(), row.id);
  audit_change(work, row.id, nullptr, &row);
  AccountKey made = shown_of(row);
  made.key = key;
  return made;
}

AccountKey change(Work& work, const std::string& user_id, const std::string& id,
                  const describe::Draft<AccountKey>& draft, std::optional<std::int64_t> expected) {
  work.lock_rights();
  const AccountKeyRow before = row_of(work.session(), user_id, id);
  require_version(before, expected);
  AccountKey wanted = shown_of(before);
  std::vector<describe::Fault> faults;
  if (const auto field = describe::merge(wanted, draft, faults)) throw service::immutable(*field);
  if (!faults.empty()) throw service::invalid(std::move(faults));
  AccountKeyRow after = before;
  after.name = wanted.name;
  after.expires_at = wanted.expires_at;
  after.is_active = wanted.is_active;
  if (describe::equal(before, after)) return with_use(work.session(), shown_of(before), work.now());
  if (after.expires_at != before.expires_at) check_expiry(after.expires_at, work.now());
  if (lets_more(before, after)) require_may_act_as(work, user_id);
  after.updated_at = work.now();
  if (!describe::update(work.session(), after)) throw service::version_mismatch();
  after.version = before.version + 1;
  audit_change(work, id, &before, &after);
  return with_use(work.session(), shown_of(after), work.now());
}

AccountKey remove(Work& work, const std::string& user_id, const std::string& id,
                  std::optional<std::int64_t> expected) {
  work.lock_rights();
  const AccountKeyRow row = row_of(work.session(), user_id, id);
  require_version(row, expected);
  AccountKey gone = with_use(work.session(), shown_of(row), work.now());
  api_keys::remove_use_row(work.session(), row.id);
  work.session().execute("DELETE FROM `account_keys` WHERE `id` = ?", {row.id});
  audit_change(work, id, &row, nullptr);
  return gone;
}

void forget_account(Work& work, const std::string& user_id) {
  for (const AccountKeyRow& row : rows_of_account(work.session(), user_id))
    api_keys::remove_use_row(work.session(), row.id);
  work.session().execute("DELETE FROM `account_keys` WHERE `user_id` = ?", {user_id});
}

}  // namespace lgm::admin::account_keys
