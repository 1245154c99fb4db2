// How much a process takes on at a time, by what the system gives it: connections by the descriptors that it
// may open, bytes of unfinished requests by its memory.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>

namespace lgm::service {

// Raises the soft limit of descriptors to the hard one, and says what it is then. Throws std::runtime_error
// with the numbers where that is not enough to serve at all.
std::size_t raise_descriptor_limit();

struct ConnectionLimits {
  std::size_t public_listener, internal_listener;
};
// What each listener may have of that many descriptors: a reserve is left for calls, files and connections
// on their way to being refused, and the internal listener has a part that nobody outside can take.
ConnectionLimits connection_limits(std::size_t descriptors, bool listens_publicly);

// Bytes that the control group of this process may have; nothing where there is no limit.
std::optional<std::size_t> memory_limit();

// The budget of unfinished requests: `asked_mib`, or by the memory limit where that is 0. Throws
// std::runtime_error where a share of it, the half, would not hold the largest body of a route.
std::size_t body_budget(std::int64_t asked_mib, std::optional<std::size_t> memory, std::size_t largest_body);

}  // namespace lgm::service
