#include "lgm/crypto/tweaked_block.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace lgm::crypto {
namespace {

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_CIPHER* aes_256_xts() {
  static EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-XTS", nullptr);
  return algorithm;
}

std::string permuted(std::string_view key, std::string_view tweak, std::string_view block, bool forth) {
  if (key.size() != kTweakedKey || key.substr(0, kTweakedKey / 2) == key.substr(kTweakedKey / 2) ||
      tweak.size() != kTweakedBlock || block.size() != kTweakedBlock)
    throw std::invalid_argument("a block, its tweak and two keys have 16, 16 and 32 bytes each");
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
  std::string out(kTweakedBlock, '\0');
  int length = 0;
  if (!context ||
      EVP_CipherInit_ex2(context.get(), aes_256_xts(), bytes(key), bytes(tweak), forth ? 1 : 0, nullptr) !=
          1 ||
      EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length, bytes(block),
                       static_cast<int>(block.size())) != 1 ||
      length != static_cast<int>(kTweakedBlock))
    throw std::runtime_error("OpenSSL failed: AES-256-XTS");
  return out;
}

}  // namespace

std::string tweak_block(std::string_view key, std::string_view tweak, std::string_view block) {
  return permuted(key, tweak, block, true);
}

std::string untweak_block(std::string_view key, std::string_view tweak, std::string_view block) {
  return permuted(key, tweak, block, false);
}

}  // namespace lgm::crypto
