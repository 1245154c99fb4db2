// Addresses as limits count them.
#pragma once
#include <string>

namespace lgm::base {

// Whom an address is counted as: an IPv6 address as its /64, which one customer has whole; an IPv4 address,
// also where it is written as an IPv6 one, as itself; another text as it stands.
std::string counted_address(const std::string& address);

}  // namespace lgm::base
