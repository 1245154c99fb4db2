// Users, roles and two scenarios to act on: "root" is an administrator, "boss" holds user_management and
// tag_management, "ann" holds nothing.
#pragma once
#include "support/refusals.hpp"

namespace lgm::admin::testing {

struct People {
  TestStore store;
  People() {
    for (const char* sql :
         {"INSERT INTO permissions VALUES ('p1', 'smart_labeling', 'x', 'MENU', 'GLOBAL', NULL, 1), ('p2', "
          "'tag_management', 'x', 'MENU', 'GLOBAL', NULL, 2), ('p3', 'scenario_keywords', 'x', 'MENU', "
          "'SCENARIO', NULL, 3), ('p4', 'user_management', 'x', 'MENU', 'GLOBAL', NULL, 4), ('p5', "
          "'global_keywords', 'x', 'MENU', 'GLOBAL', NULL, 5), ('p6', 'audit_logs', 'x', 'MENU', 'GLOBAL', "
          "NULL, 6), ('p7', 'playground', 'x', 'MENU', 'SCENARIO', NULL, 7)",
          "INSERT INTO roles VALUES ('r1', 'SYSTEM_ADMIN', 'x', 'GLOBAL', NULL, 1, 1, '2026-02-06 08:00:00', "
          "1), ('r2', "
          "'AUDITOR', 'x', 'GLOBAL', NULL, 1, 1, '2026-02-06 08:00:00', 1), ('r3', 'SCENARIO_ADMIN', 'x', "
          "'SCENARIO', NULL, "
          "1, 1, '2026-02-06 08:00:00', 1), ('r4', 'TAGGER', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 "
          "08:00:00', 1), ('r5', 'OFF', 'x', "
          "'GLOBAL', NULL, 0, 0, '2026-02-06 08:00:00', 1), ('r6', 'BOSS', 'x', 'GLOBAL', NULL, 0, 1, "
          "'2026-02-06 08:00:00', 1), ('r7', "
          "'WORDS', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1), ('r8', 'ANNOTATOR', 'x', "
          "'SCENARIO', NULL, 1, 1, "
          "'2026-02-06 08:00:00', 1), ('r9', 'READER', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', "
          "1)",
          "INSERT INTO role_permissions VALUES ('r2', 'p1'), ('r2', 'p6'), ('r3', 'p1'), ('r3', 'p3'), "
          "('r3', 'p7'), ('r4', 'p2'), ('r5', 'p2'), ('r6', 'p2'), ('r6', 'p4'), ('r7', 'p5'), ('r8', 'p1'), "
          "('r9', 'p6')",
          "INSERT INTO scenarios (id, app_id, app_name, is_active, enable_whitelist, enable_blacklist, "
          "enable_custom_policy, version) VALUES ('s1', 'shop', 'Shop', 1, 1, 1, 1, 1), ('s2', 'bank', "
          "'Bank', 1, 1, 1, 1, 1)"})
      execute(sql);
    user("root", "SYSTEM_ADMIN", "2026-01-01");
    user("boss", "BOSS", "2026-01-02");
    user("ann", "NONE", "2026-01-03");
  }
  void execute(const std::string& sql) {
    store.changing_as_tester([&](Work& work) { return work.session().execute(sql, {}); });
  }
  // Names end in capitals so that a search without case shows.
  void user(const std::string& id, const std::string& role, const std::string& day = "2026-02-01") {
    const std::string time = "'" + day + " 00:00:00.000000'";
    execute("INSERT INTO users VALUES ('" + id + "', NULL, '" + id + "NAME', NULL, NULL, NULL, '" + role +
            "', 1, " + time + ", " + time + ", NULL, 1)");
  }
  static service::Actor actor(const std::string& uid) {
    service::Actor made;
    made.uid = made.username = uid;
    return made;
  }
  template <class F>
  auto as(const std::string& uid, F&& work) {
    return store.changing(actor(uid), std::forward<F>(work));
  }
  template <class F>
  std::string refused(const std::string& uid, F&& work) {
    return refusal_of(store, std::forward<F>(work), nullptr, actor(uid));
  }
  const std::pair<auth::RevocationKind, std::string>& last_revocation() const {
    REQUIRE_FALSE(store.trace.revocations.empty());
    return store.trace.revocations.back();
  }
};

}  // namespace lgm::admin::testing
