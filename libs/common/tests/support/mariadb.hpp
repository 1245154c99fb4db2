// A MariaDB server of the test's own, or with LGM_TEST_SERVER a MySQL server (server_kind.hpp): started on a
// free port of 127.0.0.1 with a fresh data directory, stopped by its pid, gone with the test program whatever
// happens. Works as root and as anybody else.
#pragma once
#include <sys/types.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lgm::testing {

class MariaDb {
 public:
  struct Options {
    bool durable = true;  // false: commits are not flushed, for tests that never kill the server
    bool tls = false;     // with a certificate of its own; ca_file() is what verifies it
    std::string tls_name = "IP:127.0.0.1";  // whom the certificate is for
    std::string tls_made = {};  // when it is made, for two days, as faketime takes it: "-30d"; empty: now
    std::vector<std::string> arguments = {};
  };
  MariaDb() : MariaDb(Options{}) {}
  explicit MariaDb(Options options);
  ~MariaDb();
  MariaDb(const MariaDb&) = delete;
  MariaDb& operator=(const MariaDb&) = delete;

  // Makes the database and returns its DATABASE_URL. The user may do everything; the password needs encoding.
  std::string create_database(const std::string& name);
  std::string url(const std::string& name) const;
  std::string ca_file() const { return (directory_ / "ca.pem").string(); }

  void start();  // on the same port and data as before
  void stop();   // SIGTERM
  void kill();   // SIGKILL

 private:
  void end(int signal);
  void watch(int descriptor);

  Options options_;
  std::filesystem::path directory_;
  int port_ = 0;
  pid_t pid_ = 0;
  std::thread watcher_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false, gone_ = false;
  std::string log_;
};

// A directory that is removed with its contents.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lgm::testing
