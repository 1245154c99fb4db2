// A provider by OpenID Connect: what it publishes, what is kept of it, and every answer that identifies
// nobody.
#include <doctest/doctest.h>

#include "../support/fake_issuer.hpp"
#include "../support/providers_file.hpp"
#include "lgm/crypto/crypto.hpp"
#include "providers/oidc/oidc_provider.hpp"
#include "sign_in/sign_in_refusal.hpp"
#include "support/pem.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using namespace lgm::auth_service::oidc;
using json::Array;
using json::Object;
using json::Value;
using testing::FakeIssuer;

namespace {

struct Provided {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  testing::Files files;
  Value entry = testing::entry_of(files);
  std::shared_ptr<FakeIssuer> issuer = std::make_shared<FakeIssuer>(clock);
  std::shared_ptr<FakeIssuer> elsewhere = std::make_shared<FakeIssuer>(clock);
  Configuration own;
  service::Metrics metrics;
  service::Log log{{"auth-service", service::Level::Error, ""}};
  SessionCache cache{nullptr};
  AbuseLimits limits{cache};
  Addresses addresses{"https://console.example", "/dbmanage", "/api/v1"};
  ProviderCallers callers{{"idp-corp", issuer}, {"idp-corp-keys.example", elsewhere}};
  std::unique_ptr<IdentityProvider> provider;

  Provided() { make(); }
  void make() {
    own.identity_providers_file = files.write("providers", Array{entry});
    auto made = oidc_kind().providers({own, callers, limits, addresses, clock, random, metrics, log});
    REQUIRE(made.size() == 1);
    provider = std::move(made[0]);
  }
  SignInStart start() { return provider->start(std::string(43, 's')); }
  Proof proof_of(const SignInStart& start) { return {issuer->answer_to(start.location), start.transaction}; }
  Identity finish(const Proof& proof) { return provider->finish(proof, {}); }
  Identity sign_in() { return finish(proof_of(start())); }

  // "reason: cause" of what a sign-in is refused for; empty: it is not.
  template <class F>
  static std::string refused(F&& work) {
    try {
      work();
      return "";
    } catch (const SignInRefusal& refusal) {
      CHECK(refusal.problem().status == 401);
      CHECK(refusal.problem().code == "sign_in_refused");
      return refusal.reason() + ": " + refusal.cause().text;
    } catch (const service::Refusal& refusal) {
      return std::string(refusal.problem().code) + ": " + refusal.cause().text;
    }
  }
  std::string refused() {
    return refused([&] { sign_in(); });
  }
  bool unavailable() { return refused().starts_with("provider_unavailable"); }
};

}  // namespace

TEST_CASE_FIXTURE(Provided, "there: where to, and with what") {
  const auto begun = start();
  const auto asked = testing::parameters_of(begun.location);
  CHECK(begun.location.starts_with("https://idp.example/authorize?"));
  CHECK(asked.at("response_type") == "code");
  CHECK(asked.at("client_id") == FakeIssuer::kClient);
  CHECK(asked.at("redirect_uri") == "https://console.example/dbmanage/api/v1/auth/callback/corp");
  CHECK(asked.at("scope") == "openid profile email");
  CHECK(asked.at("state") == std::string(43, 's'));
  CHECK(asked.at("code_challenge_method") == "S256");
  CHECK_FALSE(asked.contains("response_mode"));
  const auto transaction = json::parse_or_nothing(begun.transaction).value();
  CHECK(asked.at("nonce") == transaction.text_at("nonce"));
  CHECK(asked.at("code_challenge") ==
        crypto::base64url(crypto::sha256(transaction.text_at("verifier").value())));
  CHECK(transaction.text_at("verifier")->size() == 43);
  const auto again = start();
  CHECK(again.transaction != begun.transaction);
  CHECK(begun.location.find(*transaction.text_at("verifier")) == std::string::npos);
}

