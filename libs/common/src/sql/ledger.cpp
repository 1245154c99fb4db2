#include "ledger.hpp"

#include "lgm/base/utf8.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::sql::ledger {

bool table_exists(Session& session, const std::string& table) {
  const char* sql = session.dialect() == Dialect::MySql
                        ? "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND "
                          "table_name = ?"
                        : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND `name` = ?";
  return !session.query(sql, {table}, 1).empty();
}

Progress progress_of(Session& session, int number) {
  const Rows rows = session.query("SELECT `done`, `statements` FROM `schema_migrations` WHERE `number` = ?",
                                  {std::int64_t{number}}, 2);
  if (rows.empty()) return {};
  return {true, rows.integer(0, 0), rows.integer(0, 1)};
}

std::string lock_name(const std::string& database) {
  constexpr std::size_t kLongest = 64, kDigits = 32;
  const std::string prefix = "llm_guard_manager_migrations:";
  if (base::code_points(prefix + database) <= kLongest) return prefix + database;
  return prefix + crypto::to_hex(crypto::sha256(database)).substr(0, kDigits);
}

int version_of(Session& session) {
  if (!table_exists(session, "schema_migrations")) return 0;
  const Rows rows = session.query(
      "SELECT COALESCE(MAX(`number`), 0) FROM `schema_migrations` WHERE `done` = `statements`", {}, 1);
  return static_cast<int>(rows.integer(0, 0));
}

}  // namespace lgm::sql::ledger
