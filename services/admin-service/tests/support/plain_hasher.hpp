// A hasher that is quick and tells what it was asked, for tests of what stands around it. Its hashes look
// like those of the real one.
#pragma once
#include <atomic>
#include <functional>
#include <utility>

#include "lgm/crypto/crypto.hpp"
#include "passwords/hasher.hpp"

namespace lgm::admin::testing {

class PlainHasher final : public passwords::Hasher {
 public:
  std::string hash(std::string_view password) override {
    return of("$argon2id$v=19$m=19456,t=2,p=1$", password);
  }
  static std::string of(const std::string& prefix, std::string_view password) {
    return prefix + crypto::to_hex(crypto::sha256(password)).substr(0, 40);
  }
  bool matches(std::string_view password, const std::string& hash) override {
    ++(passwords::is_bcrypt(hash) ? bcrypts : argons);
    if (const auto first = std::exchange(meanwhile, {})) first();
    return hash.ends_with(of("", password));
  }
  std::atomic<int> argons = 0, bcrypts = 0;
  std::function<void()> meanwhile;  // what happens once, during the next check
};

}  // namespace lgm::admin::testing
