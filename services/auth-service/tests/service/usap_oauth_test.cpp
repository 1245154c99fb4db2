// Sign-ins by USAP's OAuth, with the simulator told to lie.
#include <doctest/doctest.h>

#include "../support/fake_issuer.hpp"
#include "../support/redirected.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Object;
using testing::parameters_of;
using testing::Reply;

namespace {

struct WithOauth : testing::Redirected {
  WithOauth() { restart(oauth_configuration()); }
  Configuration oauth_configuration() const {
    auto own = configuration();
    own.usap_base_url = address();
    own.usap_oauth_enabled = true;
    return own;
  }
  std::string address() const {
    return "http://127.0.0.1:" + std::to_string(const_cast<WithOauth*>(this)->usap.port());
  }
  Reply login() const { return Redirected::login("provider=usap"); }
  // What USAP sends back for somebody who signs in there.
  Answer answer_for(const Reply& departure, const std::string& name = "alice") const {
    const std::string where = location(departure);
    http::ClientOptions options;
    options.base_url = address();
    http::Client browser(options, clock);
    http::Call call;
    call.method = http::Method::Post;
    call.target = "/oauth/authorize";
    call.content_type = "application/x-www-form-urlencoded";
    call.body = where.substr(where.find('?') + 1) + "&username=" + name + "&password=" + name + "-demo";
    const auto sent = browser.call(call);
    REQUIRE(sent.status == 303);
    return parameters_of(std::string(sent.headers.get("Location").value()));
  }
  Reply back(const Reply& departure, const std::string& name = "alice") const {
    return arrive(departure, "", answer_for(departure, name));
  }
  void lies(const std::string& call, const std::string& mode, std::int64_t latency = 0) {
    usap.behaviour().set({latency, mode, call, 0});
  }
};

}  // namespace

TEST_CASE_FIXTURE(WithOauth, "by OAuth and by ticket it is the same person") {
  const auto departure = login();
  CHECK(location(departure).starts_with(address() + "/oauth/authorize?"));
  const auto asked = parameters_of(location(departure));
  CHECK(asked.at("redirect_uri") == "https://console.example/dbmanage/api/v1/auth/callback");
  CHECK(asked.at("scope") == "openid profile");
  CHECK(asked.at("code_challenge_method") == "S256");
  CHECK_FALSE(asked.contains("nonce"));
  const auto done = complete(back(departure));
  CHECK(done.status == 200);
  CHECK(done.text("user_id") == "alice");
  CHECK(admin->last_arrival().text_at("issuer") == "usap");
  const std::string uid = admin->uid_of("alice");
  CHECK(sign_in("alice").status == 200);
  CHECK(admin->uid_of("alice") == uid);
  CHECK(counted(R"(outcome="ok",way="usap")"));
}

TEST_CASE_FIXTURE(WithOauth, "it is offered beside the ticket, and not where it is off") {
  CHECK(json::to_text(ask("GET", "/sso/ways").body).find("provider=usap") != std::string::npos);
  restart(configuration());
  CHECK(json::to_text(ask("GET", "/sso/ways").body).find("provider=usap") == std::string::npos);
  CHECK(login().status == 404);
}

TEST_CASE_FIXTURE(WithOauth, "what the browser is sent back with") {
  const auto told = [&](const char* mode) {
    lies("authorize", mode);
    return error_of(back(login()));
  };
  CHECK(told("normal").empty());
  CHECK(told("no_issuer").empty());
  CHECK(told("other_issuer") == "sign_in_refused");
  CHECK(told("access_denied") == "sign_in_refused");
  CHECK(told("server_error") == "provider_unavailable");
  CHECK(told("no_code") == "sign_in_refused");
  CHECK(told("no_state") == "sign_in_expired");
  CHECK(told("other_state") == "sign_in_expired");
  CHECK(told("double_state") == "");  // a map has it once: the e2e test sends both
  CHECK(usap.calls("token") == 3);
}

TEST_CASE_FIXTURE(WithOauth, "a code of another sign-in is of no use: its verifier is another") {
  const auto theirs = answer_for(login(), "bob");
  lies("authorize", "injected_code");
  const auto departure = login();
  const auto answer = answer_for(departure);
  CHECK(answer.at("code") == theirs.at("code"));
  CHECK(error_of(arrive(departure, "", answer)) == "sign_in_refused");
  CHECK(counted(R"(outcome="code_refused",way="usap")"));
}

