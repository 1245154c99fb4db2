#include "lgm/crypto/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>

namespace lgm::crypto {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Fetched once: an implicit fetch at each call costs more than the digest itself.
EVP_MD* sha256_algorithm() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kStandardAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encode(std::string_view bytes, std::string_view alphabet) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) out += alphabet[buffer >> (bits - 6) & 63];
  }
  if (bits > 0) out += alphabet[buffer << (6 - bits) & 63];
  return out;
}

std::array<std::int16_t, 256> reversed(std::string_view alphabet) {
  std::array<std::int16_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int16_t>(i);
  return table;
}

std::optional<std::string> decode(std::string_view text, const std::array<std::int16_t, 256>& table) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const int value = table[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    buffer = buffer << 6 | static_cast<unsigned>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(buffer >> bits & 0xFF);
    }
  }
  if ((buffer & ((1U << bits) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace

Digest sha256(std::string_view data) {
  Digest digest{};
  unsigned length = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &length, sha256_algorithm(), nullptr) != 1)
    fail("SHA-256");
  return digest;
}

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> openssl{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (!context_->openssl || EVP_DigestInit_ex2(context_->openssl.get(), sha256_algorithm(), nullptr) != 1)
    fail("SHA-256");
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view data) {
  if (EVP_DigestUpdate(context_->openssl.get(), data.data(), data.size()) != 1) fail("SHA-256");
}

Digest Sha256::finish() {
  Digest digest{};
  if (EVP_DigestFinal_ex(context_->openssl.get(), digest.data(), nullptr) != 1) fail("SHA-256");
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view data) {
  Digest digest{};
  unsigned length = 0;
  if (!HMAC(sha256_algorithm(), key.data(), static_cast<int>(key.size()), bytes_of(data), data.size(),
            digest.data(), &length))
    fail("HMAC");
  return digest;
}

std::string hkdf_sha256(std::string_view secret, std::string_view salt, std::string_view info) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                              EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                          EVP_KDF_CTX_free);
  std::string digest = "SHA256", key(secret), salted(salt), label(info);
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salted.data(), salted.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, label.data(), label.size()),
      OSSL_PARAM_construct_end()};
  std::string out(32, '\0');
  if (EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), out.size(), params) != 1)
    fail("HKDF");
  return out;
}

namespace {

constexpr std::size_t kSealingKey = 32, kTag = 16;  // bytes

EVP_CIPHER* aes_256_gcm() {
  static EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return algorithm;
}

// One text sealed or opened.
class Gcm {
 public:
  Gcm(std::string_view key, std::string_view nonce, bool seals) {
    if (key.size() != kSealingKey || nonce.size() != kSealingNonce)
      throw std::invalid_argument("sealing takes a key of 32 bytes and a nonce of 12");
    if (!context_ || EVP_CipherInit_ex2(context_.get(), aes_256_gcm(), bytes_of(key), bytes_of(nonce),
                                        seals ? 1 : 0, nullptr) != 1)
      fail("AES-256-GCM");
  }
  void associate(std::string_view associated) {
    int length = 0;
    if (!associated.empty() && EVP_CipherUpdate(context_.get(), nullptr, &length, bytes_of(associated),
                                                static_cast<int>(associated.size())) != 1)
      fail("AES-256-GCM");
  }
  std::string update(std::string_view text) {
    std::string out(text.size(), '\0');
    int length = 0;
    if (EVP_CipherUpdate(context_.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                         bytes_of(text), static_cast<int>(text.size())) != 1)
      fail("AES-256-GCM");
    return out;
  }
  // Of a cipher without padding nothing is left to write at the end. False: the tag is another.
  bool finish() {
    unsigned char none[EVP_MAX_BLOCK_LENGTH];
    int length = 0;
    return EVP_CipherFinal_ex(context_.get(), none, &length) == 1;
  }
  std::string tag() {
    std::string tag(kTag, '\0');
    if (EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTag), tag.data()) != 1)
      fail("AES-256-GCM");
    return tag;
  }
  void expect(std::string tag) {
    if (EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTag), tag.data()) != 1)
      fail("AES-256-GCM");
  }

 private:
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context_{EVP_CIPHER_CTX_new(),
                                                                           EVP_CIPHER_CTX_free};
};

}  // namespace

std::string seal(std::string_view key, std::string_view nonce, std::string_view text,
                 std::string_view associated) {
  Gcm gcm(key, nonce, true);
  gcm.associate(associated);
  std::string sealed = gcm.update(text);
  if (!gcm.finish()) fail("AES-256-GCM");
  return sealed + gcm.tag();
}

std::optional<std::string> open_sealed(std::string_view key, std::string_view nonce, std::string_view sealed,
                                       std::string_view associated) {
  Gcm gcm(key, nonce, false);
  if (sealed.size() < kTag) return std::nullopt;
  gcm.associate(associated);
  std::string text = gcm.update(sealed.substr(0, sealed.size() - kTag));
  gcm.expect(std::string(sealed.substr(sealed.size() - kTag)));
  return gcm.finish() ? std::optional(std::move(text)) : std::nullopt;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

std::string to_hex(const Digest& digest) {
  return to_hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string base64url(std::string_view bytes) {
  return encode(bytes, kUrlAlphabet);
}

std::string base64url(const Digest& digest) {
  return base64url(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::optional<std::string> base64url_decode(std::string_view text) {
  static const auto table = reversed(kUrlAlphabet);
  return decode(text, table);
}

std::string base64(std::string_view bytes) {
  std::string out = encode(bytes, kStandardAlphabet);
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  static const auto table = reversed(kStandardAlphabet);
  if (text.size() % 4 != 0) return std::nullopt;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode(text, table);
}

}  // namespace lgm::crypto
