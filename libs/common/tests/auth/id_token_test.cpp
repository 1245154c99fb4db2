// ID tokens of other issuers: every one here is signed by a key of the issuer's, wherever the signature is
// not what is tested.
#include "lgm/auth/id_token.hpp"

#include <doctest/doctest.h>
#include <openssl/rsa.h>

#include <map>
#include <random>

#include "auth/rsa_key.hpp"
#include "lgm/auth/client_assertion.hpp"
#include "lgm/crypto/crypto.hpp"
#include "support/pem.hpp"

using namespace lgm;
using auth::IdTokenFault;
using json::Object;
using json::Value;

namespace {

constexpr std::int64_t kNow = 1'800'000'000;
constexpr char kNonce[] = "nonce-of-this-sign-in";

auth::RsaKey rsa(std::size_t bits) {
  return auth::RsaKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
}

Value rsa_jwk(const auth::RsaKey& key, const std::string& kid) {
  const auto [n, e] = auth::public_numbers(key);
  return Object{{"kty", "RSA"}, {"kid", kid}, {"n", crypto::base64url(n)}, {"e", crypto::base64url(e)}};
}

Value ec_jwk(const auth::EcKey& key, const std::string& kid) {
  const auto [x, y] = auth::public_coordinates(key);
  return Object{{"kty", "EC"},
                {"crv", "P-256"},
                {"kid", kid},
                {"x", crypto::base64url(x)},
                {"y", crypto::base64url(y)}};
}

std::string signed_pss(const auth::RsaKey& key, const std::string& text, int salt) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* settings = nullptr;
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())), '\0');
  std::size_t length = signature.size();
  REQUIRE(EVP_DigestSignInit(context, &settings, EVP_sha256(), nullptr, key.get()) == 1);
  EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, salt);
  REQUIRE(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                         reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
  EVP_MD_CTX_free(context);
  return signature;
}

// Made once: RSA keys take their time.
const auth::RsaKey& rsa_key() {
  static const auth::RsaKey key = rsa(2048);
  return key;
}

