#include "users/mapped_roles.hpp"

#include "permissions/permissions.hpp"
#include "support/people.hpp"
#include "users/identities.hpp"
#include "users/role_grants.hpp"

using namespace lgm;
using namespace lgm::admin;
using contracts::MappedRole;
using testing::People;

namespace {

constexpr char kCorp[] = "https://idp.example", kNext[] = "https://next.example";
const MappedRole kTagger{"TAGGER", {}}, kOfShop{"SCENARIO_ADMIN", "shop"}, kOfBank{"SCENARIO_ADMIN", "bank"};

struct Mapped : People {
  contracts::RolesMapped map(const std::vector<MappedRole>& roles, const std::string& source = kCorp) {
    store.trace = {};
    return store.changing_as_tester([&](Work& work) {
      return users::map_roles(work, {"ann", source, roles});
    });
  }
  // "code scenario source", one a line, in the order of the words.
  std::set<std::string> held() {
    std::set<std::string> lines;
    store.read([&](sql::Session& session) {
      const auto filter = users::role_grants_of(session, "ann");
      for (const auto& grant : users::kRoleGrants.read(session, filter, users::kRoleGrants.by, {}))
        lines.insert(grant.role_code + " " + grant.scenario_id.value_or("*") + " " +
                     grant.source.value_or("by hand"));
    });
    return lines;
  }
  std::shared_ptr<const service::Rights> rights() {
    return store.reading([](sql::Session& session) { return permissions::load(session, "ann"); });
  }
  RoleGrant give(const std::string& role, const std::string& scenario) {
    RoleGrant wanted;
    wanted.role_id = role;
    if (!scenario.empty()) wanted.scenario_id = scenario;
    return as("root", [&](Work& work) { return users::grant_role(work, "ann", wanted); });
  }
  std::string id_of(const std::string& source) {
    return store.reading([&](sql::Session& session) {
      return std::string(
          session.query("SELECT `id` FROM `user_scenario_roles` WHERE `source` = ?", {source}, 1).text(0, 0));
    });
  }
  bool told_nothing() const {
    return store.trace.audits.empty() && store.trace.revocations.empty() && store.trace.gifts.empty();
  }
};

}  // namespace

TEST_CASE_FIXTURE(Mapped, "groups give roles, everywhere and in scenarios, each a row of its own") {
  const auto done = map({kTagger, kOfShop, kOfShop});
  CHECK(done.given == 2);
  CHECK(done.taken == 0);
  CHECK(done.unknown.empty());
  CHECK(held() ==
        std::set<std::string>{"SCENARIO_ADMIN shop https://idp.example", "TAGGER * https://idp.example"});
  CHECK(rights()->holds("tag_management"));
  CHECK(rights()->holds_in("scenario_keywords", "shop"));
  CHECK_FALSE(rights()->holds_in("scenario_keywords", "bank"));
  CHECK(rights()->role == "NONE");  // the user's own is nobody's but people's
  CHECK(store.trace.audits.size() == 2);
  CHECK(store.trace.revocations.empty());  // a gift signs nobody out
  CHECK(store.trace.gifts == std::vector<std::string>{"ann"});
}

