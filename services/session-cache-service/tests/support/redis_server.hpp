// A real redis-server of this test: free port, temporary directory, stopped by its pid.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "store/redis/address.hpp"
#include "support/certificates.hpp"

namespace lgm::session_cache::testing {

// A directory that goes with the object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Listens twice: in the clear, and with TLS. Beside the default user it has the service's own, with what
// print-acl grants to keys that begin with "t:".
class RedisServer {
 public:
  explicit RedisServer(const CertificateFiles& certificate = usual_certificate());  // runs when this returns
  ~RedisServer();
  int port() const { return port_; }
  int tls_port() const { return tls_port_; }
  // As the service reaches it: its own user, with TLS.
  redis::Address address() const;
  // The default user, in the clear.
  redis::Address plainly() const;
  void kill();  // SIGKILL
  // `settings`: more words of the command line.
  void start(const std::vector<std::string>& settings = {});
  // Of its files, as a snapshot of the volume has them.
  void keep_a_copy() const;
  // Killed, its files replaced by the copy, started.
  void go_back_to_the_copy(const std::vector<std::string>& settings = {});
  // The whole data as the server keeps it on disk.
  std::string dump() const;
  const TemporaryFolder& folder() const { return folder_; }
  static constexpr char kPassword[] = "a password of the test";
  static constexpr char kUser[] = "service", kUsersPassword[] = "the service's password";

 private:
  std::vector<std::string> words() const;

  TemporaryFolder folder_;
  const CertificateFiles certificate_;
  int port_ = 0, tls_port_ = 0;
  pid_t pid_ = -1;
};

// A Sentinel that watches one master under the name "sessions" and fails over after half a second.
class RedisSentinel {
 public:
  explicit RedisSentinel(int master_port);
  // That speaks TLS alone, with the master and its replicas too, and knows the service's user.
  static RedisSentinel with_tls(int master_port);
  ~RedisSentinel();
  RedisSentinel(const RedisSentinel&) = delete;
  int port() const { return port_; }

 private:
  RedisSentinel(int master_port, bool tls);

  TemporaryFolder folder_;
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace lgm::session_cache::testing