struct Issuer {
  auth::EcKey ec{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
  json::Array jwks{rsa_jwk(rsa_key(), "r"), ec_jwk(ec, "e")};
  auth::IdTokenRules rules{"https://idp.example", "our-client"};
  Value header = Object{{"alg", "RS256"}, {"kid", "r"}};
  Value claims = Object{{"iss", "https://idp.example"},
                        {"sub", "248289761001"},
                        {"aud", "our-client"},
                        {"iat", kNow},
                        {"exp", kNow + 300},
                        {"nonce", kNonce}};
  std::int64_t now = kNow;

  std::string signature(const std::string& text) const {
    const auto algorithm = header.text_at("alg");
    if (algorithm == "RS256") return auth::sign_rs256(rsa_key(), text);
    if (algorithm == "PS256") return signed_pss(rsa_key(), text, 32);
    return auth::sign_es256(ec, text);
  }
  std::string token_of(const std::string& head, const std::string& body) const {
    const std::string text = crypto::base64url(head) + "." + crypto::base64url(body);
    return text + "." + crypto::base64url(signature(text));
  }
  std::string token() const { return token_of(json::to_text(header), json::to_text(claims)); }
  auth::VerifiedIdToken verified(const std::string& token) const {
    const auto keys = auth::IssuerKeys::parse(Object{{"keys", jwks}});
    REQUIRE(keys);
    return auth::verify_id_token(token, *keys, rules, kNonce, base::from_unix_ms(now * 1000));
  }
  IdTokenFault fault(const std::string& token) const { return verified(token).fault; }
  IdTokenFault fault() const { return fault(token()); }
  IdTokenFault with(const char* claim, Value value) const {
    Issuer other;
    other.ec.reset(EVP_PKEY_dup(ec.get()));
    other.jwks = jwks, other.header = header, other.claims = claims, other.now = now;
    other.claims.set(claim, std::move(value));
    return other.fault();
  }
  IdTokenFault without(const char* claim) {
    std::erase_if(*claims.object(), [&](const json::Member& member) { return member.first == claim; });
    return fault();
  }
  void sign_by(const char* algorithm, const char* kid) {
    header = Object{{"alg", algorithm}, {"kid", kid}, {"typ", "JWT"}};
  }
};

// Of base64url: one bit of what a part says.
std::string with_a_bit_turned(const std::string& token, const auto& below) {
  const std::size_t first = token.find('.'), second = token.rfind('.');
  const std::pair<std::size_t, std::size_t> parts[] = {
      {0, first}, {first + 1, second}, {second + 1, token.size()}};
  const auto [from, to] = parts[below(3)];
  std::string said = crypto::base64url_decode(token.substr(from, to - from)).value();
  said[below(said.size())] ^= static_cast<char>(1U << below(8));
  return token.substr(0, from) + crypto::base64url(said) + token.substr(to);
}

std::string changed_token(const std::string& good, const auto& below) {
  constexpr std::string_view kSigns =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= {\"";
  const std::size_t at = below(good.size());
  std::string changed = good;
  switch (below(7)) {
    case 0:
      changed[at] = kSigns[below(kSigns.size())];
      break;
    case 1:
      changed.insert(at, 1 + below(3), kSigns[below(kSigns.size())]);
      break;
    case 2:
      changed.erase(at, 1 + below(3));
      break;
    case 3:
      changed.resize(at);
      break;
    case 4:
      changed += good.substr(at);
      break;
    case 5:
      changed = good.substr(at) + good.substr(0, at);
      break;
    default:
      changed = with_a_bit_turned(good, below);
  }
  return changed;
}

// The text that is signed is the same, and the signature's bytes are.
bool says_the_same(const std::string& good, const std::string& other) {
  const std::size_t end = good.rfind('.') + 1;
  return other.substr(0, end) == good.substr(0, end) && other.find('.', end) == std::string::npos &&
         crypto::base64url_decode(other.substr(std::min(end, other.size()))) ==
             crypto::base64url_decode(good.substr(end));
}

}  // namespace

TEST_CASE_FIXTURE(Issuer, "RS256, PS256 and ES256, each by a key of its type") {
  for (const auto& [algorithm, kid] : {std::pair{"RS256", "r"}, {"PS256", "r"}, {"ES256", "e"}}) {
    CAPTURE(algorithm);
    sign_by(algorithm, kid);
    const auto good = verified(token());
    CHECK(good.fault == IdTokenFault::None);
    CHECK(good.subject == "248289761001");
    CHECK(good.claims == claims);
  }
}

TEST_CASE_FIXTURE(Issuer, "no other algorithm, and none by a key of another one") {
  const std::string payload = crypto::base64url(json::to_text(claims));
  for (const char* name : {"none", "nOnE", "NONE", "rs256", "ES384", "RS512", "HS256", "EdDSA", ""}) {
    CAPTURE(name);
    sign_by(name, "r");
    CHECK(fault() == IdTokenFault::Algorithm);
    const std::string text = crypto::base64url(json::to_text(header)) + "." + payload;
    CHECK(fault(text + ".") == IdTokenFault::Algorithm);
    // By what everybody knows, the public key, and by what we know, our secret.
    const auto [n, e] = auth::public_numbers(rsa_key());
    const auto digest = crypto::hmac_sha256(n, text);
    CHECK(fault(text + "." + crypto::base64url(digest)) == IdTokenFault::Algorithm);
  }
  header = Object{{"kid", "r"}};
  CHECK(fault() == IdTokenFault::Algorithm);
  sign_by("ES256", "r");
  CHECK(fault() == IdTokenFault::Key);
  sign_by("RS256", "e");
  CHECK(fault() == IdTokenFault::Key);
  sign_by("RS256", "r");
  rules.algorithms = {auth::IdTokenAlgorithm::Es256};
  CHECK(fault() == IdTokenFault::Algorithm);
}

TEST_CASE_FIXTURE(Issuer, "a key that names its algorithm verifies by no other") {
  jwks[0].set("alg", "PS256");
  CHECK(fault() == IdTokenFault::Key);
  sign_by("PS256", "r");
  CHECK(fault() == IdTokenFault::None);
  for (const Value& other : {Value("RS512"), Value("ES256"), Value(7), Value()}) {
    jwks[0].set("alg", other);
    CHECK(fault() == IdTokenFault::Key);
  }
}

TEST_CASE_FIXTURE(Issuer, "the signature of another key, cut short, changed, or of other padding") {
  const std::string good = token();
  const std::size_t dot = good.rfind('.');
  CHECK(fault(good.substr(0, dot + 1)) == IdTokenFault::Signature);
  CHECK(fault(good.substr(0, good.size() - 2)) == IdTokenFault::Signature);
  std::string changed = good;
  changed[dot + 10] = changed[dot + 10] == 'A' ? 'B' : 'A';
  CHECK(fault(changed) == IdTokenFault::Signature);
  Value other = claims;
  other.set("sub", "somebody-else");
  const std::string moved =
      good.substr(0, good.find('.') + 1) + crypto::base64url(json::to_text(other)) + good.substr(dot);
  CHECK(fault(moved) == IdTokenFault::Signature);
  const auth::RsaKey strange = rsa(2048);
  const std::string text = good.substr(0, dot);
  CHECK(fault(text + "." + crypto::base64url(auth::sign_rs256(strange, text))) == IdTokenFault::Signature);
  CHECK(fault(text + "." + crypto::base64url(signed_pss(rsa_key(), text, 32))) == IdTokenFault::Signature);
  sign_by("PS256", "r");
  const std::string pss = token().substr(0, token().rfind('.'));
  CHECK(fault(pss + "." + crypto::base64url(auth::sign_rs256(rsa_key(), pss))) == IdTokenFault::Signature);
  CHECK(fault(pss + "." + crypto::base64url(signed_pss(rsa_key(), pss, 0))) == IdTokenFault::Signature);
}

TEST_CASE_FIXTURE(Issuer, "which key: the one of the kid, and without one the only key that fits") {
  sign_by("RS256", "unknown");
  CHECK(fault() == IdTokenFault::Key);
  sign_by("RS256", "R");
  CHECK(fault() == IdTokenFault::Key);
  header = Object{{"alg", "RS256"}};
  CHECK(fault() == IdTokenFault::None);
  jwks.push_back(rsa_jwk(rsa(2048), "second"));
  CHECK(fault() == IdTokenFault::Key);
  sign_by("RS256", "r");
  CHECK(fault() == IdTokenFault::None);
  jwks.push_back(rsa_jwk(rsa(2048), "r"));
  CHECK(fault() == IdTokenFault::Key);
  header = Object{{"alg", "RS256"}, {"kid", 7}};
  CHECK(fault() == IdTokenFault::Malformed);
}

TEST_CASE_FIXTURE(Issuer, "keys that come with the token are not looked at") {
  Issuer other;
  Value own = other.header;
  own.set("kid", "theirs");
  own.set("jwk", rsa_jwk(rsa_key(), "theirs")), own.set("jku", "https://evil.example/keys");
  header = own;
  CHECK(fault() == IdTokenFault::Key);
}

TEST_CASE_FIXTURE(Issuer, "keys that are weak, of another use or malformed verify nothing") {
  const Value good = jwks[0];
  const auto [n, e] = auth::public_numbers(rsa_key());
  const auto changed = [&](const char* member, Value value) {
    jwks = {good};
    jwks[0].set(member, std::move(value));
    return fault();
  };
  CHECK(changed("use", "sig") == IdTokenFault::None);
  CHECK(changed("key_ops", json::Array{"verify"}) == IdTokenFault::None);
  CHECK(changed("use", "enc") == IdTokenFault::Key);
  CHECK(changed("key_ops", json::Array{"encrypt"}) == IdTokenFault::Key);
  CHECK(changed("key_ops", "verify") == IdTokenFault::Key);
  CHECK(changed("kty", "oct") == IdTokenFault::Key);
  CHECK(changed("n", "") == IdTokenFault::Key);
  CHECK(changed("n", crypto::base64url(n) + "=") == IdTokenFault::Key);
  CHECK(changed("n", crypto::base64url(std::string(8192, '\xFF'))) == IdTokenFault::Key);
  CHECK(changed("e", crypto::base64url(std::string("\x01"))) == IdTokenFault::Key);
  CHECK(changed("e", crypto::base64url(std::string("\x02"))) == IdTokenFault::Key);
  CHECK(changed("e", crypto::base64url(std::string(9, '\xFF'))) == IdTokenFault::Key);
  CHECK(changed("e", "") == IdTokenFault::Key);
  jwks = {rsa_jwk(rsa(1024), "r")};
  CHECK(fault() == IdTokenFault::Key);
  jwks = {"a key", 7, Value(), good};
  CHECK(fault() == IdTokenFault::None);
  sign_by("ES256", "e");
  jwks = {ec_jwk(ec, "e")};
  jwks[0].set("crv", "P-384");
  CHECK(fault() == IdTokenFault::Key);
  jwks = {ec_jwk(ec, "e")};
  jwks[0].set("y", jwks[0].text_at("x"));  // off the curve
  CHECK(fault() == IdTokenFault::Key);
  for (const Value& none : {Value(Object{}), Value(Object{{"keys", "x"}}), Value(json::Array{})})
    CHECK_FALSE(auth::IssuerKeys::parse(none));
}

TEST_CASE_FIXTURE(Issuer, "what is no token") {
  const std::string good = token(), head = json::to_text(header), body = json::to_text(claims);
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), good + ".x", good + "=", " " + good, good + "\n",
        good.substr(0, good.rfind('.')), "a." + good, token_of("[]", body), token_of(head, "7"),
        token_of(head, "{\"iss\":"), token_of(R"({"alg":"RS256","alg":"RS256","kid":"r"})", body),
        token_of(head, R"({"sub":"a",)" + body.substr(1)), token_of(R"({"alg":"RS256","crit":[]})", body),
        token_of(R"({"alg":"RS256","kid":"r","crit":["b64"],"b64":true})", body),
        token_of(head, "{\"a\":\"\xFF\"}")}) {
    CAPTURE(bad);
    CHECK(fault(bad) == IdTokenFault::Malformed);
  }
  claims.set("filler", std::string(32 * 1024, 'x'));
  CHECK(fault() == IdTokenFault::TooLong);
  rules.max_token = 64 * 1024;
  CHECK(fault() == IdTokenFault::None);
}

