// Which traces are recorded: the samplers that OpenTelemetry names (OTEL_TRACES_SAMPLER).
#pragma once
#include <cstdint>
#include <string_view>

namespace lgm::trace {

class Sampler {
 public:
  // `name` is one of kSamplers; `ratio` (0 to 1) counts for those by trace id.
  Sampler(std::string_view name, double ratio);
  // `parent`: the traceparent that the request brought, or empty; `trace_id`: 32 hex digits.
  bool samples(std::string_view parent, std::string_view trace_id) const;

 private:
  bool parent_decides_;
  std::uint64_t below_;  // of the trace id's last 63 bits
};

constexpr std::string_view kSamplers[] = {"parentbased_always_on",  "parentbased_traceidratio",
                                          "parentbased_always_off", "always_on",
                                          "traceidratio",           "always_off"};

}  // namespace lgm::trace
