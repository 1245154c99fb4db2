#include "lgm/crypto/tweaked_block.hpp"

#include <doctest/doctest.h>

#include "lgm/crypto/crypto.hpp"

using namespace lgm::crypto;

namespace {

std::string counting(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i);
  return bytes;
}

}  // namespace

TEST_CASE("a block goes forth as IEEE 1619 says, and comes back") {
  const std::string key =
      "\x27\x18\x28\x18\x28\x45\x90\x45\x23\x53\x60\x28\x74\x71\x35\x26"
      "\x62\x49\x77\x57\x24\x70\x93\x69\x99\x59\x57\x49\x66\x96\x76\x27"
      "\x31\x41\x59\x26\x53\x58\x97\x93\x23\x84\x62\x64\x33\x83\x27\x95"
      "\x02\x88\x41\x97\x16\x93\x99\x37\x51\x05\x82\x09\x74\x94\x45\x92";
  const std::string tweak = '\xff' + std::string(15, '\0');  // vector 10, its first block
  const std::string there = tweak_block(key, tweak, counting(16));
  CHECK(to_hex(there) == "1c3b3a102f770386e4836c99e370cf9b");
  CHECK(untweak_block(key, tweak, there) == counting(16));
}

TEST_CASE("another key, tweak or block, of one bit, gives another block forth and back") {
  const std::string key = counting(64), tweak(16, 't'), block(16, 'b');
  const std::string there = tweak_block(key, tweak, block);
  const auto changed = [](std::string text, std::size_t at) {
    text[at] = static_cast<char>(text[at] ^ 1);
    return text;
  };
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(untweak_block(key, changed(tweak, i), there) != block);
    CHECK(untweak_block(key, tweak, changed(there, i)) != block);
  }
  for (std::size_t i = 0; i < 64; ++i) CHECK(untweak_block(changed(key, i), tweak, there) != block);
}

TEST_CASE("what has another length is no key, tweak or block; nor is a key twice") {
  const std::string key = counting(64), block(16, 'b');
  for (const auto& call : {tweak_block, untweak_block}) {
    CHECK_THROWS_AS(call(key.substr(1), block, block), std::invalid_argument);
    CHECK_THROWS_AS(call(key, block + "b", block), std::invalid_argument);
    CHECK_THROWS_AS(call(key, block, ""), std::invalid_argument);
    CHECK_THROWS_AS(call(std::string(64, 'k'), block, block), std::invalid_argument);
  }
}
