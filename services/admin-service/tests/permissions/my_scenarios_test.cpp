#include "permissions/permissions.hpp"
#include "support/people.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::People;

namespace {

std::string mine(People& people, const char* uid) {
  return people.store.reading([&](sql::Session& session) {
    return describe::to_json(permissions::my_scenarios(session, *permissions::load(session, uid)));
  });
}

}  // namespace

TEST_CASE("each scenario in which a role is held stands once, with what it allows") {
  People people;
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r8', '2026-02-06 08:00:00', NULL), "
      "('g2', 'ann', 'shop', 'r3', '2026-02-06 08:00:00', NULL), ('g3', 'ann', '', 'r4', '2026-02-06 "
      "08:00:00', NULL)");
  people.execute(
      "INSERT INTO user_scenario_assignments VALUES ('a1', 'ann', 'bank', 'ANNOTATOR', '2026-02-06 "
      "08:00:00', NULL), ('a2', 'ann', 'gone', 'SCENARIO_ADMIN', '2026-02-06 08:00:00', NULL), ('a3', 'ann', "
      "'nothing', 'SCENARIO_ADMIN', '2026-02-06 08:00:00', NULL)");
  people.execute(
      "INSERT INTO scenario_admin_permissions VALUES ('f1', 'a1', 0, 1, 0, 0, 0), ('f2', 'a2', 1, 0, 0, 0, "
      "0)");
  const std::string text = mine(people, "ann");
  CHECK(text.starts_with(R"({"user_id":"ann","username":"annNAME","role":"NONE","scenarios":[)"));
  CHECK(
      text.find(
          R"({"scenario_id":"bank","scenario_name":"Bank","role":"ANNOTATOR","permissions":{"performance_test":false,"playground":false,"scenario_basic_info":false,"scenario_keywords":true,"scenario_policies":false,"smart_labeling":true}})") !=
      std::string::npos);
  CHECK(text.find(R"({"scenario_id":"gone","scenario_name":"gone","role":"SCENARIO_ADMIN")") !=
        std::string::npos);
  CHECK(
      text.find(
          R"({"scenario_id":"shop","scenario_name":"Shop","role":"SCENARIO_ADMIN","permissions":{"performance_test":false,"playground":true,"scenario_basic_info":false,"scenario_keywords":true,"scenario_policies":false,"smart_labeling":true}})") !=
      std::string::npos);
  CHECK(text.find("nothing") == std::string::npos);  // an assignment without booleans allows nothing
  CHECK(std::count(text.begin(), text.end(), '{') == 7);
}

TEST_CASE("who holds no scenario role has no scenarios, an administrator included") {
  People people;
  CHECK(mine(people, "root") ==
        R"({"user_id":"root","username":"rootNAME","role":"SYSTEM_ADMIN","scenarios":[]})");
}
