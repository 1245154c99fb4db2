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

}  // namespace

sql::MigrationReport migrate_schema(sql::Database& database) {
  try {
    return sql::migrate(database, migrations(), kTables);
  } catch (const sql::ForeignTables& tables) {
    throw std::runtime_error(
        "The database " + database.describe() + " already holds tables of an older generation (" +
        tables.what() +
        "). This version cannot adopt an older database yet; nothing was changed. Name an empty database in "
        "DATABASE_URL.");
  }
}

sql::MigrationPlan plan_schema(sql::Database& database) {
  return sql::plan_migrations(database, migrations(), kTables);
}

std::string schema_fault(sql::Database& database) {
  const int wanted = migrations().back().number, found = sql::schema_version(database);
  if (found >= wanted) return {};
  return "The database schema has version " + std::to_string(found) + ", this program needs " +
         std::to_string(wanted) + ": run `admin-service migrate`, or start with MIGRATE_ON_START=true.";
}

}  // namespace lgm::admin
