#include "span_exporter.hpp"

#include <algorithm>
#include <iterator>

namespace lgm::service {

using std::chrono::milliseconds;

SpanExporter::SpanExporter(trace::Source source, std::shared_ptr<http::Caller> collector, http::Call request,
                           Report report, ExporterLimits limits)
    : source_(std::move(source)),
      collector_(std::move(collector)),
      request_(std::move(request)),
      report_(std::move(report)),
      limits_(limits),
      thread_([this] { run(); }) {}

SpanExporter::~SpanExporter() {
  stop(milliseconds(0));
}

void SpanExporter::take(trace::Span span) {
  {
    const std::lock_guard lock(mutex_);
    if (!ending_ && queue_.size() < limits_.queue) {
      queue_.push_back(std::move(span));
      if (queue_.size() == 1 || queue_.size() == limits_.batch) changed_.notify_one();
      return;
    }
  }
  report_(Outcome::QueueFull, 1, "");
}

void SpanExporter::stop(milliseconds longest) {
  {
    const std::lock_guard lock(mutex_);
    if (!ending_) end_ = std::chrono::steady_clock::now() + longest;
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

milliseconds SpanExporter::time_left() const {
  if (!ending_) return limits_.timeout;
  const auto left = std::chrono::duration_cast<milliseconds>(end_ - std::chrono::steady_clock::now());
  return std::clamp(left, milliseconds(0), limits_.timeout);
}

std::vector<trace::Span> SpanExporter::next_batch() {
  std::vector<trace::Span> batch;
  if (queue_.size() <= limits_.batch) {
    batch.swap(queue_);
    return batch;
  }
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(limits_.batch);
  batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return batch;
}

void SpanExporter::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    changed_.wait_for(lock, limits_.delay, [this] { return ending_ || queue_.size() >= limits_.batch; });
    while (!queue_.empty() && time_left() > milliseconds(0)) {
      const auto batch = next_batch();
      const auto timeout = time_left();
      lock.unlock();
      send(batch, timeout);
      lock.lock();
      if (!ending_ && queue_.size() < limits_.batch) break;
    }
    if (!ending_) continue;
    if (!queue_.empty())
      report_(Outcome::NotTaken, static_cast<std::int64_t>(queue_.size()), "the service stopped first");
    return;
  }
}

void SpanExporter::send(const std::vector<trace::Span>& batch, milliseconds timeout) {
  const auto count = static_cast<std::int64_t>(batch.size());
  try {
    http::Call call = request_;
    call.body = trace::to_otlp_json(source_, batch);
    call.timeout = timeout;
    const http::CallResult result = collector_->call(call);
    if (!result.ok()) {
      const std::string why = result.error == http::CallError::None
                                  ? "it answers " + std::to_string(result.status)
                                  : std::string(http::to_string(result.error));
      return report_(Outcome::NotTaken, count, why);
    }
    const std::int64_t rejected = std::min(trace::rejected_spans(result.body), count);
    if (rejected > 0) report_(Outcome::NotTaken, rejected, "it rejects some spans");
    if (rejected < count) report_(Outcome::Exported, count - rejected, "");
  } catch (const std::exception& error) {
    report_(Outcome::NotTaken, count, error.what());
  }
}

}  // namespace lgm::service
