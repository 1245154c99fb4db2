// What the database's own programs (mariadb-dump, mysql) are told by an option file, so that no password
// stands in a list of processes.
#pragma once
#include <filesystem>

#include "lgm/sql/database.hpp"

namespace lgm::sql {

// The text of an option file that says what `options` say: address, account, TLS. MariaDB's and MySQL's
// clients have no option of TLS in common: MariaDB's read theirs in a group that is theirs alone, MySQL's in
// one that they are told of, by --defaults-group-suffix=_of_mysql. Throws
// std::invalid_argument that names DATABASE_URL where that is SQLite or malformed.
std::string client_options(const PoolOptions& options);
// Writes it as client.cnf into the directory, readable by the owner alone, and the name of the database into
// the file `database` beside it. Throws std::runtime_error that names the file.
void write_client_options(const PoolOptions& options, const std::filesystem::path& directory);

}  // namespace lgm::sql
