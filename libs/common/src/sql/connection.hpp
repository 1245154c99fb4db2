// One connection as the pool sees it. SOCI opens it and owns it. Statements run on the client library's
// handle that SOCI hands out: its statement objects would copy and convert each cell once more, and on SQLite
// they compile a statement anew each time.
#pragma once
#include <memory>

#include "database_url.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/sql/database.hpp"

namespace lgm::sql {

// The authorities that are trusted where DATABASE_CA_FILE names none.
inline constexpr char kSystemBundle[] = "/etc/ssl/certs/ca-certificates.crt";

class Connection : public Session {
 public:
  enum class Begin { Write, Snapshot };
  virtual void begin(Begin how) = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
  virtual bool alive() = 0;  // asks the server
  // From any thread: whatever waits for the server fails.
  virtual void interrupt() {}
  bool broken = false;  // set by a statement that found the connection dead

  base::SteadyTime idle_since{};
};

// Throw Unavailable when there is no server, or none as wanted.
std::unique_ptr<Connection> connect_mysql(const DatabaseUrl& url, const PoolOptions& options);
std::unique_ptr<Connection> connect_sqlite(const DatabaseUrl& url, const PoolOptions& options);

}  // namespace lgm::sql
