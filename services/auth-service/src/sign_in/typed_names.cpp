#include "sign_in/typed_names.hpp"

#include "configuration/master_secret.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::size_t kShownCharacters = 2, kDigestDigits = 16;

}  // namespace

TypedNames::TypedNames(const std::string& secret_key)
    : key_(derived_keys(secret_key, "typed-name").front()) {}

std::string TypedNames::hidden(const std::string& name) const {
  const auto digest = crypto::to_hex(crypto::hmac_sha256(key_, name));
  return std::string(base::first_characters(name, kShownCharacters)) + "… #" +
         digest.substr(0, kDigestDigits);
}

}  // namespace lgm::auth_service
