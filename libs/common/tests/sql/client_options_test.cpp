#include "lgm/sql/client_options.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

using namespace lgm::sql;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("an option file says what DATABASE_URL says, quoted") {
  PoolOptions options;
  options.url = "mysql+aiomysql://lgm:p%40ss%22w%5Cord%23@db.example.com:3307/policy?charset=utf8mb4";
  CHECK(client_options(options) ==
        "[client]\nhost=\"db.example.com\"\nport=3307\nprotocol=tcp\nuser=\"lgm\"\n"
        "password=\"p@ss\\\"w\\\\ord#\"\n"
        "[client-mariadb]\nskip-ssl\n"
        "[client_of_mysql]\nssl-mode=DISABLED\nget-server-public-key\n");
}

TEST_CASE("an option file says whether there is TLS: clients differ in what they do unasked") {
  PoolOptions options;
  const std::string off =
      "\n[client-mariadb]\nskip-ssl\n[client_of_mysql]\nssl-mode=DISABLED\nget-server-public-key\n";
  options.url = "mysql://lgm:secret@db:3306/policy";
  CHECK(client_options(options).ends_with(off));
  options.tls_ca_file = "/etc/ca.crt";
  CHECK(client_options(options).ends_with(off));
  options.tls_required = true;
  CHECK(client_options(options).ends_with(
      "\n[client-mariadb]\nssl\nssl-verify-server-cert\nssl-ca=\"/etc/ca.crt\"\n"
      "[client_of_mysql]\nssl-mode=VERIFY_IDENTITY\nssl-ca=\"/etc/ca.crt\"\n"));
  options.tls_ca_file.clear();
  CHECK(client_options(options).ends_with(
      "\n[client-mariadb]\nssl\nssl-verify-server-cert\n"
      "[client_of_mysql]\nssl-mode=VERIFY_IDENTITY\nssl-ca=\"/etc/ssl/certs/ca-certificates.crt\"\n"));
}

TEST_CASE("SQLite has no option file") {
  PoolOptions options;
  options.url = "sqlite:///data/lgm.db";
  CHECK_THROWS_WITH(client_options(options), "DATABASE_URL names SQLite, whose file is copied as it is");
}

TEST_CASE("the files are the owner's alone; a directory that is not there is named") {
  std::string name = "/tmp/client-options-XXXXXX";
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  const std::filesystem::path directory = name;
  PoolOptions options;
  options.url = "mysql://lgm:secret@db:3306/policy";
  write_client_options(options, directory);
  CHECK(text_of(directory / "client.cnf") == client_options(options));
  CHECK(text_of(directory / "database") == "policy\n");
  struct stat info {};
  REQUIRE(::stat((directory / "client.cnf").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  std::filesystem::remove_all(directory);
  CHECK_THROWS_WITH(
      write_client_options(options, directory),
      ("cannot write " + (directory / "client.cnf").string() + ": No such file or directory").c_str());
}
