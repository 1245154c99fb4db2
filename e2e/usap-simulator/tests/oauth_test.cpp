// The simulator's OAuth: what it takes, and what it refuses as a real server does.
#include "oauth/oauth.hpp"

#include <doctest/doctest.h>

#include <map>

#include "lgm/crypto/crypto.hpp"
#include "lgm/http/client.hpp"
#include "server/simulator.hpp"

using namespace lgm;
using namespace lgm::usap_simulator;

namespace {

constexpr char kBack[] = "http://console/dbmanage/api/v1/auth/callback";
constexpr char kVerifier[] = "a-verifier-that-is-long-enough-for-what-the-rfc-asks";

struct Asked {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  Oauth oauth{{"us", "secret", kBack}, clock, random};
  std::map<std::string, std::string> question{
      {"client_id", "us"},
      {"redirect_uri", kBack},
      {"response_type", "code"},
      {"state", "s t"},
      {"code_challenge_method", "S256"},
      {"code_challenge", crypto::base64url(crypto::sha256(kVerifier))}};
  std::map<std::string, std::string> form{{"grant_type", "authorization_code"},
                                          {"redirect_uri", kBack},
                                          {"code_verifier", kVerifier},
                                          {"client_id", "us"},
                                          {"client_secret", "secret"}};

  static Oauth::Parameter of(const std::map<std::string, std::string>& members) {
    return [&members](const std::string& name) {
      const auto found = members.find(name);
      return found == members.end() ? std::string() : found->second;
    };
  }
  std::string back(const std::string& mode = "normal") {
    return oauth.sent_back(of(question), "alice", "http://usap", mode);
  }
  void take_code(const std::string& back) {
    const std::size_t from = back.find("code=") + 5;
    form["code"] = back.substr(from, back.find('&', from) - from);
  }
  Oauth::Redeemed redeem(const std::string& authorization = "") {
    return oauth.redeem(of(form), authorization);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Asked, "a code is redeemed once, and what it gave says who it is") {
  CHECK_FALSE(oauth.fault_of(of(question)));
  const std::string sent = back();
  CHECK(sent.starts_with(std::string(kBack) + "?code=CODE_"));
  CHECK(sent.ends_with("&state=s%20t&iss=http%3A%2F%2Fusap"));
  take_code(sent);
  const auto token = redeem();
  CHECK(token.error.empty());
  CHECK(oauth.user_of("Bearer " + token.access_token) == "alice");
  CHECK_FALSE(oauth.user_of("Bearer x"));
  CHECK_FALSE(oauth.user_of(token.access_token));
  CHECK(redeem().error == "invalid_grant");
  CHECK_FALSE(oauth.user_of("Bearer " + token.access_token));  // the second use took it back
}

TEST_CASE_FIXTURE(Asked, "a question that is none is not sent anywhere") {
  for (const auto& [name, value] : {std::pair{"client_id", "them"},
                                    {"redirect_uri", "http://evil/"},
                                    {"response_type", "token"},
                                    {"code_challenge_method", "plain"},
                                    {"code_challenge", "short"}}) {
    CAPTURE(name);
    const auto kept = question;
    question[name] = value;
    CHECK(oauth.fault_of(of(question)));
    question = kept;
  }
}

TEST_CASE_FIXTURE(Asked, "a code is refused to others, for another verifier or address, and late") {
  SUBCASE("client") {
    take_code(back());
    form["client_secret"] = "x";
    CHECK(redeem().error == "invalid_client");
    CHECK(redeem("Basic " + crypto::base64("us:x")).error == "invalid_client");
    CHECK(redeem("Basic " + crypto::base64("us:secret")).error.empty());
  }
  SUBCASE("verifier") {
    take_code(back());
    form["code_verifier"] = "another";
    CHECK(redeem().error == "invalid_grant");
    form["code_verifier"] = kVerifier;
    CHECK(redeem().error == "invalid_grant");  // it is used up
  }
  SUBCASE("address") {
    take_code(back());
    form["redirect_uri"] = "http://evil/";
    CHECK(redeem().error == "invalid_grant");
  }
  SUBCASE("late") {
    take_code(back());
    clock.advance(Oauth::kCodeLife);
    CHECK(redeem().error == "invalid_grant");
  }
  SUBCASE("grant") {
    form["grant_type"] = "password";
    CHECK(redeem().error == "unsupported_grant_type");
  }
}

TEST_CASE_FIXTURE(Asked, "tokens end") {
  take_code(back());
  const auto token = redeem();
  clock.advance(Oauth::kTokenLife);
  CHECK_FALSE(oauth.user_of("Bearer " + token.access_token));
}

TEST_CASE_FIXTURE(Asked, "lies about the way back") {
  const std::string first = back();
  CHECK(back("access_denied").find("?error=access_denied&") != std::string::npos);
  CHECK(back("no_code").find("code=") == std::string::npos);
  CHECK(back("no_state").find("state=") == std::string::npos);
  CHECK(back("other_state").find("s%20t") == std::string::npos);
  CHECK(back("no_issuer").find("iss=") == std::string::npos);
  CHECK(back("other_issuer").find("iss=https%3A%2F%2Fother.example") != std::string::npos);
  const std::string twice = back("double_state");
  CHECK(twice.find("state=") != twice.rfind("state="));
}

TEST_CASE("over HTTP: the page asks who it is, and sends back") {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  Simulator simulator({"127.0.0.1", 0, "us", "secret", "http://console/web-manager"}, clock, random);
  simulator.start();
  http::ClientOptions options;
  options.base_url = "http://127.0.0.1:" + std::to_string(simulator.port());
  http::Client client(options, clock);
  const std::string asked =
      "client_id=us&response_type=code&state=%22s%3E&code_challenge_method=S256&code_challenge=" +
      crypto::base64url(crypto::sha256(kVerifier)) + "&redirect_uri=" + http::encode_component(kBack);
  http::Call call;
  call.target = "/oauth/authorize?" + asked;
  const auto page = client.call(call);
  CHECK(page.status == 200);
  CHECK(page.body.find("value=\"&quot;s&gt;\"") != std::string::npos);
  call.target = "/oauth/authorize?client_id=them";
  CHECK(client.call(call).status == 400);
  call.method = http::Method::Post;
  call.target = "/oauth/authorize";
  call.content_type = "application/x-www-form-urlencoded";
  call.body = asked + "&username=alice&password=wrong";
  CHECK(client.call(call).status == 401);
  call.body = asked + "&username=dave&password=dave-demo";  // disabled
  CHECK(client.call(call).status == 401);
  call.body = asked + "&username=alice&password=alice-demo";
  const auto sent = client.call(call);
  CHECK(sent.status == 303);
  CHECK(sent.headers.get("Location").value().starts_with(std::string(kBack) + "?code=CODE_"));
  CHECK(simulator.calls("authorize") == 1);
}
