#include "lgm/sql/grants.hpp"

#include <stdexcept>

#include "database_url.hpp"

namespace lgm::sql {
namespace {

// Every account may sign in there, whatever it may do elsewhere.
constexpr std::string_view kAnywhere = "information_schema";

std::string url_without_database(const std::string& url) {
  const auto authority = url.find("://") + 3;
  return url.substr(0, url.find('/', authority) + 1) + std::string(kAnywhere);
}

// "'user'@'host'", as information_schema names whom a right is given to.
std::string grantee_of(const std::string& account) {
  const auto at = account.rfind('@');
  return "'" + account.substr(0, at) + "'@'" + account.substr(at + 1) + "'";
}

void add_table_rights(Session& session, const std::string& grantee, const std::string& database,
                      std::set<TableRight>& found) {
  const Rows tables = session.query(
      "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = ? AND "
      "table_schema = ?",
      {grantee, database}, 2);
  for (std::size_t i = 0; i < tables.size(); ++i) found.emplace(tables.text(i, 0), tables.text(i, 1));
  const Rows columns = session.query(
      "SELECT table_name, privilege_type, column_name FROM information_schema.column_privileges WHERE "
      "grantee = ? AND "
      "table_schema = ?",
      {grantee, database}, 3);
  for (std::size_t i = 0; i < columns.size(); ++i)
    found.emplace(columns.text(i, 0),
                  std::string(columns.text(i, 1)) + "(" + std::string(columns.text(i, 2)) + ")");
}

}  // namespace

AccountRights rights_of(PoolOptions options) {
  const std::string database = database_name(options);
  options.url = url_without_database(options.url);
  options.size = 1;
  AccountRights rights;
  Database(options).with_session([&](Session& session) {
    rights.account = session.query("SELECT CURRENT_USER()", {}, 1).text(0, 0);
    const std::string grantee = grantee_of(rights.account);
    add_table_rights(session, grantee, database, rights.on_tables);
    // The name there is a pattern, in which _ may be escaped.
    const Rows all = session.query(
        "SELECT privilege_type FROM information_schema.schema_privileges WHERE grantee = ? AND "
        "REPLACE(table_schema, '\\\\', "
        "'') = ? ORDER BY privilege_type",
        {grantee, database}, 1);
    for (std::size_t i = 0; i < all.size(); ++i) rights.on_all.emplace_back(all.text(i, 0));
  });
  return rights;
}

std::string database_name(const PoolOptions& options) {
  return parse_database_url(options.url).database;
}

bool are_two_accounts(const PoolOptions& one, const PoolOptions& other) {
  const DatabaseUrl first = parse_database_url(one.url), second = parse_database_url(other.url);
  return first.dialect == Dialect::MySql && first.user != second.user;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "`";
  for (const char c : name) {
    if (c == '?' || c == '\0')
      throw std::invalid_argument("the name " + std::string(name) + " cannot stand in a statement");
    if (c == '`') quoted += c;
    quoted += c;
  }
  return quoted + "`";
}

}  // namespace lgm::sql
