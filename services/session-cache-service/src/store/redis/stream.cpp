#include "store/redis/stream.hpp"

#include <algorithm>

namespace lgm::session_cache::redis {
namespace {

constexpr std::size_t kAtOnce = 16 * 1024;   // bytes; the most that a record of TLS holds
constexpr std::size_t kUnasked = 64 * 1024;  // bytes; session tickets are some hundreds

}  // namespace

Stream::Stream(Socket socket, SSL_CTX& context, std::string name, Deadline until)
    : socket_(std::move(socket)), tls_(std::make_unique<Tls>(context, std::move(name))) {
  try {
    shake_hands(until);
  } catch (const TimedOut&) {
    throw Broken("timed out amid the TLS handshake; a server that speaks no TLS waits in silence");
  } catch (const Closed&) {
    throw Broken("the server closed the connection amid the TLS handshake");
  } catch (const Broken&) {
    tell_why();
    throw;
  }
}

void Stream::shake_hands(Deadline until) {
  while (!tls_->shake_hands()) {
    flush(until);
    listen(until);
  }
  flush(until);
}

// The alert with which a server is refused; whether it arrives does not matter.
void Stream::tell_why() {
  try {
    flush(std::chrono::steady_clock::now());
  } catch (const Broken&) {
  }
}

void Stream::flush(Deadline until) {
  char bytes[kAtOnce];
  while (const std::size_t size = tls_->take(bytes)) socket_.send({bytes, size}, until);
}

void Stream::listen(Deadline until) {
  char bytes[kAtOnce];
  tls_->came({bytes, socket_.receive(bytes, until)});
}

void Stream::send(std::string_view bytes, Deadline until) {
  if (!tls_) return socket_.send(bytes, until);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kAtOnce, bytes.size()))) {
    tls_->write(bytes.substr(0, kAtOnce));
    flush(until);
  }
}

std::size_t Stream::receive(std::span<char> room, Deadline until) {
  if (!tls_) return socket_.receive(room, until);
  for (;;) {
    if (const auto got = tls_->read(room)) return *got;
    flush(until);  // what was heard may want an answer
    listen(until);
  }
}

bool Stream::open() {
  try {
    return nothing_has_come();
  } catch (const Broken&) {
    return false;
  }
}

// By TLS bytes come also when nothing is said: session tickets, right after the handshake.
bool Stream::nothing_has_come() {
  char bytes[kAtOnce];
  if (!tls_) return !socket_.receive_now({bytes, 1});
  std::size_t unasked = 0;
  while (const auto got = socket_.receive_now(bytes)) {
    if ((unasked += *got) > kUnasked) return false;
    tls_->came({bytes, *got});
  }
  return !tls_->has_come();
}

}  // namespace lgm::session_cache::redis
