// What leaves this service so that it alone can read it again. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/base/random.hpp"

namespace lgm::auth_service {

// AES-256-GCM by keys that are derived from the lines of SECRET_KEY: the first seals, all open.
class Seals {
 public:
  // `purpose`: what is sealed for one is not opened for another.
  Seals(const std::string& secret_key, std::string_view purpose, base::Random& random);
  // As base64url. `bound_to`: it opens beside this alone.
  std::string seal(const std::string& text, std::string_view bound_to) const;
  std::optional<std::string> open(const std::string& sealed, std::string_view bound_to) const;

 private:
  const std::vector<std::string> keys_;
  base::Random& random_;
};

}  // namespace lgm::auth_service
