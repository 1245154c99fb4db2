// API keys, by which applications show who they are: `lgm_`, 8 characters of a prefix that may be shown, `_`,
// 43 characters of the secret, 6 of a checksum; all of [0-9A-Za-z]. No key is stored: its SHA-256 is.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lgm/base/random.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth {

// What every key begins with, so that one is known wherever it stands.
inline constexpr std::string_view kApiKeyMark = "lgm_";
inline constexpr std::size_t kApiKeyPrefix = 8, kApiKeySecret = 43, kApiKeyChecksum = 6;  // characters
inline constexpr std::size_t kApiKeyLength =
    kApiKeyMark.size() + kApiKeyPrefix + 1 + kApiKeySecret + kApiKeyChecksum;

// A new key; 256 bits of `random` stand in its secret. Throws std::runtime_error if the source fails.
std::string new_api_key(base::Random& random);

struct ReadApiKey {
  std::string_view prefix;  // a part of the text
  crypto::Digest digest;    // SHA-256 of the whole text
};
// Nothing for a text of another form, or whose checksum does not fit: nobody was given it, and nothing need
// be looked up.
std::optional<ReadApiKey> read_api_key(std::string_view text);

}  // namespace lgm::auth