TEST_CASE_FIXTURE(Issuer, "of thousands of changed tokens none is taken that was not signed so") {
  std::mt19937 seeded(14);
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(seeded);
  };
  const auto keys = auth::IssuerKeys::parse(Object{{"keys", jwks}}).value();
  for (const auto& [algorithm, kid] : {std::pair{"RS256", "r"}, {"PS256", "r"}, {"ES256", "e"}}) {
    sign_by(algorithm, kid);
    const std::string good = token();
    int taken = 0;
    for (int i = 0; i < 2'000; ++i) {
      const std::string changed = changed_token(good, below);
      if (says_the_same(good, changed)) continue;
      CAPTURE(changed);
      const auto told = auth::verify_id_token(changed, keys, rules, kNonce, base::from_unix_ms(now * 1000));
      CHECK(told.fault != IdTokenFault::None);
      taken += told.fault == IdTokenFault::None;
    }
    CHECK(taken == 0);
    CHECK(fault(good) == IdTokenFault::None);
  }
}

TEST_CASE_FIXTURE(Issuer, "a token of another type is for something else") {
  for (const char* type : {"JWT", "jwt"}) {
    header.set("typ", type);
    CHECK(fault() == IdTokenFault::None);
  }
  for (const Value& type : {Value("at+jwt"), Value("logout+jwt"), Value("JOSE"), Value(""), Value(7)}) {
    header.set("typ", type);
    CHECK(fault() == IdTokenFault::Type);
  }
}

