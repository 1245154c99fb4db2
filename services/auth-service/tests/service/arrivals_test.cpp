// A provider that is not USAP: it gives no id that others know people by, and has no directory of its own.
#include "arrivals/arrivals.hpp"

#include <doctest/doctest.h>

#include "../support/fake_admin_service.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/crypto/crypto.hpp"
#include "refresh_tokens/refresh_tokens.hpp"
#include "session_cache_stand_in.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Object;

namespace {

struct Corporate final : IdentityProvider {
  std::string_view id() const override { return "corp"; }
  std::optional<Offer> offer() const override { return Offer{kRedirectKind, "公司", "Company"}; }
  SignInStart start(const std::string&) override { return {"https://idp.example/authorize", "state"}; }
  Identity finish(const Proof& proof, const Visitor&) override {
    const auto code = proof.members.find("code");
    if (code == proof.members.end() || proof.transaction != "state")
      throw SignInRefusal(service::refusal<401>("invalid_ticket", "This code is none").problem(), "forged");
    return {
        "https://idp.example", code->second, {}, {"Name of " + code->second, {}, {}, {}}, {{{"STAFF", {}}}}};
  }
  std::vector<std::string> outcomes() const override { return {"forged"}; }
  bool healthy() override { return true; }
  std::string_view dependency() const override { return "idp"; }
};

// Knows whose id is all digits, and who of them has left.
struct Staff final : Directory {
  std::string left;
  const Words& words() const override {
    static constexpr Words kWords{"staff", "users_unavailable", "left_staff"};
    return kWords;
  }
  bool may_know(const std::string& id) const override {
    return id.find_first_not_of("0123456789") == std::string::npos;
  }
  PersonAnswer person(const std::string& id, std::chrono::milliseconds) const override {
    return {.outcome = PersonAnswer::Outcome::Found,
            .person = {id, {"Number " + id, {}, {}, {}}, id != left}};
  }
  PeopleAnswer people(const std::vector<std::string>&, std::chrono::milliseconds) const override {
    return {};
  }
};

// A provider whose people the directory knows.
struct Numbered final : IdentityProvider {
  std::string_view id() const override { return "numbered"; }
  std::optional<Offer> offer() const override { return std::nullopt; }
  SignInStart start(const std::string&) override { return {}; }
  Identity finish(const Proof& proof, const Visitor&) override {
    const std::string& number = proof.members.at("number");
    return {"numbered", number, number, {"Number " + number, {}, {}, {}}, std::nullopt, active};
  }
  std::vector<std::string> outcomes() const override { return {}; }
  bool healthy() override { return true; }
  std::string_view dependency() const override { return "numbered"; }
  bool active = true;
};

struct Entrance {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  service::Log log{{"auth-service", service::Level::Error, "/dev/null"}};
  service::Metrics metrics;
  std::shared_ptr<testing::FakeAdminService> admin = std::make_shared<testing::FakeAdminService>();
  std::shared_ptr<testing::SessionCacheStandIn> store =
      std::make_shared<testing::SessionCacheStandIn>("auth", clock);
  SessionCache cache{store};
  Users users{admin};
  AccessTokens tokens{{auth::SigningKey::hs256(std::string(32, 'k'))},
                      "llm-guard-manager",
                      std::chrono::hours(8),
                      clock,
                      random};
  AuditEvents audit{cache, users, clock, random, log, metrics};
  Staff staff;
  UserDirectory directory{cache, staff, {}, clock, metrics};
  Sessions sessions{cache, tokens, audit, std::chrono::seconds(900), clock, random, metrics};
  KeptSeals kept{std::string(32, 's'), random};
  const RefreshTokens refresh_tokens{std::string(32, 's')};
  Upgrades upgrades{cache, "auth-service", "1", clock};
  SessionStart start{
      cache, tokens, refresh_tokens, kept, audit, upgrades, {}, {{"corp", "numbered", "ticket"}, {"forged"}},
      clock, random, metrics};
  GroupRoles roles{users, log, metrics};
  Arrivals arrivals{cache, users, directory, start, sessions, roles, kept, clock, random};
  Corporate corp;
  Numbered numbered;
  const Visitor visitor{"203.0.113.7", "tester", "request"};

