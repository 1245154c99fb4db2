#include "lgm/service/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>

namespace lgm::service {
namespace {

// Seconds; from a cached answer to a slow export.
const prometheus::Histogram::BucketBoundaries kBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,    0.25,  0.5,    1,     2.5,  5,     10};

class PrometheusCounter final : public Counter {
 public:
  explicit PrometheusCounter(prometheus::Counter& counter) : counter_(counter) {}
  void add(double by) override { counter_.Increment(by); }

 private:
  prometheus::Counter& counter_;
};
class PrometheusGauge final : public Gauge {
 public:
  explicit PrometheusGauge(prometheus::Gauge& gauge) : gauge_(gauge) {}
  void set(double value) override { gauge_.Set(value); }

 private:
  prometheus::Gauge& gauge_;
};
class PrometheusHistogram final : public Histogram {
 public:
  explicit PrometheusHistogram(prometheus::Histogram& histogram) : histogram_(histogram) {}
  void observe(double value) override { histogram_.Observe(value); }

 private:
  prometheus::Histogram& histogram_;
};

std::string key_of(const std::string& name, const Labels& labels) {
  std::string key = name;
  for (const auto& [label, value] : labels) key.append(1, '\x1f').append(label).append(1, '=').append(value);
  return key;
}

}  // namespace

struct Metrics::Impl {
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Counter>> counters;
  std::map<std::string, std::unique_ptr<Gauge>> gauges;
  std::map<std::string, std::unique_ptr<Histogram>> histograms;
  std::vector<std::pair<Gauge*, std::function<double()>>> readers;

  // The handle of (name, labels), made by `make` when it is new.
  template <class T, class Make>
  T& once(std::map<std::string, std::unique_ptr<T>>& handles, const std::string& name, const Labels& labels,
          Make make) {
    const std::lock_guard lock(mutex);
    auto& slot = handles[key_of(name, labels)];
    if (!slot) slot = make();
    return *slot;
  }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  return impl_->once(impl_->counters, name, labels, [&] {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry);
    return std::make_unique<PrometheusCounter>(family.Add(labels));
  });
}

Gauge& Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return impl_->once(impl_->gauges, name, labels, [&] {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(impl_->registry);
    return std::make_unique<PrometheusGauge>(family.Add(labels));
  });
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help, const Labels& labels) {
  return impl_->once(impl_->histograms, name, labels, [&] {
    auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(impl_->registry);
    return std::make_unique<PrometheusHistogram>(family.Add(labels, kBuckets));
  });
}

void Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels,
                    std::function<double()> read) {
  Gauge& made = gauge(name, help, labels);
  const std::lock_guard lock(impl_->mutex);
  impl_->readers.emplace_back(&made, std::move(read));
}

std::string Metrics::scrape() {
  std::vector<std::pair<Gauge*, std::function<double()>>> readers;
  {
    const std::lock_guard lock(impl_->mutex);
    readers = impl_->readers;
  }
  for (const auto& [made, read] : readers) made->set(read());
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace lgm::service
