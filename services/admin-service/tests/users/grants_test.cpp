#include "permissions/permissions.hpp"
#include "scenarios/scenarios.hpp"
#include "support/people.hpp"
#include "users/role_grants.hpp"
#include "users/scenario_grants.hpp"

using namespace lgm;
using namespace lgm::admin;
using Kind = auth::RevocationKind;
using testing::draft_of;
using testing::People;

namespace {

RoleGrant wanted(const char* role_id, std::optional<std::string> scenario = {}) {
  RoleGrant grant;
  grant.role_id = role_id;
  grant.scenario_id = std::move(scenario);
  return grant;
}

ScenarioGrant assignment(const char* scenario, const char* role) {
  ScenarioGrant grant;
  grant.scenario_id = scenario;
  grant.role = role;
  return grant;
}

std::string give(People& people, const char* by, const char* to, const RoleGrant& grant) {
  return people.refused(by, [&](Work& work) { return users::grant_role(work, to, grant); });
}
std::string assign(People& people, const char* by, const char* to, const ScenarioGrant& grant) {
  return people.refused(by, [&](Work& work) { return users::assign_scenario(work, to, grant); });
}

std::shared_ptr<const service::Rights> rights(People& people, const char* uid) {
  return people.store.reading([&](sql::Session& session) { return permissions::load(session, uid); });
}

}  // namespace

TEST_CASE("a scenario role needs a scenario, a global one refuses it, and both must exist") {
  People people;
  std::string detail;
  CHECK(testing::refusal_of(
            people.store, [](Work& work) { return users::grant_role(work, "ann", wanted("r3")); }, &detail,
            People::actor("root")) == "400 scenario_required");
  CHECK(detail == "The role SCENARIO_ADMIN is given in a scenario");
  CHECK(give(people, "root", "ann", wanted("r4", "shop")) == "400 scenario_not_allowed");
  CHECK(give(people, "root", "ann", wanted("r3", "nowhere")) == "400 unknown_scenario");
  CHECK(give(people, "root", "ann", wanted("r99")) == "400 unknown_role");
  CHECK(give(people, "root", "ann", wanted("r5")) == "400 unknown_role");
  CHECK(give(people, "root", "who", wanted("r4")) == "404 not_found");
  CHECK(give(people, "root", "root", wanted("r4")) == "400 self_change");
}

TEST_CASE("a role is given once in a place, read newest first and taken back") {
  People people;
  const auto first =
      people.as("root", [](Work& work) { return users::grant_role(work, "ann", wanted("r3", "shop")); });
  CHECK(first.role_code == "SCENARIO_ADMIN");
  CHECK(people.store.trace.gifts == std::vector<std::string>{"ann"});
  CHECK(people.store.trace.audits.back().scenario_id == "shop");
  CHECK(rights(people, "ann")->holds_in("scenario_keywords", "shop"));
  CHECK(give(people, "root", "ann", wanted("r3", "shop")) == "400 duplicate");
  CHECK(give(people, "root", "ann", wanted("r3", "bank")) == "none");
  CHECK(give(people, "root", "ann", wanted("r4")) == "none");
  CHECK(give(people, "root", "ann", wanted("r4")) == "400 duplicate");
  const auto held = people.store.reading([](sql::Session& session) {
    return policy_rows::page_of(session, users::role_grants_of(session, "ann"), users::kRoleGrants, {});
  });
  REQUIRE(held.size() == 3);
  CHECK(held.front().role_code == "TAGGER");
  CHECK_FALSE(held.front().scenario_id);
  CHECK(held.back().id == first.id);
  const auto take = [&](const char* user, const std::string& id) {
    return people.refused("root", [&](Work& work) { return users::take_role(work, user, id); });
  };
  CHECK(take("boss", first.id) == "404 not_found");
  CHECK(take("ann", first.id) == "none");
  CHECK(take("ann", first.id) == "404 not_found");
  CHECK_FALSE(rights(people, "ann")->holds_in("scenario_keywords", "shop"));
}

TEST_CASE("nobody grants what they do not hold, there") {
  People people;
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'boss', 'shop', 'r3', '2026-01-01', NULL)");
  CHECK(give(people, "boss", "ann", wanted("r1")) == "403 not_held");
  CHECK(give(people, "boss", "ann", wanted("r2")) == "403 not_held");
  CHECK(give(people, "boss", "ann", wanted("r7")) == "403 not_held");
  CHECK(give(people, "boss", "ann", wanted("r3", "bank")) == "403 not_held");
  CHECK(give(people, "boss", "ann", wanted("r3", "shop")) == "none");
  CHECK(assign(people, "boss", "ann", assignment("bank", "SCENARIO_ADMIN")) == "403 not_held");
  CHECK(assign(people, "boss", "ann", assignment("bank", "ANNOTATOR")) == "none");
  CHECK(people.refused("boss", [](Work& work) {
    return users::change_fine_grants(work, "ann", "bank",
                                     draft_of<FineGrants>(R"({"scenario_policies":true})"));
  }) == "403 not_held");
}

