#include "lgm/sql/client_options.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

#include "connection.hpp"
#include "database_url.hpp"

namespace lgm::sql {
namespace {

DatabaseUrl parse(const PoolOptions& options) {
  DatabaseUrl url = parse_database_url(options.url);
  if (url.dialect == Dialect::Sqlite)
    throw std::invalid_argument("DATABASE_URL names SQLite, whose file is copied as it is");
  return url;
}

// Option files know these escapes within quotes.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out + "\"";
}

void write(const std::filesystem::path& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!written) throw std::runtime_error("cannot write " + path.string() + ": " + std::strerror(error));
}

// TLS is said either way: left to itself, a client of MariaDB 11.4 or newer insists on it and on a
// certificate, older ones do without, and MySQL's take what the server offers. Off is the services' own "no
// TLS is asked for", also where the server offers it.
std::string of_mariadb(const PoolOptions& options) {
  if (!options.tls_required) return "skip-ssl\n";
  const std::string ca = options.tls_ca_file.empty() ? "" : "ssl-ca=" + quoted(options.tls_ca_file) + "\n";
  return "ssl\nssl-verify-server-cert\n" + ca;
}

// Without TLS a password that the server has not cached goes encrypted by the server's key.
std::string of_mysql(const PoolOptions& options) {
  if (!options.tls_required) return "ssl-mode=DISABLED\nget-server-public-key\n";
  // These know no authorities by themselves.
  return "ssl-mode=VERIFY_IDENTITY\nssl-ca=" +
         quoted(options.tls_ca_file.empty() ? kSystemBundle : options.tls_ca_file) + "\n";
}

}  // namespace

std::string client_options(const PoolOptions& options) {
  const DatabaseUrl url = parse(options);
  return "[client]\nhost=" + quoted(url.host) + "\nport=" + std::to_string(url.port) +
         "\nprotocol=tcp\nuser=" + quoted(url.user) + "\npassword=" + quoted(url.password) +
         "\n[client-mariadb]\n" + of_mariadb(options) + "[client_of_mysql]\n" + of_mysql(options);
}

void write_client_options(const PoolOptions& options, const std::filesystem::path& directory) {
  write(directory / "client.cnf", client_options(options));
  write(directory / "database", parse(options).database + "\n");
}

}  // namespace lgm::sql
