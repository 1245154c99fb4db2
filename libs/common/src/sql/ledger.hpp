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
// The highest migration that was applied wholly; 0: none, or no table.
int version_of(Session& session);

}  // namespace lgm::sql::ledger
