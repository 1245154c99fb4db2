// Ports on loopback for the servers that tests start.
#pragma once
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <random>
#include <stdexcept>

namespace lgm::testing {

inline bool is_free(int port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;  // as servers do: a connection that has ended is no obstacle
  ::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool bound =
      ::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(probe, 1) == 0;
  ::close(probe);
  return bound;
}

// Below those that the kernel gives to outgoing connections: one of another test could have it by the time
// that a server is started, or started again. And below those of the stacks that tests start (e2e/stack).
inline int free_port() {
  std::random_device random;
  std::uniform_int_distribution<int> any(10'000, 19'999);
  for (int attempt = 0; attempt < 1'000; ++attempt)
    if (const int port = any(random); is_free(port)) return port;
  throw std::runtime_error("no free port");
}

}  // namespace lgm::testing
