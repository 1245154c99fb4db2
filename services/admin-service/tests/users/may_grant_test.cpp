// Nobody gives, or acts by, more than they hold: each kind of right by itself.
#include "users/may_grant.hpp"

#include "permissions/permissions.hpp"
#include "support/people.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::People;

namespace {

// "boss" holds every permission of AUDITOR too, but does not read everything.
struct Granting : People {
  Granting() { execute("INSERT INTO role_permissions VALUES ('r6', 'p1'), ('r6', 'p6')"); }
  service::Rights rights_of(const std::string& uid) {
    return *store.reading([&](sql::Session& session) { return permissions::load(session, uid); });
  }
  // What the refusal says is missing.
  template <class F>
  std::string missing(F&& asks) {
    try {
      store.read([&](sql::Session& session) { asks(session); });
    } catch (const service::Refusal& refusal) {
      const auto& problem = refusal.problem();
      CHECK(problem.status == 403);
      CHECK(problem.code.text() == "not_held");
      return json::to_text(problem.facts);
    }
    return "nothing";
  }
  std::string missing_to_act_as(const std::string& uid, const service::Rights& granter) {
    return missing([&](sql::Session& session) { users::require_holds_all_of(session, granter, uid); });
  }
  std::string missing_to_give(const std::string& role, const service::Rights& granter) {
    return missing([&](sql::Session& session) {
      users::require_may_grant(session, granter, users::role_by_code(session, role), {});
    });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Granting, "who acts as somebody holds all that they hold, everywhere and in scenarios") {
  user("reader", "AUDITOR");
  user("words", "WORDS");
  user("tagger", "TAGGER");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r3', '2026-02-06 08:00:00', NULL)");
  auto boss = rights_of("boss");
  CHECK(missing_to_act_as("root", boss) == R"({"missing":"SYSTEM_ADMIN"})");
  CHECK(missing_to_act_as("reader", boss) == R"({"missing":"AUDITOR"})");
  CHECK(missing_to_act_as("words", boss) == R"({"missing":"global_keywords"})");
  CHECK(missing_to_act_as("ann", boss) == R"({"missing":"playground","scenario":"shop"})");
  CHECK(missing_to_act_as("tagger", boss) == "nothing");
  boss.reads_all = true;
  CHECK(missing_to_act_as("reader", boss) == "nothing");
  boss.scenarios["shop"] = {"playground", "scenario_keywords"};
  CHECK(missing_to_act_as("ann", boss) == "nothing");
  for (const char* uid : {"root", "reader", "words", "ann"})
    CHECK(missing_to_act_as(uid, rights_of("root")) == "nothing");
}

TEST_CASE_FIXTURE(Granting,
                  "who gives a role holds what it gives, of AUDITOR also that it reads everything") {
  auto boss = rights_of("boss");
  CHECK(missing_to_give("SYSTEM_ADMIN", boss) == R"({"missing":"SYSTEM_ADMIN"})");
  CHECK(missing_to_give("AUDITOR", boss) == R"({"missing":"AUDITOR"})");
  CHECK(missing_to_give("WORDS", boss) == R"({"missing":"global_keywords"})");
  CHECK(missing_to_give("TAGGER", boss) == "nothing");
  boss.reads_all = true;
  CHECK(missing_to_give("AUDITOR", boss) == "nothing");
  CHECK(missing_to_give("SYSTEM_ADMIN", boss) == R"({"missing":"SYSTEM_ADMIN"})");
}
