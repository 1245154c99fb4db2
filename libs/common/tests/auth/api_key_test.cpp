#include "lgm/auth/api_key.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace lgm;
using auth::kApiKeyLength;
using auth::new_api_key;
using auth::read_api_key;

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// What somebody may make of a key: another character, one less, one more, two exchanged, cut, doubled.
std::string mutated(std::string key, base::Random& random) {
  const auto at = [&](std::size_t size) { return static_cast<std::size_t>(random.number() % size); };
  switch (at(7)) {
    case 0:
      key[at(key.size())] = static_cast<char>(random.number());
      return key;
    case 1:
      key[at(key.size())] = kDigits[at(kDigits.size())];
      return key;
    case 2:
      return key.erase(at(key.size()), 1);
    case 3:
      return key.insert(at(key.size() + 1), 1, kDigits[at(kDigits.size())]);
    case 4:
      std::swap(key[at(key.size())], key[at(key.size())]);
      return key;
    case 5:
      return key.substr(0, at(key.size()));
    default:
      return key + key;
  }
}

}  // namespace

TEST_CASE("a new key has the form that the documents say, and is read") {
  base::SystemRandom random;
  std::set<std::string> all;
  for (int i = 0; i < 500; ++i) {
    const std::string key = new_api_key(random);
    CAPTURE(key);
    CHECK(key.size() == 62);
    CHECK(key.starts_with("lgm_"));
    CHECK(key[12] == '_');
    for (const std::string& part : {key.substr(4, 8), key.substr(13)})
      CHECK(part.find_first_not_of(kDigits) == std::string::npos);
    const auto read = read_api_key(key);
    REQUIRE(read);
    CHECK(read->prefix == key.substr(4, 8));
    CHECK(read->digest == crypto::sha256(key));
    CHECK(all.insert(key).second);
  }
}

TEST_CASE("every digit occurs alike often") {
  base::SeededRandom random(7);
  std::map<char, int> seen;
  constexpr int kKeys = 4'000;
  for (int i = 0; i < kKeys; ++i)
    for (const char c : new_api_key(random).substr(13, 43)) ++seen[c];
  CHECK(seen.size() == kDigits.size());
  constexpr double kEven = kKeys * 43.0 / 62;
  for (const auto& [digit, count] : seen) {
    CAPTURE(digit);
    CHECK(count > kEven * 0.9);
    CHECK(count < kEven * 1.1);
  }
}

TEST_CASE("the checksum is CRC-32 in base 62, with its leading zeros") {
  // Made by Python's zlib.crc32.
  CHECK(read_api_key("lgm_00000000_000000000000000000000000000000000000000000038bc2W"));
  CHECK(read_api_key("lgm_Abcdefgh_zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJ3yYEAk"));
  CHECK(read_api_key("lgm_leading0_0000000000000000000000000000000000000000146002Sr8"));
}

TEST_CASE("what was changed anywhere is no key") {
  base::SeededRandom random(20'260'206);
  for (int i = 0; i < 20'000; ++i) {
    const std::string key = new_api_key(random), other = mutated(key, random);
    CAPTURE(key);
    CAPTURE(other);
    CHECK(read_api_key(other).has_value() == (other == key));
  }
}

TEST_CASE("each single character counts") {
  base::SystemRandom random;
  const std::string key = new_api_key(random);
  for (std::size_t at = 0; at < kApiKeyLength; ++at)
    for (const char c : kDigits) {
      std::string other = key;
      other[at] = c;
      CHECK(read_api_key(other).has_value() == (c == key[at]));
    }
}

TEST_CASE("no bytes of another form are a key, whatever they are") {
  base::SeededRandom random(3);
  const std::string key = new_api_key(random);
  for (const std::string& text :
       {std::string(), std::string("lgm_"), std::string(62, '0'), std::string(1'000'000, 'a'), " " + key,
        key + " ", key + '\0', "Lgm_" + key.substr(4), key.substr(0, 12) + "-" + key.substr(13),
        "lgm_\xC3\xA9" + key.substr(6)})
    CHECK_FALSE(read_api_key(text));
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random.number() % 80, '\0');
    for (char& c : text) c = static_cast<char>(random.number());
    CHECK_FALSE(read_api_key(text));
  }
}
