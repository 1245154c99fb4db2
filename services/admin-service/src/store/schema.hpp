// The schema of this version: the numbered files of migrations/, which are part of the program.
#pragma once
#include "lgm/sql/migrations.hpp"

namespace lgm::admin {

const std::vector<sql::Migration>& migrations();

// Brings the schema up to this version. Throws std::runtime_error with a sentence for the operator where the
// database holds tables of an older generation; sql::Error, sql::Unavailable.
sql::MigrationReport migrate_schema(sql::Database& database);

// What migrate_schema() would do; changes nothing. Throws sql::Error, sql::Unavailable.
sql::MigrationPlan plan_schema(sql::Database& database);

// Empty when the schema is this version's, else a sentence that says what to do. Throws sql::Unavailable.
std::string schema_fault(sql::Database& database);

}  // namespace lgm::admin
