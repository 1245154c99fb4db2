#include "lgm/describe/sql_mapping.hpp"

namespace lgm::describe {
namespace {

constexpr std::string_view kVersion = "version";

sql::Param param_of(const Field& field, const void* object) {
  return field.ops().to_sql(field.at(const_cast<void*>(object)));
}

bool is_stored(const Field& field) {
  return !field.column.empty();
}

}  // namespace

std::string quoted(std::string_view name) {
  return "`" + std::string(name) + "`";
}

std::string column_list(const TypeInfo& type, std::string_view prefix) {
  std::string out;
  for (const Field& field : type.fields) {
    if (!is_stored(field)) continue;
    if (!out.empty()) out += ", ";
    out.append(prefix).append(quoted(field.column));
  }
  return out;
}

std::size_t column_count(const TypeInfo& type) {
  std::size_t count = 0;
  for (const Field& field : type.fields) count += is_stored(field) ? 1 : 0;
  return count;
}

void read_row(const TypeInfo& type, const sql::Rows& rows, std::size_t row, void* object,
              std::size_t first_column) {
  std::size_t column = first_column;
  for (const Field& field : type.fields)
    if (is_stored(field)) field.ops().from_sql(field.at(object), rows.cell(row, column++));
}

Statement insert_statement(const TypeInfo& type, const void* object, const ExtraColumns& extra) {
  Statement statement;
  std::string names, marks;
  const auto add = [&](std::string_view column, sql::Param param) {
    if (!names.empty()) {
      names += ", ";
      marks += ", ";
    }
    names += quoted(column);
    marks += "?";
    statement.params.push_back(std::move(param));
  };
  for (const Field& field : type.fields)
    if (is_stored(field)) add(field.column, param_of(field, object));
  for (const auto& [column, param] : extra) add(column, param);
  statement.text = "INSERT INTO " + quoted(type.table) + " (" + names + ") VALUES (" + marks + ")";
  return statement;
}

std::string insert_text(const TypeInfo& type, std::size_t rows) {
  std::string marks;
  for (std::size_t i = 0; i < column_count(type); ++i) marks += i == 0 ? "(?" : ", ?";
  marks += ")";
  std::string text = "INSERT INTO " + quoted(type.table) + " (" + column_list(type) + ") VALUES ";
  for (std::size_t i = 0; i < rows; ++i) text += (i == 0 ? "" : ", ") + marks;
  return text;
}

sql::Params values_of(const TypeInfo& type, const void* object) {
  sql::Params values;
  for (const Field& field : type.fields)
    if (is_stored(field)) values.push_back(param_of(field, object));
  return values;
}

Statement update_statement(const TypeInfo& type, const void* object, std::string_view key,
                           const ExtraColumns& extra) {
  Statement statement;
  std::string sets;
  sql::Param key_value = nullptr, version = nullptr;
  bool versioned = false;
  const auto set = [&](std::string_view column, sql::Param param) {
    sets.append(sets.empty() ? "" : ", ").append(quoted(column)).append(" = ?");
    statement.params.push_back(std::move(param));
  };
  for (const Field& field : type.fields) {
    if (!is_stored(field)) continue;
    if (field.column == key) {
      key_value = param_of(field, object);
    } else if (field.column == kVersion) {
      versioned = true;
      version = param_of(field, object);
      sets.append(sets.empty() ? "" : ", ").append("`version` = `version` + 1");
    } else {
      set(field.column, param_of(field, object));
    }
  }
  for (const auto& [column, param] : extra) set(column, param);
  statement.text = "UPDATE " + quoted(type.table) + " SET " + sets + " WHERE " + quoted(key) + " = ?";
  statement.params.push_back(std::move(key_value));
  if (versioned) {
    statement.text += " AND `version` = ?";
    statement.params.push_back(std::move(version));
  }
  return statement;
}

}  // namespace lgm::describe
