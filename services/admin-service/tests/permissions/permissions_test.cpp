#include "permissions/permissions.hpp"

#include <doctest/doctest.h>

#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestStore;

namespace {

struct People {
  TestStore store;
  People() {
    for (const char* sql :
         {"INSERT INTO permissions VALUES ('p1', 'smart_labeling', 'x', 'MENU', 'GLOBAL', "
          "NULL, 1), ('p2', 'tag_management', 'x', 'MENU', 'GLOBAL', NULL, 2), "
          "('p3', 'scenario_keywords', 'x', 'MENU', 'SCENARIO', NULL, 3)",
          "INSERT INTO roles VALUES ('r1', 'SYSTEM_ADMIN', 'x', 'GLOBAL', NULL, 1, 1, "
          "'2026-02-06 08:00:00', 1), ('r2', 'AUDITOR', 'x', 'GLOBAL', NULL, 1, 1, '2026-02-06 08:00:00', "
          "1), "
          "('r3', 'SCENARIO_ADMIN', 'x', 'SCENARIO', NULL, 1, 1, '2026-02-06 08:00:00', 1), ('r4', "
          "'TAGGER', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1), "
          "('r5', 'OFF', 'x', 'GLOBAL', NULL, 0, 0, '2026-02-06 08:00:00', 1), ('r6', 'EMPTY', 'x', "
          "'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1)",
          "INSERT INTO role_permissions VALUES ('r2', 'p1'), ('r3', 'p1'), ('r3', 'p3'), "
          "('r4', 'p2'), ('r5', 'p2')"})
      execute(sql);
  }
  void execute(const std::string& sql) {
    store.changing_as_tester([&](Work& work) { return work.session().execute(sql, {}); });
  }
  void user(const std::string& id, const std::string& role, bool active = true) {
    execute("INSERT INTO users VALUES ('" + id + "', NULL, '" + id + "', NULL, NULL, NULL, '" + role + "', " +
            (active ? "1" : "0") + ", '2026-02-06 08:00:00', '2026-02-06 08:00:00', NULL, 1)");
  }
  void grant(const std::string& id, const std::string& user, const std::string& scenario,
             const std::string& role) {
    execute(
        "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
        "('" +
        id + "', '" + user + "', " + scenario + ", '" + role + "', '2026-02-06 08:00:00', NULL)");
  }
  std::shared_ptr<const service::Rights> of(const std::string& uid) {
    return store.reading([&](sql::Session& session) { return permissions::load(session, uid); });
  }
};

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an administrator holds every code, everywhere") {
  People people;
  people.user("root", "SYSTEM_ADMIN");
  const auto rights = people.of("root");
  REQUIRE(rights);
  CHECK(rights->is_admin);
  CHECK(permissions::mine(*rights).global_permissions.size() == 14);
  CHECK(rights->holds_in("scenario_keywords", "anything"));
  CHECK_FALSE(people.of("nobody"));
}

TEST_CASE("a scenario role counts in its scenario; smart_labeling counts everywhere") {
  People people;
  people.user("ann", "NONE");
  people.grant("g1", "ann", "'shop'", "r3");
  people.grant("g2", "ann", "'bank'", "r6");
  const auto rights = people.of("ann");
  CHECK(rights->holds_in("scenario_keywords", "shop"));
  CHECK_FALSE(rights->holds_in("scenario_keywords", "bank"));
  CHECK(rights->reaches("bank"));
  CHECK_FALSE(rights->reaches("other"));
  const auto mine = permissions::mine(*rights);
  CHECK(mine.user_id == "ann");
  CHECK(mine.global_permissions == Codes{"smart_labeling"});
  CHECK(mine.scenario_permissions.at("bank").empty());
  CHECK(mine.scenario_permissions.at("shop") == Codes{"scenario_keywords", "smart_labeling"});
  CHECK(permissions::has(*rights, {"scenario_keywords", "shop"}));
  CHECK_FALSE(permissions::has(*rights, {"scenario_keywords", "bank"}));
  CHECK_FALSE(permissions::has(*rights, {"scenario_keywords", {}}));
  CHECK(permissions::answer_of(*rights).held == Codes{"bank", "shop"});
}

TEST_CASE("grants never widen: a scenario role without a scenario gives smart_labeling alone") {
  People people;
  people.user("bob", "SCENARIO_ADMIN");
  CHECK(permissions::mine(*people.of("bob")).global_permissions == Codes{"smart_labeling"});
  CHECK(people.of("bob")->scenarios.empty());
  CHECK_FALSE(people.of("bob")->holds("scenario_keywords"));
}

TEST_CASE("a global role counts everywhere, an inactive one nowhere, and AUDITOR's reading adds no code") {
  People people;
  people.user("tag", "TAGGER");
  people.user("off", "OFF");
  people.user("aud", "AUDITOR");
  CHECK(people.of("tag")->holds("tag_management"));
  CHECK_FALSE(people.of("off")->holds("tag_management"));
  CHECK(people.of("aud")->reads_all);
  CHECK(permissions::mine(*people.of("aud")).global_permissions == Codes{"smart_labeling"});
}

TEST_CASE("rights are kept until they are dropped") {
  People people;
  people.user("tag", "TAGGER");
  permissions::CachedRights cached(people.store);
  CHECK(cached.rights_of("tag")->holds("tag_management"));
  people.execute("UPDATE users SET role = 'NONE'");
  CHECK(cached.rights_of("tag")->holds("tag_management"));
  cached.drop("tag");
  CHECK_FALSE(cached.rights_of("tag")->holds("tag_management"));
  people.execute("UPDATE users SET role = 'TAGGER'");
  cached.clear();
  CHECK(cached.rights_of("tag")->holds("tag_management"));
  CHECK_FALSE(cached.rights_of("nobody"));
}
