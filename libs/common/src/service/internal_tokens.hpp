// The tokens by which other services are known: compared in constant time, by digest.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/config.hpp"

namespace lgm::service {

class InternalTokens {
 public:
  // Throws std::invalid_argument naming the variable: more than two tokens, or one that is short.
  explicit InternalTokens(const CommonConfig& config);
  // The caller that a bearer token belongs to, or null.
  const std::string* caller_of(std::string_view token) const;

 private:
  struct Entry {
    std::string caller;
    crypto::Digest digest;
  };
  std::vector<Entry> entries_;
};

}  // namespace lgm::service
