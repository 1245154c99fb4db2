#include "support/redis_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "store/redis/connection.hpp"
#include "store/store.hpp"

namespace lgm::session_cache::testing {
namespace {

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("no free port");
  ::close(fd);
  return ntohs(address.sin_port);
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

RedisServer::RedisServer() : port_(free_port()) {
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

void RedisServer::start(const std::vector<const char*>& settings) {
  const std::string port = std::to_string(port_), dir = folder_.file("");
  std::vector<const char*> words{
      "redis-server", "--port",        port.c_str(), "--bind",    "127.0.0.1", "--dir",
      dir.c_str(),    "--appendonly",  "yes",        "--save",    "",          "--appendfsync",
      "always",       "--requirepass", kPassword,    "--logfile", "redis.log"};
  words.insert(words.end(), settings.begin(), settings.end());
  words.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::execvp(words[0], const_cast<char* const*>(words.data()));
    _exit(127);
  }
  redis::Connections connections({"127.0.0.1", port_, 0, "", kPassword, "t:"});
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

void RedisServer::go_back_to_the_copy(const std::vector<const char*>& settings) {
  kill();
  std::filesystem::remove_all(folder_.file("appendonlydir"));
  std::filesystem::rename(folder_.file("copy"), folder_.file("appendonlydir"));
  start(settings);
}

RedisSentinel::RedisSentinel(int master_port) : port_(free_port()) {
  const std::string file = folder_.file("sentinel.conf");
  std::ofstream(file) << "port " << port_ << "\nbind 127.0.0.1\ndir " << folder_.file("")
                      << "\nlogfile sentinel.log\nsentinel monitor sessions 127.0.0.1 " << master_port
                      << " 1\nsentinel auth-pass sessions \"" << RedisServer::kPassword
                      << "\"\nsentinel down-after-milliseconds sessions 500\n"
                         "sentinel failover-timeout sessions 3000\n";
  pid_ = ::fork();
  if (pid_ == 0) {
    ::execlp("redis-server", "redis-server", file.c_str(), "--sentinel", nullptr);
    _exit(127);
  }
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