  ArrivalResult by_code(const std::string& code, const HeldSession& held = nobody) {
    return arrivals.sign_in(corp, {{{"code", code}}, "state"}, Delivery::Cookie, {held}, visitor);
  }
  static std::optional<FoundSession> nobody() { return std::nullopt; }
  HeldSession held_of(const Started& started) const {
    return [this, hash = RefreshTokens::hash(started.refresh_token)] { return cache.lookup(hash); };
  }
  bool counted(const std::string& labels) {
    return metrics.scrape().find("lgm_sign_ins_total{" + labels + "} 1\n") != std::string::npos;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Entrance,
                  "who comes by another provider gets a session, and an id of ours as its subject") {
  const auto result = by_code("mallory");
  REQUIRE(result.started);
  CHECK(result.started->user_id == "uid-mallory");
  const auto session = held_of(*result.started)();
  REQUIRE(session);
  CHECK(session->subject == "oidc:uid-mallory");
  CHECK(session->client_id == "console");
  CHECK(counted(R"(outcome="ok",way="corp")"));
  REQUIRE(store->events("audit").size() == 1);
  CHECK(store->events("audit")[0].find("details")->text_at("way") == "corp");
}

TEST_CASE_FIXTURE(Entrance,
                  "a refusal of another provider is counted by its reason, and audited by its way") {
  CHECK_THROWS_AS(arrivals.sign_in(corp, {}, Delivery::Body, {nobody}, visitor), SignInRefusal);
  CHECK(counted(R"(outcome="forged",way="corp")"));
  REQUIRE(store->events("audit").size() == 1);
  CHECK(store->events("audit")[0].find("details")->text_at("way") == "corp");
  CHECK(store->events("audit")[0].find("details")->text_at("reason") == "forged");
}

TEST_CASE_FIXTURE(Entrance, "the same person is told by the local user, and not asked; another one is") {
  const auto first = by_code("mallory");
  const auto again = by_code("mallory", held_of(*first.started));
  REQUIRE(again.started);
  CHECK(store->live_sessions("uid-mallory").size() == 1);
  const auto asked = by_code("peggy", held_of(*again.started));
  REQUIRE_FALSE(asked.started);
  CHECK(asked.question.current->user_id == "oidc:uid-mallory");
  CHECK(asked.question.arriving.user_id == "peggy");
  CHECK(asked.question.arriving.user_name == "Name of peggy");
  CHECK(store->live_sessions("uid-peggy").empty());
  CHECK_THROWS(admin->user("uid-peggy"));  // asking makes nobody
  const auto done = arrivals.complete(asked.question.handle, {held_of(*again.started)}, visitor);
  REQUIRE(done.started);
  CHECK(done.delivery == Delivery::Cookie);
  CHECK(done.started->user_id == "uid-peggy");
  CHECK(store->live_sessions("uid-mallory").empty());
  CHECK(held_of(*done.started)()->subject == "oidc:uid-peggy");
}

TEST_CASE_FIXTURE(Entrance,
                  "what a directory knows of a leaver ends every session, whichever provider it is") {
  const Proof proof{{{"number", "7"}}};
  REQUIRE(arrivals.sign_in(numbered, proof, Delivery::Body, {nobody}, visitor).started);
  clock.advance(std::chrono::hours(1));
  staff.left = "7";
  CHECK_THROWS_AS(arrivals.sign_in(numbered, proof, Delivery::Body, {nobody}, visitor), SignInRefusal);
  CHECK(store->live_sessions("uid-7").empty());
  bool told = false;
  for (const json::Value& event : store->events("audit"))
    told = told || event.find("details")->text_at("reason") == "left_staff";
  CHECK(told);
}

TEST_CASE_FIXTURE(Entrance, "whom the provider calls inactive stays out, whatever a fresh entry says") {
  REQUIRE(directory.person("9").person.is_active);
  numbered.active = false;
  CHECK_THROWS_AS(arrivals.sign_in(numbered, {{{"number", "9"}}}, Delivery::Body, {nobody}, visitor),
                  SignInRefusal);
  CHECK(counted(R"(outcome="user_disabled",way="numbered")"));
  CHECK_THROWS(admin->user("uid-9"));
}

TEST_CASE_FIXTURE(Entrance, "a question that cannot be answered now waits for the answer") {
  const auto first = by_code("mallory");
  const auto asked = by_code("peggy", held_of(*first.started));
  const auto complete = [&] {
    return arrivals.complete(asked.question.handle, {held_of(*first.started)}, visitor);
  };
  admin->set_away(true);
  CHECK_THROWS_AS(complete(), service::Refusal);
  admin->set_away(false);
  const auto done = complete();
  REQUIRE(done.started);
  CHECK(done.started->user_id == "uid-peggy");
  CHECK(done.delivery == Delivery::Cookie);
}

TEST_CASE_FIXTURE(Entrance, "however much a provider says of somebody, it can be kept") {
  std::string wide, control(300, '\x01');
  for (int i = 0; i < 300; ++i) wide += "\U0001F600";
  const std::string handle =
      arrivals.keep(corp, {"https://idp.example",
                           std::string(255, 's'),
                           {},
                           {wide, control, control, control},
                           std::vector<contracts::MappedRole>(256, {"ANNOTATOR", std::string(20, 's')})});
  const auto text = cache.take_once("sign-in:arrival:" + crypto::to_hex(crypto::sha256(handle)));
  const auto lying = json::parse_or_nothing(text.value()).value();
  CHECK(base::code_points(lying.text_at("user_name").value()) == 255);
  CHECK(lying.text_at("phone") == std::string(255, '\x01'));
  CHECK(lying.find("roles")->array()->size() == 256);
}

// Replicas of two versions answer side by side: a question of one is completed at the other.
TEST_CASE_FIXTURE(Entrance, "a question of the version before is completed, and ours holds what it reads") {
  const auto first = by_code("mallory");
  const auto sid = held_of(*first.started)()->sid;
  cache.put_once(
      "sign-in:switch:" + crypto::to_hex(crypto::sha256("older")),
      json::to_text(Object{{"sid", sid}, {"cookie", true}, {"user_id", "10086"}, {"user_name", "Li Bo"}}),
      120);
  const auto done = arrivals.complete("older", {held_of(*first.started)}, visitor);
  REQUIRE(done.started);
  CHECK(admin->uid_of("10086") == "uid-10086");
  CHECK(counted(R"(outcome="ok",way="ticket")"));
  CHECK(held_of(*done.started)()->subject == "10086");

  const auto asked =
      arrivals.sign_in(numbered, {{{"number", "8"}}}, Delivery::Cookie, {held_of(*done.started)}, visitor);
  const auto text =
      cache.take_once("sign-in:switch:" + crypto::to_hex(crypto::sha256(asked.question.handle)));
  const auto lying = json::parse_or_nothing(text.value()).value();
  CHECK(lying.text_at("sid") == held_of(*done.started)()->sid);
  CHECK(lying.flag_at("cookie") == true);
  CHECK(lying.text_at("user_id") == "8");
  CHECK(lying.text_at("user_name") == "Number 8");
  CHECK_FALSE(lying.text_at("email"));
}
