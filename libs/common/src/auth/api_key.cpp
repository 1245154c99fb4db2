#include "lgm/auth/api_key.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace lgm::auth {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::uint32_t kBase = kDigits.size();

// CRC-32 as zlib and gzip have it (RFC 1952 section 8).
constexpr std::uint32_t crc32(std::string_view text) {
  constexpr std::uint32_t kPolynomial = 0xEDB88320;
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
  }
  return ~crc;
}
static_assert(crc32("123456789") == 0xCBF43926);

// In base 62, the highest digit first.
std::string checksum_of(std::string_view text) {
  std::string digits(kApiKeyChecksum, kDigits.front());
  std::uint32_t rest = crc32(text);
  for (auto digit = digits.rbegin(); rest != 0; ++digit, rest /= kBase) *digit = kDigits[rest % kBase];
  return digits;
}

// Evenly: a byte beyond the last whole multiple of 62 is passed over.
std::string random_digits(base::Random& random, std::size_t count) {
  constexpr std::size_t kEven = 256 / kBase * kBase;
  std::string digits;
  std::array<std::uint8_t, 64> bytes{};
  while (digits.size() < count) {
    random.fill(bytes);
    for (const std::uint8_t byte : bytes)
      if (byte < kEven && digits.size() < count) digits += kDigits[byte % kDigits.size()];
  }
  return digits;
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of(kDigits) == std::string_view::npos;
}

bool has_the_form(std::string_view text) {
  constexpr std::size_t kBar = kApiKeyMark.size() + kApiKeyPrefix;
  return text.size() == kApiKeyLength && text.starts_with(kApiKeyMark) && text[kBar] == '_' &&
         all_digits(text.substr(kApiKeyMark.size(), kApiKeyPrefix)) && all_digits(text.substr(kBar + 1));
}

}  // namespace

std::string new_api_key(base::Random& random) {
  std::string key(kApiKeyMark);
  key += random_digits(random, kApiKeyPrefix) + "_" + random_digits(random, kApiKeySecret);
  return key + checksum_of(key);
}

std::optional<ReadApiKey> read_api_key(std::string_view text) {
  if (!has_the_form(text)) return std::nullopt;
  const std::string_view sum = text.substr(kApiKeyLength - kApiKeyChecksum);
  if (sum != checksum_of(text.substr(0, kApiKeyLength - kApiKeyChecksum))) return std::nullopt;
  return ReadApiKey{text.substr(kApiKeyMark.size(), kApiKeyPrefix), crypto::sha256(text)};
}

}  // namespace lgm::auth
