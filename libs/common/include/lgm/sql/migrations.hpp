// Numbered, forward-only migrations. Each is a text of statements that end with `;` at the end of a line. A
// line that begins with `-- mysql: ` or `-- sqlite: ` holds text for that dialect alone; other lines that
// begin with `--` are comments.
//
// MySQL commits each schema statement by itself: what has been done is recorded after each, and a run that
// was cut off goes on where it stopped. The last statement may then run twice, so every statement must be one
// that can (IF NOT EXISTS, INSERT IGNORE). `ALTER TABLE t ADD COLUMN c …`, for which MySQL and SQLite know no
// IF NOT EXISTS, can: it is passed over where the column exists. One column a statement.
//
// Programs of an older schema go on running on a newer one, beside new ones and after a rollback. A migration
// that takes something away from them says so in a line `-- oldest program: N`: programs that know fewer than
// N migrations are refused from then on.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lgm/sql/database.hpp"

namespace lgm::sql {

struct Migration {
  int number = 0;  // from 1, without gaps
  std::string name;
  std::string text;
};

// The statements for one dialect, in order, without their `;`.
std::vector<std::string> statements_of(const Migration& migration, Dialect dialect);

// What the line `-- oldest program: N` says; 0 where there is none: any program runs on it. Throws
// std::logic_error where N is not a number from 1 to the migration's own.
int oldest_program_of(const Migration& migration);

struct MigrationReport {
  int from = 0, to = 0;              // schema versions
  std::vector<std::string> applied;  // names, in order
};

// The tables are there, but no migration of ours made them.
class ForeignTables : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Runs what is missing, in order, under a lock that other replicas wait for (at most 25 s). Where no
// migration was ever run and one of `ours` exists, throws ForeignTables and leaves everything as it is.
// Throws sql::Error, sql::Unavailable.
MigrationReport migrate(Database& database, const std::vector<Migration>& migrations,
                        const std::vector<std::string>& ours);
// What migrate() would do with a database, and what it would meet there.
struct MigrationPlan {
  struct Step {
    std::string name;
    std::size_t done = 0;                 // statements that a run which was cut off has left behind it
    std::vector<std::string> statements;  // that would run
  };
  // A table of ours that is not as the applied migrations make it.
  struct Difference {
    std::string table;
    bool absent = false;
    std::vector<std::string> missing, unknown;  // columns
  };
  int found = 0, known = 0;          // schema versions: of the database, of this program
  std::vector<Step> steps;           // empty where migrate() would refuse
  std::vector<std::string> foreign;  // tables for which migrate() would throw ForeignTables
  std::vector<Difference> differing;
  std::vector<std::string> others;  // tables that no migration makes, which are left alone
};

// Changes nothing; give it a database that is opened read_only. `migrations` and `ours` as for migrate().
// Columns are compared by name. Throws sql::Error, sql::Unavailable.
MigrationPlan plan_migrations(Database& database, const std::vector<Migration>& migrations,
                              const std::vector<std::string>& ours);
// The tables that migrations make, in order of their names, the ledger of migrations not among them.
std::vector<std::string> tables_made_by(const std::vector<Migration>& migrations);
// The highest migration that was applied wholly; 0: none.
int schema_version(Database& database);
// How many migrations a program must know at least to run on this schema, of what was applied or begun by
// programs that this one may not know; 0: none is asked for.
int oldest_program(Database& database);

}  // namespace lgm::sql
