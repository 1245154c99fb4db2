#include "dry_run/dry_run.hpp"

#include "lgm/base/utf8.hpp"
#include "preparation/preparation.hpp"
#include "store/schema.hpp"

namespace lgm::admin {
namespace {

constexpr std::size_t kLongestSummary = 100;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// One line: blanks joined, a table's columns left out.
std::string summary_of(const std::string& statement) {
  std::string line;
  for (const char c : statement) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank || !line.ends_with(' ')) line += blank ? ' ' : c;
  }
  const std::size_t columns = line.find(" (");
  if (line.starts_with("CREATE TABLE") && columns != std::string::npos)
    return line.substr(0, columns) + " (…)";
  const std::string cut(base::cut_utf8(line, kLongestSummary));
  return cut.size() < line.size() ? cut + "…" : line;
}

std::string step_text(const sql::MigrationPlan::Step& step) {
  const std::size_t count = step.statements.size();
  std::string text =
      "would run " + step.name + ": " + std::to_string(count) + (count == 1 ? " statement" : " statements");
  if (step.done > 0) text += ", the first " + std::to_string(step.done) + " were run before";
  for (const std::string& statement : step.statements) text += "\n  " + summary_of(statement);
  return text + "\n";
}

std::string difference_text(const sql::MigrationPlan::Difference& difference) {
  std::string text = "differs: table " + difference.table;
  if (difference.absent) return text + " is not there\n";
  if (!difference.missing.empty()) text += " lacks " + joined(difference.missing);
  if (!difference.unknown.empty())
    text += std::string(difference.missing.empty() ? "" : ";") + " has " + joined(difference.unknown) +
            ", which no migration makes";
  return text + "\n";
}

std::string refusal_text(const std::vector<std::string>& foreign) {
  return "`admin-service migrate` would refuse this database: it holds " + joined(foreign) +
         ", which no migration of this program has made, as in an older generation's database.\n"
         "Adopting an older database is not in this version. Name an empty database in DATABASE_URL.\n";
}

DryRun::Code code_of(const sql::MigrationPlan& plan) {
  if (!plan.foreign.empty()) return DryRun::kRefused;
  if (!plan.differing.empty()) return DryRun::kDiffers;
  return plan.steps.empty() ? DryRun::kNothingToDo : DryRun::kPending;
}

}  // namespace

DryRun dry_run(sql::PoolOptions options) {
  options.read_only = true;
  sql::Database database(for_migrations(std::move(options)));
  const sql::MigrationPlan plan = plan_schema(database);
  DryRun result{code_of(plan), database.describe() + ": schema version " + std::to_string(plan.found) +
                                   ", this program's is " + std::to_string(plan.known) + "\n"};
  std::string& report = result.report;
  if (!plan.foreign.empty()) report += refusal_text(plan.foreign);
  for (const auto& step : plan.steps) report += step_text(step);
  for (const auto& difference : plan.differing) report += difference_text(difference);
  if (!plan.differing.empty())
    report +=
        "`admin-service migrate` does not mend tables: restore a backup, or put the columns right by hand.\n";
  if (!plan.others.empty()) report += "left alone, no migration makes them: " + joined(plan.others) + "\n";
  if (plan.found > plan.known)
    report += "a newer version has migrated this database; this program runs on it\n";
  if (result.code == DryRun::kNothingToDo) report += "nothing to do\n";
  report += "nothing was changed\n";
  return result;
}

}  // namespace lgm::admin
