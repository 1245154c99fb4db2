// P-256 keys and ES256 signatures over OpenSSL, in the forms that JOSE uses (RFC 7518 section 3.4: r and s as
// 32 bytes each).
#pragma once
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace lgm::auth {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using EcKey = std::unique_ptr<EVP_PKEY, FreeKey>;

bool is_p256(const EcKey& key);
// x and y, 32 bytes each.
std::pair<std::string, std::string> public_coordinates(const EcKey& key);
// Null when the point is not on the curve.
EcKey public_key(std::string_view x, std::string_view y);
std::string sign_es256(const EcKey& key, std::string_view input);
// False for a signature of another length or form.
bool verify_es256(const EcKey& key, std::string_view input, std::string_view signature);

}  // namespace lgm::auth
