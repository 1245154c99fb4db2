// Tokens that an attacker would try, signed by the right key wherever the signature is not what is tested.
#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "auth/ec_key.hpp"
#include "lgm/auth/jwt.hpp"
#include "lgm/crypto/crypto.hpp"
#include "support/check_token.hpp"

using namespace lgm;
using auth::TokenFault;
using Members = std::map<std::string, std::string>;  // name to JSON text

namespace {

constexpr std::int64_t kNow = 1'800'000'000;

// A key pair of which, unlike of a SigningKey, any text can be signed.
struct KeyPair {
  auth::EcKey key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
  std::string kid = "kid-1";

  json::Value jwk() const {
    const auto [x, y] = auth::public_coordinates(key);
    return json::Object{{"kty", "EC"}, {"crv", "P-256"}, {"x", crypto::base64url(x)},
                        {"kid", kid},  {"use", "sig"},   {"y", crypto::base64url(y)}};
  }
  std::string token(const std::string& header, const std::string& payload) const {
    const std::string text = crypto::base64url(header) + "." + crypto::base64url(payload);
    return text + "." + crypto::base64url(auth::sign_es256(key, text));
  }
};

std::string object(const Members& members) {
  std::string text;
  for (const auto& [name, value] : members) text += (text.empty() ? "" : ",") + ("\"" + name + "\":") + value;
  return "{" + text + "}";
}

// Counts what it is asked; the document can be changed while it is.
struct Keys final : auth::KeySource {
  std::mutex mutex;
  json::Value document;
  std::atomic<int> fetched{0};
  void serve(const std::vector<const KeyPair*>& pairs) {
    json::Array list;
    for (const KeyPair* pair : pairs) list.push_back(pair->jwk());
    const std::lock_guard lock(mutex);
    document = json::Object{{"keys", std::move(list)}};
  }
  std::optional<json::Value> fetch() override {
    ++fetched;
    const std::lock_guard lock(mutex);
    return document;
  }
};

struct Hostile {
  base::ManualClock clock{base::from_unix_ms(kNow * 1000)};
  KeyPair ours;
  std::shared_ptr<Keys> source = std::make_shared<Keys>();
  auth::TokenVerifier verifier{{}, source, clock};
  Members header{{"alg", "\"ES256\""}, {"typ", "\"at+jwt\""}, {"kid", "\"kid-1\""}};
  Members claims{{"iss", "\"llm-guard-manager\""},
                 {"aud", "\"llm-guard-manager\""},
                 {"sub", "\"u1\""},
                 {"client_id", "\"console\""},
                 {"uid", "\"id-1\""},
                 {"role", "\"ANNOTATOR\""},
                 {"sid", "\"s1\""},
                 {"jti", "\"j1\""},
                 {"iat", std::to_string(kNow)},
                 {"nbf", std::to_string(kNow)},
                 {"exp", std::to_string(kNow + 60)}};

