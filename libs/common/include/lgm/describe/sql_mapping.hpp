// SQL texts and row binding from a description. Names come from descriptions, values travel as parameters.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/describe.hpp"
#include "lgm/sql/session.hpp"

namespace lgm::describe {

// The name as SQL takes it even where it is a reserved word of the server, or becomes one: `library` is one
// of MySQL 9. Names are constants of this program and hold no backquote.
std::string quoted(std::string_view name);
// "`id`, `tag_code`, …": the stored columns in order of the description, each with `prefix` ("t.").
std::string column_list(const TypeInfo& type, std::string_view prefix = {});
std::size_t column_count(const TypeInfo& type);
// Reads the columns of column_list, from `first_column` on.
void read_row(const TypeInfo& type, const sql::Rows& rows, std::size_t row, void* object,
              std::size_t first_column = 0);

// A statement's text with its parameters. `extra` are further columns (identity_key, …) that the type does
// not show.
struct Statement {
  std::string text;
  sql::Params params;
};
using ExtraColumns = std::vector<std::pair<std::string_view, sql::Param>>;
Statement insert_statement(const TypeInfo& type, const void* object, const ExtraColumns& extra = {});
// One statement for several rows: its text, and a row's part of its parameters.
std::string insert_text(const TypeInfo& type, std::size_t rows);
sql::Params values_of(const TypeInfo& type, const void* object);
// Sets every stored column but `key` (a column of the type), WHERE key = its value. With `version` in the
// description, raises it by one in the row and matches only the version that `object` holds: 0 rows means
// that somebody else was quicker.
Statement update_statement(const TypeInfo& type, const void* object, std::string_view key,
                           const ExtraColumns& extra = {});

template <Described T>
std::string columns_of(std::string_view prefix = {}) {
  return column_list(type_of<T>(), prefix);
}
template <Described T>
T row_of(const sql::Rows& rows, std::size_t row, std::size_t first_column = 0) {
  T object{};
  read_row(type_of<T>(), rows, row, &object, first_column);
  return object;
}
template <Described T>
std::vector<T> rows_of(const sql::Rows& rows) {
  std::vector<T> objects(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) read_row(type_of<T>(), rows, i, &objects[i]);
  return objects;
}
template <Described T>
void insert(sql::Session& session, const T& object, const ExtraColumns& extra = {}) {
  const Statement statement = insert_statement(type_of<T>(), &object, extra);
  session.execute(statement.text, statement.params);
}
// False when the row is gone or its version has moved on.
template <Described T>
bool update(sql::Session& session, const T& object, std::string_view key = "id",
            const ExtraColumns& extra = {}) {
  const Statement statement = update_statement(type_of<T>(), &object, key, extra);
  return session.execute(statement.text, statement.params) > 0;
}
// SELECT <columns> FROM <table> <rest>; `rest` is a constant text with ? parameters.
template <Described T>
std::vector<T> select(sql::Session& session, std::string_view rest, const sql::Params& params) {
  const TypeInfo& type = type_of<T>();
  std::string text = "SELECT " + column_list(type) + " FROM " + quoted(type.table) + " ";
  text += rest;
  return rows_of<T>(session.query(text, params, column_count(type)));
}
template <Described T>
std::optional<T> select_one(sql::Session& session, std::string_view rest, const sql::Params& params) {
  auto found = select<T>(session, rest, params);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

// The row whose text column is `value` to the byte. It is compared once more because MySQL's collations take
// "a " for "a"; no two rows differ in that alone where the column is unique.
template <Described T>
std::optional<T> find_exactly(sql::Session& session, std::string T::*member, std::string_view column,
                              const std::string& value) {
  auto found = select_one<T>(session, "WHERE " + quoted(column) + " = ?", {value});
  if (!found || (*found).*member != value) return std::nullopt;
  return found;
}

}  // namespace lgm::describe
