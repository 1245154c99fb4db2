#include "support/test_database.hpp"

#include <cstdlib>
#include <string_view>

#include "store/schema.hpp"
#include "support/mariadb.hpp"

namespace lgm::admin::testing {
namespace {

std::vector<std::string> texts(sql::Session& session, const std::string& sql) {
  const auto rows = session.query(sql, {}, 1);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.emplace_back(rows.text(i, 0));
  return out;
}

std::vector<std::string> tables_of(sql::Session& session) {
  return texts(session, session.dialect() == sql::Dialect::MySql
                            ? "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                              "DATABASE() AND table_name <> 'schema_migrations' ORDER BY table_name"
                            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> "
                              "'schema_migrations' AND name NOT LIKE 'sqlite%' ORDER BY name");
}

std::size_t columns_of(sql::Session& session, const std::string& table) {
  const char* sql = session.dialect() == sql::Dialect::MySql
                        ? "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() "
                          "AND table_name = ?"
                        : "SELECT COUNT(*) FROM pragma_table_info(?)";
  return static_cast<std::size_t>(session.query(sql, {table}, 1).integer(0, 0));
}

// As the migrations leave it. Making thirty tables anew for each test would take MariaDB seconds.
void empty_all(sql::Session& session, bool seeds) {
  for (const auto& table : tables_of(session)) {
    if (table == "policy_head")
      session.execute("UPDATE policy_head SET n = 0", {});
    else if (table == "leases")
      session.execute("UPDATE leases SET held_until_ms = 0", {});
    else if (table == "seeded_epochs")
      session.execute("UPDATE seeded_epochs SET epoch = ''", {});
    else if (table != "locks")
      session.execute("DELETE FROM " + table, {});
  }
  for (const auto& migration : migrations())
    if (seeds && migration.name == "0002_roles")
      for (const auto& statement : sql::statements_of(migration, session.dialect()))
        session.execute(statement, {});
}

lgm::testing::MariaDb& server() {
  static lgm::testing::MariaDb shared(lgm::testing::MariaDb::Options{.durable = false});
  return shared;
}

// One with the seeds and one without.
const std::string& mariadb_url(bool seeds) {
  static const std::string with = server().create_database("seeded"),
                           without = server().create_database("bare");
  return seeds ? with : without;
}

}  // namespace

bool on_mariadb() {
  const char* wanted = std::getenv("LGM_TEST_DATABASE");
  return wanted && std::string_view(wanted) == "mariadb";
}

struct TestDatabase::Impl {
  lgm::testing::TemporaryDirectory directory;
  sql::PoolOptions options;
  std::unique_ptr<sql::Database> database;
};

TestDatabase::TestDatabase(Seeds seeds) : impl_(std::make_unique<Impl>()) {
  const bool keep = seeds == Seeds::Keep;
  impl_->options.url =
      on_mariadb() ? mariadb_url(keep) : "sqlite://" + (impl_->directory.path() / "admin.db").string();
  impl_->database = std::make_unique<sql::Database>(impl_->options);
  migrate_schema(database());
  database().transaction([&](sql::Session& session) { empty_all(session, keep); });
}
TestDatabase::~TestDatabase() = default;

sql::Database& TestDatabase::database() {
  return *impl_->database;
}
const sql::PoolOptions& TestDatabase::options() const {
  return impl_->options;
}

std::string dump_of(sql::Database& database, bool history) {
  return database.reading([&](sql::Session& session) {
    std::string out;
    for (const auto& table : tables_of(session)) {
      if (!history && (table == "audit_logs" || table == "policy_changes" || table == "outbox")) continue;
      const std::size_t columns = columns_of(session, table);
      std::string sql = "SELECT * FROM " + table + " ORDER BY 1";
      for (std::size_t i = 2; i <= std::min<std::size_t>(columns, 3); ++i) sql += ", " + std::to_string(i);
      const auto rows = session.query(sql, {}, columns);
      out += table + "\n";
      for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < columns; ++i) out.append(rows.cell(row, i).value_or("NULL")).append("|");
        out += "\n";
      }
    }
    return out;
  });
}

}  // namespace lgm::admin::testing
