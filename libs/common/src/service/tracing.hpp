// Traces by OTLP: which requests get a span, and where spans go. Off unless OTEL_EXPORTER_OTLP_ENDPOINT is
// set: then there is none of this, and requests carry no more than the trace headers they came with.
#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "../trace/sampler.hpp"
#include "lgm/service/service.hpp"
#include "lgm/trace/span.hpp"
#include "span_exporter.hpp"

namespace lgm::service {

class Tracing final : public trace::Recorder {
 public:
  // Null where the configuration names no collector. The configuration has no faults (tracing_faults).
  static std::unique_ptr<Tracing> from(const Identity& identity, const CommonConfig& config,
                                       const Surroundings& around);
  Tracing(trace::Sampler sampler, const base::Clock& clock, Log& log, Metrics& metrics, trace::Source source,
          std::shared_ptr<http::Caller> collector, http::Call request, ExporterLimits limits = {});

  struct Begun {
    std::string traceparent;            // to hand on
    std::unique_ptr<trace::Span> span;  // null: the trace is not recorded
  };
  // The span of a request that brought the traceparent `parent` (empty: it begins a trace).
  Begun begin(std::string_view parent) const;
  // Sends what waits; takes some seconds at most.
  void stop();

  std::int64_t now_ns() const override;
  void take(trace::Span span) override;

 private:
  void report(SpanExporter::Outcome outcome, std::int64_t count, const std::string& why);

  const trace::Sampler sampler_;
  const base::Clock& clock_;
  Log& log_;
  Counter &exported_, &queue_full_, &not_taken_;
  std::atomic<bool> failing_{false};
  SpanExporter exporter_;
};

// What is wrong with the OTEL_… variables; empty: nothing.
std::vector<describe::Fault> tracing_faults(const CommonConfig& config);

}  // namespace lgm::service