TEST_CASE_FIXTURE(Issuer, "issuer and subject, exactly") {
  for (const char* iss : {"https://idp.example/", "https://IDP.example", "http://idp.example",
                          "https://idp.example.evil", "https://idp.exampl", ""})
    CHECK(with("iss", iss) == IdTokenFault::Issuer);
  for (const Value& iss : {Value(), Value(7), Value(json::Array{"https://idp.example"})})
    CHECK(with("iss", iss) == IdTokenFault::Claims);
  for (const Value& sub : {Value(), Value(7), Value(""), Value(std::string(256, 'a')), Value("\u4e2d"),
                           Value("a\nb"), Value(json::Array{"a"})})
    CHECK(with("sub", sub) == IdTokenFault::Claims);
  CHECK(with("sub", std::string(255, 'a')) == IdTokenFault::None);
  CHECK(without("sub") == IdTokenFault::Claims);
}

TEST_CASE_FIXTURE(Issuer, "audience: ours, in a list with azp") {
  using json::Array;
  for (const Value& aud :
       {Value("other"), Value("our-clien"), Value("our-client "), Value(), Value(7), Value(Array{}),
        Value(Array{"other"}), Value(Array{7}), Value(Object{{"our-client", true}})})
    CHECK(with("aud", aud) == IdTokenFault::Audience);
  CHECK(with("aud", Array{"our-client"}) == IdTokenFault::None);
  claims.set("aud", Array{"other", "our-client"});
  CHECK(fault() == IdTokenFault::Audience);
  CHECK(with("azp", "our-client") == IdTokenFault::None);
  for (const Value& azp : {Value("other"), Value(), Value(Array{"our-client"})})
    CHECK(with("azp", azp) == IdTokenFault::Audience);
  claims.set("aud", "our-client");
  CHECK(with("azp", "our-client") == IdTokenFault::None);
  CHECK(with("azp", "other") == IdTokenFault::Audience);
  CHECK(without("aud") == IdTokenFault::Audience);
}

