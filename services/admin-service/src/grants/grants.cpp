#include "grants/grants.hpp"

#include <algorithm>
#include <stdexcept>

#include "lgm/sql/grants.hpp"
#include "preparation/preparation.hpp"
#include "store/schema.hpp"

namespace lgm::admin {
namespace {

constexpr std::string_view kAuditLog = "audit_logs", kLedger = "schema_migrations";

struct Needed {
  std::string table;
  std::vector<std::string> rights;  // "SELECT", "UPDATE(seq)"
};

// Whoever locks a row for an update must be one who may update.
std::vector<Needed> needed() {
  std::vector<Needed> all{{std::string(kLedger), {"SELECT"}}};
  for (const std::string& table : sql::tables_made_by(migrations())) {
    if (table == kAuditLog)
      all.push_back({table, {"SELECT", "INSERT", "UPDATE(seq)", "UPDATE(seal)"}});
    else
      all.push_back({table, {"SELECT", "INSERT", "UPDATE", "DELETE"}});
  }
  return all;
}

// "UPDATE(seq)" as a statement has it.
std::string in_statement(const std::string& right) {
  const auto open = right.find('(');
  if (open == std::string::npos) return right;
  return right.substr(0, open) + " (" + sql::quoted_name(right.substr(open + 1, right.size() - open - 2)) +
         ")";
}

std::string joined(const std::vector<std::string>& words, std::string (*written)(const std::string&)) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + written(word);
  return text;
}

bool has_all(const sql::AccountRights& held) {
  const auto all = needed();
  return std::all_of(all.begin(), all.end(), [&](const Needed& one) {
    return std::all_of(one.rights.begin(), one.rights.end(), [&](const std::string& right) {
      return held.on_tables.contains({one.table, right});
    });
  });
}

sql::AccountRights held_by_service(const Configuration& configuration) {
  try {
    return sql::rights_of(configuration.pool_options());
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(
        std::string(
            "The schema is up to date. Which rights the account of DATABASE_URL lacks cannot be told, "
            "as it cannot sign in: ") +
        error.what());
  }
}

void give(const Configuration& configuration, const std::vector<std::string>& statements) {
  sql::Database database(for_migrations(configuration.migration_options()));
  try {
    database.with_session([&](sql::Session& session) {
      for (const auto& statement : statements) session.execute(statement, {});
    });
  } catch (const sql::Error& error) {
    if (error.kind() != sql::Error::Kind::Denied) throw;
    throw std::runtime_error(
        std::string(
            "The schema is up to date. The account of DATABASE_URL_MIGRATE may not give the service's "
            "account its rights (") +
        error.what() +
        "): let it have its own WITH GRANT OPTION, or run what `admin-service migrate --print-grants` prints "
        "by "
        "an account that may.");
  }
}

}  // namespace

std::vector<std::string> grant_statements(std::string_view account, std::string_view database) {
  const auto at = account.rfind('@');
  const std::string to =
      sql::quoted_name(account.substr(0, at)) + "@" + sql::quoted_name(account.substr(at + 1));
  std::vector<std::string> statements;
  for (const Needed& one : needed())
    statements.push_back("GRANT " + joined(one.rights, in_statement) + " ON " + sql::quoted_name(database) +
                         "." + sql::quoted_name(one.table) + " TO " + to);
  return statements;
}

std::string give_rights(const Configuration& configuration) {
  const sql::PoolOptions own = configuration.pool_options();
  if (!sql::are_two_accounts(own, configuration.migration_options())) return {};
  const auto held = held_by_service(configuration);
  const bool had = has_all(held);
  if (!had) give(configuration, grant_statements(held.account, sql::database_name(own)));
  std::string text = held.account + (had ? " has" : " was given") + " what the service needs\n";
  if (!held.on_all.empty())
    text += "  it may do more than that in the whole database: " +
            joined(held.on_all, [](const std::string& right) { return right; }) +
            "; docs/operations/secrets-and-keys.md says how to take that away\n";
  return text;
}

std::string printed_rights(const Configuration& configuration) {
  const std::string database = sql::database_name(configuration.pool_options());
  if (database.empty()) return "SQLite knows no accounts\n";
  std::string text;
  for (const auto& statement : grant_statements(held_by_service(configuration).account, database))
    text += statement + ";\n";
  return text;
}

}  // namespace lgm::admin
