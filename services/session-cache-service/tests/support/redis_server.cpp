#include "support/redis_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "store/redis/acl.hpp"
#include "store/redis/connection.hpp"
#include "store/store.hpp"
#include "support/free_port.hpp"
#include "support/sentinel_user.hpp"

namespace lgm::session_cache::testing {
namespace {

using lgm::testing::free_port;

pid_t started(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::execvp(arguments[0], arguments.data());
    _exit(127);
  }
  return pid;
}

// The line of the service's user as words, "user" without the line's end first.
std::vector<std::string> user_words(const redis::Address& address) {
  std::istringstream line(redis::acl_of(address));
  std::vector<std::string> words;
  for (std::string word; line >> word;) words.push_back(word);
  return words;
}

// Sentinel speaks TLS itself by the setting for replicas.
std::string tls_settings() {
  redis::Address address;
  address.user = RedisServer::kUser, address.password = RedisServer::kUsersPassword;
  address.sentinel_user = kSentinelUser, address.sentinel_password = kSentinelPassword;
  const std::string users = redis::acl_of(address);
  const CertificateFiles& shown = usual_certificate();
  return "tls-replication yes\ntls-auth-clients no\ntls-cert-file " + shown.certificate + "\ntls-key-file " +
         shown.key + "\ntls-ca-cert-file " + shown.authority + "\n" + users.substr(users.find('\n') + 1);
}

}  // namespace

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::string name = (parent / "session-cache-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
  path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

RedisServer::RedisServer(const CertificateFiles& certificate)
    : certificate_(certificate), port_(free_port()), tls_port_(free_port()) {
  start();
}
RedisServer::~RedisServer() {
  kill();
}

void RedisServer::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

redis::Address RedisServer::address() const {
  redis::Address address{"127.0.0.1", tls_port_, 0, kUser, kUsersPassword, "t:"};
  address.tls = {true, certificate_.authority, ""};
  return address;
}

redis::Address RedisServer::plainly() const {
  return {"127.0.0.1", port_, 0, "", kPassword, "t:"};
}

std::vector<std::string> RedisServer::words() const {
  std::vector<std::string> words{"redis-server",
                                 "--port",
                                 std::to_string(port_),
                                 "--tls-port",
                                 std::to_string(tls_port_),
                                 "--tls-cert-file",
                                 certificate_.certificate,
                                 "--tls-key-file",
                                 certificate_.key,
                                 "--tls-ca-cert-file",
                                 certificate_.authority,
                                 "--tls-auth-clients",
                                 "no",
                                 "--bind",
                                 "127.0.0.1",
                                 "--dir",
                                 folder_.file(""),
                                 "--appendonly",
                                 "yes",
                                 "--save",
                                 "",
                                 "--appendfsync",
                                 "always",
                                 "--requirepass",
                                 kPassword,
                                 "--logfile",
                                 "redis.log",
                                 "--user"};
  const auto user = user_words(address());
  words.insert(words.end(), user.begin() + 1, user.end());
  return words;
}

void RedisServer::start(const std::vector<std::string>& settings) {
  auto words = this->words();
  words.insert(words.end(), settings.begin(), settings.end());
  pid_ = started(std::move(words));
  redis::Connections connections(plainly());
  for (;;) {
    try {
      connections.command({"PING"});
      return;
    } catch (const StoreUnavailable&) {
      if (::waitpid(pid_, nullptr, WNOHANG) != 0) throw std::runtime_error("redis-server did not start");
      ::usleep(5'000);  // between two questions, not instead of one
    }
  }
}

void RedisServer::keep_a_copy() const {
  std::filesystem::copy(folder_.file("appendonlydir"), folder_.file("copy"),
                        std::filesystem::copy_options::recursive);
}

void RedisServer::go_back_to_the_copy(const std::vector<std::string>& settings) {
  kill();
  std::filesystem::remove_all(folder_.file("appendonlydir"));
  std::filesystem::rename(folder_.file("copy"), folder_.file("appendonlydir"));
  start(settings);
}

RedisSentinel::RedisSentinel(int master_port) : RedisSentinel(master_port, false) {}

RedisSentinel RedisSentinel::with_tls(int master_port) {
  return {master_port, true};
}

RedisSentinel::RedisSentinel(int master_port, bool tls) : port_(free_port()) {
  const std::string file = folder_.file("sentinel.conf");
  std::ofstream settings(file);
  settings << (tls ? "port 0\ntls-port " : "port ") << port_ << "\nbind 127.0.0.1\ndir " << folder_.file("")
           << "\nlogfile sentinel.log\nsentinel monitor sessions 127.0.0.1 " << master_port
           << " 1\nsentinel auth-pass sessions \"" << RedisServer::kPassword
           << "\"\nsentinel down-after-milliseconds sessions 500\n"
              "sentinel failover-timeout sessions 3000\n";
  if (tls) settings << tls_settings();
  settings.close();
  pid_ = started({"redis-server", file, "--sentinel"});
}
RedisSentinel::~RedisSentinel() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string RedisServer::dump() const {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.file(""))) {
    if (!entry.is_regular_file()) continue;
    std::ifstream input(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << input.rdbuf();
    all += text.str();
  }
  return all;
}

}  // namespace lgm::session_cache::testing
