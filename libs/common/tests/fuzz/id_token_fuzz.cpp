// No bytes but a token that was signed are ever taken for an ID token, and no bytes for keys break anything.
#include <cstdlib>

#include "auth/ec_key.hpp"
#include "auth/rsa_key.hpp"
#include "lgm/auth/id_token.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;

namespace {

// Of key pairs that are made anew in each run: in no corpus and in no input.
json::Value fresh_keys() {
  const auth::EcKey ec(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const auth::RsaKey rsa(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
  const auto [x, y] = auth::public_coordinates(ec);
  const auto [n, e] = auth::public_numbers(rsa);
  using json::Object;
  return Object{
      {"keys",
       json::Array{
           Object{{"kty", "EC"},
                  {"crv", "P-256"},
                  {"kid", "e"},
                  {"x", crypto::base64url(x)},
                  {"y", crypto::base64url(y)}},
           Object{{"kty", "RSA"}, {"kid", "r"}, {"n", crypto::base64url(n)}, {"e", crypto::base64url(e)}}}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto keys = auth::IssuerKeys::parse(fresh_keys()).value();
  static const auth::IdTokenRules rules{"https://idp.example", "us"};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto now = base::from_unix_ms(1'800'000'000'000);
  if (auth::verify_id_token(bytes, keys, rules, "n", now).fault == auth::IdTokenFault::None) std::abort();
  if (const auto document = json::parse_or_nothing(bytes)) auth::IssuerKeys::parse(*document);
  return 0;
}
