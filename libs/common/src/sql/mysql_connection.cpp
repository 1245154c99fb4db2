// MySQL and MariaDB. The server's text protocol: values are escaped by the client library for the
// connection's character set and put in the place of each `?`.
#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>
#include <sys/socket.h>

#include <charconv>
#include <stdexcept>

#include "connection.hpp"

namespace lgm::sql {
namespace {

// What every connection of ours agrees on. READ COMMITTED: after waiting for a lock, a transaction reads what
// its former holder wrote.
constexpr char kSetUp[] =
    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
    "NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', innodb_lock_wait_timeout = 5, autocommit = 1";
constexpr char kIsolation[] = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
constexpr char kReadOnly[] = "SET SESSION TRANSACTION READ ONLY";

Error::Kind kind_of(unsigned int code) {
  switch (code) {
    case 1062:  // ER_DUP_ENTRY
    case 1586:  // ER_DUP_ENTRY_WITH_KEY_NAME
      return Error::Kind::Duplicate;
    case 1216:  // ER_NO_REFERENCED_ROW and its kin
    case 1217:
    case 1451:
    case 1452:
      return Error::Kind::ForeignKey;
    case 1205:  // ER_LOCK_WAIT_TIMEOUT
    case 1213:  // ER_LOCK_DEADLOCK
      return Error::Kind::Deadlock;
    case 1053:  // ER_SERVER_SHUTDOWN
    case 1927:  // ER_CONNECTION_KILLED
    case 2002:  // CR_CONNECTION_ERROR
    case 2003:  // CR_CONN_HOST_ERROR
    case 2006:  // CR_SERVER_GONE_ERROR
    case 2013:  // CR_SERVER_LOST
    case 2026:  // CR_SSL_CONNECTION_ERROR
    case 2055:  // CR_SERVER_LOST_EXTENDED
      return Error::Kind::ConnectionLost;
    case 1290:  // ER_OPTION_PREVENTS_STATEMENT (--read-only)
    case 1792:  // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
    case 1836:  // ER_READ_ONLY_MODE
      return Error::Kind::ReadOnly;
    case 1021:  // ER_DISK_FULL
    case 1026:  // ER_ERROR_ON_WRITE
    case 1030:  // ER_GET_ERRNO: the storage engine was refused by the system (28: no space)
    case 1114:  // ER_RECORD_FILE_FULL
      return Error::Kind::Full;
    case 1264:  // ER_WARN_DATA_OUT_OF_RANGE
    case 1406:  // ER_DATA_TOO_LONG
      return Error::Kind::TooLong;
    case 1044:  // ER_DBACCESS_DENIED_ERROR
    case 1142:  // ER_TABLEACCESS_DENIED_ERROR
    case 1143:  // ER_COLUMNACCESS_DENIED_ERROR
    case 1227:  // ER_SPECIFIC_ACCESS_DENIED_ERROR
    case 1410:  // ER_CANT_CREATE_USER_WITH_GRANT
      return Error::Kind::Denied;
    default:
      return Error::Kind::Other;
  }
}

// A value of SOCI's connection string.
std::string quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string seconds_of(std::chrono::milliseconds time) {
  return std::to_string(std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(time).count()));
}

std::string connect_string(const DatabaseUrl& url, const PoolOptions& options) {
  std::string text = "dbname=" + quoted(url.database) + " host=" + quoted(url.host) +
                     " port=" + std::to_string(url.port) + " charset=utf8mb4" +
                     " connect_timeout=" + seconds_of(options.connect_timeout) +
                     " read_timeout=" + seconds_of(options.statement_timeout) +
                     " write_timeout=" + seconds_of(options.statement_timeout);
  if (!url.user.empty()) text += " user=" + quoted(url.user);
  if (!url.password.empty()) text += " pass=" + quoted(url.password);
  if (options.tls_required)
    text += " sslca=" + quoted(options.tls_ca_file.empty() ? kSystemBundle : options.tls_ca_file);
  return text;
}

struct FreeResult {
  void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using Result = std::unique_ptr<MYSQL_RES, FreeResult>;

class MySqlConnection final : public Connection {
 public:
  MySqlConnection(const DatabaseUrl& url, const PoolOptions& options)
      : session_(soci::mysql, connect_string(url, options)),
        handle_(static_cast<soci::mysql_session_backend*>(session_.get_backend())->conn_) {
    if (options.tls_required && mysql_get_ssl_cipher(handle_) == nullptr)
      throw Unavailable("the database server offers no TLS, which DATABASE_TLS=required asks for");
    if (options.tls_required) verify_name();
    run(kSetUp);
    run(kIsolation);
    if (options.read_only) run(kReadOnly);
    if (handle_->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES)
      throw Unavailable("the database server insists on NO_BACKSLASH_ESCAPES, which is not supported");
    socket_ = mysql_get_socket(handle_);
  }

  Dialect dialect() const override { return Dialect::MySql; }

