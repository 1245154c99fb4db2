#include "api_keys/known_keys.hpp"

#include <algorithm>

#include "lgm/crypto/crypto.hpp"

namespace lgm::guard_service {
namespace {

constexpr std::size_t kPart = 16;  // digits of the hash; the rest is compared in constant time

service::Rights rights_of(const contracts::policy::ApiKey& row) {
  service::Rights rights;
  rights.uid = row.id;
  rights.username = "API key " + row.id;
  rights.scenarios[row.app_id].insert(row.scopes.begin(), row.scopes.end());
  return rights;
}

}  // namespace

KnownKey::KnownKey(contracts::policy::ApiKey of) : row(std::move(of)), rights(rights_of(row)) {}

bool KnownKey::allows(std::string_view scope) const {
  return std::find(row.scopes.begin(), row.scopes.end(), scope) != row.scopes.end();
}

KnownKeys::KnownKeys(std::vector<std::shared_ptr<const KnownKey>> keys,
                     std::unordered_set<std::string> keyed_apps, bool complete)
    : keyed_apps_(std::move(keyed_apps)), complete_(complete) {
  for (auto& key : keys) {
    std::string part = key->row.sha256.substr(0, kPart);
    keys_.emplace(std::move(part), std::move(key));
  }
}

std::shared_ptr<const KnownKey> KnownKeys::find(const std::string& sha256) const {
  const auto [first, last] = keys_.equal_range(sha256.substr(0, kPart));
  for (auto key = first; key != last; ++key)
    if (crypto::equal_constant_time(key->second->row.sha256, sha256)) return key->second;
  return nullptr;
}

}  // namespace lgm::guard_service
