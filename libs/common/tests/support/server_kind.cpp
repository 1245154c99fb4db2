#include "server_kind.hpp"

#include <unistd.h>

#include <cstdlib>

namespace lgm::testing {
namespace {

namespace fs = std::filesystem;

ServerKind found() {
  const char* prefix = std::getenv("LGM_TEST_SERVER");
  if (!prefix || !*prefix) return {false, "mariadbd", LGM_MARIADB_TEMPLATE, {}};
  const fs::path at = fs::absolute(prefix);
  const bool mysql = !fs::exists(at / "sbin/mariadbd");
  const std::string program = (at / "sbin" / (mysql ? "mysqld" : "mariadbd")).string();
  return {mysql, program, at / "template", {"--basedir=" + at.string()}};
}

}  // namespace

std::string user_argument() {
  return ::geteuid() == 0 ? "--user=root" : "";
}

const ServerKind& server_kind() {
  static const ServerKind kind = found();
  return kind;
}

std::vector<std::string> ServerKind::making(const fs::path& data) const {
  std::vector<std::string> words{program, "--no-defaults"};
  if (mysql) {
    words.insert(words.end(), {"--initialize-insecure", "--innodb-redo-log-capacity=16M"});
  } else {
    words.front() = base.empty()
                        ? "mariadb-install-db"
                        : (fs::path(program).parent_path().parent_path() / "bin/mariadb-install-db").string();
    words.insert(words.end(), {"--auth-root-authentication-method=normal", "--skip-test-db",
                               "--skip-name-resolve", "--innodb-log-file-size=16M"});
  }
  words.insert(words.end(), base.begin(), base.end());
  words.insert(words.end(), {user_argument(), "--datadir=" + data.string()});
  return words;
}

// MySQL makes itself a certificate, an X port and a binary log where nobody tells it not to.
std::vector<std::string> ServerKind::settings(bool tls) const {
  if (!mysql) return {"--innodb-log-file-size=16M"};
  std::vector<std::string> words{"--innodb-redo-log-capacity=16M", "--mysqlx=OFF", "--disable-log-bin",
                                 "--secure-file-priv=NULL"};
  if (!tls) words.emplace_back("--tls-version=");
  return words;
}

}  // namespace lgm::testing
