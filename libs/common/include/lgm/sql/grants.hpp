// What accounts of MySQL and MariaDB may do. SQLite knows none.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lgm/sql/database.hpp"

namespace lgm::sql {

// As MySQL lists it: a table and "SELECT", or "UPDATE(seq)" of one column.
using TableRight = std::pair<std::string, std::string>;

struct AccountRights {
  std::string account;              // user@host, as CURRENT_USER() names it
  std::set<TableRight> on_tables;   // given for single tables of the database
  std::vector<std::string> on_all;  // given for the database as a whole
};

// Of the account that `options` name, asked by itself: it needs no right in the database for that. Throws
// sql::Error, sql::Unavailable.
AccountRights rights_of(PoolOptions options);

// "" for SQLite.
std::string database_name(const PoolOptions& options);
// Whether the urls name different users of a server that knows users.
bool are_two_accounts(const PoolOptions& one, const PoolOptions& other);

// A name between backquotes. Throws std::invalid_argument for one that no statement can hold.
std::string quoted_name(std::string_view name);

}  // namespace lgm::sql
