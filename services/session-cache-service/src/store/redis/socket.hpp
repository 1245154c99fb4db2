// A TCP connection that never blocks for longer than it is told.
#pragma once
#include <chrono>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

struct addrinfo;

namespace lgm::session_cache::redis {

using Deadline = std::chrono::steady_clock::time_point;

// Why a connection is of no more use.
class Broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
class TimedOut : public Broken {
 public:
  TimedOut() : Broken("timed out") {}
};
class Distrusted : public Broken {
 public:
  using Broken::Broken;
};
class Closed : public Broken {
 public:
  Closed() : Broken("the server closed the connection") {}
};

// Used by one thread at a time. Throws Broken; of that TimedOut once the deadline has passed, and Closed
// where the server has ended the connection.
class Socket {
 public:
  // Connected when this returns.
  Socket(const addrinfo& address, Deadline until);
  Socket(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();
  void send(std::string_view bytes, Deadline until);
  // Waits until something has come; how many bytes of `room` it fills, one at least.
  std::size_t receive(std::span<char> room, Deadline until);
  // The same without waiting; nullopt: nothing has come.
  std::optional<std::size_t> receive_now(std::span<char> room);

 private:
  void connect(const addrinfo& address, Deadline until);
  void configure();
  void wait_for(short events, Deadline until);

  int fd_;
};

}  // namespace lgm::session_cache::redis
