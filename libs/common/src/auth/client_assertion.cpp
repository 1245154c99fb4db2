#include "lgm/auth/client_assertion.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "lgm/crypto/crypto.hpp"
#include "lgm/json/value.hpp"
#include "rsa_key.hpp"

namespace lgm::auth {
namespace {

using json::Object;

constexpr std::int64_t kLife = 60;  // seconds

// RFC 7638 section 3: the required members in lexicographic order, without blanks.
std::string thumbprint(const Object& members) {
  return crypto::base64url(crypto::sha256(json::to_text(members)));
}

class EcClientKey final : public ClientKey {
 public:
  explicit EcClientKey(EcKey key) : key_(std::move(key)) {
    const auto [x, y] = public_coordinates(key_);
    kid_ = thumbprint(
        {{"crv", "P-256"}, {"kty", "EC"}, {"x", crypto::base64url(x)}, {"y", crypto::base64url(y)}});
  }
  const std::string& kid() const override { return kid_; }

 protected:
  std::string_view algorithm() const override { return "ES256"; }
  std::string signature(std::string_view input) const override { return sign_es256(key_, input); }

 private:
  EcKey key_;
  std::string kid_;
};

class RsaClientKey final : public ClientKey {
 public:
  explicit RsaClientKey(RsaKey key) : key_(std::move(key)) {
    const auto [n, e] = public_numbers(key_);
    kid_ = thumbprint({{"e", crypto::base64url(e)}, {"kty", "RSA"}, {"n", crypto::base64url(n)}});
  }
  const std::string& kid() const override { return kid_; }

 protected:
  std::string_view algorithm() const override { return "RS256"; }
  std::string signature(std::string_view input) const override { return sign_rs256(key_, input); }

 private:
  RsaKey key_;
  std::string kid_;
};

}  // namespace

std::shared_ptr<const ClientKey> ClientKey::from_pem(std::string_view pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  // An encrypted key has no password here, and nobody is asked for one.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  EcKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (key && is_p256(key)) return std::make_shared<EcClientKey>(std::move(key));
  if (key && is_strong_rsa(key)) return std::make_shared<RsaClientKey>(std::move(key));
  throw std::invalid_argument("the client's key is no PEM private key on P-256, or RSA of 2048 to 8192 bits");
}

std::string ClientKey::assertion(const std::string& client_id, const std::string& audience,
                                 base::WallTime now, base::Random& random) const {
  const std::int64_t seconds = base::to_unix_seconds(now);
  const Object header{{"alg", algorithm()}, {"typ", "JWT"}, {"kid", kid()}};
  const Object claims{{"iss", client_id},      {"sub", client_id}, {"aud", audience},
                      {"jti", random.token()}, {"iat", seconds},   {"exp", seconds + kLife}};
  const std::string input =
      crypto::base64url(json::to_text(header)) + "." + crypto::base64url(json::to_text(claims));
  return input + "." + crypto::base64url(signature(input));
}

}  // namespace lgm::auth
