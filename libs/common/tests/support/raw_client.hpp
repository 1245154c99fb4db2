// A TCP client that sends exactly the bytes it is told, for tests of framing and time-outs.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lgm::testing {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);  // throws std::runtime_error when refused
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  // False: the peer closed, or took nothing for a while, before all was sent.
  bool send(std::string_view bytes);
  // Whether it was the latter.
  bool was_stuck() const { return stuck_; }
  // One whole answer by its Content-Length or chunks; empty when the peer closed before its head was whole.
  // `is_head`: no body follows.
  std::string answer(bool is_head = false);
  // Everything until the peer closes.
  std::string rest();

 private:
  bool fill();
  int fd_ = -1;
  bool stuck_ = false;
  std::string buffer_;
};

// The status of an answer; 0 when there is none.
int status_of(std::string_view answer);
// What came in chunks is put together.
std::string body_of(std::string_view answer);

}  // namespace lgm::testing