TEST_CASE_FIXTURE(Issuer, "times, with a minute to either side") {
  CHECK(with("exp", kNow - 59) == IdTokenFault::None);
  CHECK(with("exp", kNow - 60) == IdTokenFault::Expired);
  for (const char* name : {"iat", "nbf"}) {
    CHECK(with(name, kNow + 60) == IdTokenFault::None);
    CHECK(with(name, kNow + 61) == IdTokenFault::NotYet);
  }
  for (const char* name : {"iat", "nbf", "exp"})
    for (const Value& value : {Value(), Value("1800000000"), Value(1'800'000'000.5), Value(-1),
                               Value(INT64_MAX), Value(1e30), Value(true)}) {
      CAPTURE(name);
      CHECK(with(name, value) == IdTokenFault::Claims);
    }
  SUBCASE("no iat") {
    CHECK(without("iat") == IdTokenFault::Claims);
  }
  SUBCASE("no exp") {
    CHECK(without("exp") == IdTokenFault::Claims);
  }
}

TEST_CASE_FIXTURE(Issuer, "the nonce of this sign-in") {
  for (const Value& nonce : {Value(), Value(""), Value("nonce-of-this-sign-iN"), Value(7),
                             Value(std::string(kNonce) + "x"), Value(json::Array{kNonce})})
    CHECK(with("nonce", nonce) == IdTokenFault::Nonce);
  const auto keys = auth::IssuerKeys::parse(Object{{"keys", jwks}});
  claims.set("nonce", "");
  CHECK(auth::verify_id_token(token(), *keys, rules, "", base::from_unix_ms(kNow * 1000)).fault ==
        IdTokenFault::Nonce);
  CHECK(without("nonce") == IdTokenFault::Nonce);
}

TEST_CASE_FIXTURE(Issuer, "no claim is told of what does not hold") {
  claims.set("nonce", "another");
  const auto refused = verified(token());
  CHECK(refused.subject.empty());
  CHECK(refused.claims.is_null());
}

TEST_CASE("an RSA client's assertion is RS256") {
  const auto key = auth::ClientKey::from_pem(testing::private_pem(rsa_key().get()));
  base::SeededRandom random(1);
  const std::string made = key->assertion("us", "https://idp.example", base::from_unix_ms(0), random);
  const std::size_t end = made.rfind('.');
  CHECK(auth::verify_rsa(rsa_key(), auth::RsaPadding::Pkcs1, made.substr(0, end),
                         *crypto::base64url_decode(made.substr(end + 1))));
}

TEST_CASE("a client's assertion: by its key, for one audience, good for a minute") {
  const auth::EcKey pair(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const auto key = auth::ClientKey::from_pem(testing::private_pem(pair.get()));
  base::SeededRandom random(1);
  const auto now = base::from_unix_ms(kNow * 1000);
  const std::string first = key->assertion("us", "https://idp.example", now, random);
  CHECK(first != key->assertion("us", "https://idp.example", now, random));
  const std::size_t dot = first.find('.'), end = first.rfind('.');
  const auto header = json::parse_or_nothing(*crypto::base64url_decode(first.substr(0, dot)));
  const auto claims = json::parse_or_nothing(*crypto::base64url_decode(first.substr(dot + 1, end - dot - 1)));
  CHECK(header->text_at("alg") == "ES256");
  CHECK(header->text_at("kid") == key->kid());
  for (const char* name : {"iss", "sub"}) CHECK(claims->text_at(name) == "us");
  CHECK(claims->text_at("aud") == "https://idp.example");
  CHECK(claims->integer_at("exp") == kNow + 60);
  CHECK(claims->text_at("jti")->size() == 43);
  CHECK(auth::verify_es256(pair, first.substr(0, end), *crypto::base64url_decode(first.substr(end + 1))));
  const std::string weak = testing::private_pem(rsa(1024).get());
  const auth::EcKey other(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
  for (const std::string& bad :
       {std::string(), std::string("no key"), weak, testing::private_pem(other.get())})
    CHECK_THROWS_AS(auth::ClientKey::from_pem(bad), std::invalid_argument);
}
