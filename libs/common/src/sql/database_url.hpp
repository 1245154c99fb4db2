// DATABASE_URL, taken apart.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "lgm/sql/session.hpp"

namespace lgm::sql {

struct DatabaseUrl {
  Dialect dialect = Dialect::Sqlite;
  std::string user, password, host, database;  // MySQL
  std::uint16_t port = 3306;
  std::string path;  // SQLite

  std::string describe() const;  // without user and password
};

// Throws std::invalid_argument that names DATABASE_URL and what is wrong, never its value.
DatabaseUrl parse_database_url(std::string_view url);

}  // namespace lgm::sql
