// A block of 16 bytes into another one and back, by a permutation of its own for each tweak: AES-256-XTS of
// one block. Whoever has no key can make none that comes back as what they choose, but each comes back as
// something: nothing proves that it was made here, and with one tweak equal blocks look equal. Thread-safe.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lgm::crypto {

inline constexpr std::size_t kTweakedBlock = 16, kTweakedKey = 64;  // bytes; the tweak is a block, too

// Throws std::invalid_argument for a key, tweak or block of another length, and for a key whose halves are
// equal.
std::string tweak_block(std::string_view key, std::string_view tweak, std::string_view block);
std::string untweak_block(std::string_view key, std::string_view tweak, std::string_view block);

}  // namespace lgm::crypto
