// What keys of scenarios and of service accounts have in common: above all what is known of their use, beside
// their rows.
#pragma once
#include "api_keys/api_keys.hpp"

namespace lgm::admin::api_keys {

// For a key that was not used yet.
void add_use_row(sql::Session& session, const std::string& key_id);
void remove_use_row(sql::Session& session, const std::string& key_id);

struct Use {
  std::optional<base::WallTime> last_at;
  std::optional<std::string> last_from;
  std::int64_t last_minute = 0;  // only what is recent
};
Use use_of(sql::Session& session, const std::string& key_id, base::WallTime now);

// The key with what was told of its use.
template <class Key>
Key with_use(sql::Session& session, Key key, base::WallTime now) {
  Use use = use_of(session, key.id, now);
  key.last_used_at = use.last_at;
  key.last_used_from = std::move(use.last_from);
  key.used_last_minute = use.last_minute;
  return key;
}

// What the audit log says of a key: neither its text nor its hash. How it was used is no part of a change.
template <class Key>
json::Value audited(const Key& shown) {
  json::Value value = policy_rows::json_of(shown);
  std::erase_if(*value.object(), [](const json::Member& member) {
    return member.first == "last_used_at" || member.first == "last_used_from" ||
           member.first == "used_last_minute";
  });
  return value;
}

// Throws Refusal 422 unless it lies in the future, or there is none.
void check_expiry(const std::optional<base::WallTime>& expires_at, base::WallTime now);

}  // namespace lgm::admin::api_keys
