#include "lgm/crypto/crypto.hpp"

#include <doctest/doctest.h>

using namespace lgm::crypto;

TEST_CASE("digests equal the published vectors") {
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4
  CHECK(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
  std::string salt, info;
  for (char c = 0; c < 13; ++c) salt += c;
  for (int i = 0; i < 10; ++i) info += static_cast<char>(0xF0 + i);
  CHECK(to_hex(hkdf_sha256(std::string(22, '\x0b'), salt, info)) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");  // RFC 5869, A.1, first 32
}

TEST_CASE("base64 forms decode only what they would have written") {
  CHECK(base64url("\xfb\xff") == "-_8");
  CHECK(base64url_decode("-_8") == "\xfb\xff");
  for (const char* text : {"-_9", "+/8", "-_8=", "a", "a b", "a\n"}) CHECK_FALSE(base64url_decode(text));
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64_decode("Zm8=") == "fo");
  CHECK_FALSE(base64_decode("Zm8"));
}

TEST_CASE("what is sealed opens with the same key, nonce and associated text alone") {
  const std::string key(32, '\0'), nonce(12, '\0'), other(32, 'k');
  // The GCM specification (McGrew, Viega), test case 14.
  CHECK(to_hex(seal(key, nonce, std::string(16, '\0'), "")) ==
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
  const std::string sealed = seal(other, nonce, "text", "name");
  CHECK(open_sealed(other, nonce, sealed, "name") == "text");
  CHECK(open_sealed(other, nonce, seal(other, nonce, "", "name"), "name") == "");
  CHECK_FALSE(open_sealed(key, nonce, sealed, "name"));
  CHECK_FALSE(open_sealed(other, std::string(12, 'n'), sealed, "name"));
  CHECK_FALSE(open_sealed(other, nonce, sealed, "another"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] ^= 1;
    CHECK_FALSE(open_sealed(other, nonce, changed, "name"));
    CHECK_FALSE(open_sealed(other, nonce, sealed.substr(0, i), "name"));
  }
  CHECK_THROWS(seal("short", nonce, "text", ""));
  CHECK_THROWS(open_sealed(other, "short", sealed, ""));
}

TEST_CASE("comparison takes length into account") {
  CHECK(equal_constant_time("abc", "abc"));
  CHECK_FALSE(equal_constant_time("abc", "abd"));
  CHECK_FALSE(equal_constant_time("abc", "abcd"));
}
