// SQLite in a file: write-ahead log, so that readers and the one writer do not wait for each other.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <thread>

#include "connection.hpp"

namespace lgm::sql {
namespace {

using namespace sqlite_api;  // SOCI puts sqlite3.h into this namespace

constexpr std::chrono::milliseconds kBetweenTries{10};
constexpr std::size_t kKeptStatements = 256;  // compiled statements kept a connection
constexpr std::size_t kLongestKept =
    2'000;  // bytes; longer texts are multi-row inserts, seldom the same twice

Error::Kind kind_of(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Error::Kind::Duplicate;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return Error::Kind::ForeignKey;
    default:
      break;
  }
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error::Kind::Deadlock;
    case SQLITE_READONLY:
      return Error::Kind::ReadOnly;
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return Error::Kind::Full;
    case SQLITE_TOOBIG:
      return Error::Kind::TooLong;
    default:
      return Error::Kind::Other;
  }
}

struct Finalise {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalise>;

// A compiled statement in use: reset afterwards, so that it holds no lock and no parameter.
class Use {
 public:
  explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  ~Use() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_;
};

// SOCI's connection string.
std::string opened_by(const DatabaseUrl& url, const PoolOptions& options) {
  if (!options.read_only) return "db=\"" + url.path + "\"";
  return std::filesystem::exists(url.path) ? "db=\"" + url.path + "\" readonly=true" : "db=\":memory:\"";
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const DatabaseUrl& url, const PoolOptions& options)
      : session_(soci::sqlite3, opened_by(url, options)),
        handle_(static_cast<soci::sqlite3_session_backend*>(session_.get_backend())->conn_) {
    sqlite3_busy_timeout(handle_, static_cast<int>(options.statement_timeout.count()));
    sqlite3_extended_result_codes(handle_, 1);
    // The cache is each connection's own: half a MiB, the system's page cache holds the rest.
    if (!options.read_only) write_ahead(options.statement_timeout);
    for (const char* pragma :
         {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -512"})
      run(pragma);
  }

  Dialect dialect() const override { return Dialect::Sqlite; }

  Rows query(std::string_view sql, const Params& params, std::size_t columns) override {
    const Use use(prepared(sql, params));
    if (static_cast<std::size_t>(sqlite3_column_count(use.get())) != columns)
      throw std::logic_error("other columns than asked for: " + std::string(sql));
    Rows rows;
    rows.cells_.resize(columns);
    rows.nulls_.resize(columns);
    while (step(use.get(), sql)) {
      ++rows.size_;
      for (std::size_t i = 0; i < columns; ++i) add_cell(rows, i, use.get());
    }
    return rows;
  }

  std::int64_t execute(std::string_view sql, const Params& params) override {
    const Use use(prepared(sql, params));
    while (step(use.get(), sql)) {
    }
    return sqlite3_changes64(handle_);
  }

  void begin(Begin how) override { run(how == Begin::Write ? "BEGIN IMMEDIATE" : "BEGIN"); }
  void commit() override { run("COMMIT"); }
  // Some errors have ended the transaction already.
  void rollback() override {
    if (sqlite3_get_autocommit(handle_) == 0) run("ROLLBACK");
  }
  bool alive() override { return true; }

 private:
  static void add_cell(Rows& rows, std::size_t column, sqlite3_stmt* statement) {
    const int i = static_cast<int>(column);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
    rows.nulls_[column].push_back(text == nullptr);
    if (text)
      rows.cells_[column].emplace_back(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    else
      rows.cells_[column].emplace_back();
  }

  sqlite3_stmt* prepared(std::string_view sql, const Params& params) {
    sqlite3_stmt* statement = compiled(sql);
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != params.size())
      throw std::logic_error("another number of parameters: " + std::string(sql));
    for (std::size_t i = 0; i < params.size(); ++i) bind(statement, static_cast<int>(i) + 1, params[i]);
    return statement;
  }

  sqlite3_stmt* compiled(std::string_view sql) {
    if (const auto found = kept_.find(sql); found != kept_.end()) return found->second.get();
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) fail(code, sql);
    if (raw == nullptr) throw std::logic_error("an empty statement");
    if (sql.size() > kLongestKept) {
      single_.reset(raw);
      return raw;
    }
    if (kept_.size() >= kKeptStatements) kept_.clear();
    return kept_.emplace(std::string(sql), Statement(raw)).first->second.get();
  }

  static void bind(sqlite3_stmt* statement, int index, const Param& param) {
    if (const auto* number = std::get_if<std::int64_t>(&param)) sqlite3_bind_int64(statement, index, *number);
    if (const auto* real = std::get_if<double>(&param)) sqlite3_bind_double(statement, index, *real);
    // The parameters outlive the statement's use.
    if (const auto* text = std::get_if<std::string>(&param))
      sqlite3_bind_text64(statement, index, text->data(), text->size(), nullptr, SQLITE_UTF8);
  }

  bool step(sqlite3_stmt* statement, std::string_view sql) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(sqlite3_extended_errcode(handle_), sql);
  }

  void run(const char* sql) { execute(sql, {}); }

  // Of two that make the file at the same time the one that comes second is told at once that it is busy:
  // here SQLite does not wait, as both could wait for each other.
  void write_ahead(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
      try {
        return run("PRAGMA journal_mode = WAL");
      } catch (const Error& error) {
        if (error.kind() != Error::Kind::Deadlock || std::chrono::steady_clock::now() >= end) throw;
        std::this_thread::sleep_for(kBetweenTries);
      }
    }
  }

  [[noreturn]] void fail(int code, std::string_view sql) {
    throw Error(kind_of(code), "SQLite error " + std::to_string(code) + " in " +
                                   std::string(sql.substr(0, 60)) + "…: " + sqlite3_errmsg(handle_));
  }

  soci::session session_;
  sqlite3* handle_;
  std::map<std::string, Statement, std::less<>> kept_;
  Statement single_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const DatabaseUrl& url, const PoolOptions& options) {
  try {
    return std::make_unique<SqliteConnection>(url, options);
  } catch (const soci::soci_error& error) {
    throw Unavailable("cannot open " + url.path + ": " + error.what());
  } catch (const Error& error) {
    throw Unavailable("cannot open " + url.path + ": " + error.what());
  }
}

}  // namespace lgm::sql
