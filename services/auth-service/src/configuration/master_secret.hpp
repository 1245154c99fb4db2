// What SECRET_KEY is used for: keys for one purpose each.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lgm::auth_service {

// A key of 32 bytes from each line of SECRET_KEY (HKDF-SHA-256), at least one: the first makes, all open.
std::vector<std::string> derived_keys(const std::string& secret_key, std::string_view purpose);

}  // namespace lgm::auth_service
