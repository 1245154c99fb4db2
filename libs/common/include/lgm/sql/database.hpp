// SQL over SOCI on MySQL/MariaDB and SQLite: a pool, a unit of work, parameterised statements, rows as text cells. No SOCI type is
// visible here. SQL texts are constants; values travel only as parameters (:name).
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
  // `?` in the text are the parameters, in order (never inside quotes in our texts). `columns` is the number of result columns.
  virtual Rows query(std::string_view sql, const Params& params, std::size_t columns) = 0;
  // Returns the number of rows matched (MySQL is opened with CLIENT_FOUND_ROWS semantics or an equal).
  virtual std::int64_t execute(std::string_view sql, const Params& params) = 0;
};

struct PoolOptions {
  std::string url;  // mysql://user:password@host:port/db?charset=utf8mb4, mysql+aiomysql://…, sqlite:///absolute/path, sqlite://:memory: is refused
  std::size_t size = 8;
  std::chrono::milliseconds borrow_timeout{2'000};
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds statement_timeout{30'000};
  std::string tls;  // "", "preferred" or "required" (checks Ssl_cipher on each new connection before any query)
  std::string tls_ca_file;
};

struct PoolGauges {
  std::size_t size, in_use;
  std::uint64_t waits, timeouts, reconnects, retries;
};

// Thread-safe. Connections are made when first needed, checked when borrowed after an idle second, and replaced when dead.
class Database {
 public:
  explicit Database(PoolOptions options);  // throws std::invalid_argument naming DATABASE_URL for a bad url; does not connect
  ~Database();
  Dialect dialect() const;
  // Runs `work` in one transaction and commits; rolls back and rethrows when it throws. Deadlocks, lock time-outs and connections found dead
  // before the first statement run the whole of `work` again (at most 3 times), so it must have no other effects. On SQLite writers take
  // the lock at the start (BEGIN IMMEDIATE) and wait for each other.
  void transaction(const std::function<void(Session&)>& work);
  // The same for reading only: no retry bookkeeping, no write lock; may be a single autocommit statement.
  void read(const std::function<void(Session&)>& work);
  template <class F>
  auto transact(F&& work) {
    std::optional<std::invoke_result_t<F, Session&>> result;
    transaction([&](Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }
  template <class F>
  auto reading(F&& work) {
    std::optional<std::invoke_result_t<F, Session&>> result;
    read([&](Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }
  // True when a connection answers within the connect time-out (readiness).
  bool ping();
  PoolGauges gauges() const;
  // The url without user and password, for logs.
  std::string describe() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// One numbered migration: statements in order, one per element. `mysql` and `sqlite` texts differ where the dialects do.
struct Migration {
  int number;
  std::string name;
  std::vector<std::string> mysql;
  std::vector<std::string> sqlite;
};
// Splits a numbered .sql file at ';' line ends into statements ("-- mysql:" / "-- sqlite:" line prefixes select a dialect).
Migration parse_migration(int number, std::string name, std::string_view text);

struct MigrationReport {
  int from = 0, to = 0;
  std::vector<std::string> applied;
};
// Runs what is missing, in order, under a lock that other replicas wait for; resumable: each statement done is recorded. Throws sql::Error.
MigrationReport migrate(Database& database, const std::vector<Migration>& migrations);
// The highest migration that has been applied wholly (0: none or no table).
int schema_version(Database& database);

}  // namespace lgm::sql
