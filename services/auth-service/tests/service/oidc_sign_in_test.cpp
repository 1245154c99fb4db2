// Sign-ins by OpenID Connect through the whole service, with a provider that can be told to lie.
#include <doctest/doctest.h>

#include "../support/fake_issuer.hpp"
#include "../support/providers_file.hpp"
#include "../support/redirected.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Array;
using json::Object;
using testing::FakeIssuer;
using testing::Reply;

namespace {

struct WithIssuer : testing::Redirected {
  testing::Files files;
  std::shared_ptr<FakeIssuer> issuer = std::make_shared<FakeIssuer>(clock);
  json::Value entry = testing::entry_of(files);

  WithIssuer() { begin(); }
  void begin() {
    auto own = configuration();
    own.identity_providers_file = files.write("providers", Array{entry});
    provider_hosts = {{"idp-corp", issuer}};
    restart(own);
  }
  Reply login() const { return Redirected::login("provider=corp"); }
  Reply back(const Reply& departure) const {
    return arrive(departure, "/corp", issuer->answer_to(location(departure)));
  }
  Reply enter() const { return complete(back(login())); }
};

}  // namespace

TEST_CASE_FIXTURE(WithIssuer, "there and back: a session of a person who is known by issuer and subject") {
  issuer->user_info.set("preferred_username", "admin");
  const auto done = enter();
  CHECK(done.status == 200);
  CHECK(done.text("user_id") == "uid-sub-1");
  CHECK(done.body.find("refresh_token") == nullptr);
  const auto arrival = admin->last_arrival();
  CHECK(arrival.text_at("issuer") == FakeIssuer::kIssuer);
  CHECK(arrival.text_at("subject") == "sub-1");
  CHECK(arrival.text_at("display_name") == "Ann Other");
  CHECK(arrival.text_at("username") == "admin");  // a name, by which nobody is known
  CHECK_FALSE(arrival.text_at("user_id"));
  CHECK(counted(R"(outcome="ok",way="corp")"));
}

TEST_CASE_FIXTURE(WithIssuer, "the way is offered with its names, icon and where it begins") {
  const auto ways = ask("GET", "/sso/ways");
  for (const json::Value& way : *ways.body.find("ways")->array()) {
    if (way.text_at("id") != "corp") continue;
    CHECK(way.text_at("kind") == "oidc");
    CHECK(way.find("name")->text_at("zh") == "公司");
    CHECK(way.find("name")->text_at("en") == "Company");
    CHECK(way.text_at("icon") == "building");
    CHECK(way.text_at("login_url") == "/dbmanage/api/v1/auth/login?provider=corp");
    CHECK(way.flag_at("healthy") == true);
    return;
  }
  FAIL("corp is not offered");
}

TEST_CASE_FIXTURE(WithIssuer, "what a provider answers wrongly is told by our code alone, and makes nobody") {
  SUBCASE("another nonce") {
    issuer->spoil = [](auto&, json::Value& claims) { claims.set("nonce", "other"); };
    CHECK(error_of(back(login())) == "sign_in_refused");
    CHECK(line_of("sign_in_refused").text_at("cause") == "idp-corp: its ID token is refused: nonce");
    CHECK(counted(R"(outcome="id_token_refused",way="corp")"));
  }
  SUBCASE("not strong enough") {
    entry.set("acr", "urn:mfa");
    begin();
    CHECK(error_of(back(login())) == "strength_missing");
    CHECK(counted(R"(outcome="strength_missing",way="corp")"));
  }
  SUBCASE("302 on the token endpoint") {
    issuer->instead["/token"] = FakeIssuer::answered(302, "");
    CHECK(error_of(back(login())) == "provider_unavailable");
  }
  SUBCASE("iss of another") {
    const auto departure = login();
    auto answer = issuer->answer_to(location(departure));
    answer["iss"] = "https://other.example";
    CHECK(error_of(arrive(departure, "/corp", answer)) == "sign_in_refused");
    CHECK(issuer->asked("/token") == 0);
  }
  SUBCASE("the answer at USAP's callback") {
    const auto departure = login();
    CHECK(error_of(arrive(departure, "", issuer->answer_to(location(departure)))) == "sign_in_expired");
    CHECK(issuer->asked("/token") == 0);
  }
  SUBCASE("away from the start") {
    issuer->away = true;
    begin();
    CHECK(error_of(login()) == "provider_unavailable");
  }
  CHECK_THROWS(admin->user("uid-sub-1"));
}

