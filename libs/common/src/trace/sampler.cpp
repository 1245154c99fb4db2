#include "sampler.hpp"

#include <charconv>

#include "lgm/trace/span.hpp"

namespace lgm::trace {
namespace {

constexpr std::uint64_t kAll = std::uint64_t{1} << 63;

std::uint64_t share_of(std::string_view name, double ratio) {
  if (name.ends_with("always_on")) return kAll;
  if (name.ends_with("always_off")) return 0;
  return ratio >= 1 ? kAll : static_cast<std::uint64_t>(ratio * static_cast<double>(kAll));
}

}  // namespace

Sampler::Sampler(std::string_view name, double ratio)
    : parent_decides_(name.starts_with("parentbased_")), below_(share_of(name, ratio)) {}

// By the id's last bits, as every OpenTelemetry SDK does it: services that sample at the same ratio choose
// the same traces.
bool Sampler::samples(std::string_view parent, std::string_view trace_id) const {
  if (parent_decides_ && !parent.empty()) return is_sampled(parent);
  std::uint64_t last = 0;
  const std::string_view digits = trace_id.substr(16, 16);
  std::from_chars(digits.data(), digits.data() + digits.size(), last, 16);
  return (last >> 1) < below_;
}

}  // namespace lgm::trace
