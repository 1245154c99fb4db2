#include "account_keys/by_key.hpp"

#include <algorithm>

#include "account_keys/account_keys.hpp"
#include "lgm/auth/api_key.hpp"
#include "permissions/permissions.hpp"
#include "permissions/service_accounts.hpp"

namespace lgm::admin {
namespace {

constexpr std::string_view kOpenGroups[] = {
    "tags",       "global keywords", "scenarios", "scenario keywords", "scenario policies", "global defaults",
    "playground", "permissions",     "audit log"};

bool opens(const service::Route& route) {
  return service::asks_for_rights(route) && !route.path.starts_with("/users/") &&
         std::find(std::begin(kOpenGroups), std::end(kOpenGroups), route.group) != std::end(kOpenGroups);
}

struct FoundKey {
  AccountKeyRow row;
  std::shared_ptr<const service::Rights> rights;  // null: the account is gone, or is none any more
};

std::optional<FoundKey> find_key(sql::Session& session, const std::string& sha256) {
  auto row = describe::find_exactly(session, &AccountKeyRow::sha256, "sha256", sha256);
  if (!row) return std::nullopt;
  const bool has_account = service_accounts::is_one(session, row->user_id);
  auto rights = has_account ? permissions::load(session, row->user_id) : nullptr;
  return FoundKey{std::move(*row), std::move(rights)};
}

}  // namespace

struct ByAccountKey::Account {
  std::string key_id;
  std::shared_ptr<const service::Rights> rights;
};

std::shared_ptr<const ByAccountKey::Account> ByAccountKey::account_of(const std::string& sha256) const {
  using service::KeyRefusals;
  const auto found = store_.reading([&](sql::Session& session) { return find_key(session, sha256); });
  if (!found || !found->rights) refusals_.refuse(KeyRefusals::kUnknown);
  if (!found->row.is_active || !found->rights->is_active) refusals_.refuse(KeyRefusals::kInactive);
  if (found->row.expires_at && *found->row.expires_at <= clock_.now())
    refusals_.refuse(KeyRefusals::kExpired);
  return std::make_shared<const Account>(Account{found->row.id, found->rights});
}

std::optional<service::Principal> ByAccountKey::who(service::Credentials& shown) const {
  const auto text = refusals_.shown_in(shown);
  if (!text) return std::nullopt;
  const auto read = auth::read_api_key(*text);
  if (!read) refusals_.refuse(service::KeyRefusals::kMalformed);
  if (!shown.may_wait()) return std::nullopt;
  const auto account = account_of(crypto::to_hex(read->digest));
  if (!shown.asked_again()) uses_.note(account->key_id, 1, shown.client_address());
  return service::Principal{.kind = service::Principal::Kind::ServiceAccount,
                            .source = account,
                            .id = account->rights->uid,
                            .display = account->rights->username,
                            .rights = account->rights.get()};
}

void open_to_account_keys(service::RouteTable& public_routes) {
  for (const auto& route : public_routes.routes()) route->takes_api_keys = opens(*route);
  for (const service::ErrorCase& one :
       {service::ErrorCase{400, "two_credentials", "an API key and an Authorization field"},
        service::ErrorCase{401, "invalid_api_key", "an API key that is not good"}})
    public_routes.all_may_refuse(one, opens);
}

}  // namespace lgm::admin
