#include "users/users.hpp"

#include <barrier>
#include <thread>

#include "permissions/permissions.hpp"
#include "support/people.hpp"
#include "users/administrators.hpp"
#include "users/role_grants.hpp"
#include "users/sign_in.hpp"

using namespace lgm;
using namespace lgm::admin;
using Kind = auth::RevocationKind;
using testing::People;

namespace {

policy_rows::Listing<User> listed(People& people, const UserFilter& wanted) {
  return people.store.reading([&](sql::Session& session) {
    auto found =
        policy_rows::list<User>(session, users::filter_of(wanted), "`created_at` DESC, `id` DESC", {});
    users::complete(session, found.rows);
    return found;
  });
}

std::vector<std::string> names(People& people, const UserFilter& wanted) {
  const auto found = listed(people, wanted);
  std::vector<std::string> list;
  for (const auto& user : found.rows) list.push_back(user.id);
  CHECK(found.total == static_cast<std::int64_t>(list.size()));
  return list;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("users are listed newest first, by a part of the name, role and status") {
  People people;
  people.execute("UPDATE users SET is_active = 0 WHERE id = 'ann'");
  CHECK(names(people, {}) == Names{"ann", "boss", "root"});
  CHECK(names(people, {"oTn", {}, {}}) == Names{"root"});
  CHECK(names(people, {"%", {}, {}}).empty());
  CHECK(names(people, {{}, "BOSS", {}}) == Names{"boss"});
  CHECK(names(people, {{}, {}, false}) == Names{"ann"});
}

TEST_CASE("a part of a name is found in any case, and the rest to the byte, in every store") {
  People people;
  people.execute("UPDATE users SET username = 'Émile ΣΩΣ İ Ａ' WHERE id = 'ann'");
  for (const char* part : {"émile", "ÉMILE", "σως", "Ωσ İ", "ａ"})
    CHECK_MESSAGE(names(people, {part, {}, {}}) == Names{"ann"}, part);
  for (const char* other : {"emile", "E\xCC\x81mile", "i̇", "ı", "σως  ", "e_ile"})
    CHECK_MESSAGE(names(people, {other, {}, {}}).empty(), other);
  CHECK(names(people, {{}, "BOSS ", {}}).empty());
  CHECK(names(people, {{}, "boss", {}}).empty());
}

TEST_CASE("an id with a blank behind is nobody's, whatever a database takes for the same") {
  People people;
  for (const char* id : {"ann ", "ann\t", "ANN"}) {
    CHECK(people.refused("root", [&](Work& work) { return users::change_status(work, id, false); }) ==
          "404 not_found");
    CHECK_FALSE(people.store.reading([&](sql::Session& session) { return permissions::load(session, id); }));
  }
}

TEST_CASE("a role change is audited and makes every replica ask anew") {
  People people;
  const auto user = people.as("root", [](Work& work) { return users::change_role(work, "ann", "TAGGER"); });
  CHECK(user.role == "TAGGER");
  CHECK(people.store.trace.gifts == std::vector<std::string>{"ann"});
  CHECK(json::to_text(people.store.trace.audits.back().details) ==
        R"({"before":{"role":"NONE"},"after":{"role":"TAGGER"}})");
  CHECK(people.refused("root", [](Work& work) { return users::change_role(work, "ann", "NO"); }) ==
        "400 unknown_role");
  CHECK(people.refused("root", [](Work& work) { return users::change_role(work, "ann", "OFF"); }) ==
        "400 unknown_role");
  CHECK(people.refused("root", [](Work& work) { return users::change_role(work, "who", "TAGGER"); }) ==
        "404 not_found");
}

TEST_CASE("nobody gives a role that holds more than they hold") {
  People people;
  const auto refused = [&](const char* role) {
    return people.refused("boss", [&](Work& work) { return users::change_role(work, "ann", role); });
  };
  CHECK(refused("SYSTEM_ADMIN") == "403 not_held");
  CHECK(refused("AUDITOR") == "403 not_held");
  CHECK(refused("WORDS") == "403 not_held");
  CHECK(refused("ANNOTATOR") == "403 not_held");  // smart_labeling counts without a scenario
  CHECK(refused("TAGGER") == "none");
  people.execute("UPDATE users SET is_active = 0 WHERE id = 'boss'");
  CHECK(refused("TAGGER") == "403 not_authorized");
}

TEST_CASE("nobody changes their own role or status or deletes themselves") {
  People people;
  CHECK(people.refused("root", [](Work& work) { return users::change_role(work, "root", "TAGGER"); }) ==
        "400 self_change");
  CHECK(people.refused("root", [](Work& work) { return users::change_status(work, "root", false); }) ==
        "400 self_change");
  CHECK(people.refused("root", [](Work& work) { return users::remove(work, "root"); }) == "400 self_change");
}

TEST_CASE("disabling ends the sessions, enabling renews the rights") {
  People people;
  people.as("boss", [](Work& work) { return users::change_status(work, "ann", false); });
  CHECK(people.last_revocation() == std::pair{Kind::User, std::string("ann")});
  CHECK(names(people, {{}, {}, false}) == Names{"ann"});
  people.as("boss", [](Work& work) { return users::change_status(work, "ann", true); });
  CHECK(people.store.trace.gifts == std::vector<std::string>{"ann"});
  CHECK(names(people, {{}, {}, false}).empty());
}

TEST_CASE("a deleted user leaves nothing but the audit") {
  People people;
  people.execute("INSERT INTO user_identities VALUES ('usap', 'U1', 'ann')");
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r3', '2026-02-06 08:00:00', NULL)");
  people.execute(
      "INSERT INTO user_scenario_assignments VALUES ('a1', 'ann', 'shop', 'ANNOTATOR', '2026-02-06 "
      "08:00:00', NULL)");
  people.execute("INSERT INTO scenario_admin_permissions VALUES ('f1', 'a1', 1, 1, 1, 1, 1)");
  people.as("boss", [](Work& work) { return users::remove(work, "ann"); });
  CHECK(people.last_revocation() == std::pair{Kind::User, std::string("ann")});
  for (const char* left : {"ann|", "g1|", "a1|", "f1|"})
    CHECK(people.store.dump().find(left) == std::string::npos);
  CHECK(people.refused("boss", [](Work& work) { return users::remove(work, "ann"); }) == "404 not_found");
}

TEST_CASE("the last active effective administrator stays, whichever way the rights would go") {
  People people;
  const auto refused = [&](auto&& work) { return people.refused("boss", work); };
  people.execute("INSERT INTO role_permissions VALUES ('r6', 'p1')");
  CHECK(refused([](Work& work) { return users::change_role(work, "root", "TAGGER"); }) ==
        "400 last_administrator");
  CHECK(refused([](Work& work) { return users::change_status(work, "root", false); }) ==
        "400 last_administrator");
  CHECK(refused([](Work& work) { return users::remove(work, "root"); }) == "400 last_administrator");
  // One who holds the role by assignment counts; an inactive one does not.
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', '', 'r1', '2026-02-06 08:00:00', NULL)");
  CHECK(people.store.reading([](sql::Session& session) { return users::administrators(session); }) == 2);
  CHECK(people.refused("ann", [](Work& work) { return users::change_status(work, "root", false); }) ==
        "none");
  CHECK(refused([](Work& work) { return users::take_role(work, "ann", "g1"); }) == "400 last_administrator");
  CHECK(refused([](Work& work) { return users::change_status(work, "ann", false); }) ==
        "400 last_administrator");
}

TEST_CASE("who manages users without being an administrator leaves administrators alone") {
  People people;
  people.user("root2", "SYSTEM_ADMIN");
  const auto refused = [&](auto&& work) { return people.refused("boss", work); };
  const auto promote = [](Work& work) { return users::change_status(work, "root2", true); };
  CHECK(refused([](Work& work) { return users::change_role(work, "root2", "TAGGER"); }) == "403 not_held");
  CHECK(refused([](Work& work) { return users::change_status(work, "root2", false); }) == "403 not_held");
  CHECK(refused([](Work& work) { return users::remove(work, "root2"); }) == "403 not_held");
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', '', 'r1', '2026-02-06 08:00:00', NULL)");
  CHECK(refused([](Work& work) { return users::take_role(work, "ann", "g1"); }) == "403 not_held");
  // Nor brings one back whom an administrator has disabled.
  people.as("root", [](Work& work) { return users::change_status(work, "root2", false); });
  CHECK(refused(promote) == "403 not_held");
  CHECK(people.refused("root", promote) == "none");
}

TEST_CASE("who was disabled meanwhile changes nobody") {
  People people;
  people.user("root2", "SYSTEM_ADMIN");
  people.execute("UPDATE users SET is_active = 0 WHERE id = 'root2'");
  for (const char* whom : {"ann", "root"}) {
    CHECK(people.refused("root2", [&](Work& work) { return users::change_status(work, whom, false); }) ==
          "403 not_authorized");
    CHECK(people.refused("root2", [&](Work& work) { return users::remove(work, whom); }) ==
          "403 not_authorized");
  }
}

TEST_CASE("a role is stored by its own code, whatever a database takes for the same") {
  People people;
  for (const char* spelled : {"TAGGER", "TAGGER ", "tagger"}) {
    const std::string found =
        people.refused("root", [&](Work& work) { return users::change_role(work, "ann", spelled); });
    CHECK(found == (std::string_view(spelled) == "TAGGER" ? "none" : "400 unknown_role"));
    const auto user = people.store.reading([](sql::Session& session) { return users::get(session, "ann"); });
    CHECK(user.role == "TAGGER");
  }
}

TEST_CASE("of two removals at once that would leave no administrator, one is refused") {
  People people;
  people.user("root2", "SYSTEM_ADMIN");
  std::barrier start(2);
  std::atomic<int> refused = 0;
  const auto demote = [&](const std::string& by, const std::string& whom) {
    start.arrive_and_wait();
    try {
      people.as(by, [&](Work& work) { return users::change_role(work, whom, "TAGGER"); });
    } catch (const service::Refusal&) {
      ++refused;
    }
  };
  std::thread one(demote, "root", "root2"), two(demote, "root2", "root");
  one.join();
  two.join();
  CHECK(refused == 1);
  CHECK(people.store.reading([](sql::Session& session) { return users::administrators(session); }) == 1);
}

TEST_CASE("who is SYSTEM_ADMIN by an assignment is answered and found as one everywhere") {
  People people;
  people.user("bob", "TAGGER");
  people.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', '', 'r1', '2026-01-01', NULL)");
  people.execute("INSERT INTO user_identities VALUES ('usap', 'U1', 'ann')");
  CHECK(names(people, {{}, "SYSTEM_ADMIN", {}}) == Names{"ann", "root"});
  CHECK(names(people, {{}, "NONE", {}}).empty());
  CHECK(names(people, {{}, "TAGGER", {}}) == Names{"bob"});
  const auto all = listed(people, {});
  std::map<std::string, std::string> roles;
  for (const auto& user : all.rows) roles[user.id] = user.role;
  CHECK(roles == std::map<std::string, std::string>{
                     {"ann", "SYSTEM_ADMIN"}, {"bob", "TAGGER"}, {"boss", "BOSS"}, {"root", "SYSTEM_ADMIN"}});
  const auto rights =
      people.store.reading([](sql::Session& session) { return permissions::load(session, "ann"); });
  CHECK(rights->role == "SYSTEM_ADMIN");
  CHECK(
      people.store.reading([&](sql::Session& session) { return permissions::my_scenarios(session, *rights); })
          .role == "SYSTEM_ADMIN");
  CHECK(people
            .as("root",
                [](Work& work) {
                  return users::sign_in(work, {"NONE", {}}, {"usap", "U1", {}, {}, {}});
                })
            .role == "SYSTEM_ADMIN");
  // The role of one's own is another matter: changing it takes nothing away.
  CHECK(people.as("root", [](Work& work) { return users::change_role(work, "ann", "TAGGER"); }).role ==
        "SYSTEM_ADMIN");
  CHECK(people.store.trace.revocations.empty());
  people.as("root", [](Work& work) { return users::take_role(work, "ann", "g1"); });
  CHECK(names(people, {{}, "TAGGER", {}}) == Names{"bob", "ann"});
}
