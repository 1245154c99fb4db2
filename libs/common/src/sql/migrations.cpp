#include "lgm/sql/migrations.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "added_column.hpp"
#include "ledger.hpp"

namespace lgm::sql {
namespace {

constexpr char kLedger[] =
    "CREATE TABLE IF NOT EXISTS `schema_migrations` (`number` INT NOT NULL PRIMARY KEY, `name` VARCHAR(128) "
    "NOT NULL, `statements` INT NOT NULL, `done` INT NOT NULL, `oldest_program` INT NOT NULL DEFAULT 0)";
// Ledgers of the first schema had no such column.
constexpr char kWidenLedger[] =
    "ALTER TABLE `schema_migrations` ADD COLUMN `oldest_program` INT NOT NULL DEFAULT 0";
constexpr std::string_view kOldestProgram = "-- oldest program:";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return text;
}

// The line as this dialect reads it; empty for comments and the other dialect's lines.
std::string_view line_for(std::string_view line, Dialect dialect) {
  const std::string_view ours = dialect == Dialect::MySql ? "-- mysql: " : "-- sqlite: ";
  if (line.starts_with(ours)) return line.substr(ours.size());
  return line.starts_with("--") ? std::string_view() : line;
}

bool knows_oldest_program(Session& session) {
  return column_exists(session, {"schema_migrations", "oldest_program"});
}

// A column that is there already was added by a run that was cut off before it could note that.
void run(Session& session, const std::string& statement) {
  const auto added = added_column(statement);
  if (!added || !column_exists(session, *added)) session.execute(statement, {});
}

// Held by a connection; freed with it when the process dies.
class Lock {
 public:
  explicit Lock(Session& session) : session_(session), mysql_(session.dialect() == Dialect::MySql) {
    if (!mysql_) {
      session.execute("BEGIN IMMEDIATE", {});
      return;
    }
    name_ = ledger::lock_name(std::string(session.query("SELECT DATABASE()", {}, 1).text(0, 0)));
    const Rows got = session.query("SELECT GET_LOCK(?, 25)", {name_}, 1);
    if (got.cell(0, 0) != "1")
      throw Unavailable("another process is migrating this database and is not done");
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() {
    try {
      if (mysql_)
        session_.query("SELECT RELEASE_LOCK(?)", {name_}, 1);
      else if (!done_)
        session_.execute("ROLLBACK", {});
    } catch (const std::exception&) {
      // The connection is gone, and the lock with it.
    }
  }
  // On SQLite all of it is one transaction.
  void succeed() {
    if (!mysql_) session_.execute("COMMIT", {});
    done_ = true;
  }

 private:
  Session& session_;
  const bool mysql_;
  std::string name_;
  bool done_ = false;
};

// True when there was something to do.
bool apply(Session& session, const Migration& migration) {
  const ledger::Progress progress = ledger::progress_of(session, migration.number);
  if (progress.whole()) return false;
  const auto statements = statements_of(migration, session.dialect());
  const std::int64_t number = migration.number;
  if (!progress.begun)
    session.execute(
        "INSERT INTO `schema_migrations` (`number`, `name`, `statements`, `done`, `oldest_program`) VALUES "
        "(?, ?, ?, 0, ?)",
        {number, migration.name, static_cast<std::int64_t>(statements.size()),
         std::int64_t{oldest_program_of(migration)}});
  for (std::size_t i = static_cast<std::size_t>(progress.done); i < statements.size(); ++i) {
    run(session, statements[i]);
    session.execute("UPDATE `schema_migrations` SET `done` = ? WHERE `number` = ?",
                    {static_cast<std::int64_t>(i) + 1, number});
  }
  return true;
}

void refuse_foreign(Session& session, const std::vector<std::string>& ours) {
  if (!session.query("SELECT `number` FROM `schema_migrations`", {}, 1).empty()) return;
  std::string found;
  for (const auto& table : ours)
    if (ledger::table_exists(session, table)) found += (found.empty() ? "" : ", ") + table;
  if (!found.empty()) throw ForeignTables(found);
}

}  // namespace

std::vector<std::string> statements_of(const Migration& migration, Dialect dialect) {
  std::vector<std::string> statements;
  std::string current;
  std::string_view rest = migration.text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = trimmed(line_for(rest.substr(0, end), dialect));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    const bool last = line.ends_with(';');
    if (last) line.remove_suffix(1);
    current.append(current.empty() ? "" : "\n").append(line);
    if (!last) continue;
    if (!trimmed(current).empty()) statements.emplace_back(trimmed(current));
    current.clear();
  }
  if (!trimmed(current).empty())
    throw std::logic_error("migration " + migration.name + " ends without a semicolon");
  return statements;
}

int oldest_program_of(const Migration& migration) {
  const std::size_t line = migration.text.find(kOldestProgram);
  if (line == std::string::npos) return 0;
  const std::string_view said =
      trimmed(std::string_view(migration.text).substr(line + kOldestProgram.size()));
  int number = 0;
  std::from_chars(said.data(), said.data() + said.size(), number);
  if (number < 1 || number > migration.number)
    throw std::logic_error("migration " + migration.name +
                           ": `-- oldest program: N` needs a number from 1 to " +
                           std::to_string(migration.number));
  return number;
}

MigrationReport migrate(Database& database, const std::vector<Migration>& migrations,
                        const std::vector<std::string>& ours) {
  MigrationReport report;
  database.with_session([&](Session& session) {
    Lock lock(session);
    const bool had_ledger = ledger::table_exists(session, "schema_migrations");
    if (!had_ledger) session.execute(kLedger, {});  // not asked for where an account may only read and write
    try {
      refuse_foreign(session, ours);
    } catch (const ForeignTables&) {
      if (!had_ledger) session.execute("DROP TABLE `schema_migrations`", {});
      throw;
    }
    if (!knows_oldest_program(session)) session.execute(kWidenLedger, {});
    report.from = ledger::version_of(session);
    for (const Migration& migration : migrations)
      if (apply(session, migration)) report.applied.push_back(migration.name);
    report.to = ledger::version_of(session);
    lock.succeed();
  });
  return report;
}

int oldest_program(Database& database) {
  return database.reading([](Session& session) {
    if (!ledger::table_exists(session, "schema_migrations") || !knows_oldest_program(session)) return 0;
    const Rows rows =
        session.query("SELECT COALESCE(MAX(`oldest_program`), 0) FROM `schema_migrations`", {}, 1);
    return static_cast<int>(rows.integer(0, 0));
  });
}

int schema_version(Database& database) {
  return database.reading([](Session& session) { return ledger::version_of(session); });
}

}  // namespace lgm::sql
