// Who called: the TCP peer, or, when that is a trusted proxy, what it says in X-Forwarded-For.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/http/message.hpp"

namespace lgm::service {

// Every field of that name in order, with commas between them: a proxy that adds a field of its own instead
// of extending the client's must still have the last word.
std::optional<std::string> forwarded(const http::Request& request, std::string_view name);

class TrustedProxies {
 public:
  // Comma separated addresses or CIDR blocks, IPv4 or IPv6; throws std::invalid_argument naming the bad one.
  explicit TrustedProxies(std::string_view list);
  bool contains(std::string_view address) const;
  // The rightmost X-Forwarded-For entry that is no trusted proxy; the peer itself when it is not trusted or
  // the header is unusable.
  std::string client_of(std::string_view peer, std::optional<std::string_view> forwarded_for) const;
  // Whether a trusted proxy forwarded this and its own X-Forwarded-Proto, the last one, is not "https". False
  // for what no proxy forwarded, and for what an untrusted peer says.
  bool came_in_clear(std::string_view peer, std::optional<std::string_view> forwarded_for,
                     std::optional<std::string_view> forwarded_proto) const;

 private:
  struct Block {
    std::array<std::uint8_t, 16> address;
    unsigned bits;
  };
  std::vector<Block> blocks_;
};

}  // namespace lgm::service
