#include "lgm/auth/jwt.hpp"

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <utility>

#include "lgm/auth/revocations.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using auth::TokenFault;

namespace {

std::string new_pem(const char* curve) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve), EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

struct Keys final : auth::KeySource {
  std::optional<json::Value> document;
  int fetched = 0;
  std::optional<json::Value> fetch() override {
    ++fetched;
    return document;
  }
};

struct Fixture {
  base::ManualClock clock{base::from_unix_ms(1'800'000'000'000)};
  std::string pem = new_pem("P-256");
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::es256(pem);
  std::shared_ptr<Keys> source = std::make_shared<Keys>();
  auth::TokenVerifier verifier{{}, source, clock};
  Fixture() { source->document = auth::jwks({key}); }

  auth::Claims claims() const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return {"llm-guard-manager",
            "llm-guard-manager",
            "u1",
            "console",
            "id-1",
            "ANNOTATOR",
            "s1",
            "j1",
            now,
            now,
            now + 60};
  }
  TokenFault fault(const std::string& token) { return verifier.verify(token).fault; }
  // A token with any header and payload, signed by the right key's algorithm over exactly these texts.
  static std::string unsigned_token(const std::string& header, const std::string& payload,
                                    const std::string& signature = std::string(64, 'x')) {
    return crypto::base64url(header) + "." + crypto::base64url(payload) + "." + crypto::base64url(signature);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a token that was signed here is verified, from the cache too") {
  const std::string token = key->sign(claims());
  for (int i = 0; i < 2; ++i) {
    const auto verified = verifier.verify(token);
    REQUIRE(verified.fault == TokenFault::None);
    CHECK(verified.claims->uid == "id-1");
    CHECK(verified.claims->sid == "s1");
  }
  CHECK(source->fetched == 1);
}

TEST_CASE_FIXTURE(Fixture, "every changed byte is refused") {
  const std::string token = key->sign(claims());
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (changed != token) CHECK(fault(changed) != TokenFault::None);
    CHECK(fault(token.substr(0, i)) != TokenFault::None);
  }
}

TEST_CASE_FIXTURE(Fixture, "algorithm, type and critical extensions are fixed") {
  const std::string kid = key->kid(), payload = R"({"iss":"llm-guard-manager"})";
  for (const char* alg : {"none", "nOnE", "es256", "ES384", "RS256", "HS256"})
    CHECK(fault(unsigned_token(R"({"alg":")" + std::string(alg) + R"(","typ":"at+jwt","kid":")" + kid + "\"}",
                               payload)) == TokenFault::Alg);
  CHECK(fault(unsigned_token(R"({"alg":"ES256","typ":"JWT","kid":")" + kid + "\"}", payload)) ==
        TokenFault::Type);
  CHECK(fault(unsigned_token(R"({"alg":"ES256","kid":")" + kid + "\"}", payload)) == TokenFault::Type);
  CHECK(fault(unsigned_token(R"({"alg":"ES256","typ":"at+jwt","crit":["b64"],"kid":")" + kid + "\"}",
                             payload)) == TokenFault::Malformed);
  CHECK(fault(unsigned_token(R"({"alg":"ES256","alg":"none","typ":"at+jwt"})", payload)) ==
        TokenFault::Malformed);
  for (const std::string& signature : {std::string(), std::string(64, '\0'), std::string(63, 'x'),
                                       std::string(65, 'x'), std::string(72, '\x30')})
    CHECK(fault(unsigned_token(R"({"alg":"ES256","typ":"at+jwt","kid":")" + kid + "\"}", payload,
                               signature)) == TokenFault::Signature);
  for (const char* token :
       {"", "a.b", "a.b.c.d", "....", "e30.e30.", "e30=.e30.e30", " e30.e30.e30", "{\"payload\":\"\"}"})
    CHECK(fault(token) != TokenFault::None);
  CHECK(fault(std::string(1024 * 1024, 'a')) == TokenFault::TooLong);
}

TEST_CASE("a token keyed with the public key as HMAC secret is refused, and the other way round") {
  Fixture fixture;
  const std::string secret(32, 's');
  const auto hmac = auth::SigningKey::hs256(secret);
  CHECK(fixture.fault(hmac->sign(fixture.claims())) == TokenFault::Alg);
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = secret;
  auth::TokenVerifier verifier(options, nullptr, fixture.clock);
  CHECK(verifier.verify(hmac->sign(fixture.claims())).fault == TokenFault::None);
  CHECK(verifier.verify(fixture.key->sign(fixture.claims())).fault == TokenFault::Alg);
  CHECK(verifier.verify(auth::SigningKey::hs256(std::string(32, 't'))->sign(fixture.claims())).fault ==
        TokenFault::Signature);
}

TEST_CASE_FIXTURE(Fixture, "issuer, audience and claims are checked exactly") {
  auto changed = claims();
  changed.iss += "/";
  CHECK(fault(key->sign(changed)) == TokenFault::Issuer);
  changed = claims(), changed.aud = "llm-guard";
  CHECK(fault(key->sign(changed)) == TokenFault::Audience);
  for (auto member : {&auth::Claims::iss, &auth::Claims::sub, &auth::Claims::client_id, &auth::Claims::uid,
                      &auth::Claims::sid, &auth::Claims::jti}) {
    changed = claims(), changed.*member = "";
    CHECK(fault(key->sign(changed)) == TokenFault::Claims);
  }
  changed = claims(), changed.exp = INT64_MAX;
  CHECK(fault(key->sign(changed)) == TokenFault::Claims);
}

