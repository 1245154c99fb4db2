// What the log may hold of a name that somebody typed at sign-in: people type their password there.
#pragma once
#include <string>

namespace lgm::auth_service {

class TypedNames {
 public:
  explicit TypedNames(const std::string& secret_key);
  // For a name that nobody has: its first two characters and a keyed digest, so that equal ones are seen to
  // be equal and nobody without the key can try passwords on it.
  std::string hidden(const std::string& name) const;

 private:
  std::string key_;
};

}  // namespace lgm::auth_service
