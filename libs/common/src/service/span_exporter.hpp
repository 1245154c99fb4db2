// Sends spans to a collector by OTLP over HTTP, in batches, on a thread of its own. Whoever hands a span in
// waits for nobody: while the queue is full, spans are dropped and counted.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "../trace/otlp_json.hpp"
#include "lgm/http/client.hpp"

namespace lgm::service {

struct ExporterLimits {
  std::size_t queue = 2048;  // spans that wait, at most; some 2 MB
  std::size_t batch = 512;   // spans a request to the collector; so many waiting are sent at once
  std::chrono::milliseconds delay{5'000};    // otherwise so long after the first: OTEL_BSP_SCHEDULE_DELAY
  std::chrono::milliseconds timeout{2'000};  // of a request to the collector
};

class SpanExporter {
 public:
  enum class Outcome { Exported, QueueFull, NotTaken };  // NotTaken: by the collector
  // Told how many spans went which way, and why the collector took none; on any thread.
  using Report = std::function<void(Outcome, std::int64_t count, const std::string& why)>;
  // `collector` is asked at `target`.
  SpanExporter(trace::Source source, std::shared_ptr<http::Caller> collector, http::Call request,
               Report report, ExporterLimits limits = {});
  SpanExporter(const SpanExporter&) = delete;
  SpanExporter& operator=(const SpanExporter&) = delete;
  ~SpanExporter();

  void take(trace::Span span);
  // Sends what waits, for `longest` and the rest of a request under way at most; what is left then is
  // dropped.
  void stop(std::chrono::milliseconds longest);

 private:
  using Time = std::chrono::steady_clock::time_point;
  void run();
  void send(const std::vector<trace::Span>& batch, std::chrono::milliseconds timeout);
  std::vector<trace::Span> next_batch();
  std::chrono::milliseconds time_left() const;

  const trace::Source source_;
  const std::shared_ptr<http::Caller> collector_;
  const http::Call request_;
  const Report report_;
  const ExporterLimits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<trace::Span> queue_;
  bool ending_ = false;
  Time end_{};
  std::thread thread_;
};

}  // namespace lgm::service
