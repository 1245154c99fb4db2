#include "raw_client.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace lgm::testing {
namespace {

constexpr timeval kPatience{20, 0};  // a hung server fails the test instead of hanging it

}  // namespace

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (const int waiting : {SO_RCVTIMEO, SO_SNDTIMEO})
    ::setsockopt(fd_, SOL_SOCKET, waiting, &kPatience, sizeof kPatience);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd_);
    throw std::runtime_error("connection refused");
  }
}

RawClient::~RawClient() {
  ::close(fd_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      stuck_ = errno == EAGAIN || errno == EWOULDBLOCK;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::fill() {
  std::array<char, 16384> piece{};
  const ssize_t got = ::recv(fd_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::string RawClient::answer(bool is_head) {
  std::size_t head = 0;
  while ((head = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return {};
  head += 4;
  std::size_t end = head;
  const std::size_t length = buffer_.find("Content-Length: ");
  const bool chunked = buffer_.substr(0, head).find("Transfer-Encoding: chunked") != std::string::npos;
  if (chunked) {
    while ((end = buffer_.find("0\r\n\r\n", head)) == std::string::npos)
      if (!fill()) return {};
    end += 5;
  } else if (length < head && !is_head) {
    end = head + std::stoul(buffer_.substr(length + 16));
    while (buffer_.size() < end)
      if (!fill()) return {};
  }
  std::string whole = buffer_.substr(0, end);
  buffer_.erase(0, end);
  return whole;
}

std::string RawClient::rest() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

int status_of(std::string_view answer) {
  return answer.size() > 12 ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

namespace {

// The bodies of chunks, put together.
std::string unchunked(std::string_view body) {
  std::string whole;
  for (;;) {
    const auto line = body.find("\r\n");
    if (line == std::string_view::npos) return whole;
    const auto size = std::stoul(std::string(body.substr(0, line)), nullptr, 16);
    if (size == 0) return whole;
    whole += body.substr(line + 2, size);
    body.remove_prefix(line + 2 + size + 2);
  }
}

}  // namespace

std::string body_of(std::string_view answer) {
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string_view::npos) return {};
  const bool chunked = answer.substr(0, head).find("Transfer-Encoding: chunked") != std::string_view::npos;
  return chunked ? unchunked(answer.substr(head + 4)) : std::string(answer.substr(head + 4));
}

}  // namespace lgm::testing
