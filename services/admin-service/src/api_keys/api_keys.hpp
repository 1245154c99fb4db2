// API keys of scenarios: by one of them an application has its texts decided by guard-service. A key is shown
// once, by the answer to its making; kept is its SHA-256. Keys reach guard-service with the policy; no
// release, diff or restore of the policy holds them.
#pragma once
#include "api_keys/key_fields.hpp"
#include "lgm/base/random.hpp"
#include "lgm/contracts/api_keys.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

using contracts::policy::Quota;

// As clients see it.
struct ApiKey {
  std::string id, app_id, name, prefix;
  std::vector<std::string> scopes{std::string(contracts::policy::kCheckScope)};
  std::optional<Quota> quota;
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

// As it is kept, and as guard-service reads it.
struct ApiKeyRow {
  std::string id, app_id, name, prefix, sha256;
  std::vector<std::string> scopes;
  std::optional<Quota> quota;
  std::optional<base::WallTime> expires_at;
  bool is_active = true;
  base::WallTime created_at{}, updated_at{};
  std::string created_by;
  std::int64_t version = 0;
};

// An app that has, or once had, a key.
struct KeyedApp {
  std::string id, app_id;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::ApiKey> {
  using T = lgm::admin::ApiKey;
  static constexpr std::string_view name = "ApiKey";
  static constexpr auto fields = lgm::admin::api_keys::key_fields<T>(
      field<&T::app_id>("app_id").read_only().doc("of the scenario whose texts it may have decided"),
      {field<&T::scopes>("scopes")
           .one_of(lgm::contracts::policy::kScopes)
           .items(std::size(lgm::contracts::policy::kScopes))
           .write_once()
           .doc("check: have texts decided; send_flags, send_labels: the switches and labels that come with "
                "them count; cannot be changed"),
       field<&T::quota>("quota").doc("texts that it may have decided; null: no limit")},
      "texts in the last whole minute that was told");
};

template <>
struct lgm::describe::Description<lgm::admin::ApiKeyRow> {
  using T = lgm::admin::ApiKeyRow;
  static constexpr std::string_view name = "ApiKeyRow", table = "api_keys", title = "API key";
  static constexpr auto kind = lgm::contracts::policy::Kind::ApiKey;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::app_id>("app_id"),
      field<&T::name>("name"),
      field<&T::prefix>("prefix"),
      field<&T::sha256>("sha256"),
      field<&T::scopes>("scopes"),
      field<&T::quota>("quota"),
      field<&T::expires_at>("expires_at"),
      field<&T::is_active>("is_active"),
      field<&T::created_at>("created_at"),
      field<&T::updated_at>("updated_at"),
      field<&T::created_by>("created_by"),
      field<&T::version>("version"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::KeyedApp> {
  using T = lgm::admin::KeyedApp;
  static constexpr std::string_view name = "KeyedApp", table = "keyed_apps";
  static constexpr auto kind = lgm::contracts::policy::Kind::KeyedApp;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::app_id>("app_id"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::api_keys {

inline constexpr std::int64_t kMostOfAnApp = 20;

// Oldest first. Throws 404 for an app that there is not.
std::vector<ApiKey> of_app(sql::Session& session, const std::string& app_id, base::WallTime now);
// `key` is its text (auth::new_api_key), which the answer holds and nothing else. Throws 404; 409
// `too_many_api_keys`; 422 for no scope, or an `expires_at` that is over.
ApiKey create(Work& work, const std::string& app_id, ApiKey wanted, const std::string& key);
// Changes the members present. A key that is switched off is refused on every replica within a second; what
// else is taken from it counts as the policy is followed. Throws 400
// `immutable`, 404, 412, 422 as above.
ApiKey change(Work& work, const std::string& app_id, const std::string& id,
              const describe::Draft<ApiKey>& draft, std::optional<std::int64_t> expected);
ApiKey remove(Work& work, const std::string& app_id, const std::string& id,
              std::optional<std::int64_t> expected);
// All keys of an app; how many there were. That it once had one stays: an app of that name, made again, is
// not open to everybody. Under the policy's lock.
std::int64_t forget_app(Work& work, const std::string& app_id);

// Adds to what is known of the keys' use; keys that are gone are passed over.
void note_uses(Work& work, const std::vector<contracts::KeyUse>& uses);

void add_routes(service::RouteTable& routes, Store& store, const base::Clock& clock, base::Random& random);
void add_internal_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::api_keys