  Hostile() { source->serve({&ours}); }
  TokenFault fault() { return verifier.verify(ours.token(object(header), object(claims))).fault; }
  TokenFault fault_with(const std::string& claim, const std::string& value) {
    const Members kept = claims;
    if (value.empty())
      claims.erase(claim);
    else
      claims[claim] = value;
    const TokenFault found = fault();
    claims = kept;
    return found;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Hostile, "each claim left out, empty or of another type is refused") {
  REQUIRE(fault() == TokenFault::None);
  for (const char* name : {"iss", "sub", "client_id", "uid", "role", "sid", "jti"})
    for (const char* value : {"", "null", "\"\"", "7", "true", "[\"llm-guard-manager\"]", "{}"}) {
      CAPTURE(std::string(name) + "=" + value);
      CHECK(fault_with(name, value) == TokenFault::Claims);
    }
  for (const char* name : {"iat", "nbf", "exp"})
    for (const char* value : {"", "null", "\"1800000000\"", "1800000000.5", "-1", "true", "[1800000000]",
                              "9223372036854775807", "9223372036854775808", "1e30"}) {
      CAPTURE(std::string(name) + "=" + value);
      CHECK(fault_with(name, value) == TokenFault::Claims);
    }
}

TEST_CASE_FIXTURE(Hostile, "an audience is ours to the letter, alone or in a list") {
  CHECK(fault_with("aud", R"(["other","llm-guard-manager"])") == TokenFault::None);
  for (const char* value :
       {"", "null", "[]", "7", "{}", R"("llm-guard")", R"("llm-guard-manager/")", R"(["llm-guard"])",
        R"("LLM-GUARD-MANAGER")", R"([["llm-guard-manager"]])", R"(" llm-guard-manager")"}) {
    CAPTURE(value);
    CHECK(fault_with("aud", value) == TokenFault::Audience);
  }
  for (const char* value : {R"("llm-guard-manager/")", R"("LLM-guard-manager")", R"("llm-guard-manage")"})
    CHECK(fault_with("iss", value) == TokenFault::Issuer);
}

TEST_CASE_FIXTURE(Hostile, "a key or an address of keys in the token's own header counts for nothing") {
  KeyPair attacker;
  const std::string own_key = json::to_text(attacker.jwk());
  const Members usual = header;
  for (const char* kid : {"kid-1", "theirs"}) {
    header = usual;
    header["kid"] = "\"" + std::string(kid) + "\"";
    header["jwk"] = own_key;
    header["jku"] = header["x5u"] = R"("https://attacker.example/keys")";
    header["x5c"] = R"(["MIIB"])";
    const TokenFault found = verifier.verify(attacker.token(object(header), object(claims))).fault;
    CHECK(found == (std::string(kid) == "kid-1" ? TokenFault::Signature : TokenFault::Key));
  }
  header = usual;
  header.erase("kid");
  header["jwk"] = own_key;
  CHECK(verifier.verify(attacker.token(object(header), object(claims))).fault == TokenFault::Key);
  header = usual;
  header["jwk"] = own_key;
  CHECK(fault() == TokenFault::None);  // ours, whatever else the header says
}

TEST_CASE_FIXTURE(Hostile, "10,000 hostile key ids make one fetch an interval and leave the good key good") {
  REQUIRE(fault() == TokenFault::None);
  REQUIRE(source->fetched == 1);
  const std::vector<std::string> shapes{R"("'; DROP TABLE users; --)",  R"("../../etc/passwd)", R"("\u0000)",
                                        R"("http://attacker.example/)", R"("__proto__)",        R"("*)"};
  const std::string payload = object(claims);
  for (int i = 0; i < 10'000; ++i) {
    header["kid"] = shapes[static_cast<std::size_t>(i) % shapes.size()] + std::to_string(i) + "\"";
    const std::string text = crypto::base64url(object(header)) + "." + crypto::base64url(payload);
    REQUIRE(verifier.verify(text + "." + crypto::base64url(std::string(64, 's'))).fault == TokenFault::Key);
  }
  CHECK(source->fetched == 1);
  clock.advance(std::chrono::seconds(31));
  for (int i = 0; i < 100; ++i) CHECK(fault() == TokenFault::Key);
  CHECK(source->fetched == 2);
  header["kid"] = "\"kid-1\"";
  CHECK(fault() == TokenFault::None);
  for (const char* kid : {"7", "null", "[\"kid-1\"]", "{\"kid\":\"kid-1\"}", "\"\""}) {
    header["kid"] = kid;
    CHECK(fault() == TokenFault::Key);
  }
}

TEST_CASE_FIXTURE(Hostile, "signatures of another form, with r or s zero, or over other bytes are refused") {
  const std::string text = crypto::base64url(object(header)) + "." + crypto::base64url(object(claims));
  const std::string good = auth::sign_es256(ours.key, text);
  const auto fault_of = [&](const std::string& signature) {
    return verifier.verify(text + "." + crypto::base64url(signature)).fault;
  };
  CHECK(fault_of(std::string(32, '\0') + good.substr(32)) == TokenFault::Signature);
  CHECK(fault_of(good.substr(0, 32) + std::string(32, '\0')) == TokenFault::Signature);
  CHECK(fault_of(std::string(64, '\xff')) == TokenFault::Signature);
  CHECK(fault_of(good + good) == TokenFault::Signature);
  CHECK(fault_of("\x30\x44\x02\x20" + good.substr(0, 32) + "\x02\x20" + good.substr(32)) ==
        TokenFault::Signature);
  CHECK(verifier.verify(text + "." + crypto::base64url(good) + "=").fault == TokenFault::Malformed);
  CHECK(verifier.verify(text + "." + crypto::base64url(good) + "\n").fault == TokenFault::Malformed);
  CHECK(verifier.verify(text + "." + crypto::base64url(good)).fault == TokenFault::None);
}

TEST_CASE_FIXTURE(Hostile, "members that stand twice, other encodings and other shapes are refused") {
  const std::string good_header = object(header), good_claims = object(claims);
  const auto doubled = [](const std::string& text, const char* member) {
    return text.substr(0, text.size() - 1) + "," + member + "}";
  };
  CHECK(verifier.verify(ours.token(doubled(good_header, R"("alg":"ES256")"), good_claims)).fault ==
        TokenFault::Malformed);
  CHECK(verifier.verify(ours.token(good_header, doubled(good_claims, R"("uid":"admin")"))).fault ==
        TokenFault::Malformed);
  for (const char* payload : {"", "null", "[]", "\"text\"", "{", "\xff", "{\"iss\":\"\xc0\xaf\"}"}) {
    CAPTURE(payload);
    CHECK(verifier.verify(ours.token(good_header, payload)).fault == TokenFault::Malformed);
  }
  const std::string whole = ours.token(good_header, good_claims);
  for (const std::string& token : {whole + ".", "." + whole, whole + ".a.b", " " + whole, whole + " "})
    CHECK(verifier.verify(token).fault == TokenFault::Malformed);
}

TEST_CASE_FIXTURE(Hostile, "a token whose check ran while its key was withdrawn is not remembered") {
  KeyPair next;
  next.kid = "kid-2";
  const std::string token = ours.token(object(header), object(claims));
  std::atomic<bool> stop{false};
  std::vector<std::thread> callers;
  for (int i = 0; i < 3; ++i)
    callers.emplace_back([&] {
      while (!stop) static_cast<void>(verifier.verify(token));
    });
  int revived = 0;
  for (int round = 0; round < 300; ++round) {
    source->serve({&ours, &next});
    REQUIRE(verifier.refresh_keys());
    source->serve({&next});
    REQUIRE(verifier.refresh_keys());
    for (int i = 0; i < 50; ++i) revived += verifier.verify(token).fault == TokenFault::None;
  }
  stop = true;
  for (auto& caller : callers) caller.join();
  CHECK(revived == 0);
}

TEST_CASE_FIXTURE(Hostile, "a check token is for those alone who ask for it, and must be one in every part") {
  using Accept = auth::TokenVerifier::Accept;
  const auto verified = [this](Accept accept) {
    return verifier.verify(ours.token(object(header), object(claims)), accept);
  };
  // A limit is no part of an ordinary token: whoever overlooked it would take it for a whole one.
  claims["limited_to"] = R"({"tag":"HELM_TEST_1"})";
  CHECK(verified(Accept::LimitedToo).fault == TokenFault::Claims);
  header["typ"] = "\"check+jwt\"";
  claims["uid"] = "\"" + std::string(auth::kCheckTokenUid) + "\"";
  claims["client_id"] = "\"check\"";
  CHECK(verified(Accept::AccessTokens).fault == TokenFault::Type);
  const auto good = verified(Accept::LimitedToo);
  REQUIRE(good.claims);
  CHECK(good.claims->limit->kind == "tag");
  CHECK(good.claims->limit->value == "HELM_TEST_1");
  // Kept since, and still not for those who do not ask.
  CHECK(verified(Accept::AccessTokens).fault == TokenFault::Type);
  CHECK_FALSE(verified(Accept::AccessTokens).claims);

  const auto fault_of = [&](const std::string& claim, const std::string& value) {
    const Members kept = claims;
    claims[claim] = value;
    const auto found = verified(Accept::LimitedToo).fault;
    claims = kept;
    return found;
  };
  CHECK(fault_of("uid", "\"id-1\"") == TokenFault::Claims);  // nobody's own
  CHECK(fault_of("client_id", "\"console\"") == TokenFault::Claims);
  CHECK(fault_of("exp", std::to_string(kNow + 600)) == TokenFault::None);
  CHECK(fault_of("exp", std::to_string(kNow + 601)) == TokenFault::Claims);
  CHECK(fault_of("aud", "\"other\"") == TokenFault::Audience);
  for (const char* unknown : {"{}", R"({"tag":""})", R"({"tag":7})", R"({"scenario":"shop"})", "\"tag\"",
                              "[]", R"({"tag":"T","also":"x"})", "null", "true"}) {
    CAPTURE(unknown);
    const Members kept = claims;
    claims["limited_to"] = unknown;
    const auto found = verified(Accept::LimitedToo);
    claims = kept;
    REQUIRE(found.claims);
    CHECK(found.claims->limit->kind.empty());
  }
  claims.erase("limited_to");
  CHECK(verified(Accept::LimitedToo).fault == TokenFault::Claims);
}

TEST_CASE_FIXTURE(Hostile, "what a one-time password gives is its person's alone, and short") {
  using Accept = auth::TokenVerifier::Accept;
  const auto fault_of = [&](const std::string& limit, Accept accept = Accept::LimitedToo) {
    claims["limited_to"] = limit;
    return verifier.verify(ours.token(object(header), object(claims)), accept).fault;
  };
  const std::string own = R"({"own_password":)" + claims["uid"] + "}";
  // Never as a whole token, and never by a check token's type.
  CHECK(fault_of(own) == TokenFault::Claims);
  header["typ"] = "\"password-change+jwt\"";
  claims["exp"] = std::to_string(kNow + 900);
  CHECK(fault_of(own) == TokenFault::None);
  CHECK(fault_of(own, Accept::AccessTokens) == TokenFault::Type);
  for (const char* other : {"{}", R"({"own_password":"somebody"})", R"({"own_password":""})",
                            R"({"tag":"T"})", "[]", "null", "true"})
    CHECK_MESSAGE(fault_of(other) == TokenFault::Claims, other);
  CHECK(fault_of(own.substr(0, own.size() - 1) + R"(,"tag":"T"})") == TokenFault::Claims);
  claims["exp"] = std::to_string(kNow + 901);
  CHECK(fault_of(own) == TokenFault::Claims);
  claims["exp"] = std::to_string(kNow + 900);
  claims["uid"] = "\"" + std::string(auth::kCheckTokenUid) + "\"";
  CHECK(fault_of(R"({"own_password":)" + claims["uid"] + "}") == TokenFault::Claims);
}

TEST_CASE("limited claims are signed as tokens of their own type") {
  const base::ManualClock clock(base::from_unix_ms(kNow * 1000));
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  auth::TokenVerifier verifier(options, nullptr, clock);
  const std::string token = auth::SigningKey::hs256(std::string(32, 'k'))
                                ->sign(testing::check_token_claims(kNow, {"tag", "HELM_TEST_1"}));
  CHECK(verifier.verify(token).fault == TokenFault::Type);
  CHECK(verifier.verify(token, auth::TokenVerifier::Accept::LimitedToo).claims->limit->value ==
        "HELM_TEST_1");
  const std::string own =
      auth::SigningKey::hs256(std::string(32, 'k'))->sign(testing::password_change_claims(kNow, "u1"));
  CHECK(verifier.verify(own).fault == TokenFault::Type);
  CHECK(verifier.verify(own, auth::TokenVerifier::Accept::LimitedToo).claims->limit->value == "u1");
}
