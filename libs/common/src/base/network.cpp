#include "lgm/base/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace lgm::base {

std::string counted_address(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool is_v4 = std::equal(kMapped.begin(), kMapped.end(), bytes.begin());
  if (!is_v4) std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  ::inet_ntop(is_v4 ? AF_INET : AF_INET6, is_v4 ? bytes.data() + kMapped.size() : bytes.data(), text.data(),
              static_cast<socklen_t>(text.size()));
  return text.data();
}

}  // namespace lgm::base