TEST_CASE_FIXTURE(WithIssuer, "groups of the ID token are made the roles that the entry maps them to") {
  entry.set("claims", Object{{"subject", "sub"}, {"groups", "groups"}});
  entry.set("groups", Array{Object{{"group", "shop"}, {"role", "SCENARIO_ADMIN"}, {"scenario", "shop"}},
                            Object{{"group", "all"}, {"role", "TAGGER"}}});
  begin();
  const auto said = [&](json::Value groups) {
    issuer->spoil = [groups](auto&, json::Value& claims) { claims.set("groups", groups); };
  };
  const auto mapped = [&] { return json::to_text(*admin->last_mapping().find("roles")); };
  SUBCASE("given, and taken by an empty list") {
    said(Array{"all", "shop", "other"});
    CHECK(enter().status == 200);
    CHECK(admin->last_mapping().text_at("uid") == "uid-sub-1");
    CHECK(admin->last_mapping().text_at("source") == FakeIssuer::kIssuer);
    CHECK(mapped() == R"([{"role":"SCENARIO_ADMIN","scenario":"shop"},{"role":"TAGGER"}])");
    said(Array{});
    CHECK(enter().status == 200);
    CHECK(mapped() == "[]");
  }
  SUBCASE("not said: nothing is asked for, whatever UserInfo says") {
    issuer->user_info.set("groups", Array{"all"});
    CHECK(enter().status == 200);
    CHECK(admin->mappings() == 0);
    CHECK(metrics_text().find(R"(lgm_group_claims_total{outcome="absent",way="corp"} 1)") !=
          std::string::npos);
    CHECK(log_text().find("are not known: the roles that they give stay as they are") != std::string::npos);
  }
  SUBCASE("somebody who is disabled gets none") {
    CHECK(enter().status == 200);
    auto user = admin->user("uid-sub-1");
    user.active = false;
    admin->put(user);
    said(Array{"all"});
    CHECK(enter().code() == "user_disabled");
    CHECK(admin->mappings() == 0);
  }
  SUBCASE("an admin-service of the version before: without them, with a warning") {
    admin->maps_roles(false);
    said(Array{"all"});
    CHECK(enter().status == 200);
    CHECK(metrics_text().find(R"(lgm_group_roles_total{outcome="older_admin_service"} 1)") !=
          std::string::npos);
    CHECK(log_text().find("admin-service of the version before maps no groups") != std::string::npos);
  }
  SUBCASE("a role that there is not: the others all the same") {
    admin->lacks_role("TAGGER");
    said(Array{"all", "shop"});
    CHECK(enter().status == 200);
    CHECK(metrics_text().find(R"(lgm_group_roles_total{outcome="unknown_role"} 1)") != std::string::npos);
    CHECK(metrics_text().find(R"(lgm_group_roles_total{outcome="given"} 1)") != std::string::npos);
    CHECK(log_text().find("a group is mapped to a role or scenario that does not exist") !=
          std::string::npos);
  }
}

TEST_CASE_FIXTURE(WithIssuer, "the question before somebody takes a browser over loses no groups") {
  entry.set("claims", Object{{"subject", "sub"}, {"groups", "groups"}});
  entry.set("groups", Array{Object{{"group", "all"}, {"role", "TAGGER"}}});
  begin();
  issuer->spoil = [](auto&, json::Value& claims) { claims.set("groups", Array{"all"}); };
  const std::string cookie = sign_in_console("alice").cookie();
  const auto arrival = back(login());
  CHECK(complete(arrival, cookie).code() == "signed_in_as_other");
  CHECK(admin->mappings() == 0);
  CHECK(complete(arrival, cookie, true).status == 200);
  CHECK(json::to_text(*admin->last_mapping().find("roles")) == R"([{"role":"TAGGER"}])");
}

TEST_CASE_FIXTURE(WithIssuer, "no token, code or secret of it stands in the log, an answer or an event") {
  const auto departure = login();
  const auto answer = issuer->answer_to(location(departure));
  const auto arrival = arrive(departure, "/corp", answer);
  const auto done = complete(arrival);
  issuer->spoil = [](auto&, json::Value& claims) { claims.set("aud", "x"); };
  back(login());
  line_of("sign_in_refused");
  const std::string seen = log_text() + arrival.head + done.head + json::to_text(done.body) +
                           json::to_text(Array(audited("LOGIN")));
  for (const std::string& secret :
       {std::string("at-1"), std::string(FakeIssuer::kSecret), answer.at("code"), answer.at("state")}) {
    CAPTURE(secret);
    CHECK(seen.find(secret) == std::string::npos);
  }
}

TEST_CASE_FIXTURE(WithIssuer, "while a replica of another version is about, nobody is sent away") {
  const auto before = login();
  cache->report_replica("auth-service", "0.0.1");
  advance(std::chrono::seconds(2));
  CHECK(error_of(login()) == "upgrading");
  CHECK(json::to_text(ask("GET", "/sso/ways").body).find("corp") == std::string::npos);
  CHECK(json::to_text(ask("GET", "/sso/ways").body).find("ticket") != std::string::npos);
  CHECK(complete(back(before)).status == 200);  // who is on the way arrives
  advance(std::chrono::seconds(16));
  CHECK(login().status == 303);
  CHECK(error_of(login()).empty());
}
