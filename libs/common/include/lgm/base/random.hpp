// Randomness and ids. The CSPRNG is OpenSSL's; tests hand in a seeded source.
#pragma once
#include <atomic>
#include <cstdint>
#include <span>
#include <string>

#include "lgm/base/clock.hpp"

namespace lgm::base {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(
      std::span<std::uint8_t> out) = 0;  // thread-safe; throws std::runtime_error if the source fails
  std::uint64_t number();
  // 256 bits as base64url without padding (43 characters): session ids, refresh tokens, one-time keys.
  std::string token();
};

class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

// Repeatable, for tests only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::atomic<std::uint64_t> state_;
};

// UUID version 7 (RFC 9562 section 5.7), lower case with dashes, 36 characters.
std::string uuid_v7(const Clock& clock, Random& random);

}  // namespace lgm::base
