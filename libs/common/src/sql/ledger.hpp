// The record of the migrations that were run: the table schema_migrations.
#pragma once
#include <string>

#include "lgm/sql/session.hpp"

namespace lgm::sql::ledger {

struct Progress {
  bool begun = false;
  std::int64_t done = 0, statements = 0;
  bool whole() const { return begun && done == statements; }
};

bool table_exists(Session& session, const std::string& table);
// Of one migration; the table must be there.
Progress progress_of(Session& session, int number);
// Of the named lock under which a database is migrated; `database` is its name. At most 64 characters, as
// MySQL wants it (error 3057): a name that is too long for that stands there by its hash.
std::string lock_name(const std::string& database);
// The highest migration that was applied wholly; 0: none, or no table.
int version_of(Session& session);

}  // namespace lgm::sql::ledger
