#include "ledger.hpp"

namespace lgm::sql::ledger {

bool table_exists(Session& session, const std::string& table) {
  const char* sql = session.dialect() == Dialect::MySql
                        ? "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND "
                          "table_name = ?"
                        : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return !session.query(sql, {table}, 1).empty();
}

Progress progress_of(Session& session, int number) {
  const Rows rows = session.query("SELECT done, statements FROM schema_migrations WHERE number = ?",
                                  {std::int64_t{number}}, 2);
  if (rows.empty()) return {};
  return {true, rows.integer(0, 0), rows.integer(0, 1)};
}

int version_of(Session& session) {
  if (!table_exists(session, "schema_migrations")) return 0;
  const Rows rows =
      session.query("SELECT COALESCE(MAX(number), 0) FROM schema_migrations WHERE done = statements", {}, 1);
  return static_cast<int>(rows.integer(0, 0));
}

}  // namespace lgm::sql::ledger
