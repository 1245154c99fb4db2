#include "store/schema.hpp"

#include <doctest/doctest.h>

#include "permissions/permissions.hpp"
#include "support/test_database.hpp"
#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestDatabase;
using testing::TestStore;

namespace {

void execute(sql::Database& database, const char* sql) {
  database.transaction([&](sql::Session& session) { session.execute(sql, {}); });
}

}  // namespace

TEST_CASE("migrating again does nothing, and the schema is this version's") {
  TestDatabase fresh(TestDatabase::Seeds::Keep);
  const auto report = migrate_schema(fresh.database());
  CHECK(report.applied.empty());
  CHECK(report.from == report.to);
  CHECK(report.to == migrations().back().number);
  CHECK(schema_fault(fresh.database()).empty());
}

TEST_CASE("a migration that was cut off goes on, and every statement may run twice") {
  TestDatabase fresh(TestDatabase::Seeds::Keep);
  const std::string before = testing::dump_of(fresh.database(), true);
  execute(fresh.database(), "UPDATE schema_migrations SET done = 0");
  CHECK(schema_fault(fresh.database()) ==
        "The database schema has version 0, this program needs " +
            std::to_string(migrations().back().number) +
            ": run `admin-service migrate`, or start with MIGRATE_ON_START=true.");
  CHECK(migrate_schema(fresh.database()).applied.size() == migrations().size());
  CHECK(testing::dump_of(fresh.database(), true) == before);
}

TEST_CASE("a database of an older generation is left alone, and the operator is told") {
  TestDatabase fresh(TestDatabase::Seeds::Keep);
  execute(fresh.database(), "DELETE FROM schema_migrations");
  const std::string before = testing::dump_of(fresh.database(), true);
  std::string said;
  try {
    migrate_schema(fresh.database());
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
  CHECK(said.find("already holds tables of an older generation (meta_tags, ") != std::string::npos);
  CHECK(said.find("nothing was changed") != std::string::npos);
  CHECK(testing::dump_of(fresh.database(), true) == before);
  for (const auto& migration : migrations())
    fresh.database().transaction([&](sql::Session& session) {
      const auto statements =
          static_cast<std::int64_t>(sql::statements_of(migration, session.dialect()).size());
      session.execute("INSERT INTO schema_migrations (number, name, statements, done) VALUES (?, ?, ?, ?)",
                      {std::int64_t{migration.number}, migration.name, statements, statements});
    });
}

TEST_CASE("the seeded roles hold what they should") {
  TestStore store(TestDatabase::Seeds::Keep);
  store.change(TestStore::tester(), [](Work& work) {
    for (const char* role : {"SYSTEM_ADMIN", "AUDITOR", "SCENARIO_ADMIN", "ANNOTATOR"})
      work.session().execute(
          "INSERT INTO users (id, username, role, is_active, created_at, updated_at, version) VALUES (?, ?, "
          "?, 1, '2026-02-06 08:00:00', '2026-02-06 08:00:00', 1)",
          {std::string(role), std::string(role), std::string(role)});
    work.session().execute(
        "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at) SELECT 'g', "
        "'ANNOTATOR', 'shop', id, '2026-02-06 08:00:00' FROM roles WHERE role_code = 'SCENARIO_ADMIN'",
        {});
  });
  const auto rights = [&](const char* uid) {
    return permissions::mine(
        *store.reading([&](sql::Session& session) { return permissions::load(session, uid); }));
  };
  using Codes = std::vector<std::string>;
  CHECK(rights("SYSTEM_ADMIN").global_permissions.size() == 14);
  CHECK(rights("AUDITOR").global_permissions == Codes{"annotator_stats", "audit_logs", "smart_labeling"});
  CHECK(rights("SCENARIO_ADMIN").global_permissions == Codes{"smart_labeling"});
  CHECK(rights("ANNOTATOR").scenario_permissions.at("shop") ==
        Codes{"performance_test", "playground", "scenario_basic_info", "scenario_keywords",
              "scenario_policies", "smart_labeling"});
  CHECK(store.reading([](sql::Session& session) {
    return session.query("SELECT COUNT(*) FROM permissions", {}, 1).integer(0, 0);
  }) == 14);
}
