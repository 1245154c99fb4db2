// What SQL code sees of a database: parameterised statements on one connection, rows as text cells. No type
// of a database library is visible here. SQL texts are constants; values travel only as parameters.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lgm/sql/errors.hpp"
#include "lgm/sql/param.hpp"

namespace lgm::sql {

enum class Dialect { MySql, Sqlite };

// A result held in memory, column-wise. Cells are text as the server sent them; nullopt is NULL.
class Rows {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t columns() const { return cells_.size(); }
  std::optional<std::string_view> cell(std::size_t row, std::size_t column) const;
  // Throws std::logic_error when NULL: for columns that are NOT NULL.
  std::string_view text(std::size_t row, std::size_t column) const;
  std::int64_t integer(std::size_t row, std::size_t column) const;

  std::vector<std::vector<std::string>> cells_;  // [column][row]; filled by Session
  std::vector<std::vector<bool>> nulls_;         // [column][row]
  std::size_t size_ = 0;
};

// One connection in use. Not thread-safe.
class Session {
 public:
  virtual ~Session() = default;
  virtual Dialect dialect() const = 0;
  // `?` in the text are the parameters, in order (never inside quotes in our texts). `columns` is the number
  // of result columns.
  virtual Rows query(std::string_view sql, const Params& params, std::size_t columns) = 0;
  // Returns the number of rows matched (MySQL is opened with CLIENT_FOUND_ROWS semantics or an equal).
  virtual std::int64_t execute(std::string_view sql, const Params& params) = 0;
};

}  // namespace lgm::sql
