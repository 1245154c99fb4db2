#include "store/schema.hpp"

#include <doctest/doctest.h>

#include <regex>

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

// As a newer program leaves it that knows one migration more.
void be_migrated_further(sql::Database& database, int oldest_program) {
  const std::int64_t next = migrations().back().number + 1;
  database.transaction([&](sql::Session& session) {
    session.execute(
        "INSERT INTO schema_migrations (number, name, statements, done, oldest_program) VALUES (?, 'next', "
        "1, "
        "1, ?)",
        {next, std::int64_t{oldest_program}});
  });
}

void forget_further(sql::Database& database) {
  execute(
      database,
      ("DELETE FROM schema_migrations WHERE number > " + std::to_string(migrations().back().number)).c_str());
}

// Why programs that do not know a statement could fail on what it leaves; empty: they bear it.
std::string hurts_older_programs(const std::string& statement) {
  const auto has = [&](const char* pattern) {
    return std::regex_search(statement, std::regex(pattern, std::regex::icase));
  };
  if (has(R"(^DROP|^RENAME|^TRUNCATE|\bDROP\s+(COLUMN|TABLE|INDEX|KEY|PRIMARY)|\bRENAME\b)"))
    return "takes something away";
  if (has(R"(^ALTER[\s\S]*\b(MODIFY|CHANGE|ALTER\s+COLUMN)\b)")) return "redefines a column";
  if (has(R"(^ALTER[\s\S]*\bADD\s+(CONSTRAINT|UNIQUE|FOREIGN|CHECK|PRIMARY)|^CREATE\s+UNIQUE)"))
    return "forbids rows that were allowed";
  if (has(R"(\bADD\s+(COLUMN\s)?[\s\S]*\bNOT\s+NULL)") && !has(R"(\bDEFAULT\b)"))
    return "adds a column that older programs would have to fill";
  return {};
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

TEST_CASE("a newer schema is good as long as it says nothing else") {
  TestDatabase fresh(TestDatabase::Seeds::Keep);
  const int known = migrations().back().number;
  for (const int oldest : {0, 1, known}) {
    be_migrated_further(fresh.database(), oldest);
    CHECK(schema_fault(fresh.database()).empty());
    const auto report = migrate_schema(fresh.database());
    CHECK(report.applied.empty());
    CHECK(report.to == known + 1);
    forget_further(fresh.database());
  }
}

TEST_CASE("a schema for newer programs alone is refused, and the operator is told what to do") {
  TestDatabase fresh(TestDatabase::Seeds::Keep);
  const std::string next = std::to_string(migrations().back().number + 1);
  be_migrated_further(fresh.database(), migrations().back().number + 1);
  const std::string before = testing::dump_of(fresh.database(), true);
  const std::string sentence =
      "The database schema has version " + next +
      ", made by a newer version of this program; programs older than schema version " + next +
      " cannot use it, and this one is of " + std::to_string(migrations().back().number) +
      ". Start the newer version again, or restore the backup from before its migration.";
  CHECK(schema_fault(fresh.database()) == sentence);
  CHECK_THROWS_WITH_AS(migrate_schema(fresh.database()), sentence.c_str(), std::runtime_error);
  CHECK(testing::dump_of(fresh.database(), true) == before);
  forget_further(fresh.database());
}

TEST_CASE("no migration hurts the programs before it without saying so") {
  CHECK(hurts_older_programs("ALTER TABLE users DROP COLUMN phone") == "takes something away");
  CHECK(hurts_older_programs("DROP TABLE IF EXISTS users") == "takes something away");
  CHECK(hurts_older_programs("ALTER TABLE users RENAME TO people") == "takes something away");
  CHECK(hurts_older_programs("ALTER TABLE users MODIFY phone VARCHAR(8)") == "redefines a column");
  CHECK(hurts_older_programs("CREATE UNIQUE INDEX one ON users (phone)") == "forbids rows that were allowed");
  CHECK(hurts_older_programs("ALTER TABLE users ADD COLUMN phone VARCHAR(32) NOT NULL") ==
        "adds a column that older programs would have to fill");
  CHECK(hurts_older_programs("ALTER TABLE users ADD COLUMN phone VARCHAR(32)").empty());
  CHECK(hurts_older_programs("ALTER TABLE users ADD COLUMN seen INT NOT NULL DEFAULT 0").empty());
  CHECK(hurts_older_programs("CREATE INDEX phones ON users (phone)").empty());
  for (const auto& migration : migrations())
    for (const auto dialect : {sql::Dialect::MySql, sql::Dialect::Sqlite})
      for (const auto& statement : sql::statements_of(migration, dialect)) {
        CAPTURE(migration.name);
        CAPTURE(statement);
        CHECK((sql::oldest_program_of(migration) > 0 || hurts_older_programs(statement).empty()));
      }
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
  CHECK(schema_fault(fresh.database()) == said);  // a start without MIGRATE_ON_START says the same
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
