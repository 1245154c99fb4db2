#include "lgm/sql/migrations.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "sql/added_column.hpp"
#include "sql/ledger.hpp"
#include "support/mariadb.hpp"

using namespace lgm::sql;
using lgm::testing::MariaDb;
using lgm::testing::TemporaryDirectory;

namespace {

const Migration kFirst{1, "first",
                       "-- a comment; with a semicolon\n"
                       "CREATE TABLE IF NOT EXISTS a (\n  id INT PRIMARY KEY\n)\n"
                       "-- mysql: ENGINE=InnoDB\n;\n"
                       "-- mysql: INSERT IGNORE\n-- sqlite: INSERT OR IGNORE\nINTO a VALUES (1);\n"};
const Migration kSecond{2, "second", "CREATE TABLE IF NOT EXISTS b (id INT);\nINSERT INTO b VALUES (1);\n"};
const Migration kBroken{2, "second",
                        "CREATE TABLE IF NOT EXISTS b (id INT);\nINSERT INTO nowhere VALUES (1);\n"};
const std::vector<std::string> kOurs{"a", "b"};

struct Fresh {
  explicit Fresh(Dialect dialect) {
    if (dialect == Dialect::MySql) server = std::make_unique<MariaDb>(MariaDb::Options{.durable = false});
    options.url = server ? server->create_database("m") : "sqlite://" + (directory.path() / "m.db").string();
  }
  TemporaryDirectory directory;
  std::unique_ptr<MariaDb> server;
  PoolOptions options;
};

std::int64_t rows_in(Database& database, const std::string& table) {
  return database.reading(
      [&](Session& session) { return session.query("SELECT COUNT(*) FROM " + table, {}, 1).integer(0, 0); });
}

}  // namespace

TEST_CASE("a migration's text gives each dialect its statements") {
  CHECK(statements_of(kFirst, Dialect::MySql) ==
        std::vector<std::string>{"CREATE TABLE IF NOT EXISTS a (\nid INT PRIMARY KEY\n)\nENGINE=InnoDB",
                                 "INSERT IGNORE\nINTO a VALUES (1)"});
  CHECK(statements_of(kFirst, Dialect::Sqlite) ==
        std::vector<std::string>{"CREATE TABLE IF NOT EXISTS a (\nid INT PRIMARY KEY\n)",
                                 "INSERT OR IGNORE\nINTO a VALUES (1)"});
  CHECK_THROWS_AS(statements_of({1, "x", "SELECT 1"}, Dialect::Sqlite), std::logic_error);
}

TEST_CASE("migrations run once, in order, and go on where they were cut off") {
  for (const Dialect dialect : {Dialect::Sqlite, Dialect::MySql}) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    CHECK(schema_version(database) == 0);
    const auto first = migrate(database, {kFirst}, kOurs);
    CHECK(first.from == 0);
    CHECK(first.to == 1);
    CHECK(first.applied == std::vector<std::string>{"first"});
    CHECK_THROWS_AS(migrate(database, {kFirst, kBroken}, kOurs), Error);
    CHECK(schema_version(database) == 1);
    const auto second = migrate(database, {kFirst, kSecond}, kOurs);
    CHECK(second.applied == std::vector<std::string>{"second"});
    CHECK(second.to == 2);
    const auto again = migrate(database, {kFirst, kSecond}, kOurs);
    CHECK(again.applied.empty());
    CHECK(again.from == 2);
    CHECK(rows_in(database, "a") == 1);
    CHECK(rows_in(database, "b") == 1);
  }
}

TEST_CASE("a column is added once, also by a run that was cut off before it could note that") {
  const Migration adds{2, "adds",
                       "ALTER TABLE a ADD COLUMN contact VARCHAR(128);\n"
                       "alter table `a`\n  add column `share` DECIMAL(10,2) NOT NULL DEFAULT 0;\n"};
  for (const Dialect dialect : {Dialect::Sqlite, Dialect::MySql}) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    migrate(database, {kFirst, adds}, kOurs);
    for (const int done : {0, 1}) {
      database.with_session([&](Session& session) {
        session.execute("UPDATE schema_migrations SET done = ? WHERE number = 2", {std::int64_t{done}});
      });
      CHECK(schema_version(database) == 1);
      CHECK(migrate(database, {kFirst, adds}, kOurs).to == 2);
    }
    database.with_session(
        [](Session& session) { CHECK(session.query("SELECT contact, share FROM a", {}, 2).size() == 1); });
    // What does more than add one column is run as it is, and fails where it cannot be run again.
    database.with_session(
        [](Session& session) { session.execute("DELETE FROM schema_migrations WHERE number = 2", {}); });
    for (const char* text :
         {"ALTER TABLE a ADD COLUMN contact INT, ADD COLUMN more INT;\n", "ALTER TABLE a ADD contact INT;\n"})
      CHECK_THROWS_AS(migrate(database, {kFirst, {2, "more", text}}, kOurs), Error);
  }
}

