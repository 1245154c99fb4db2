// A server that is none: what clients do with its answers is what a test asks.
#pragma once
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

namespace lgm::session_cache::testing {

// Says one thing to whoever connects and asks, each time that something is asked; with a pause, byte by byte.
class FakeServer {
 public:
  explicit FakeServer(std::string answer, std::chrono::milliseconds pause = {})
      : answer_(std::move(answer)), pause_(pause) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;
  ~FakeServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  int port() const { return port_; }

 private:
  void serve() {
    for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(client)) {
      char asked[512];
      while (::read(client, asked, sizeof asked) > 0 && say(client)) {
      }
    }
  }
  // False when the client has gone.
  bool say(int client) const {
    const auto send = [client](std::string_view bytes) {
      return ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0;
    };
    if (pause_ == pause_.zero()) return send(answer_);
    for (std::size_t i = 0; i < answer_.size(); ++i) {
      if (!send(std::string_view(answer_).substr(i, 1))) return false;
      std::this_thread::sleep_for(pause_);  // it is slow, that is all that it is for
    }
    return true;
  }

  const std::string answer_;
  const std::chrono::milliseconds pause_;
  int listener_ = -1, port_ = 0;
  std::thread thread_;
};

}  // namespace lgm::session_cache::testing
