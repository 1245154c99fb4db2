// A pool of connections and a unit of work on MySQL/MariaDB and SQLite. Link lgm_sql; the interface that SQL
// code sees is session.hpp.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lgm/sql/session.hpp"

namespace lgm::sql {

struct PoolOptions {
  // mysql://user:password@host:port/name, mysql+aiomysql://… (user, password and name percent-encoded; query
  // parameters are ignored, the connection speaks utf8mb4 always), sqlite:///absolute/path.
  std::string url;
  std::size_t size = 8;  // connections at most, ≥ 1; transactions hold size − size / 4 at most
  std::chrono::milliseconds borrow_timeout{2'000};
  std::chrono::milliseconds connect_timeout{2'000};     // whole seconds on MySQL, at least one
  std::chrono::milliseconds statement_timeout{10'000};  // the same; on SQLite: of waiting for the writer
  std::chrono::milliseconds idle_before_check{1'000};   // a connection idle this long is asked when borrowed
  // MySQL: a connection without TLS, or whose certificate is not for the host, is closed before anything is
  // asked.
  bool tls_required = false;
  std::string tls_ca_file;  // empty: the system's bundle
  // Whatever would change something fails. SQLite: a file that is not there is read as an empty database, and
  // not made.
  bool read_only = false;
};

struct PoolGauges {
  std::size_t size = 0, in_use = 0;
  std::uint64_t waits = 0;       // borrowers that found no connection free
  std::uint64_t timeouts = 0;    // … and got none in time
  std::uint64_t reconnects = 0;  // dead connections replaced
  std::uint64_t retries = 0;     // transactions run again
  std::uint64_t full = 0;        // statements refused as the server's disk or quota is full
};

// A read transaction that shows the database as of one moment, on a connection of its own until destroyed.
// Used by one thread at a time.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual Session& session() = 0;
};

// Thread-safe. Connections are made when first needed, checked when borrowed after an idle second, and
// replaced when dead. Everything throws sql::Error for a failed statement and sql::Unavailable when there is
// no database to talk to.
class Database {
 public:
  // Does not connect. Throws std::invalid_argument that names DATABASE_URL, never its value.
  explicit Database(PoolOptions options);
  ~Database();
  Dialect dialect() const;
  // Runs `work` in one transaction and commits; rolls back and rethrows what it throws. A deadlock, a lock
  // time-out and a connection lost before the commit was sent run the whole of `work` again (3 times in all,
  // within statement_timeout), so it must have no other effects. A connection lost by the commit itself is
  // never retried: Unavailable, and whether the transaction took place is unknown. On SQLite writers take the
  // lock at the start.
  void transaction(const std::function<void(Session&)>& work);
  // For reading, each statement by itself. Runs again after a lost connection.
  void read(const std::function<void(Session&)>& work);
  std::unique_ptr<Snapshot> snapshot();
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
  // One connection outside of any transaction, for migrations. No retry.
  void with_session(const std::function<void(Session&)>& work);
  // Whether a connection answers (readiness); takes at most the borrow and connect time-outs.
  bool ping();
  // For a program that ends: so much later whatever still waits for a MySQL server is Unavailable, and
  // nothing more is begun. The earliest of several counts.
  void end_within(std::chrono::milliseconds left);
  PoolGauges gauges() const;
  // Told of each transaction and read, waiting for a connection and retries included: whether the database
  // could be used, and how long it took. Set before use.
  using Observer = std::function<void(bool available, std::chrono::nanoseconds took)>;
  void observe(Observer observer);
  // The url without user and password, for logs.
  std::string describe() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lgm::sql
