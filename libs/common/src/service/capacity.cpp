#include "capacity.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string>

namespace lgm::service {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr std::size_t kFewestDescriptors = 256;
constexpr std::size_t kReserve = 256;             // descriptors; of a small limit a quarter
constexpr std::size_t kMostConnections = 10'000;  // of one listener
constexpr std::size_t kMemoryParts = 32, kLeastBudget = 32 * kMiB, kMostBudget = 256 * kMiB;

// "max", or a number of bytes.
std::optional<std::size_t> limit_in(const char* path) {
  std::ifstream file(path);
  std::string text;
  std::size_t bytes = 0;
  if (!(file >> text)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  // Version 1 writes "no limit" as a number that no machine has.
  if (error != std::errc() || end != text.data() + text.size() || bytes > SIZE_MAX / 4) return std::nullopt;
  return bytes;
}

}  // namespace

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
    throw std::runtime_error("the limit of descriptors is not known");
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = raised.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  if (limit.rlim_cur < kFewestDescriptors)
    throw std::runtime_error("this process may open " + std::to_string(limit.rlim_cur) + " files, at least " +
                             std::to_string(kFewestDescriptors) + " are needed (ulimit -n, RLIMIT_NOFILE)");
  return limit.rlim_cur;
}

ConnectionLimits connection_limits(std::size_t descriptors, bool listens_publicly) {
  const std::size_t left = descriptors - std::min(kReserve, descriptors / 4);
  const std::size_t internal = listens_publicly ? left / 4 : left;
  return {std::min(kMostConnections, left - internal), std::min(kMostConnections, internal)};
}

std::optional<std::size_t> memory_limit() {
  const auto limit = limit_in("/sys/fs/cgroup/memory.max");
  return limit ? limit : limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes");
}

std::size_t body_budget(std::int64_t asked_mib, std::optional<std::size_t> memory, std::size_t largest_body) {
  if (asked_mib == 0)
    return std::max(std::clamp(memory.value_or(0) / kMemoryParts, kLeastBudget, kMostBudget),
                    2 * largest_body);
  const std::size_t asked = static_cast<std::size_t>(asked_mib) * kMiB;
  if (asked < 2 * largest_body)
    throw std::runtime_error("BODY_BUDGET_MIB must be at least " +
                             std::to_string((2 * largest_body + kMiB - 1) / kMiB) +
                             " here: half of it must hold the largest body of a route, " +
                             std::to_string(largest_body) + " bytes");
  return asked;
}

}  // namespace lgm::service
