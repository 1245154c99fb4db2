#include "ec_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/params.h>

#include <stdexcept>
#include <vector>

namespace lgm::auth {
namespace {

constexpr std::size_t kCoordinate = 32;  // bytes

struct FreeBignum {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using Bignum = std::unique_ptr<BIGNUM, FreeBignum>;
struct FreeSignature {
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
using Signature = std::unique_ptr<ECDSA_SIG, FreeSignature>;
struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_MD* sha256() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

std::string padded(const BIGNUM* number) {
  std::string bytes(kCoordinate, '\0');
  if (BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) <
      0)
    throw std::runtime_error("OpenSSL failed: number does not fit a P-256 coordinate");
  return bytes;
}

}  // namespace

bool is_p256(const EcKey& key) {
  char group[64] = {};
  std::size_t length = 0;
  return EVP_PKEY_is_a(key.get(), "EC") == 1 &&
         EVP_PKEY_get_group_name(key.get(), group, sizeof group, &length) == 1 &&
         std::string_view(group, length) == "prime256v1";
}

std::pair<std::string, std::string> public_coordinates(const EcKey& key) {
  BIGNUM *x = nullptr, *y = nullptr;
  if (EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, &x) != 1 ||
      EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, &y) != 1)
    throw std::runtime_error("OpenSSL failed: the key has no public point");
  const Bignum owned_x(x), owned_y(y);
  return {padded(x), padded(y)};
}

EcKey public_key(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinate || y.size() != kCoordinate) return nullptr;
  std::string point = "\x04" + std::string(x) + std::string(y);  // SEC 1 section 2.3.3, uncompressed
  std::string group = "prime256v1";
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
    return nullptr;
  return EcKey(key);
}

std::string sign_es256(const EcKey& key, std::string_view input) {
  const DigestContext context(EVP_MD_CTX_new());
  std::size_t length = 0;
  std::vector<unsigned char> der;
  const bool begun = EVP_DigestSignInit(context.get(), nullptr, sha256(), nullptr, key.get()) == 1 &&
                     EVP_DigestSign(context.get(), nullptr, &length, bytes_of(input), input.size()) == 1;
  if (begun) der.resize(length);
  if (!begun || EVP_DigestSign(context.get(), der.data(), &length, bytes_of(input), input.size()) != 1)
    throw std::runtime_error("OpenSSL failed: ES256 signature");
  const unsigned char* read = der.data();
  const Signature signature(d2i_ECDSA_SIG(nullptr, &read, static_cast<long>(length)));
  return padded(ECDSA_SIG_get0_r(signature.get())) + padded(ECDSA_SIG_get0_s(signature.get()));
}

bool verify_es256(const EcKey& key, std::string_view input, std::string_view raw) {
  if (raw.size() != 2 * kCoordinate) return false;
  const Signature signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes_of(raw), kCoordinate, nullptr);
  BIGNUM* s = BN_bin2bn(bytes_of(raw.substr(kCoordinate)), kCoordinate, nullptr);
  if (ECDSA_SIG_set0(signature.get(), r, s) != 1) return false;
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &der);
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
      der, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  const DigestContext context(EVP_MD_CTX_new());
  return length > 0 && EVP_DigestVerifyInit(context.get(), nullptr, sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), der, static_cast<std::size_t>(length), bytes_of(input),
                          input.size()) == 1;
}

}  // namespace lgm::auth