TEST_CASE_FIXTURE(Provided, "and back: who it is") {
  const auto who = sign_in();
  CHECK(who.issuer == FakeIssuer::kIssuer);
  CHECK(who.subject == "sub-1");
  CHECK_FALSE(who.user_id);
  CHECK(who.names.user_name == "Ann Other");
  CHECK(who.names.email == "ann@idp.example");
  CHECK(issuer->last("/userinfo").headers.get("Authorization") == "Bearer at-1");
  const auto call = issuer->last("/token");
  CHECK(call.method == http::Method::Post);
  CHECK(call.content_type == "application/x-www-form-urlencoded");
  CHECK_FALSE(call.idempotent);
  const auto form = testing::parameters_of(call.body);
  CHECK(form.at("grant_type") == "authorization_code");
  CHECK_FALSE(form.contains("client_secret"));
}

TEST_CASE_FIXTURE(Provided, "who we are: Basic with both form-encoded, in the form, by a key") {
  SUBCASE("Basic") {
    sign_in();
    CHECK(issuer->last("/token").headers.get("Authorization") ==
          "Basic " + crypto::base64("our%20client:s%26cret%20of%20ours"));
  }
  SUBCASE("in the form") {
    entry.set("token_auth", "client_secret_post");
    make();
    sign_in();
    const auto call = issuer->last("/token");
    CHECK_FALSE(call.headers.get("Authorization"));
    CHECK(testing::parameters_of(call.body).at("client_id") == FakeIssuer::kClient);
    CHECK(testing::parameters_of(call.body).at("client_secret") == FakeIssuer::kSecret);
  }
  SUBCASE("by a key") {
    std::erase_if(*entry.object(), [](const json::Member& one) { return one.first == "client_secret_file"; });
    const auth::EcKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    entry.set("private_key_file", files.write("key", testing::private_pem(key.get())));
    entry.set("token_auth", "private_key_jwt");
    make();
    sign_in();
    const auto form = testing::parameters_of(issuer->last("/token").body);
    CHECK(form.at("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const std::string jwt = form.at("client_assertion");
    const std::size_t dot = jwt.find('.');
    const auto claims =
        json::parse_or_nothing(*crypto::base64url_decode(jwt.substr(dot + 1, jwt.rfind('.') - dot - 1)));
    CHECK(claims->text_at("aud") == FakeIssuer::kIssuer);
    CHECK(claims->text_at("sub") == FakeIssuer::kClient);
    CHECK_FALSE(form.contains("client_secret"));
  }
}

TEST_CASE_FIXTURE(Provided, "what the browser brings: iss, errors, no code") {
  const auto with = [&](const char* name, const char* value) {
    Proof proof = proof_of(start());
    if (value)
      proof.members[name] = value;
    else
      proof.members.erase(name);
    return refused([&] { finish(proof); });
  };
  CHECK(with("iss", "https://other.example").starts_with("wrong_issuer"));
  CHECK(with("iss", "https://idp.example/").starts_with("wrong_issuer"));
  CHECK(with("iss", nullptr).starts_with("wrong_issuer"));
  CHECK(with("error", "access_denied").starts_with("cancelled"));
  CHECK(with("error", "<script>").starts_with("cancelled"));
  CHECK(with("error", "server_error").starts_with("provider_unavailable"));
  CHECK(with("error", "temporarily_unavailable").starts_with("provider_unavailable"));
  CHECK(with("code", nullptr).starts_with("malformed_answer"));
  CHECK(with("code", "").starts_with("malformed_answer"));
  // An error of another issuer's is none of this one's.
  Proof other = proof_of(start());
  other.members["iss"] = "https://other.example", other.members["error"] = "server_error";
  CHECK(refused([&] { finish(other); }).starts_with("wrong_issuer"));
  // A transaction that began at another issuer, as the configuration had it then.
  Proof before = proof_of(start());
  Value transaction = json::parse_or_nothing(before.transaction).value();
  transaction.set("issuer", "https://before.example");
  before.transaction = json::to_text(transaction);
  CHECK(refused([&] { finish(before); }).starts_with("wrong_issuer"));
  before.transaction = "";
  CHECK(refused([&] { finish(before); }).starts_with("wrong_issuer"));
  CHECK(issuer->asked("/token") == 0);
}

TEST_CASE_FIXTURE(Provided, "iss may be missing where the provider does not promise it") {
  issuer->metadata.set("authorization_response_iss_parameter_supported", false);
  Proof proof = proof_of(start());
  proof.members.erase("iss");
  CHECK(finish(proof).subject == "sub-1");
  proof = proof_of(start());
  proof.members["iss"] = "https://other.example";
  CHECK(refused([&] { finish(proof); }).starts_with("wrong_issuer"));
}

TEST_CASE_FIXTURE(Provided, "a code of another sign-in is refused by its verifier, and sent once") {
  const auto mine = start();
  const Proof theirs = proof_of(start());
  CHECK(refused([&] {
          finish({theirs.members, mine.transaction});
        }) == "code_refused: idp-corp: answered 400 after 0 ms invalid_grant");
  CHECK(issuer->asked("/token") == 1);
  CHECK(issuer->asked("/userinfo") == 0);
}

TEST_CASE_FIXTURE(Provided, "a token endpoint that gives no answer, or another one, lets nobody in") {
  sign_in();
  const auto with = [&](http::CallResult answer) {
    issuer->instead["/token"] = std::move(answer);
    return refused();
  };
  const auto status = [](int code, const std::string& body = "") { return FakeIssuer::answered(code, body); };
  for (const auto& [answer, why] :
       {std::pair{status(302), "answered 302"},
        {status(500), "answered 500"},
        {status(401, R"({"error":"invalid_client"})"), "invalid_client"},
        {status(400, R"({"error":"invalid_request"})"), "invalid_request"},
        {status(400, "invalid_grant"), "answered 400"},
        {status(200, "<html>"), "no JSON object"},
        {status(200, "[]"), "no JSON object"},
        {status(200, "{}"), "no bearer token"},
        {status(201, R"({"access_token":"a","token_type":"bearer"})"), "answered 201"},
        {status(200, R"({"access_token":"a","token_type":"bearer"})"), "no ID token"},
        {http::CallResult{.error = http::CallError::Timeout}, "timeout"},
        {http::CallResult{.error = http::CallError::TooLarge}, "answer_too_large"},
        {http::CallResult{.error = http::CallError::Broken}, "broken_answer"}}) {
    CAPTURE(why);
    const int before = issuer->asked("/token");
    const std::string said = with(answer);
    CHECK(said.starts_with("provider_unavailable: idp-corp: "));
    CHECK(said.find(why) != std::string::npos);
    CHECK(issuer->asked("/token") == before + 1);
  }
  issuer->instead.clear();
  for (const Value& bad :
       {Value(""), Value(7), Value(), Value("a b"), Value("a\r\nX: y"), Value(std::string(17 * 1024, 'a'))}) {
    issuer->token_answer = Object{{"access_token", bad}};
    CHECK(refused().find("no bearer token") != std::string::npos);
  }
  for (const Value& bad : {Value("mac"), Value("DPoP"), Value(), Value(7)}) {
    issuer->token_answer = Object{{"token_type", bad}};
    CHECK(refused().find("no bearer token") != std::string::npos);
  }
  for (const Value& bad : {Value(), Value(7)}) {
    issuer->token_answer = Object{{"id_token", bad}};
    CHECK(refused().find("no ID token") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Provided, "what a provider says of an error is not logged unless it is a plain word") {
  issuer->instead["/token"] = FakeIssuer::answered(400, R"({"error":"secret code=abc"})");
  CHECK(refused().find("secret") == std::string::npos);
}

TEST_CASE_FIXTURE(Provided, "an ID token that does not hold, each for its reason") {
  const auto with = [&](const char* claim, Value value) {
    issuer->spoil = [&](Value&, Value& claims) { claims.set(claim, value); };
    return refused();
  };
  const auto is = [](const std::string& said, const char* fault) {
    return said == "id_token_refused: idp-corp: its ID token is refused: " + std::string(fault);
  };
  CHECK(is(with("iss", "https://other.example"), "issuer"));
  CHECK(is(with("aud", "other"), "audience"));
  CHECK(is(with("aud", Array{"other", FakeIssuer::kClient}), "audience"));
  CHECK(is(with("nonce", "other"), "nonce"));
  CHECK(is(with("exp", 1), "expired"));
  CHECK(is(with("sub", ""), "claims"));
  issuer->spoil = [](Value& header, Value&) { header.set("alg", "none"); };
  CHECK(is(refused(), "algorithm"));
  issuer->spoil = [](Value& header, Value&) { header.set("alg", "HS256"); };
  CHECK(is(refused(), "algorithm"));
  issuer->spoil = [](Value& header, Value&) { header.set("alg", "RS256"); };  // which it does not announce
  CHECK(is(refused(), "algorithm"));
  CHECK(issuer->asked("/userinfo") == 0);
  issuer->token_answer = Object{{"id_token", "x.y.z"}};
  CHECK(is(refused(), "malformed"));
}

TEST_CASE_FIXTURE(Provided, "UserInfo is of the same person, or of nobody") {
  for (const Value& sub : {Value("sub-2"), Value(), Value(7), Value("SUB-1")}) {
    issuer->user_info.set("sub", sub);
    CHECK(refused() == "user_info_refused: idp-corp: its UserInfo has another sub");
  }
  issuer->instead["/userinfo"] = FakeIssuer::answered(401, "");
  CHECK(refused().starts_with("user_info_refused"));
  for (const auto& answer : {FakeIssuer::answered(302, ""), FakeIssuer::answered(500, "{}"),
                             FakeIssuer::answered(200, "<html>"), FakeIssuer::answered(200, "[]")}) {
    issuer->instead["/userinfo"] = answer;
    CHECK(unavailable());
  }
}

TEST_CASE_FIXTURE(Provided, "without UserInfo the ID token says it all") {
  std::erase_if(*issuer->metadata.object(),
                [](const json::Member& one) { return one.first == "userinfo_endpoint"; });
  issuer->spoil = [](Value&, Value& claims) { claims.set("preferred_username", "admin"); };
  const auto who = sign_in();
  CHECK(who.subject == "sub-1");
  CHECK(who.names.user_name == "admin");
  CHECK(issuer->asked("/userinfo") == 0);
}

TEST_CASE_FIXTURE(Provided, "another claim may be the subject, where the ID token has it it counts") {
  entry.set("claims", Object{{"subject", "oid"}, {"display_name", "name"}});
  make();
  CHECK(refused() == "no_subject: idp-corp: it says no oid");
  issuer->user_info.set("oid", "of-user-info");
  CHECK(sign_in().subject == "of-user-info");
  issuer->spoil = [](Value&, Value& claims) { claims.set("oid", "of-token"); };
  CHECK(sign_in().subject == "of-token");
  for (const Value& bad : {Value(7), Value(""), Value("a\nb"), Value(std::string(256, 'a')), Value()}) {
    issuer->spoil = [&](Value&, Value& claims) { claims.set("oid", bad); };
    CHECK(refused().starts_with("no_subject"));
  }
}

TEST_CASE_FIXTURE(Provided, "names that cannot be stored are cut or left out") {
  issuer->user_info.set("name", std::string(200, 'n'));
  issuer->user_info.set("email", std::string(200, 'e'));
  const auto who = sign_in();
  CHECK(who.names.user_name == std::string(128, 'n'));
  CHECK_FALSE(who.names.email);
}

TEST_CASE_FIXTURE(Provided, "the strength that is asked for must have been shown") {
  entry.set("acr", "urn:mfa"), entry.set("amr", Array{"pwd", "otp"});
  make();
  const auto begun = start();
  CHECK(testing::parameters_of(begun.location).at("acr_values") == "urn:mfa");
  const auto with = [&](Value acr, Value amr) {
    issuer->spoil = [=](Value&, Value& claims) { claims.set("acr", acr), claims.set("amr", amr); };
    return refused();
  };
  const Array both{"otp", "pwd", "hwk"};
  CHECK(with("urn:mfa", both).empty());
  for (const Value& acr : {Value("urn:other"), Value(), Value(7), Value(Array{"urn:mfa"})})
    CHECK(with(acr, both).starts_with("strength_missing"));
  for (const Value& amr : {Value(), Value("pwd otp"), Value(Array{"pwd"}), Value(Array{})})
    CHECK(with("urn:mfa", amr).starts_with("strength_missing"));
  // What UserInfo says of it is not signed.
  issuer->spoil = [](Value&, Value&) {};
  issuer->user_info.set("acr", "urn:mfa"), issuer->user_info.set("amr", both);
  CHECK(refused().starts_with("strength_missing"));
}

TEST_CASE_FIXTURE(Provided, "metadata that does not hold lets nobody leave") {
  const Value good = issuer->metadata;
  const auto with = [&](const char* member, Value value) {
    issuer->metadata = good;
    issuer->metadata.set(member, std::move(value));
    make();
    return refused([&] { start(); });
  };
  for (const char* other : {"https://idp.example/", "https://other.example", ""})
    CHECK(with("issuer", other).find("issuer is not the configured one") != std::string::npos);
  for (const char* endpoint : {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"}) {
    CAPTURE(endpoint);
    for (const Value& url : {Value("http://idp.example/x"), Value("/x"), Value(""), Value(7), Value(),
                             Value("https://user@idp.example/x"), Value("https://idp.example/x#y")})
      CHECK(with(endpoint, url).find(std::string(endpoint) + " is missing or no https URL") !=
            std::string::npos);
    for (const char* url : {"https://evil.example/x", "https://idp.example.evil/x",
                            "https://idp.example:444/x", "http://127.0.0.1/x"})
      CHECK(with(endpoint, url).find(std::string(endpoint) + " is on none of its hosts") !=
            std::string::npos);
  }
  CHECK(with("id_token_signing_alg_values_supported", Array{"HS256", "none"}).find("none of RS256") !=
        std::string::npos);
  CHECK(with("id_token_signing_alg_values_supported", "ES256").find("none of RS256") != std::string::npos);
  issuer->metadata = good;
  make();
  CHECK_FALSE(start().location.empty());
}

TEST_CASE_FIXTURE(Provided, "an endpoint on a host that the entry names is asked there") {
  entry.set("hosts", Array{"keys.example"});
  make();
  issuer->metadata.set("jwks_uri", "https://keys.example/keys");
  elsewhere->jwks = issuer->jwks;
  CHECK(sign_in().subject == "sub-1");
  CHECK(elsewhere->asked("/keys") == 1);
  CHECK(issuer->asked("/keys") == 0);
}

TEST_CASE_FIXTURE(Provided, "asked at first use, kept for an hour") {
  CHECK(issuer->asked("/.well-known/openid-configuration") == 0);
  sign_in(), sign_in();
  clock.advance(std::chrono::minutes(59));
  sign_in();
  CHECK(issuer->asked("/.well-known/openid-configuration") == 1);
  CHECK(issuer->asked("/keys") == 1);
  clock.advance(std::chrono::minutes(2));
  sign_in(), sign_in();
  CHECK(issuer->asked("/.well-known/openid-configuration") == 2);
  CHECK(issuer->asked("/keys") == 2);
}

TEST_CASE_FIXTURE(Provided, "good for a day while it cannot be had, and not longer") {
  sign_in();
  issuer->instead["/.well-known/openid-configuration"] = FakeIssuer::answered(503, "");
  issuer->instead["/keys"] = FakeIssuer::answered(503, "");
  clock.advance(std::chrono::hours(23));
  CHECK(sign_in().subject == "sub-1");
  CHECK_FALSE(provider->healthy());
  clock.advance(std::chrono::minutes(61));
  CHECK(unavailable());
  issuer->instead.clear();
  clock.advance(std::chrono::seconds(5));
  CHECK(sign_in().subject == "sub-1");
  CHECK(provider->healthy());
}

TEST_CASE_FIXTURE(Provided,
                  "one that was away when it was first wanted lets people in soon after its return") {
  issuer->away = true;
  for (int i = 0; i < 100; ++i) CHECK(refused([&] { start(); }).starts_with("provider_unavailable"));
  CHECK(issuer->asked("/.well-known/openid-configuration") == 1);
  CHECK_FALSE(provider->healthy());
  issuer->away = false;
  clock.advance(std::chrono::seconds(5));
  CHECK(provider->healthy());
  CHECK(sign_in().subject == "sub-1");
}

TEST_CASE_FIXTURE(Provided, "whether it answers is asked without holding up who signs in") {
  issuer->away = true;
  CHECK_FALSE(provider->healthy());
  CHECK_FALSE(provider->healthy());
  CHECK(issuer->asked("/.well-known/openid-configuration") == 1);
  issuer->away = false;
  CHECK(sign_in().subject == "sub-1");  // at once, though the probe was in vain just now
  CHECK(provider->healthy());
  issuer->instead["/token"] = FakeIssuer::answered(503, "");
  CHECK(unavailable());
  CHECK_FALSE(provider->healthy());
  clock.advance(std::chrono::seconds(5));
  CHECK(provider->healthy());  // what it publishes is there
}

TEST_CASE_FIXTURE(Provided, "nobody is sent to where nobody is, though what it published is kept") {
  const auto on_the_way = proof_of(start());
  finish(proof_of(start()));
  clock.advance(std::chrono::minutes(5));
  issuer->away = true;
  CHECK(refused([&] { finish(on_the_way); }).starts_with("provider_unavailable"));
  CHECK(refused([&] { start(); }) == "provider_unavailable: idp-corp: cannot_connect after 0 ms");
  for (int i = 0; i < 100; ++i) CHECK(refused([&] { start(); }).starts_with("provider_unavailable"));
  CHECK(issuer->asked("/.well-known/openid-configuration") == 2);
  issuer->away = false;
  clock.advance(std::chrono::seconds(5));
  CHECK(sign_in().subject == "sub-1");
}

TEST_CASE_FIXTURE(Provided,
                  "a new key is fetched for, at most once a minute however many tokens name unknown ones") {
  sign_in();
  clock.advance(std::chrono::seconds(60));
  issuer->rotate("k2");
  CHECK(sign_in().subject == "sub-1");
  CHECK(issuer->asked("/keys") == 2);
  issuer->rotate("k3", false);
  for (int i = 0; i < 50; ++i) CHECK(refused().find("unknown_key") != std::string::npos);
  CHECK(issuer->asked("/keys") == 2);
  clock.advance(std::chrono::seconds(60));
  CHECK(refused().find("unknown_key") != std::string::npos);
  CHECK(issuer->asked("/keys") == 3);
}

TEST_CASE_FIXTURE(Provided, "keys that are none") {
  for (const char* body : {"[]", "{}", R"({"keys":[]})", R"({"keys":[{"kty":"oct","k":"AA"}]})", "<html>"}) {
    issuer->instead["/keys"] = FakeIssuer::answered(200, body);
    make();
    CHECK(unavailable());
  }
}

TEST_CASE_FIXTURE(Provided, "every call has its time, and all together theirs") {
  sign_in();
  CHECK(issuer->last("/token").timeout == std::chrono::seconds(5));
  Deadline deadline(clock, Deadline::kCallback);
  clock.advance(std::chrono::seconds(7));
  CHECK(deadline.left() == std::chrono::seconds(3));
  clock.advance(std::chrono::seconds(3));
  const Hosts hosts(callers, "idp-corp", {FakeIssuer::kIssuer});
  const auto late = hosts.ask({FakeIssuer::kIssuer, "/late"}, {}, deadline);
  CHECK(late.why.text == "idp-corp: took too long");
  CHECK(issuer->asked("/late") == 0);
  CHECK(hosts.ask({"https://evil.example", "/x"}, {}, Deadline(clock, Deadline::kCall)).why.text ==
        "idp-corp: https://evil.example is none of its hosts");
}

TEST_CASE("addresses of providers") {
  CHECK(parse_url("https://IDP.example:443/a?b=c") == Url{"https://idp.example", "/a?b=c"});
  CHECK(parse_url("https://idp.example") == Url{"https://idp.example", "/"});
  CHECK(parse_url("https://idp.example?a=b") == Url{"https://idp.example", "/?a=b"});
  CHECK(parse_url("http://localhost:80/") == Url{"http://localhost", "/"});
  for (const char* bad : {"", "https:", "https://", "//idp.example", "http://idp.example", "https://a b/",
                          "https://a/\xC3\xA4", "https://a/ b", "https://a/#b", "https://a@b/", "HTTPS//a"})
    CHECK_FALSE(parse_url(bad));
}
