#include "added_column.hpp"

#include <algorithm>
#include <cctype>

namespace lgm::sql {
namespace {

bool is_blank(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

// Takes the next word off the text, without the quotes of a quoted name.
std::string take_word(std::string_view& text) {
  text.remove_prefix(
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_blank) - text.begin()));
  const bool quoted = text.starts_with('`') || text.starts_with('"');
  const auto ends = [&](char c) { return quoted ? c == text.front() : is_blank(c); };
  const auto end = std::find_if(text.begin() + (quoted ? 1 : 0), text.end(), ends);
  std::string word(text.begin() + (quoted ? 1 : 0), end);
  text.remove_prefix(static_cast<std::size_t>(end - text.begin()) + (quoted && end != text.end() ? 1 : 0));
  return word;
}

bool is_keyword(std::string_view word, std::string_view keyword) {
  return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(),
                    [](unsigned char a, unsigned char b) { return std::toupper(a) == b; });
}

// A comma outside brackets and quotes begins another change of the same table.
bool is_one_change(std::string_view definition) {
  int depth = 0;
  char quote = 0;
  for (const char c : definition) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == ',' && depth == 0) {
      return false;
    } else {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
  }
  return true;
}

}  // namespace

std::optional<AddedColumn> added_column(std::string_view statement) {
  if (!is_keyword(take_word(statement), "ALTER") || !is_keyword(take_word(statement), "TABLE"))
    return std::nullopt;
  AddedColumn added;
  added.table = take_word(statement);
  if (!is_keyword(take_word(statement), "ADD")) return std::nullopt;
  // Without this word it may be an index or a constraint.
  if (!is_keyword(take_word(statement), "COLUMN")) return std::nullopt;
  added.column = take_word(statement);
  if (is_keyword(added.column, "IF") || !is_one_change(statement)) return std::nullopt;
  return added;
}

bool column_exists(Session& session, const AddedColumn& added) {
  const char* sql = session.dialect() == Dialect::MySql
                        ? "SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND "
                          "table_name = ? AND column_name = ?"
                        : "SELECT 1 FROM pragma_table_info(?) WHERE `name` = ? COLLATE NOCASE";
  return !session.query(sql, {added.table, added.column}, 1).empty();
}

}  // namespace lgm::sql
