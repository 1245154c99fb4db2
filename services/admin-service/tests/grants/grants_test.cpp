// Two accounts of one database: the one that migrates, and the service's, which may do what it needs and no
// more.
#include "grants/grants.hpp"

#include <doctest/doctest.h>

#include "preparation/preparation.hpp"
#include "store/schema.hpp"
#include "support/test_database.hpp"

using namespace lgm;
using namespace lgm::admin;

namespace {

bool says(const std::string& text, const char* words) {
  return text.find(words) != std::string::npos;
}

// A database that is migrated, and an account that may sign in and nothing else. Its name holds what needs
// quoting.
struct TwoAccounts {
  explicit TwoAccounts(const std::string& user) : name(user) {
    as_administrator("CREATE USER `" + user + "`@`%` IDENTIFIED BY 'least-rights'");
    configuration.database_url_migrate = database.options().url;
    const std::string& url = configuration.database_url_migrate;
    configuration.database_url = "mysql://" + user + ":least-rights" + url.substr(url.rfind('@'));
  }
  ~TwoAccounts() { as_administrator("DROP USER `" + name + "`@`%`"); }
  void as_administrator(const std::string& sql) {
    database.database().with_session([&](sql::Session& session) { session.execute(sql, {}); });
  }
  // How it ends when the service's account runs a statement: "done", "denied" or "failed".
  std::string by_service(const std::string& sql) {
    try {
      sql::Database(configuration.pool_options()).with_session([&](sql::Session& session) {
        session.execute(sql, {});
      });
      return "done";
    } catch (const sql::Error& error) {
      return error.kind() == sql::Error::Kind::Denied ? "denied" : "failed";
    }
  }
  admin::testing::TestDatabase database{admin::testing::TestDatabase::Seeds::Keep};
  Configuration configuration;
  std::string name;
};

std::string fault_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("grants name every table of the migrations, and the audit log is added to and sealed") {
  const auto statements = grant_statements("l`gm@10.%", "llm_safe_db");
  const auto has = [&](const char* text) {
    return std::find(statements.begin(), statements.end(), text) != statements.end();
  };
  CHECK(statements.size() == sql::tables_made_by(migrations()).size() + 1);
  CHECK(has("GRANT SELECT ON `llm_safe_db`.`schema_migrations` TO `l``gm`@`10.%`"));
  CHECK(
      has("GRANT SELECT, INSERT, UPDATE (`seq`), UPDATE (`seal`) ON `llm_safe_db`.`audit_logs` TO "
          "`l``gm`@`10.%`"));
  CHECK(has("GRANT SELECT, INSERT, UPDATE, DELETE ON `llm_safe_db`.`meta_tags` TO `l``gm`@`10.%`"));
  CHECK_THROWS_AS(grant_statements("who?@%", "llm_safe_db"), std::invalid_argument);
}

TEST_CASE("SQLite knows no accounts") {
  Configuration configuration;
  configuration.database_url = "sqlite:///nowhere/at-all.db";
  CHECK(give_rights(configuration).empty());
  CHECK(printed_rights(configuration) == "SQLite knows no accounts\n");
}

TEST_CASE("the account that migrates names the same host, port and database") {
  Configuration configuration;
  configuration.database_url = "mysql://a:b@db/one";
  configuration.database_url_migrate = "mysql://c:d@db:3306/one";
  CHECK(check_database(configuration).empty());
  for (const char* other :
       {"mysql://c:d@db/two", "mysql://c:d@writer/one", "mysql://c:d@db:3307/one", "nonsense"}) {
    CAPTURE(other);
    configuration.database_url_migrate = other;
    const auto faults = check_database(configuration);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].pointer == "DATABASE_URL_MIGRATE");
  }
}

TEST_CASE("the service's account gets what it needs, and no more") {
  if (!admin::testing::on_mariadb()) return;
  TwoAccounts two("least");
  CHECK(says(give_rights(two.configuration), "least@% was given what the service needs"));
  CHECK(give_rights(two.configuration) == "least@% has what the service needs\n");
  CHECK(schema_fault(two.database.database()).empty());
  CHECK(two.by_service("INSERT INTO `locks` (`name`) VALUES ('of a test')") == "done");
  CHECK(two.by_service("DELETE FROM `locks` WHERE `name` = 'of a test'") == "done");
  CHECK(two.by_service("UPDATE `audit_logs` SET `seq` = NULL, `seal` = NULL WHERE `id` = 'none'") == "done");
  for (const std::string sql :
       {"UPDATE `audit_logs` SET `username` = 'someone else'", "DELETE FROM `audit_logs`",
        "TRUNCATE TABLE `audit_logs`", "DROP TABLE `audit_logs`", "CREATE TABLE `of_nobody` (`id` INT)",
        "ALTER TABLE `users` ADD COLUMN `more` INT", "DELETE FROM `schema_migrations`",
        "UPDATE `schema_migrations` SET `done` = 0", "CREATE USER `another`@`%`"}) {
    CAPTURE(sql);
    CHECK(two.by_service(sql) == "denied");
  }
}

TEST_CASE(
    "the service starts with MIGRATE_ON_START where there is nothing to do, and says why it cannot else") {
  if (!admin::testing::on_mariadb()) return;
  TwoAccounts two("starting");
  give_rights(two.configuration);
  Preparation up_to_date(two.configuration.pool_options(), true, nullptr);
  CHECK(up_to_date.attempt() == Preparation::Outcome::Done);
  two.as_administrator("UPDATE `schema_migrations` SET `done` = 0 WHERE `number` = 1");
  Preparation old(two.configuration.pool_options(), true, nullptr);
  CHECK(old.attempt() == Preparation::Outcome::Refused);
  CHECK(says(old.why(), "may not change its tables"));
  CHECK(says(old.why(), "DATABASE_URL_MIGRATE"));
  migrate_schema(two.database.database());
}

TEST_CASE("who may not give rights is told what to do, and printed rights can be run by who may") {
  if (!admin::testing::on_mariadb()) return;
  TwoAccounts two("poor");
  two.as_administrator("CREATE USER `owner`@`%` IDENTIFIED BY 'owns-it'");
  two.as_administrator("GRANT ALL ON `seeded`.* TO `owner`@`%`");
  const std::string administrator = two.configuration.database_url_migrate;
  two.configuration.database_url_migrate =
      "mysql://owner:owns-it" + administrator.substr(administrator.rfind('@'));
  CHECK(says(fault_of([&] { give_rights(two.configuration); }),
             "may not give the service's account its rights"));
  std::string printed = printed_rights(two.configuration);
  for (std::size_t end = 0; (end = printed.find(";\n")) != std::string::npos; printed.erase(0, end + 2))
    two.as_administrator(printed.substr(0, end));
  CHECK(give_rights(two.configuration) == "poor@% has what the service needs\n");
  two.as_administrator("GRANT ALL ON `seeded`.* TO `poor`@`%`");
  CHECK(says(give_rights(two.configuration), "it may do more than that in the whole database: "));
  two.as_administrator("DROP USER `owner`@`%`");
}

TEST_CASE("an account that cannot sign in is said to be the fault") {
  if (!admin::testing::on_mariadb()) return;
  TwoAccounts two("locked");
  std::string& url = two.configuration.database_url;
  url.replace(url.find("least-rights"), 5, "wrong");
  CHECK(says(fault_of([&] { give_rights(two.configuration); }), "it cannot sign in"));
}
