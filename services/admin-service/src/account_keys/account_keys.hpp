// API keys of service accounts: by one of them a program calls admin-service with the account's rights. A key
// is shown once, by the answer to its making; kept is its SHA-256. No other service ever has them.
#pragma once
#include "api_keys/key_fields.hpp"
#include "lgm/base/random.hpp"
#include "lgm/describe/sql_mapping.hpp"
#include "work/work.hpp"

namespace lgm::admin {

inline constexpr std::string_view kManageScope = "manage";
inline constexpr std::string_view kAccountScopes[] = {kManageScope};

// As clients see it.
struct AccountKey {
  std::string id, user_id, name, prefix;
  std::vector<std::string> scopes{std::string(kManageScope)};
  std::optional<base::WallTime> expires_at;
  bool is_active = true;
  base::WallTime created_at{}, updated_at{};
  std::string created_by;
  std::optional<base::WallTime> last_used_at;
  std::optional<std::string> last_used_from;
  std::int64_t used_last_minute = 0;
  std::int64_t version = 0;
  std::optional<std::string> key;
};

// As it is kept.
struct AccountKeyRow {
  std::string id, user_id, name, prefix, sha256;
  std::optional<base::WallTime> expires_at;
  bool is_active = true;
  base::WallTime created_at{}, updated_at{};
  std::string created_by;
  std::int64_t version = 0;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::AccountKey> {
  using T = lgm::admin::AccountKey;
  static constexpr std::string_view name = "AccountKey";
  static constexpr auto fields = lgm::admin::api_keys::key_fields<T>(
      field<&T::user_id>("user_id").read_only().doc("local id of the service account"),
      {field<&T::scopes>("scopes")
           .one_of(lgm::admin::kAccountScopes)
           .read_only()
           .doc("manage: calls the administration with the rights of the account")},
      "requests in the last whole minute that was told");
};

template <>
struct lgm::describe::Description<lgm::admin::AccountKeyRow> {
  using T = lgm::admin::AccountKeyRow;
  static constexpr std::string_view name = "AccountKeyRow", table = "account_keys", title = "API key";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::user_id>("user_id"),
      field<&T::name>("name"),
      field<&T::prefix>("prefix"),
      field<&T::sha256>("sha256"),
      field<&T::expires_at>("expires_at"),
      field<&T::is_active>("is_active"),
      field<&T::created_at>("created_at"),
      field<&T::updated_at>("updated_at"),
      field<&T::created_by>("created_by"),
      field<&T::version>("version"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::account_keys {

inline constexpr std::int64_t kMostOfAnAccount = 20;

// Oldest first. Throws 404 for a user that there is not, 400 `not_service_account` for a person.
std::vector<AccountKey> of_account(sql::Session& session, const std::string& user_id, base::WallTime now);
// Each takes the lock on rights, for who holds less than the account must not act by it.
// `key` is its text (auth::new_api_key), which the answer holds and nothing else. Throws as of_account; 403
// `not_held` for an actor who does not hold every right of the account; 409 `too_many_api_keys`; 422 for an
// `expires_at` that is over.
AccountKey create(Work& work, const std::string& user_id, AccountKey wanted, const std::string& key);
// Changes the members present. Throws 400 `immutable`, 404, 412, 422 as above; 403 `not_held` where it lets a
// key be used again, or for longer.
AccountKey change(Work& work, const std::string& user_id, const std::string& id,
                  const describe::Draft<AccountKey>& draft, std::optional<std::int64_t> expected);
AccountKey remove(Work& work, const std::string& user_id, const std::string& id,
                  std::optional<std::int64_t> expected);
// With their user.
void forget_account(Work& work, const std::string& user_id);

void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, base::Random& random);

}  // namespace lgm::admin::account_keys
