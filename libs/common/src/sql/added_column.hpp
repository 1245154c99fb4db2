// Reading `ALTER TABLE t ADD COLUMN c …`: the one schema statement that has no IF NOT EXISTS in both
// dialects.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lgm/sql/session.hpp"

namespace lgm::sql {

struct AddedColumn {
  std::string table, column;
};

// What a statement adds; nullopt where it does anything else, or more than that.
std::optional<AddedColumn> added_column(std::string_view statement);
bool column_exists(Session& session, const AddedColumn& added);

}  // namespace lgm::sql
