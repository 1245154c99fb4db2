#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>

#include "ec_key.hpp"
#include "lgm/auth/jwt.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth {
namespace {

constexpr std::size_t kShortestSecret = 32;  // RFC 7518 section 3.2: at least the hash's length

std::string_view type_of(const std::optional<Limit>& limit) {
  if (!limit) return "at+jwt";
  return limit->kind == kOwnPassword ? "password-change+jwt" : "check+jwt";
}

std::string signing_input(std::string_view alg, const std::string& kid, const Claims& claims) {
  std::string header, payload;
  json::Writer head(header);
  head.begin_object();
  head.key("alg"), head.text(alg);
  head.key("typ"), head.text(type_of(claims.limit));
  head.key("kid"), head.text(kid);
  head.end_object();
  json::Writer body(payload);
  body.begin_object();
  const auto text = [&](std::string_view name, const std::string& value) {
    body.key(name), body.text(value);
  };
  text("iss", claims.iss), text("aud", claims.aud), text("sub", claims.sub),
      text("client_id", claims.client_id);
  text("uid", claims.uid), text("role", claims.role), text("sid", claims.sid), text("jti", claims.jti);
  body.key("iat"), body.integer(claims.iat);
  body.key("nbf"), body.integer(claims.nbf);
  body.key("exp"), body.integer(claims.exp);
  if (claims.limit) {
    body.key("limited_to");
    body.value(json::Object{{claims.limit->kind, claims.limit->value}});
  }
  body.end_object();
  return crypto::base64url(header) + "." + crypto::base64url(payload);
}

class EcSigningKey final : public SigningKey {
 public:
  explicit EcSigningKey(EcKey key) : key_(std::move(key)) {
    const auto [x, y] = public_coordinates(key_);
    // RFC 7638 section 3: the required members in lexicographic order, without blanks.
    x_ = crypto::base64url(x), y_ = crypto::base64url(y);
    kid_ = crypto::base64url(
        crypto::sha256(R"({"crv":"P-256","kty":"EC","x":")" + x_ + R"(","y":")" + y_ + "\"}"));
  }
  Algorithm algorithm() const override { return Algorithm::Es256; }
  const std::string& kid() const override { return kid_; }
  std::string sign(const Claims& claims) const override {
    const std::string input = signing_input("ES256", kid_, claims);
    return input + "." + crypto::base64url(sign_es256(key_, input));
  }
  std::optional<json::Value> public_jwk() const override {
    return json::Value(json::Object{{"kty", "EC"},
                                    {"crv", "P-256"},
                                    {"x", x_},
                                    {"y", y_},
                                    {"kid", kid_},
                                    {"use", "sig"},
                                    {"alg", "ES256"}});
  }

 private:
  EcKey key_;
  std::string kid_, x_, y_;
};

class HmacSigningKey final : public SigningKey {
 public:
  explicit HmacSigningKey(std::string_view secret)
      : secret_(secret), kid_(crypto::base64url(crypto::sha256("kid:" + secret_)).substr(0, 16)) {}
  Algorithm algorithm() const override { return Algorithm::Hs256; }
  const std::string& kid() const override { return kid_; }
  std::string sign(const Claims& claims) const override {
    const std::string input = signing_input("HS256", kid_, claims);
    return input + "." + crypto::base64url(crypto::hmac_sha256(secret_, input));
  }
  std::optional<json::Value> public_jwk() const override { return std::nullopt; }

 private:
  std::string secret_, kid_;
};

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

// Without it OpenSSL would ask whoever sits at the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

}  // namespace

std::shared_ptr<const SigningKey> SigningKey::es256(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  EcKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key || !is_p256(key))
    throw std::invalid_argument("the signing key is not a PEM private key on the curve P-256");
  return std::make_shared<EcSigningKey>(std::move(key));
}

std::shared_ptr<const SigningKey> SigningKey::hs256(std::string_view secret) {
  if (secret.size() < kShortestSecret) throw std::invalid_argument("the shared key has fewer than 32 bytes");
  return std::make_shared<HmacSigningKey>(secret);
}

std::string new_es256_pem() {
  const EcKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  if (!key || PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error("OpenSSL failed: new P-256 key");
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

json::Value jwks(const std::vector<std::shared_ptr<const SigningKey>>& keys) {
  json::Array list;
  for (const auto& key : keys)
    if (auto jwk = key->public_jwk()) list.push_back(std::move(*jwk));
  return json::Object{{"keys", std::move(list)}};
}

}  // namespace lgm::auth
