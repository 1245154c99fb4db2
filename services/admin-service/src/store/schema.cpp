#include "store/schema.hpp"

#include <stdexcept>

namespace lgm::admin {
namespace {

// Any of these without our ledger was made by an older generation.
const std::vector<std::string> kTables{"meta_tags",
                                       "lib_global_keywords",
                                       "lib_scenario_keywords",
                                       "scenarios",
                                       "rule_scenario_policy",
                                       "rule_global_defaults",
                                       "playground_history",
                                       "users",
                                       "roles",
                                       "permissions",
                                       "role_permissions",
                                       "user_scenario_roles",
                                       "audit_logs",
                                       "user_scenario_assignments",
                                       "scenario_admin_permissions",
                                       "staging_global_keywords",
                                       "staging_global_rules"};

int known() {
  return migrations().back().number;
}

std::string of_older_generation(sql::Database& database, const std::string& tables) {
  return "The database " + database.describe() + " already holds tables of an older generation (" + tables +
         "). This version cannot adopt an older database yet; nothing was changed. Name an empty database in "
         "DATABASE_URL.";
}

}  // namespace

std::string too_old_for(sql::Database& database) {
  const int needed = sql::oldest_program(database);
  if (needed <= known()) return {};
  return "The database schema has version " + std::to_string(sql::schema_version(database)) +
         ", made by a newer version of this program; programs older than schema version " +
         std::to_string(needed) + " cannot use it, and this one is of " + std::to_string(known()) +
         ". Start the newer version again, or restore the backup from before its migration.";
}

sql::MigrationReport migrate_schema(sql::Database& database) {
  if (const std::string fault = too_old_for(database); !fault.empty()) throw std::runtime_error(fault);
  try {
    return sql::migrate(database, migrations(), kTables);
  } catch (const sql::Error& error) {
    if (error.kind() != sql::Error::Kind::Denied) throw;
    throw std::runtime_error("The account that migrates " + database.describe() +
                             " may not change its tables (" + error.what() +
                             "). Run `admin-service migrate` with DATABASE_URL_MIGRATE, whose account may, "
                             "and start the service with "
                             "MIGRATE_ON_START=false.");
  } catch (const sql::ForeignTables& tables) {
    throw std::runtime_error(of_older_generation(database, tables.what()));
  }
}

sql::MigrationPlan plan_schema(sql::Database& database) {
  return sql::plan_migrations(database, migrations(), kTables);
}

std::string schema_fault(sql::Database& database) {
  const int found = sql::schema_version(database);
  if (found >= known()) return too_old_for(database);
  // `migrate` would refuse it, too: whoever is told to run it is sent there for nothing.
  if (const auto plan = plan_schema(database); !plan.foreign.empty()) {
    std::string tables;
    for (const auto& table : plan.foreign) tables += (tables.empty() ? "" : ", ") + table;
    return of_older_generation(database, tables);
  }
  return "The database schema has version " + std::to_string(found) + ", this program needs " +
         std::to_string(known()) + ": run `admin-service migrate`, or start with MIGRATE_ON_START=true.";
}

}  // namespace lgm::admin
