// Before somebody comes into a browser in which nobody is signed in, and they were not the last one there,
// the console asks.
#include <doctest/doctest.h>

#include "../support/fake_issuer.hpp"
#include "../support/providers_file.hpp"
#include "../support/redirected.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Object;
using testing::FakeIssuer;
using testing::Reply;

namespace {

constexpr char kAsks[] = "X-Sign-In-Asks: confirm_sign_in\r\n";

struct Confirmed : testing::Redirected {
  testing::Files files;
  std::shared_ptr<FakeIssuer> issuer = std::make_shared<FakeIssuer>(clock);

  Confirmed() {
    auto own = configuration();
    own.identity_providers_file = files.write("providers", json::Array{testing::entry_of(files)});
    provider_hosts = {{"idp-corp", issuer}};
    restart(own);
  }
  // Of an answer's cookies the one whose name begins so, as a browser sends it.
  static std::string cookie_named(const Reply& reply, const std::string& name) {
    const std::size_t at = reply.head.find("\r\nSet-Cookie: " + name);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + std::string("\r\nSet-Cookie: ").size();
    return reply.head.substr(begin, reply.head.find(';', begin) - begin);
  }
  static std::string last(const Reply& reply) { return cookie_named(reply, "__Host-lgm_last="); }
  static std::string question(const Reply& reply) { return cookie_named(reply, "__Host-lgm_in_"); }
  Reply by_ticket(const std::string& name, const std::string& cookies = "x=1",
                  const std::string& more = kAsks) {
    const Object body{{"ticket", usap.ticket_for(name)}, {"token_delivery", "cookie"}};
    return console("/sso/login", body, "", with(cookies) + more);
  }
  Reply say_yes(const Reply& asked, const std::string& cookies) const {
    return console("/sso/login/complete", Object{{"handle", asked.text("handle")}}, "", with(cookies));
  }
  // By the provider, back in the browser that left.
  Reply arrival() const {
    const auto departure = login();
    return arrive(departure, "/corp", issuer->answer_to(location(departure)));
  }
  Reply claim(const Reply& arrival, bool agrees, const std::string& cookies = "x=1") const {
    Object body{{"in", in_of(arrival)}};
    if (agrees) body.emplace_back("switch", true);
    return console("/auth/complete", body, "", with(cookie(arrival) + "; " + cookies) + kAsks);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Confirmed, "a ticket in a browser that does not know the person asks, and makes nobody") {
  const Reply asked = by_ticket("alice");
  REQUIRE(asked.status == 409);
  CHECK(asked.code() == "confirm_sign_in");
  CHECK(asked.body.find("current") == nullptr);
  CHECK(asked.body.find("arriving")->text_at("user_id") == "alice");
  CHECK(asked.cookie().empty());
  CHECK(admin->uid_of("alice").empty());
  CHECK(question(asked).find(asked.text("handle").substr(8)) == std::string::npos);
  SUBCASE("yes: and this browser does not ask again") {
    const Reply in = say_yes(asked, question(asked));
    REQUIRE(in.status == 200);
    CHECK(in.text("user_id") == "alice");
    CHECK_FALSE(in.cookie().empty());
    CHECK(in.head.find(question(asked).substr(0, 22) + "=;") != std::string::npos);
    CHECK(say_yes(asked, question(asked)).code() == "sign_in_expired");
    CHECK(by_ticket("alice", last(in)).status == 200);
    CHECK(by_ticket("bob", last(in)).code() == "confirm_sign_in");
  }
  SUBCASE("another browser cannot say it, nor use the handle up") {
    CHECK(say_yes(asked, "x=1").code() == "sign_in_expired");
    CHECK(say_yes(asked, question(by_ticket("bob"))).code() == "sign_in_expired");
    CHECK(say_yes(asked, question(asked)).status == 200);
  }
  SUBCASE("somebody signs in meanwhile: the question was another one") {
    const Reply bob = sign_in_console("bob");
    const std::string held = "__Host-lgm_refresh=" + bob.cookie();
    CHECK(say_yes(asked, question(asked) + "; " + held).code() == "sign_in_expired");
    CHECK(cache->live_sessions("uid-bob").size() == 1);
    CHECK(cache->live_sessions("uid-alice").empty());
  }
  SUBCASE("too late") {
    advance(std::chrono::seconds(121));
    CHECK(say_yes(asked, question(asked)).code() == "sign_in_expired");
  }
}

TEST_CASE_FIXTURE(Confirmed, "a provider's answer in a browser that does not know the person asks as well") {
  const Reply came = arrival();
  const Reply asked = claim(came, true);  // an answer to no question
  REQUIRE(asked.status == 409);
  CHECK(asked.code() == "confirm_sign_in");
  CHECK(asked.body.find("current") == nullptr);
  CHECK(asked.body.find("handle") == nullptr);
  CHECK(asked.body.find("arriving")->text_at("user_name") == "Ann Other");
  CHECK_THROWS(admin->user("uid-sub-1"));
  SUBCASE("yes") {
    const Reply in = claim(came, true);
    REQUIRE(in.status == 200);
    CHECK(claim(arrival(), false, last(in)).status == 200);  // the last one is not asked
    const Reply bob = by_ticket("bob", last(in));
    CHECK(bob.code() == "confirm_sign_in");
    CHECK(claim(arrival(), false, last(say_yes(bob, question(bob)))).code() == "confirm_sign_in");
  }
  SUBCASE("no answer: once more only") {
    CHECK(claim(came, false).code() == "sign_in_expired");
    CHECK(claim(came, true).code() == "sign_in_expired");
  }
  SUBCASE("somebody signs in meanwhile: the question was another one") {
    const Reply bob = sign_in_console("bob");
    CHECK(claim(came, true, "__Host-lgm_refresh=" + bob.cookie()).code() == "sign_in_expired");
    CHECK(cache->live_sessions("uid-bob").size() == 1);
  }
}

TEST_CASE_FIXTURE(Confirmed, "API clients and consoles that cannot ask are not asked, and are remembered") {
  CHECK(sign_in("alice").status == 200);
  const Reply older = by_ticket("alice", "x=1", "");
  CHECK(older.status == 200);
  CHECK(by_ticket("alice", last(older)).status == 200);
  CHECK(complete(arrival()).status == 200);
}

TEST_CASE_FIXTURE(Confirmed, "while admin-service is away nobody is asked, and nobody comes in") {
  admin->set_away(true);
  CHECK(by_ticket("alice", "__Host-lgm_last=x").code() == "users_unavailable");
  const Reply came = arrival();
  CHECK(claim(came, false).code() == "users_unavailable");
  admin->set_away(false);
  CHECK(claim(came, false).code() == "confirm_sign_in");  // the handle is good still
}

TEST_CASE_FIXTURE(Confirmed,
                  "an admin-service of the version before cannot say who it is: then it is asked") {
  const Reply in = by_ticket("alice", "x=1", "");
  admin->knows_identities(false);
  CHECK(by_ticket("alice", last(in)).code() == "confirm_sign_in");
}
