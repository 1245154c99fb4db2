#include "configuration/master_secret.hpp"

#include <stdexcept>

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/config.hpp"

namespace lgm::auth_service {

std::vector<std::string> derived_keys(const std::string& secret_key, std::string_view purpose) {
  std::vector<std::string> keys;
  for (const std::string& line : service::secret_lines(secret_key))
    keys.push_back(crypto::hkdf_sha256(line, "llm-guard-manager", purpose));
  if (keys.empty()) throw std::invalid_argument("SECRET_KEY is empty");
  return keys;
}

}  // namespace lgm::auth_service
