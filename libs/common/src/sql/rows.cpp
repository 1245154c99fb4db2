#include <charconv>
#include <stdexcept>

#include "lgm/sql/session.hpp"

namespace lgm::sql {

std::optional<std::string_view> Rows::cell(std::size_t row, std::size_t column) const {
  if (nulls_.at(column).at(row)) return std::nullopt;
  return cells_[column][row];
}

std::string_view Rows::text(std::size_t row, std::size_t column) const {
  const auto value = cell(row, column);
  if (!value) throw std::logic_error("a column that is NOT NULL holds NULL");
  return *value;
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
  const std::string_view digits = text(row, column);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw std::logic_error("a number column holds something else");
  return number;
}

}  // namespace lgm::sql
