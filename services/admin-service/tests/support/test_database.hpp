// A migrated database for one test: SQLite in a temporary directory or, with LGM_TEST_DATABASE=mariadb, a
// database of a MariaDB server that the test program starts for itself.
#pragma once
#include <memory>

#include "lgm/sql/database.hpp"

namespace lgm::admin::testing {

class TestDatabase {
 public:
  enum class Seeds { Keep, Remove };  // the seeded roles and permissions
  explicit TestDatabase(Seeds seeds);
  ~TestDatabase();
  sql::Database& database();
  // For a second pool on the same database ("another replica").
  const sql::PoolOptions& options() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

bool on_mariadb();

// What the database holds, as text; `history`: also what only grows (audit log, policy changes, outbox).
std::string dump_of(sql::Database& database, bool history);

}  // namespace lgm::admin::testing
