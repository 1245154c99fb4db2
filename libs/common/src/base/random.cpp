#include "lgm/base/random.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>
#include <cstring>
#include <stdexcept>

#include "lgm/crypto/crypto.hpp"

namespace lgm::base {

std::uint64_t Random::number() {
  std::array<std::uint8_t, 8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::string Random::token() {
  std::array<std::uint8_t, 32> bytes{};
  fill(bytes);
  return crypto::base64url(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

namespace {

void from_openssl(std::span<std::uint8_t> out) {
  if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
    throw std::runtime_error("the random source failed");
}

// Ids take a few bytes for every request; drawing them one by one costs several times what the bytes do. What
// is handed out is wiped at once, and nothing here forks without exec.
class Reserve {
 public:
  void take(std::span<std::uint8_t> out) {
    if (left() < out.size()) {
      from_openssl(bytes_);
      next_ = 0;
    }
    std::memcpy(out.data(), bytes_.data() + next_, out.size());
    OPENSSL_cleanse(bytes_.data() + next_, out.size());
    next_ += out.size();
  }

 private:
  std::size_t left() const { return bytes_.size() - next_; }
  std::array<std::uint8_t, 512> bytes_{};
  std::size_t next_ = bytes_.size();
};
constexpr std::size_t kSmall = 16;  // bytes: an id; keys and tokens come from OpenSSL directly

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> out) {
  thread_local Reserve reserve;
  if (out.size() <= kSmall)
    reserve.take(out);
  else
    from_openssl(out);
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (std::uint8_t& byte : out) {
    // SplitMix64 (Steele, Lea and Flood, 2014).
    std::uint64_t z = state_.fetch_add(0x9E3779B97F4A7C15ULL) + 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    byte = static_cast<std::uint8_t>((z ^ (z >> 31)) >> 56);
  }
}

std::string uuid_v7(const Clock& clock, Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  // The twelve bits after the version hold the fraction of the millisecond (RFC 9562 section 6.2, method 3),
  // so that ids made one after the other sort so.
  const auto now = static_cast<std::uint64_t>(clock.now().time_since_epoch().count());
  const std::uint64_t ms = now / 1000, fraction = now % 1000 * 4096 / 1000;
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(fraction >> 8 | 0x70);
  bytes[7] = static_cast<std::uint8_t>(fraction);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  std::string id =
      crypto::to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  id.reserve(36);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) id.insert(dash, 1, '-');
  return id;
}

}  // namespace lgm::base
