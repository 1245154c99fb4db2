#include "users/rights_change.hpp"

#include "permissions/permissions.hpp"
#include "scenarios/scenarios.hpp"
#include "support/people.hpp"
#include "users/role_grants.hpp"
#include "users/scenario_grants.hpp"
#include "users/sign_in.hpp"
#include "users/users.hpp"

using namespace lgm;
using namespace lgm::admin;
using Kind = auth::RevocationKind;
using testing::draft_of;
using testing::People;

namespace {

// What a change told: "gift", "revoked", or nothing; REQUIREs that it is about ann alone.
template <class F>
std::string told(People& people, F&& work) {
  people.store.trace = {};
  people.as("root", std::forward<F>(work));
  const auto& trace = people.store.trace;
  REQUIRE(trace.gifts.size() + trace.revocations.size() <= 1);
  for (const auto& uid : trace.gifts) CHECK(uid == "ann");
  for (const auto& revoked : trace.revocations)
    CHECK(revoked == std::pair{Kind::Permissions, std::string("ann")});
  return !trace.gifts.empty() ? "gift" : !trace.revocations.empty() ? "revoked" : "";
}

std::string role(People& people, const char* code) {
  return told(people, [&](Work& work) { return users::change_role(work, "ann", code); });
}
std::string give(People& people, const char* role_id, std::optional<std::string> scenario,
                 std::string* id = nullptr) {
  return told(people, [&](Work& work) {
    RoleGrant wanted;
    wanted.role_id = role_id;
    wanted.scenario_id = scenario;
    const auto grant = users::grant_role(work, "ann", wanted);
    if (id) *id = grant.id;
    return grant;
  });
}
std::string fine(People& people, const char* body) {
  return told(people, [&](Work& work) {
    return users::change_fine_grants(work, "ann", "shop", draft_of<FineGrants>(body));
  });
}
std::string status(People& people, bool is_active) {
  people.store.trace = {};
  people.as("root", [&](Work& work) { return users::change_status(work, "ann", is_active); });
  const auto& trace = people.store.trace;
  if (!trace.revocations.empty()) return trace.revocations.front().first == Kind::User ? "ended" : "revoked";
  return trace.gifts.empty() ? "" : "gift";
}

service::Rights holding(std::set<std::string, std::less<>> global) {
  service::Rights rights;
  rights.global = std::move(global);
  return rights;
}

}  // namespace

TEST_CASE("gaining a right signs nobody out, losing one does, and neither tells nothing") {
  People people;
  CHECK(role(people, "TAGGER") == "gift");
  CHECK(role(people, "TAGGER").empty());
  CHECK(role(people, "WORDS") == "revoked");  // one right for another
  CHECK(role(people, "SYSTEM_ADMIN") == "gift");
  CHECK(role(people, "WORDS") == "revoked");
  std::string grant;
  CHECK(give(people, "r3", "shop", &grant) == "gift");
  // The same once more in another way: nothing is lost when one of the two goes.
  const auto assign = [](Work& work) {
    ScenarioGrant wanted;
    wanted.scenario_id = "shop";
    wanted.role = "SCENARIO_ADMIN";
    return users::assign_scenario(work, "ann", wanted);
  };
  CHECK(told(people, assign) == "gift");  // scenario_basic_info
  CHECK(fine(people, R"({"scenario_policies":true})") == "gift");
  CHECK(fine(people, R"({"scenario_policies":true})").empty());
  CHECK(fine(people, R"({"scenario_keywords":false})").empty());  // held by the role as well
  CHECK(fine(people, R"({"scenario_policies":false})") == "revoked");
  CHECK(fine(people, R"({"scenario_policies":true,"scenario_basic_info":false})") == "revoked");
  CHECK(told(people, [&](Work& work) { return users::take_role(work, "ann", grant); }) == "revoked");
  CHECK(told(people, [](Work& work) { return users::take_scenario(work, "ann", "shop"); }) == "revoked");
}

TEST_CASE("enabling is a gift, disabling ends the sessions, and as it was is neither") {
  People people;
  CHECK(status(people, true).empty());
  CHECK(status(people, false) == "ended");
  CHECK(status(people, false).empty());
  CHECK(status(people, true) == "gift");
}

TEST_CASE("who holds everything loses nothing with a scenario") {
  People people;
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r3', '2026-01-01', NULL)");
  people.execute("UPDATE users SET role = 'SYSTEM_ADMIN' WHERE id = 'ann'");
  CHECK(told(people, [](Work& work) { return scenarios::remove(work, "s1", {}).grants; }) == "gift");
  people.execute("UPDATE users SET role = 'NONE' WHERE id = 'ann'");
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g2', 'ann', 'bank', 'r3', '2026-01-01', NULL)");
  people.execute(
      "INSERT INTO user_scenario_assignments VALUES ('a1', 'ann', 'bank', 'ANNOTATOR', '2026-01-01', NULL)");
  CHECK(told(people, [](Work& work) { return scenarios::remove(work, "s2", {}).grants; }) == "revoked");
}

TEST_CASE("the person who becomes the first administrator at sign-in keeps the token of another device") {
  People people;
  people.execute("UPDATE users SET role = 'NONE' WHERE id = 'root'");
  people.execute("UPDATE users SET user_id = 'U1' WHERE id = 'ann'");
  people.execute("INSERT INTO user_identities VALUES ('usap', 'U1', 'ann')");
  CHECK(told(people, [](Work& work) {
          return users::sign_in(work, {"NONE", {"U1"}}, {"usap", "U1", "U1", {}, {}});
        }) == "gift");
}

TEST_CASE("something is taken away when any right, or the reach of a scenario, is gone") {
  using users::takes_away;
  const auto none = holding({});
  auto reads = holding({}), admin = holding({}), inactive = holding({}), in_shop = holding({}),
       reaches = holding({});
  reads.reads_all = true;
  admin.is_admin = true;
  inactive.is_active = false;
  in_shop.scenarios["shop"] = {"playground"};
  reaches.scenarios["shop"] = {};
  CHECK(takes_away(holding({"a", "b"}), holding({"a", "c", "d"})));
  CHECK_FALSE(takes_away(holding({"a"}), holding({"a", "b"})));
  CHECK(takes_away(reads, none));
  CHECK(takes_away(admin, holding({"a", "b", "c"})));
  CHECK(takes_away(none, inactive));
  CHECK_FALSE(takes_away(inactive, none));
  CHECK(takes_away(in_shop, reaches));
  CHECK(takes_away(reaches, none));
  CHECK_FALSE(takes_away(reaches, in_shop));
  for (const auto& less : {none, reads, in_shop, holding({"a"})}) {
    CHECK_FALSE(takes_away(less, admin));
    CHECK_FALSE(takes_away(none, less));
  }
}
