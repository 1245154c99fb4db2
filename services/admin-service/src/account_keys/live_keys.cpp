#include "account_keys/live_keys.hpp"

#include "account_keys/account_keys.hpp"
#include "api_keys/api_keys.hpp"
#include "api_keys/uses.hpp"
#include "lgm/auth/api_key.hpp"
#include "permissions/permissions.hpp"
#include "permissions/service_accounts.hpp"

namespace lgm::admin {
namespace {

constexpr char kOfApps[] = "WHERE `is_active` = 1 ORDER BY `app_id`, `id`";
constexpr char kOfAccounts[] = "WHERE `is_active` = 1 ORDER BY `user_id`, `id`";

template <class Row>
std::vector<Row> live_rows(sql::Session& session, const char* which, base::WallTime now) {
  auto rows = describe::select<Row>(session, which, {});
  std::erase_if(rows, [&](const Row& row) { return row.expires_at && *row.expires_at <= now; });
  return rows;
}

template <class Row>
std::string line_of(sql::Session& session, const std::string& owner, const Row& row, base::WallTime now) {
  const auto time = [](const std::optional<base::WallTime>& at) {
    return at ? base::format_rfc3339(*at) : std::string("never");
  };
  std::string line(auth::kApiKeyMark);
  line.append(row.prefix).append("… of ").append(owner).append(", \"").append(row.name);
  line.append("\", made ").append(time(row.created_at)).append(", expires ").append(time(row.expires_at));
  return line.append(", last used ")
      .append(time(api_keys::use_of(session, row.id, now).last_at))
      .append("\n");
}

// Null where its keys open nothing.
std::shared_ptr<const service::Rights> active_account(sql::Session& session, const std::string& uid) {
  if (!service_accounts::is_one(session, uid)) return nullptr;
  auto rights = permissions::load(session, uid);
  return rights && rights->is_active ? rights : nullptr;
}

}  // namespace

std::string live_keys(sql::Session& session, base::WallTime now) {
  std::string text;
  std::size_t count = 0;
  for (const auto& row : live_rows<ApiKeyRow>(session, kOfApps, now)) {
    text += line_of(session, "scenario " + row.app_id, row, now);
    ++count;
  }
  for (const auto& row : live_rows<AccountKeyRow>(session, kOfAccounts, now)) {
    const auto account = active_account(session, row.user_id);
    if (!account) continue;
    text += line_of(session, "service account " + account->username, row, now);
    ++count;
  }
  return text + std::to_string(count) + " API keys are live\n";
}

}  // namespace lgm::admin