TEST_CASE_FIXTURE(Fixture, "times have a leeway of a minute to either side, for cached tokens as well") {
  const std::string token = key->sign(claims());
  CHECK(fault(token) == TokenFault::None);
  clock.advance(std::chrono::seconds(60 + 59));
  CHECK(fault(token) == TokenFault::None);
  clock.advance(std::chrono::seconds(2));
  CHECK(fault(token) == TokenFault::Expired);
  auto future = claims();
  future.nbf += 59, future.exp += 120;
  CHECK(fault(key->sign(future)) == TokenFault::None);
  future.nbf += 2;
  CHECK(fault(key->sign(future)) == TokenFault::NotYet);
  future = claims(), future.iat += 61, future.exp += 120;
  CHECK(fault(key->sign(future)) == TokenFault::NotYet);
}

TEST_CASE_FIXTURE(Fixture,
                  "an unknown key is asked for at most once an interval; a withdrawn one stops verifying") {
  const std::string token = key->sign(claims());
  CHECK(fault(token) == TokenFault::None);
  const auto other = auth::SigningKey::es256(new_pem("P-256"));
  for (int i = 0; i < 1000; ++i) CHECK(fault(other->sign(claims())) == TokenFault::Key);
  CHECK(source->fetched <= 2);
  source->document = auth::jwks({other});
  REQUIRE(verifier.refresh_keys());
  CHECK(fault(token) == TokenFault::Key);
  CHECK(fault(other->sign(claims())) == TokenFault::None);
}

TEST_CASE_FIXTURE(Fixture, "a key that was published since is found a second after the last look") {
  CHECK(fault(key->sign(claims())) == TokenFault::None);
  const auto next = auth::SigningKey::es256(new_pem("P-256"));
  const std::string token = next->sign(claims());
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(token) == TokenFault::Key);
  source->document = auth::jwks({next, key});
  CHECK(fault(token) == TokenFault::Key);  // within the second
  CHECK(source->fetched == 2);
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(token) == TokenFault::None);
  CHECK(source->fetched == 3);
}

TEST_CASE_FIXTURE(Fixture, "a source that does not answer is left alone for longer, once there are keys") {
  const auto document = std::exchange(source->document, std::nullopt);
  const std::string token = key->sign(claims());
  CHECK(fault(token) == TokenFault::Key);
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(token) == TokenFault::Key);
  CHECK(source->fetched == 2);  // without any key every second counts
  source->document = document;
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(token) == TokenFault::None);
  source->document = std::nullopt;
  const std::string unknown = auth::SigningKey::es256(new_pem("P-256"))->sign(claims());
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(unknown) == TokenFault::Key);
  clock.advance(std::chrono::seconds(4));
  CHECK(fault(unknown) == TokenFault::Key);
  CHECK(source->fetched == 4);
  clock.advance(std::chrono::seconds(1));
  CHECK(fault(unknown) == TokenFault::Key);
  CHECK(source->fetched == 5);
}

TEST_CASE("only P-256 keys and long secrets are taken") {
  CHECK_THROWS_WITH(auth::SigningKey::es256(new_pem("P-384")),
                    "the signing key is not a PEM private key on the curve P-256");
  CHECK_THROWS_WITH(auth::SigningKey::es256("not a key"),
                    "the signing key is not a PEM private key on the curve P-256");
  CHECK_THROWS_WITH(auth::SigningKey::hs256(std::string(31, 'x')), "the shared key has fewer than 32 bytes");
}

TEST_CASE_FIXTURE(Fixture, "a file that asks for a passphrase is refused, and asks nobody") {
  CHECK_THROWS_WITH(
      auth::SigningKey::es256("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
                              "AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END EC PRIVATE "
                              "KEY-----\n"),
      "the signing key is not a PEM private key on the curve P-256");
  CHECK(auth::SigningKey::es256(auth::new_es256_pem())->kid() != key->kid());
}

TEST_CASE_FIXTURE(Fixture, "what was verified says by which key, for a withdrawal of that key") {
  const auto claims_of = [&](const std::string& token) { return *verifier.verify(token).claims; };
  CHECK(claims_of(key->sign(claims())).kid == key->kid());
  auth::RevocationSet set;
  set.add({{1, auth::RevocationKind::SigningKey, key->kid(), 0, 2'000'000'000'000}}, 1);
  CHECK(set.refuses(claims_of(key->sign(claims()))));
  CHECK(set.signing_key_withdrawn(key->kid()));
  const auto other = auth::SigningKey::es256(new_pem("P-256"));
  source->document = auth::jwks({other});
  REQUIRE(verifier.refresh_keys());
  CHECK_FALSE(set.refuses(claims_of(other->sign(claims()))));
}

TEST_CASE_FIXTURE(Fixture, "HS256 by two secrets: both verify, each by its own id, and no third does") {
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'n');
  options.hs256_other = std::string(32, 'o');
  auth::TokenVerifier both(options, nullptr, clock);
  for (const char letter : {'n', 'o'}) {
    const auto secret = auth::SigningKey::hs256(std::string(32, letter));
    const auto verified = both.verify(secret->sign(claims()));
    REQUIRE(verified.claims);
    CHECK(verified.claims->kid == secret->kid());
  }
  CHECK(both.verify(auth::SigningKey::hs256(std::string(32, 'x'))->sign(claims())).fault ==
        TokenFault::Signature);
  options.hs256_other = "";
  auth::TokenVerifier one(options, nullptr, clock);
  CHECK(one.verify(auth::SigningKey::hs256(std::string(32, 'o'))->sign(claims())).fault ==
        TokenFault::Signature);
}
