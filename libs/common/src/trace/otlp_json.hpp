// OTLP's JSON encoding of spans (opentelemetry-proto, ExportTraceServiceRequest): ids in hex, 64-bit numbers
// as text, enumerations as numbers.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "lgm/trace/span.hpp"

namespace lgm::trace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Source {
  Pairs resource;       // attributes of who sends: service.name and the like
  std::string version;  // of the instrumentation, which is the service itself
};

std::string to_otlp_json(const Source& source, const std::vector<Span>& spans);
// How many spans of a request the collector says it rejected, in the body of a 2xx answer; 0 where it says
// nothing.
std::int64_t rejected_spans(const std::string& answer);

// `key=value,key=value` with percent-encoded values (W3C Baggage), as OpenTelemetry's variables are written;
// nullopt where it is not.
std::optional<Pairs> parse_pairs(std::string_view text);

}  // namespace lgm::trace