TEST_CASE("an older assignment gives what its booleans say, and nothing without them") {
  People people;
  const auto admin = people.as("root", [](Work& work) {
    return users::assign_scenario(work, "ann", assignment("shop", "SCENARIO_ADMIN"));
  });
  CHECK(admin.created_by == "root");
  CHECK(assign(people, "root", "ann", assignment("shop", "ANNOTATOR")) == "400 duplicate");
  CHECK(assign(people, "root", "ann", assignment("nowhere", "ANNOTATOR")) == "400 unknown_scenario");
  CHECK(assign(people, "root", "root", assignment("shop", "ANNOTATOR")) == "400 self_change");
  CHECK(assign(people, "root", "who", assignment("shop", "ANNOTATOR")) == "404 not_found");
  CHECK(assign(people, "root", "ann", assignment("bank", "ANNOTATOR")) == "none");
  const auto held = rights(people, "ann");
  CHECK(held->holds_in("scenario_keywords", "shop"));
  CHECK(held->holds_in("playground", "shop"));
  CHECK_FALSE(held->holds_in("scenario_policies", "shop"));
  CHECK_FALSE(held->holds_in("performance_test", "shop"));
  CHECK_FALSE(held->holds("scenario_keywords"));
  CHECK_FALSE(held->reaches("bank"));
  const auto rows = people.store.reading([](sql::Session& session) {
    return policy_rows::page_of(session, users::scenario_grants_of(session, "ann"), users::kScenarioGrants,
                                {});
  });
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].scenario_id == "bank");
  CHECK_FALSE(rows[0].permissions);
  REQUIRE(rows[1].permissions);
  CHECK_FALSE(rows[1].permissions->scenario_policies);
}

TEST_CASE("the booleans of an assignment change one by one, and it ends by app_id or id") {
  People people;
  const auto change = [&](const char* app, const char* body) {
    return people.as("root", [&](Work& work) {
      return users::change_fine_grants(work, "ann", app, draft_of<FineGrants>(body));
    });
  };
  const auto first = people.as("root", [](Work& work) {
    return users::assign_scenario(work, "ann", assignment("shop", "ANNOTATOR"));
  });
  const auto after = change("shop", R"({"scenario_keywords":false,"scenario_policies":true})");
  CHECK(
      describe::to_json(after) ==
      R"({"scenario_basic_info":true,"scenario_keywords":false,"scenario_policies":true,"playground":true,"performance_test":false})");
  CHECK(people.store.trace.gifts == std::vector<std::string>{"ann"});
  CHECK(change("shop", R"({"playground":false})").scenario_policies);
  CHECK(people.last_revocation() == std::pair{Kind::Permissions, std::string("ann")});
  CHECK(rights(people, "ann")->holds_in("scenario_policies", "shop"));
  CHECK_FALSE(rights(people, "ann")->holds_in("playground", "shop"));
  CHECK(people.refused("root", [](Work& work) {
    return users::change_fine_grants(work, "ann", "bank", draft_of<FineGrants>("{}"));
  }) == "404 not_found");
  const auto take = [&](const std::string& key) {
    return people.refused("root", [&](Work& work) { return users::take_scenario(work, "ann", key); });
  };
  CHECK(take("bank") == "404 not_found");
  CHECK(take(first.id) == "none");
  CHECK(take("shop") == "404 not_found");
  CHECK(people.store.dump().find(first.id) == std::string::npos);
  CHECK(assign(people, "root", "ann", assignment("shop", "SCENARIO_ADMIN")) == "none");
  CHECK(take("shop") == "none");
  CHECK_FALSE(rights(people, "ann")->reaches("shop"));
}

TEST_CASE("grants do not survive their scenario") {
  People people;
  CHECK(assign(people, "root", "ann", assignment("shop", "SCENARIO_ADMIN")) == "none");
  const auto removal = people.as("root", [](Work& work) { return scenarios::remove(work, "s1", {}); });
  CHECK(removal.grants == 1);
  CHECK(people.last_revocation() == std::pair{Kind::Permissions, std::string("ann")});
  CHECK_FALSE(rights(people, "ann")->reaches("shop"));
}