TEST_CASE_FIXTURE(Mapped, "what is so already writes nothing") {
  map({kTagger, kOfShop});
  const std::string before = store.dump_all();
  const auto done = map({kOfShop, kTagger});
  CHECK(done.given == 0);
  CHECK(done.taken == 0);
  CHECK(told_nothing());
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(Mapped, "whoever left a group loses its role, and the tokens that held it") {
  map({kTagger, kOfShop});
  CHECK(map({kTagger, kOfBank}).taken == 1);
  CHECK(held() ==
        std::set<std::string>{"SCENARIO_ADMIN bank https://idp.example", "TAGGER * https://idp.example"});
  CHECK(store.trace.audits.size() == 2);
  CHECK(last_revocation() == std::pair{auth::RevocationKind::Permissions, std::string("ann")});
  CHECK(map({}).taken == 2);
  CHECK(held().empty());
  CHECK(last_revocation() == std::pair{auth::RevocationKind::Permissions, std::string("ann")});
  CHECK_FALSE(rights()->holds("tag_management"));
  map({});
  CHECK(told_nothing());
}

TEST_CASE_FIXTURE(Mapped, "a row that somebody gave, the own role and another provider's rows stay") {
  execute("UPDATE users SET role = 'WORDS' WHERE id = 'ann'");
  give("r3", "shop");
  map({kOfShop});
  map({kOfShop, kOfBank}, kNext);
  const std::set<std::string> all{"SCENARIO_ADMIN shop by hand", "SCENARIO_ADMIN shop https://idp.example",
                                  "SCENARIO_ADMIN shop https://next.example",
                                  "SCENARIO_ADMIN bank https://next.example"};
  CHECK(held() == all);
  CHECK(map({}).taken == 1);
  CHECK(store.trace.revocations.empty());  // held by other rows all the same
  CHECK(held().size() == 3);
  map({}, kNext);
  CHECK(held() == std::set<std::string>{"SCENARIO_ADMIN shop by hand"});
  CHECK(rights()->role == "WORDS");
}

TEST_CASE_FIXTURE(Mapped, "the same role may be given by hand beside the groups', once") {
  map({kOfShop});
  give("r3", "shop");
  CHECK(held().size() == 2);
  RoleGrant again;
  again.role_id = "r3", again.scenario_id = "shop";
  CHECK(refused("root", [&](Work& work) { return users::grant_role(work, "ann", again); }) ==
        "400 duplicate");
}

TEST_CASE_FIXTURE(Mapped, "a mapped row is not taken by hand, for it would come back") {
  map({kOfShop});
  const auto problem = testing::problem_of(
      store, [&](Work& work) { return users::take_role(work, "ann", id_of(kCorp)); }, actor("root"));
  REQUIRE(problem);
  CHECK(problem->status == 409);
  CHECK(problem->code.text() == "mapped_role");
  CHECK(json::to_text(problem->facts) == R"({"source":"https://idp.example"})");
  CHECK(problem->detail.find("https://idp.example") != std::string::npos);
}

TEST_CASE_FIXTURE(Mapped, "what is no role, or in no scenario, gives nothing and is told") {
  const std::vector<MappedRole> wrong{{"WHAT", {}},       {"tagger", {}},     {"TAGGER ", {}},
                                      {"OFF", {}},        {"TAGGER", "shop"}, {"SCENARIO_ADMIN", {}},
                                      {"READER", "nope"}, {"READER", "SHOP"}};
  auto all = wrong;
  all.push_back(kTagger);
  const auto done = map(all);
  CHECK(done.given == 1);
  REQUIRE(done.unknown.size() == wrong.size());
  for (std::size_t i = 0; i < wrong.size(); ++i)
    CHECK(done.unknown[i] == contracts::UnknownRole{wrong[i].role, wrong[i].scenario});
  // A role that is switched off meanwhile is taken.
  execute("UPDATE roles SET is_active = 0 WHERE role_code = 'TAGGER'");
  CHECK(map({kTagger}).taken == 1);
}

TEST_CASE_FIXTURE(Mapped, "of somebody who is not there nothing is mapped") {
  CHECK(testing::refusal_of(store, [](Work& work) {
          return users::map_roles(work, {"nobody", kCorp, {kTagger}});
        }) == "404 not_found");
}

TEST_CASE_FIXTURE(Mapped, "with the identity go the roles of its groups, and are told in its audit row") {
  execute("INSERT INTO user_identities VALUES ('https://idp.example', 'a-1', 'ann')");
  execute("INSERT INTO user_identities VALUES ('https://next.example', 'a-2', 'ann')");
  map({kOfShop});
  map({kTagger}, kNext);
  const auto first =
      store.reading([](sql::Session& session) { return users::identities_of(session, "ann"); }).front();
  REQUIRE(first.provider == kCorp);
  store.trace = {};
  as("root", [&](Work& work) { return users::remove_identity(work, "ann", first.id); });
  CHECK(held() == std::set<std::string>{"TAGGER * https://next.example"});
  REQUIRE(store.trace.audits.size() == 1);
  CHECK(store.trace.audits[0].details.find("roles")->array()->size() == 1);
  CHECK(last_revocation() == std::pair{auth::RevocationKind::User, std::string("ann")});
}
