#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "connection.hpp"
#include "ledger.hpp"
#include "lgm/sql/migrations.hpp"

namespace lgm::sql {
namespace {

constexpr char kLedger[] = "schema_migrations";

using Columns = std::set<std::string>;
using Tables = std::map<std::string, Columns>;

Tables tables_of(Session& session) {
  const char* names =
      session.dialect() == Dialect::MySql
          ? "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND "
            "table_type = 'BASE TABLE'"
          : "SELECT `name` FROM sqlite_master WHERE type = 'table' AND `name` NOT LIKE 'sqlite!_%' "
            "ESCAPE '!'";
  const char* columns =
      session.dialect() == Dialect::MySql
          ? "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE() "
            "AND table_name = ?"
          : "SELECT `name` FROM pragma_table_info(?)";
  Tables found;
  const Rows tables = session.query(names, {}, 1);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string table(tables.text(i, 0));
    const Rows rows = session.query(columns, {table}, 1);
    for (std::size_t j = 0; j < rows.size(); ++j) found[table].emplace(rows.text(j, 0));
  }
  return found;
}

// What migrations make, by running them: on SQLite, in memory. Names are the same in both dialects.
Tables made_by(const std::vector<Migration>& migrations) {
  DatabaseUrl nowhere;
  nowhere.path = ":memory:";
  const auto scratch = connect_sqlite(nowhere, {});
  for (const Migration& migration : migrations)
    for (const std::string& statement : statements_of(migration, Dialect::Sqlite))
      scratch->execute(statement, {});
  return tables_of(*scratch);
}

bool is_ledger(const Tables& tables) {
  const auto found = tables.find(kLedger);
  if (found == tables.end()) return false;
  const Columns wanted{"number", "name", "statements", "done"};
  return std::includes(found->second.begin(), found->second.end(), wanted.begin(), wanted.end());
}

std::vector<std::string> foreign_in(const Tables& tables, const std::vector<std::string>& ours) {
  std::vector<std::string> foreign;
  if (tables.contains(kLedger) && !is_ledger(tables)) foreign.emplace_back(kLedger);
  for (const std::string& table : ours)
    if (tables.contains(table)) foreign.push_back(table);
  return foreign;
}

MigrationPlan::Step step_of(Session& session, const Migration& migration, bool has_ledger) {
  MigrationPlan::Step step{migration.name, 0, statements_of(migration, session.dialect())};
  if (!has_ledger) return step;
  const auto progress = ledger::progress_of(session, migration.number);
  step.done = std::min(static_cast<std::size_t>(progress.done), step.statements.size());
  if (progress.whole()) step.done = step.statements.size();
  step.statements.erase(step.statements.begin(),
                        step.statements.begin() + static_cast<std::ptrdiff_t>(step.done));
  return step;
}

std::vector<std::string> without(const Columns& columns, const Columns& those) {
  std::vector<std::string> left;
  std::set_difference(columns.begin(), columns.end(), those.begin(), those.end(), std::back_inserter(left));
  return left;
}

// `applied`: as it should be now; `all`: what is ours at all. A newer program's columns are not unknown.
void compare(MigrationPlan& plan, const Tables& found, const Tables& applied, const Tables& all) {
  const bool newer = plan.found > plan.known;
  for (const auto& [table, columns] : applied) {
    const auto there = found.find(table);
    if (there == found.end()) {
      plan.differing.push_back({table, true, {}, {}});
      continue;
    }
    auto unknown = newer ? std::vector<std::string>() : without(there->second, all.at(table));
    auto missing = without(columns, there->second);
    if (!missing.empty() || !unknown.empty())
      plan.differing.push_back({table, false, std::move(missing), std::move(unknown)});
  }
  for (const auto& [table, _] : found)
    if (!newer && table != kLedger && !all.contains(table)) plan.others.push_back(table);
}

}  // namespace

std::vector<std::string> tables_made_by(const std::vector<Migration>& migrations) {
  std::vector<std::string> names;
  for (const auto& [table, _] : made_by(migrations)) names.push_back(table);
  return names;
}

MigrationPlan plan_migrations(Database& database, const std::vector<Migration>& migrations,
                              const std::vector<std::string>& ours) {
  MigrationPlan plan;
  plan.known = migrations.back().number;
  database.with_session([&](Session& session) {
    const Tables found = tables_of(session);
    const bool has_ledger = is_ledger(found);
    const bool ever = has_ledger && !session.query("SELECT `number` FROM `schema_migrations`", {}, 1).empty();
    if (!ever) plan.foreign = foreign_in(found, ours);
    if (ever) plan.found = ledger::version_of(session);
    std::vector<Migration> applied;
    for (const Migration& migration : migrations) {
      auto step = step_of(session, migration, ever);
      if (step.statements.empty())
        applied.push_back(migration);
      else if (plan.foreign.empty())
        plan.steps.push_back(std::move(step));
    }
    if (plan.foreign.empty()) compare(plan, found, made_by(applied), made_by(migrations));
  });
  return plan;
}

}  // namespace lgm::sql