  Rows query(std::string_view sql, const Params& params, std::size_t columns) override {
    run(filled(sql, params));
    const Result result(mysql_store_result(handle_));
    if (!result) fail(sql);
    if (mysql_num_fields(result.get()) != columns)
      throw std::logic_error("other columns than asked for: " + std::string(sql));
    return rows_of(result.get(), columns);
  }

  // SOCI connects with CLIENT_FOUND_ROWS, so these are the rows matched.
  std::int64_t execute(std::string_view sql, const Params& params) override {
    run(filled(sql, params));
    const Result none(mysql_store_result(handle_));
    return static_cast<std::int64_t>(mysql_affected_rows(handle_));
  }

  void begin(Begin how) override {
    if (how == Begin::Write) return run("START TRANSACTION");
    run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  }
  void commit() override { run("COMMIT"); }
  void rollback() override { run("ROLLBACK"); }
  bool alive() override { return mysql_ping(handle_) == 0; }
  void interrupt() override { ::shutdown(socket_, SHUT_RDWR); }

 private:
  // SOCI has the certificate's signer checked, and cannot ask for its name: the connection is made once more
  // with that asked, before anything is sent on it.
  void verify_name() {
    const my_bool on = 1, off = 0;
    mysql_options(handle_, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
    mysql_options(handle_, MYSQL_OPT_RECONNECT, &on);
    const bool verified = mariadb_reconnect(handle_) == 0;
    mysql_options(handle_, MYSQL_OPT_RECONNECT, &off);  // what was lost is noticed, not hidden
    if (!verified)
      throw Unavailable(std::string("the database server's certificate is not for its host: ") +
                        mysql_error(handle_));
  }

  static Rows rows_of(MYSQL_RES* result, std::size_t columns) {
    Rows rows;
    rows.size_ = static_cast<std::size_t>(mysql_num_rows(result));
    rows.cells_.resize(columns);
    rows.nulls_.resize(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      rows.cells_[i].reserve(rows.size_);
      rows.nulls_[i].reserve(rows.size_);
    }
    while (MYSQL_ROW row = mysql_fetch_row(result)) {
      const unsigned long* lengths = mysql_fetch_lengths(result);
      for (std::size_t i = 0; i < columns; ++i) {
        rows.nulls_[i].push_back(row[i] == nullptr);
        if (row[i])
          rows.cells_[i].emplace_back(row[i], lengths[i]);
        else
          rows.cells_[i].emplace_back();
      }
    }
    return rows;
  }

  std::string filled(std::string_view sql, const Params& params) {
    std::string text;
    text.reserve(sql.size() + params.size() * 24);
    std::size_t next = 0;
    for (const char c : sql) {
      if (c != '?')
        text += c;
      else if (next == params.size())
        throw std::logic_error("too few parameters: " + std::string(sql));
      else
        append(text, params[next++]);
    }
    if (next != params.size()) throw std::logic_error("too many parameters: " + std::string(sql));
    return text;
  }

  void append(std::string& text, const Param& param) {
    if (std::holds_alternative<std::nullptr_t>(param)) {
      text += "NULL";
    } else if (const auto* number = std::get_if<std::int64_t>(&param)) {
      text += std::to_string(*number);
    } else if (const auto* real = std::get_if<double>(&param)) {
      char digits[64];
      text.append(digits, std::to_chars(digits, digits + sizeof digits, *real).ptr);
    } else {
      const auto& value = std::get<std::string>(param);
      text += '\'';
      const std::size_t at = text.size();
      text.resize(at + value.size() * 2 + 1);
      text.resize(at + mysql_real_escape_string(handle_, text.data() + at, value.data(), value.size()));
      text += '\'';
    }
  }

  void run(std::string_view sql) {
    if (mysql_real_query(handle_, sql.data(), sql.size()) != 0) fail(sql);
  }

  // Values never reach a message: the text before them is enough to find the statement.
  [[noreturn]] void fail(std::string_view sql) {
    const unsigned int code = mysql_errno(handle_);
    const Error::Kind kind = kind_of(code);
    // Read-only may be the former primary of a failover: the name leads to another server by now.
    if (kind == Error::Kind::ConnectionLost || kind == Error::Kind::ReadOnly) broken = true;
    throw Error(kind, "MySQL error " + std::to_string(code) + " in " + std::string(sql.substr(0, 40)) +
                          "…: " + (kind == Error::Kind::Duplicate ? "duplicate" : mysql_error(handle_)));
  }

  soci::session session_;
  MYSQL* handle_;
  int socket_ = -1;
};

}  // namespace

std::unique_ptr<Connection> connect_mysql(const DatabaseUrl& url, const PoolOptions& options) {
  try {
    return std::make_unique<MySqlConnection>(url, options);
  } catch (const soci::soci_error& error) {
    throw Unavailable("no connection to " + url.describe() + ": " + error.what());
  } catch (const Error& error) {
    throw Unavailable("no connection to " + url.describe() + ": " + error.what());
  }
}

}  // namespace lgm::sql
