#include "issuer_keys.hpp"

#include <algorithm>

#include "lgm/crypto/crypto.hpp"
#include "rsa_key.hpp"

namespace lgm::auth {
namespace {

using json::Value;
using enum IdTokenAlgorithm;
using Algorithms = std::vector<IdTokenAlgorithm>;

std::string number_at(const Value& jwk, const char* name) {
  return crypto::base64url_decode(jwk.text_at(name).value_or("")).value_or("");
}

bool is_for_signatures(const Value& jwk) {
  if (jwk.text_at("use").value_or("sig") != "sig") return false;
  const Value* operations = jwk.find("key_ops");
  if (!operations) return true;
  const json::Array* list = operations->array();
  return list && std::any_of(list->begin(), list->end(),
                             [](const Value& one) { return one.string() && *one.string() == "verify"; });
}

// Of what the key's type can: what the set says, all where it says nothing (RFC 8725 section 3.1).
Algorithms bound(const Value& jwk, const Algorithms& possible) {
  const Value* said = jwk.find("alg");
  if (!said) return possible;
  const auto algorithm = said->string() ? describe::named<IdTokenAlgorithm>(*said->string()) : std::nullopt;
  const bool fits = algorithm && std::find(possible.begin(), possible.end(), *algorithm) != possible.end();
  return fits ? Algorithms{*algorithm} : Algorithms{};
}

std::shared_ptr<const IssuerKeys::Key> read_key(const Value& jwk) {
  auto made = std::make_shared<IssuerKeys::Key>();
  const auto type = jwk.text_at("kty");
  if (type == "RSA") {
    made->algorithms = bound(jwk, {Rs256, Ps256});
    made->key = rsa_public_key(number_at(jwk, "n"), number_at(jwk, "e"));
  } else if (type == "EC" && jwk.text_at("crv") == "P-256") {
    made->algorithms = bound(jwk, {Es256});
    made->key = public_key(number_at(jwk, "x"), number_at(jwk, "y"));
  }
  made->kid = jwk.text_at("kid");
  return made->key && !made->algorithms.empty() && is_for_signatures(jwk) ? made : nullptr;
}

}  // namespace

bool IssuerKeys::Key::verifies_by(IdTokenAlgorithm algorithm) const {
  return std::find(algorithms.begin(), algorithms.end(), algorithm) != algorithms.end();
}

bool IssuerKeys::Key::verifies(IdTokenAlgorithm algorithm, std::string_view input,
                               std::string_view signature) const {
  if (!verifies_by(algorithm)) return false;
  if (algorithm == Es256) return verify_es256(key, input, signature);
  return verify_rsa(key, algorithm == Ps256 ? RsaPadding::Pss : RsaPadding::Pkcs1, input, signature);
}

std::optional<IssuerKeys> IssuerKeys::parse(const Value& jwks) {
  const Value* list = jwks.find("keys");
  if (!list || !list->array()) return std::nullopt;
  IssuerKeys keys;
  for (const Value& jwk : *list->array())
    if (auto key = read_key(jwk)) keys.keys_.push_back(std::move(key));
  return keys;
}

const IssuerKeys::Key* IssuerKeys::find(const std::optional<std::string>& kid,
                                        IdTokenAlgorithm algorithm) const {
  const Key* found = nullptr;
  for (const auto& key : keys_) {
    if ((kid && key->kid != kid) || !key->verifies_by(algorithm)) continue;
    if (found) return nullptr;
    found = key.get();
  }
  return found;
}

}  // namespace lgm::auth
