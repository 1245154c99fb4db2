// The schema of this version: the numbered files of migrations/, which are part of the program.
#pragma once
#include "lgm/sql/migrations.hpp"

namespace lgm::admin {

const std::vector<sql::Migration>& migrations();

// Brings the schema up to this version; leaves a newer one as it is. Throws std::runtime_error with a
// sentence for the operator where the database holds tables of an older generation, or a schema that this
// program is too old for; sql::Error, sql::Unavailable.
sql::MigrationReport migrate_schema(sql::Database& database);

// What migrate_schema() would do; changes nothing. Throws sql::Error, sql::Unavailable.
sql::MigrationPlan plan_schema(sql::Database& database);

// Empty, or a sentence: a newer program has taken something away that this one needs. Throws
// sql::Unavailable.
std::string too_old_for(sql::Database& database);

// Empty when this program can run on the schema: it is this version's, or a newer one that leaves older
// programs what they need (`-- oldest program:`, lgm/sql/migrations.hpp). Else a sentence that says what to
// do. Throws sql::Unavailable.
std::string schema_fault(sql::Database& database);

}  // namespace lgm::admin