TEST_CASE_FIXTURE(WithOauth, "a token endpoint that lies, once asked and never again") {
  for (const char* mode : {"down", "error", "drop", "html", "not_an_object", "truncated", "redirect", "huge",
                           "not_found_html", "mac_token", "no_token", "bad_token"}) {
    CAPTURE(mode);
    lies("token", mode);
    const auto before = usap.calls("token");
    CHECK(error_of(back(login())) == "provider_unavailable");
    CHECK(usap.calls("token") == before + 1);
    restart(oauth_configuration());  // of many failures the circuit opens
  }
  CHECK(usap.calls("userinfo") == 0);
  CHECK(usap.calls("redirected") == 0);
}

TEST_CASE_FIXTURE(WithOauth, "UserInfo that lies identifies nobody") {
  for (const auto& [mode, code] : {std::pair{"down", "provider_unavailable"},
                                   {"html", "provider_unavailable"},
                                   {"not_an_object", "provider_unavailable"},
                                   {"truncated", "provider_unavailable"},
                                   {"redirect", "provider_unavailable"},
                                   {"missing_user_id", "provider_unavailable"},
                                   {"empty_user_id", "provider_unavailable"},
                                   {"number_user_id", "provider_unavailable"},
                                   {"valid_text", "provider_unavailable"},
                                   {"valid_false", "sign_in_refused"},
                                   {"local_user_id", "sign_in_refused"},
                                   {"other_target", "sign_in_refused"}}) {
    CAPTURE(mode);
    lies("userinfo", mode);
    CHECK(error_of(back(login())) == code);
    restart(oauth_configuration());
  }
  CHECK(admin->uid_of("alice").empty());
  CHECK(usap.calls("redirected") == 0);
}

TEST_CASE_FIXTURE(WithOauth, "the id may stand in another member, and must stand there") {
  auto own = oauth_configuration();
  own.usap_oauth_subject = "sub";
  own.usap_oauth_client_auth = "post";
  restart(own);
  lies("userinfo", "other_user");  // what user_id says is not read
  CHECK(complete(back(login())).text("user_id") == "alice");
  own.usap_oauth_subject = "phone";
  restart(own);
  lies("userinfo", "normal");
  CHECK(error_of(back(login(), "erin")) == "provider_unavailable");  // who has none
}

TEST_CASE_FIXTURE(WithOauth, "who has left USAP is not let in") {
  const auto departure = login();
  const auto answer = answer_for(departure);
  usap.people().set_active("alice", false);
  CHECK(complete(arrive(departure, "", answer)).code() == "user_disabled");
}

TEST_CASE_FIXTURE(WithOauth, "our secret is wrong: nobody's fault who signs in") {
  auto own = oauth_configuration();
  own.usap_client_secret = "another";
  restart(own);
  CHECK(error_of(back(login())) == "provider_unavailable");
  CHECK(line_of("provider_unavailable").text_at("cause")->find("invalid_client") != std::string::npos);
}

TEST_CASE("OAuth at USAP is over https, or not at all") {
  Configuration own;
  const auto faults = [&] {
    std::vector<describe::Fault> found;
    for (const auto& kind : provider_kinds())
      if (kind.check) kind.check(own, found);
    std::vector<std::string> names;
    for (const auto& fault : found) names.push_back(fault.pointer);
    return names;
  };
  using Names = std::vector<std::string>;
  own.usap_base_url = "http://usap.example";
  CHECK(faults().empty());  // tickets
  own.usap_oauth_enabled = true;
  CHECK(faults() == Names{"USAP_BASE_URL"});
  own.usap_oauth_authorize_url = own.usap_oauth_token_url = own.usap_oauth_userinfo_url = "http://a.example/";
  CHECK(faults() == Names{"USAP_OAUTH_AUTHORIZE_URL", "USAP_OAUTH_TOKEN_URL", "USAP_OAUTH_USERINFO_URL"});
  own.usap_oidc_issuer = "https://usap.example?x";
  CHECK(faults() == Names{"USAP_OIDC_ISSUER"});
  own.usap_oidc_issuer = "https://usap.example";
  CHECK(faults().empty());
  own.usap_base_url = "";
  CHECK(faults() == Names{"USAP_BASE_URL"});
}
