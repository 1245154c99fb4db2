// The API keys of the policy, as requests look them up.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lgm/contracts/policy.hpp"
#include "lgm/service/rights.hpp"

namespace lgm::guard_service {

struct KnownKey {
  explicit KnownKey(contracts::policy::ApiKey of);
  bool allows(std::string_view scope) const;

  const contracts::policy::ApiKey row;
  const service::Rights rights;  // its scopes, in its scenario alone
};

// All keys at one number of the policy. Constant, thread-safe.
class KnownKeys {
 public:
  // `complete`: they came from somebody who knows API keys. Else a key that is not here may be a good one.
  KnownKeys(std::vector<std::shared_ptr<const KnownKey>> keys, std::unordered_set<std::string> keyed_apps,
            bool complete);
  // By the SHA-256 of its text in hexadecimal; null: there is none.
  std::shared_ptr<const KnownKey> find(const std::string& sha256) const;
  // Whether the app has, or once had, a key.
  bool is_keyed(const std::string& app_id) const { return keyed_apps_.contains(app_id); }
  bool is_complete() const { return complete_; }
  std::size_t size() const { return keys_.size(); }

 private:
  std::unordered_multimap<std::string, std::shared_ptr<const KnownKey>> keys_;  // by a part of the hash
  std::unordered_set<std::string> keyed_apps_;
  bool complete_ = false;
};

}  // namespace lgm::guard_service
