#include "dry_run/dry_run.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "store/schema.hpp"
#include "support/mariadb.hpp"
#include "support/test_database.hpp"

using namespace lgm;
using namespace lgm::admin;
using lgm::testing::MariaDb;
using lgm::testing::TemporaryDirectory;

namespace {

MariaDb& server() {
  static MariaDb shared(MariaDb::Options{.durable = false});
  return shared;
}

// A database of its own, which no migration has seen.
struct Fresh {
  TemporaryDirectory directory;
  sql::PoolOptions options;
  Fresh() {
    static int count = 0;
    options.url = admin::testing::on_mariadb() ? server().create_database("dry" + std::to_string(++count))
                                               : "sqlite://" + file().string();
  }
  std::filesystem::path file() const { return directory.path() / "dry.db"; }
  void execute(const std::string& sql) const {
    sql::Database database(options);
    database.with_session([&](sql::Session& session) { session.execute(sql, {}); });
  }
  void migrate(std::size_t count = migrations().size()) const {
    sql::Database database(options);
    sql::migrate(database, {migrations().begin(), migrations().begin() + static_cast<std::ptrdiff_t>(count)},
                 {});
  }
  // Everything that could tell of a change: the file's bytes, or the server's catalogue, counters and rows.
  std::string state() const {
    if (!admin::testing::on_mariadb()) {
      if (!std::filesystem::exists(file())) return "no file";
      std::ostringstream bytes;
      bytes << std::ifstream(file(), std::ios::binary).rdbuf();
      return bytes.str();
    }
    sql::Database database(options);
    return database.reading([](sql::Session& session) {
      std::string out;
      for (const char* query :
           {"SELECT CONCAT_WS('|', table_name, column_name, ordinal_position, column_type, is_nullable, "
            "column_key) "
            "FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1",
            "SELECT CONCAT_WS('|', table_name, engine, create_time, update_time, table_collation) FROM "
            "information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1",
            "SELECT CONCAT_WS('|', table_name, index_name, seq_in_index, column_name) FROM "
            "information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1"}) {
        const auto rows = session.query(query, {}, 1);
        for (std::size_t i = 0; i < rows.size(); ++i)
          out.append(rows.cell(i, 0).value_or("NULL")).append("\n");
      }
      return out;
    });
  }
  DryRun run() const {
    const std::string before = state();
    DryRun result = dry_run(options);
    CHECK(state() == before);
    CHECK(result.report.ends_with("nothing was changed\n"));
    return result;
  }
};

bool says(const DryRun& result, const std::string& text) {
  return result.report.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("an empty database: every migration and its statements, and nothing is made") {
  const Fresh fresh;
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kPending);
  CHECK(says(result, "schema version 0, this program's is " + std::to_string(migrations().back().number)));
  for (const auto& migration : migrations()) CHECK(says(result, "would run " + migration.name + ": "));
  CHECK(says(result, "\n  CREATE TABLE IF NOT EXISTS `meta_tags` (…)\n"));
  CHECK_FALSE(says(result, "differs"));
  CHECK(result.report.find("password") == std::string::npos);  // of DATABASE_URL
  fresh.migrate();
  const DryRun after = fresh.run();
  CHECK(after.code == DryRun::kNothingToDo);
  CHECK(says(after, "nothing to do\n"));
  CHECK_FALSE(says(after, "would run"));
}

TEST_CASE("what is missing, and where a run that was cut off would go on") {
  const Fresh fresh;
  fresh.migrate(1);
  DryRun result = fresh.run();
  CHECK(result.code == DryRun::kPending);
  CHECK(says(result, "schema version 1,"));
  CHECK(says(result, "would run " + migrations()[1].name));
  CHECK_FALSE(says(result, "would run " + migrations()[0].name));
  fresh.migrate();
  fresh.execute("UPDATE schema_migrations SET done = statements - 1 WHERE number = 2");
  result = fresh.run();
  CHECK(result.code == DryRun::kPending);
  CHECK(says(result, ": 1 statement, the first "));
}

TEST_CASE("an older generation's database: a clear refusal") {
  const Fresh fresh;
  fresh.execute(
      "CREATE TABLE users (id CHAR(36) PRIMARY KEY, username VARCHAR(64), hashed_password VARCHAR(128))");
  fresh.execute("CREATE TABLE meta_tags (id CHAR(36) PRIMARY KEY)");
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kRefused);
  CHECK(says(result, "would refuse this database: it holds meta_tags, users,"));
  CHECK(says(result, "Adopting an older database is not in this version."));
  CHECK_FALSE(says(result, "would run"));
}

TEST_CASE("another product's record of migrations is not taken for ours") {
  const Fresh fresh;
  fresh.execute("CREATE TABLE schema_migrations (version VARCHAR(64) PRIMARY KEY)");
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kRefused);
  CHECK(says(result, "it holds schema_migrations,"));
}

TEST_CASE("tables that no migration makes are named and left alone") {
  const Fresh fresh;
  fresh.execute("CREATE TABLE eval_runs (id INT)");
  DryRun result = fresh.run();
  CHECK(result.code == DryRun::kPending);
  CHECK(says(result, "left alone, no migration makes them: eval_runs\n"));
  fresh.migrate();
  result = fresh.run();
  CHECK(result.code == DryRun::kNothingToDo);
  CHECK(says(result, "eval_runs"));
}

TEST_CASE("tables that are not as their version has them are named, column by column") {
  const Fresh fresh;
  fresh.migrate();
  fresh.execute("DROP TABLE leases");
  fresh.execute("ALTER TABLE meta_tags DROP COLUMN tag_name");
  fresh.execute("ALTER TABLE meta_tags ADD COLUMN colour INT");
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kDiffers);
  CHECK(says(result, "differs: table leases is not there\n"));
  CHECK(says(result, "differs: table meta_tags lacks tag_name; has colour, which no migration makes\n"));
  CHECK(says(result, "does not mend tables"));
}

TEST_CASE("a newer version's database is fine as it is") {
  const Fresh fresh;
  fresh.migrate();
  fresh.execute("CREATE TABLE of_tomorrow (id INT)");
  fresh.execute("ALTER TABLE meta_tags ADD COLUMN colour INT");
  fresh.execute(
      "INSERT INTO schema_migrations (number, name, statements, done) VALUES (900, '0900_x', 1, 1)");
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kNothingToDo);
  CHECK(says(result, "schema version 900,"));
  CHECK(says(result, "a newer version has migrated this database"));
}

TEST_CASE("a schema for newer programs alone would be refused") {
  const Fresh fresh;
  fresh.migrate();
  fresh.execute(
      "INSERT INTO schema_migrations (number, name, statements, done, oldest_program) VALUES (900, '0900_x', "
      "1, 1, 900)");
  const DryRun result = fresh.run();
  CHECK(result.code == DryRun::kRefused);
  CHECK(says(result, "programs older than schema version 900 cannot use it"));
  CHECK_FALSE(says(result, "nothing to do"));
}

TEST_CASE("a read-only pool can change nothing") {
  const Fresh fresh;
  fresh.migrate();
  auto options = fresh.options;
  options.read_only = true;
  sql::Database database(options);
  for (const char* sql : {"DELETE FROM roles", "CREATE TABLE x (id INT)", "DROP TABLE leases"})
    CHECK_THROWS(database.with_session([&](sql::Session& session) { session.execute(sql, {}); }));
  CHECK_THROWS(
      database.transaction([&](sql::Session& session) { session.execute("DELETE FROM roles", {}); }));
}
