// What is known of the use of API keys, beside their rows.
#pragma once
#include "api_keys/api_keys.hpp"

namespace lgm::admin::api_keys {

// For a key that was not used yet.
void add_use_row(sql::Session& session, const std::string& key_id);
void remove_use_row(sql::Session& session, const std::string& key_id);
// The key with what was told of its use; of its last minute only what is recent at `now`.
ApiKey with_use(sql::Session& session, ApiKey key, base::WallTime now);

}  // namespace lgm::admin::api_keys
