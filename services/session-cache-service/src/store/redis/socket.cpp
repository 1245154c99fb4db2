#include "store/redis/socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace lgm::session_cache::redis {
namespace {

// A peer that has vanished is noticed half a minute after the last byte, also on an idle connection.
constexpr int kIdleSeconds = 15, kBetweenProbesSeconds = 5, kProbes = 3;

[[noreturn]] void fail(int error) {
  if (error == ECONNRESET || error == EPIPE) throw Closed();
  throw Broken(std::generic_category().message(error));
}

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

// Rounded up, so that nobody waits for no time again and again.
int milliseconds_until(Deadline until) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

}  // namespace

Socket::Socket(const addrinfo& address, Deadline until)
    : fd_(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) fail(errno);
  try {
    configure();
    connect(address, until);
  } catch (...) {
    ::close(fd_);
    throw;
  }
}

Socket::Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

void Socket::configure() {
  const auto set = [this](int level, int option, int value) {
    static_cast<void>(::setsockopt(fd_, level, option, &value, sizeof value));
  };
  set(IPPROTO_TCP, TCP_NODELAY, 1);
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, kIdleSeconds);
  set(IPPROTO_TCP, TCP_KEEPINTVL, kBetweenProbesSeconds);
  set(IPPROTO_TCP, TCP_KEEPCNT, kProbes);
}

void Socket::connect(const addrinfo& address, Deadline until) {
  if (::connect(fd_, address.ai_addr, address.ai_addrlen) == 0) return;
  if (errno != EINPROGRESS) fail(errno);
  wait_for(POLLOUT, until);
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) fail(error);
}

void Socket::wait_for(short events, Deadline until) {
  pollfd watched{fd_, events, 0};
  for (;;) {
    const int milliseconds = milliseconds_until(until);
    if (milliseconds == 0) throw TimedOut();  // whoever sends without end is not heard to it
    const int found = ::poll(&watched, 1, milliseconds);
    if (found > 0) return;
    if (found < 0 && errno != EINTR) fail(errno);
  }
}

void Socket::send(std::string_view bytes, Deadline until) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (would_block(errno))
      wait_for(POLLOUT, until);
    else
      fail(errno);
  }
}

std::optional<std::size_t> Socket::receive_now(std::span<char> room) {
  const ssize_t got = ::recv(fd_, room.data(), room.size(), 0);
  if (got > 0) return static_cast<std::size_t>(got);
  if (got == 0) throw Closed();
  if (would_block(errno)) return std::nullopt;
  fail(errno);
}

// Waits first: right after a question nothing is there yet.
std::size_t Socket::receive(std::span<char> room, Deadline until) {
  for (;;) {
    wait_for(POLLIN, until);
    if (const auto got = receive_now(room)) return *got;
  }
}

}  // namespace lgm::session_cache::redis