TEST_CASE("what a statement adds is read strictly") {
  const auto read = [](const char* statement) {
    const auto added = added_column(statement);
    return added ? added->table + "." + added->column : "";
  };
  CHECK(read("ALTER TABLE t ADD COLUMN c INT") == "t.c");
  CHECK(read("alter  table \"t\"\nadd column\t`c d` ENUM('a,b', 'c') DEFAULT 'a,b'") == "t.c d");
  CHECK(read("ALTER TABLE t ADD COLUMN c DECIMAL(10,2)") == "t.c");
  for (const char* other :
       {"", "ALTER", "ALTER TABLE t", "ALTER TABLE t ADD c INT", "ALTER TABLE t ADD INDEX i (c)",
        "ALTER TABLE t ADD COLUMN c INT, ADD COLUMN d INT", "ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT",
        "ALTER TABLE t DROP COLUMN c", "CREATE TABLE t (c INT)",
        "UPDATE t SET a = 'ALTER TABLE t ADD COLUMN c'"})
    CHECK_MESSAGE(read(other).empty(), other);
}

TEST_CASE("a migration may say which programs are too old for what it makes") {
  const auto said = [](const std::string& text) { return oldest_program_of({3, "third", text}); };
  CHECK(said("SELECT 1;\n") == 0);
  CHECK(
      said("-- b is read by nobody who knows the second\n-- oldest program: 2\nDROP TABLE IF EXISTS b;\n") ==
      2);
  CHECK(said("-- oldest program: 3") == 3);
  for (const char* wrong : {"-- oldest program: 0\n", "-- oldest program: 4\n", "-- oldest program: two\n",
                            "-- oldest program:\n"})
    CHECK_THROWS_WITH_AS(said(wrong), "migration third: `-- oldest program: N` needs a number from 1 to 3",
                         std::logic_error);
}

TEST_CASE("what is applied says which programs are too old, in ledgers of the first schema as well") {
  const Migration kTakesAway{3, "third", "-- oldest program: 2\nDROP TABLE IF EXISTS b;\n"};
  const Migration kCutOff{3, "third", "-- oldest program: 2\nINSERT INTO nowhere VALUES (1);\n"};
  for (const Dialect dialect : {Dialect::Sqlite, Dialect::MySql}) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    CHECK(oldest_program(database) == 0);
    migrate(database, {kFirst, kSecond}, kOurs);
    CHECK(oldest_program(database) == 0);
    database.with_session([](Session& session) {
      session.execute("ALTER TABLE schema_migrations DROP COLUMN oldest_program", {});
    });
    CHECK(oldest_program(database) == 0);
    CHECK_THROWS_AS(migrate(database, {kFirst, kSecond, kCutOff}, kOurs), Error);
    // SQLite takes the whole run back; on MySQL what was begun counts.
    CHECK(oldest_program(database) == (dialect == Dialect::MySql ? 2 : 0));
    const auto report = migrate(database, {kFirst, kSecond, kTakesAway}, kOurs);
    CHECK(report.to == 3);
    CHECK(oldest_program(database) == 2);
    // A program that knows less leaves all of it alone.
    CHECK(migrate(database, {kFirst, kSecond}, kOurs).to == 3);
    CHECK(oldest_program(database) == 2);
  }
}

TEST_CASE("tables that no migration of ours made are left alone") {
  for (const Dialect dialect : {Dialect::Sqlite, Dialect::MySql}) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    database.with_session([](Session& session) { session.execute("CREATE TABLE b (x INT)", {}); });
    CHECK_THROWS_WITH_AS(migrate(database, {kFirst}, kOurs), "b", ForeignTables);
    CHECK(schema_version(database) == 0);
    CHECK_THROWS_WITH_AS(migrate(database, {kFirst}, kOurs), "b", ForeignTables);
  }
}

TEST_CASE("a file that many make at the same time is opened by all of them") {
  for (int round = 0; round < 30; ++round) {
    Fresh fresh(Dialect::Sqlite);
    std::atomic<int> opened{0}, ready{0};
    std::vector<std::thread> replicas;
    for (int i = 0; i < 6; ++i)
      replicas.emplace_back([&] {
        ++ready;
        while (ready < 6) std::this_thread::yield();
        Database database(fresh.options);
        opened += database.ping();
      });
    for (auto& replica : replicas) replica.join();
    CHECK(opened == 6);
  }
}

TEST_CASE("replicas that start together migrate once") {
  for (const Dialect dialect : {Dialect::Sqlite, Dialect::MySql}) {
    Fresh fresh(dialect);
    std::atomic<std::size_t> applied{0};
    std::vector<std::thread> replicas;
    for (int i = 0; i < 3; ++i)
      replicas.emplace_back([&] {
        Database database(fresh.options);
        applied += migrate(database, {kFirst, kSecond}, kOurs).applied.size();
      });
    for (auto& replica : replicas) replica.join();
    CHECK(applied == 2);
    Database database(fresh.options);
    CHECK(rows_in(database, "b") == 1);
  }
}

TEST_CASE("the lock of a database has a name of its own that MySQL takes") {
  CHECK(ledger::lock_name("guard") == "llm_guard_manager_migrations:guard");
  // 64 characters are a name's most (error 3057); the name that older programs take stays where it can.
  const std::string fits(35, 'd'), longer(36, 'd'), longest(64, 'd');
  CHECK(ledger::lock_name(fits) == "llm_guard_manager_migrations:" + fits);
  CHECK(ledger::lock_name(longer).size() <= 64);
  CHECK(ledger::lock_name(longest).size() <= 64);
  CHECK(ledger::lock_name(longest) != ledger::lock_name(longer));
  CHECK(ledger::lock_name(longest) == ledger::lock_name(longest));
  std::string accented;
  for (int i = 0; i < 35; ++i) accented += "\xc3\xa9";
  CHECK(ledger::lock_name(accented) == "llm_guard_manager_migrations:" + accented);
}
