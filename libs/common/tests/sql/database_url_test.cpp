#include "sql/database_url.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using lgm::sql::Dialect;
using lgm::sql::parse_database_url;

namespace {

std::string refusal(const char* url) {
  try {
    parse_database_url(url);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a MySQL url is taken apart and decoded") {
  const auto url =
      parse_database_url("mysql+aiomysql://ro%40t:p%3Aw%2Fd@db.example:3307/gu%61rd?charset=utf8");
  CHECK(url.dialect == Dialect::MySql);
  CHECK(url.user == "ro@t");
  CHECK(url.password == "p:w/d");
  CHECK(url.host == "db.example");
  CHECK(url.port == 3307);
  CHECK(url.database == "guard");
  CHECK(url.describe() == "mysql://db.example:3307/guard");
  CHECK(parse_database_url("mysql://h/d").port == 3306);
  CHECK(parse_database_url("mysql://u:a@b@h/d").password == "a@b");
  CHECK(parse_database_url("mysql://[::1]:3307/d").host == "::1");
  CHECK(parse_database_url("mysql://[::1]/d").port == 3306);
}

TEST_CASE("a SQLite url names an absolute file") {
  CHECK(parse_database_url("sqlite:///var/lib/a%20b.db").path == "/var/lib/a b.db");
  CHECK(refusal("sqlite://relative") == "DATABASE_URL must name an absolute file: sqlite:///absolute/path");
  CHECK(refusal("sqlite://:memory:") == "DATABASE_URL must name an absolute file: sqlite:///absolute/path");
}

TEST_CASE("what a url lacks is said without showing it") {
  CHECK(refusal("postgres://u:secret@h/d") ==
        "DATABASE_URL must begin with mysql://, mysql+aiomysql:// or sqlite:///");
  CHECK(refusal("mysql://u:secret@h") ==
        "DATABASE_URL must name a database: mysql://user:password@host:port/name");
  CHECK(refusal("mysql://u:secret@/d") ==
        "DATABASE_URL must name a host: mysql://user:password@host:port/name");
  CHECK(refusal("mysql://u:secret@h:99999/d") ==
        "DATABASE_URL must name a port between 1 and 65535, or none");
  CHECK(refusal("mysql://u:se%zzcret@h/d") ==
        "DATABASE_URL holds a % that is not followed by two hexadecimal digits");
  CHECK(refusal("mysql://u:%00@h/d") == "DATABASE_URL must not hold %00");
}
