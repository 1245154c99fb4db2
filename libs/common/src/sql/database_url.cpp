#include "database_url.hpp"

#include <charconv>
#include <stdexcept>

namespace lgm::sql {
namespace {

[[noreturn]] void refuse(const char* what) {
  throw std::invalid_argument(std::string("DATABASE_URL ") + what);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) refuse("holds a % that is not followed by two hexadecimal digits");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (out.find('\0') != std::string::npos) refuse("must not hold %00");
  return out;
}

std::uint16_t port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0)
    refuse("must name a port between 1 and 65535, or none");
  return port;
}

DatabaseUrl mysql(std::string_view rest) {
  DatabaseUrl url;
  url.dialect = Dialect::MySql;
  rest = rest.substr(0, rest.find('?'));
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos || slash + 1 == rest.size())
    refuse("must name a database: mysql://user:password@host:port/name");
  url.database = decoded(rest.substr(slash + 1));
  std::string_view authority = rest.substr(0, slash);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    const std::string_view person = authority.substr(0, at);
    const auto colon = person.find(':');
    url.user = decoded(person.substr(0, colon));
    if (colon != std::string_view::npos) url.password = decoded(person.substr(colon + 1));
    authority = authority.substr(at + 1);
  }
  if (const auto colon = authority.rfind(':');
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    url.port = port_of(authority.substr(colon + 1));
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']'))
    authority = authority.substr(1, authority.size() - 2);
  if (authority.empty()) refuse("must name a host: mysql://user:password@host:port/name");
  url.host = decoded(authority);
  return url;
}

DatabaseUrl sqlite(std::string_view rest) {
  DatabaseUrl url;
  url.path = decoded(rest.substr(0, rest.find('?')));
  if (!url.path.starts_with('/') || url.path.size() < 2 || url.path.ends_with('/'))
    refuse("must name an absolute file: sqlite:///absolute/path");
  if (url.path.find('"') != std::string::npos) refuse("must not hold a quotation mark");
  return url;
}

}  // namespace

std::string DatabaseUrl::describe() const {
  if (dialect == Dialect::Sqlite) return "sqlite://" + path;
  return "mysql://" + host + ":" + std::to_string(port) + "/" + database;
}

DatabaseUrl parse_database_url(std::string_view url) {
  for (const std::string_view scheme : {"mysql://", "mysql+aiomysql://"})
    if (url.starts_with(scheme)) return mysql(url.substr(scheme.size()));
  constexpr std::string_view kSqlite = "sqlite://";
  if (url.starts_with(kSqlite)) return sqlite(url.substr(kSqlite.size()));
  refuse("must begin with mysql://, mysql+aiomysql:// or sqlite:///");
}

}  // namespace lgm::sql
