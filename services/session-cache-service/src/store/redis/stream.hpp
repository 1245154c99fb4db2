// Bytes to and from a server, over a socket or over TLS over a socket.
#pragma once
#include <memory>
#include <string>

#include "store/redis/socket.hpp"
#include "store/redis/tls.hpp"

namespace lgm::session_cache::redis {

// Throws as Socket and Tls do. Used by one thread at a time.
class Stream {
 public:
  explicit Stream(Socket socket) : socket_(std::move(socket)) {}
  // With TLS; hands are shaken when this returns.
  Stream(Socket socket, SSL_CTX& context, std::string name, Deadline until);
  void send(std::string_view bytes, Deadline until);
  // Waits until something has come; how many bytes of `room` it fills, one at least.
  std::size_t receive(std::span<char> room, Deadline until);
  // False when the server has closed its end, or has said something that nobody asked for.
  bool open();

 private:
  void shake_hands(Deadline until);
  void tell_why();
  void flush(Deadline until);
  void listen(Deadline until);
  bool nothing_has_come();

  Socket socket_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace lgm::session_cache::redis
