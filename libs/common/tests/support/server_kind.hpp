// Which server the tests start: this machine's MariaDB or, with LGM_TEST_SERVER=<prefix>, what
// tools/build_stores has unpacked there, MySQL or another MariaDB.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lgm::testing {

struct ServerKind {
  bool mysql = false;
  std::string program;            // the server
  std::filesystem::path kept;     // where its first data directory is kept
  std::vector<std::string> base;  // where it finds what belongs to it

  // The command that makes a data directory, and what is only said to one server or the other.
  std::vector<std::string> making(const std::filesystem::path& data) const;
  std::vector<std::string> settings(bool tls) const;
};

// "--user=root" for root, else "".
std::string user_argument();
const ServerKind& server_kind();

}  // namespace lgm::testing
