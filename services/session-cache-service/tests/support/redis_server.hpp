// A real redis-server of this test: free port, temporary directory, stopped by its pid.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

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

class RedisServer {
 public:
  RedisServer();  // runs when this returns
  ~RedisServer();
  int port() const { return port_; }
  void kill();  // SIGKILL
  // `settings`: more words of the command line.
  void start(const std::vector<const char*>& settings = {});
  // Of its files, as a snapshot of the volume has them.
  void keep_a_copy() const;
  // Killed, its files replaced by the copy, started.
  void go_back_to_the_copy(const std::vector<const char*>& settings = {});
  // The whole data as the server keeps it on disk.
  std::string dump() const;
  const TemporaryFolder& folder() const { return folder_; }
  static constexpr char kPassword[] = "a password of the test";

 private:
  TemporaryFolder folder_;
  int port_ = 0;
  pid_t pid_ = -1;
};

// A Sentinel that watches one master under the name "sessions" and fails over after half a second.
class RedisSentinel {
 public:
  explicit RedisSentinel(int master_port);
  ~RedisSentinel();
  int port() const { return port_; }

 private:
  TemporaryFolder folder_;
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace lgm::session_cache::testing
