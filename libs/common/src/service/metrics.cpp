#include "lgm/service/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

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

// Samples that are read when scraped; they stand beside the registry, so that one that cannot be read is
// missing and not what it was.
struct Reader {
  prometheus::MetricType type;
  std::string name, help;
  Metrics::ReadAll read;
};

prometheus::ClientMetric metric_of(prometheus::MetricType type, const Metrics::Sample& sample) {
  prometheus::ClientMetric metric;
  for (const auto& [label, value] : sample.labels) metric.label.push_back({label, value});
  if (type == prometheus::MetricType::Counter)
    metric.counter.value = sample.value;
  else
    metric.gauge.value = sample.value;
  return metric;
}

void add_samples(std::vector<prometheus::MetricFamily>& families, const Reader& reader,
                 const std::vector<Metrics::Sample>& samples) {
  if (samples.empty()) return;
  auto family = std::find_if(families.begin(), families.end(),
                             [&](const prometheus::MetricFamily& one) { return one.name == reader.name; });
  if (family == families.end())
    family = families.insert(families.end(), {reader.name, reader.help, reader.type, {}});
  for (const Metrics::Sample& sample : samples) family->metric.push_back(metric_of(reader.type, sample));
}

// The key of a combination of values.
template <class Values>
std::string joined(const Values& values) {
  std::string key;
  for (const std::string_view value : values) key.append(value).append(1, '\x1f');
  return key;
}

}  // namespace

struct Metrics::Impl {
  prometheus::Registry registry;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Counter>> counters;
  std::map<std::string, std::unique_ptr<Gauge>> gauges;
  std::map<std::string, std::unique_ptr<Histogram>> histograms;
  std::map<std::string, Reader> readers;

  // The handle of (name, labels), made by `make` when it is new.
  template <class T, class Make>
  T& once(std::map<std::string, std::unique_ptr<T>>& handles, const std::string& name, const Labels& labels,
          Make make) {
    const std::lock_guard lock(mutex);
    auto& slot = handles[key_of(name, labels)];
    if (!slot) slot = make();
    return *slot;
  }
  // Without a key: beside all others.
  void read_when_scraped(const std::string& key, Reader reader);
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

void Metrics::Impl::read_when_scraped(const std::string& key, Reader reader) {
  const std::lock_guard lock(mutex);
  const std::string own = '\x1f' + std::to_string(readers.size());
  readers.insert_or_assign(key.empty() ? own : key, std::move(reader));
}

void Metrics::counter(const std::string& name, const std::string& help, const Labels& labels, Read read) {
  impl_->read_when_scraped(key_of(name, labels),
                           {prometheus::MetricType::Counter, name, help, [labels, read = std::move(read)] {
                              return std::vector<Sample>{{labels, read()}};
                            }});
}

void Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels, Read read) {
  impl_->read_when_scraped(key_of(name, labels),
                           {prometheus::MetricType::Gauge, name, help, [labels, read = std::move(read)] {
                              return std::vector<Sample>{{labels, read()}};
                            }});
}

void Metrics::gauges(const std::string& name, const std::string& help, ReadAll read) {
  impl_->read_when_scraped("", {prometheus::MetricType::Gauge, name, help, std::move(read)});
}

std::string Metrics::scrape() {
  std::map<std::string, Reader> readers;
  {
    const std::lock_guard lock(impl_->mutex);
    readers = impl_->readers;
  }
  std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
  for (const auto& [key, reader] : readers) {
    try {
      add_samples(families, reader, reader.read());
    } catch (...) {
      // It cannot be told at the moment: the sample is missing, as its documentation says.
    }
  }
  return prometheus::TextSerializer().Serialize(families);
}

Events::Events(Metrics& metrics, const std::string& name, const std::string& help,
               const std::vector<Label>& labels)
    : name_(name), labels_(labels) {
  std::vector<std::vector<std::string>> combinations{{}};
  for (const Label& label : labels_) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& combination : combinations)
      for (const std::string& value : label.values) {
        longer.push_back(combination);
        longer.back().push_back(value);
      }
    combinations = std::move(longer);
  }
  for (const auto& combination : combinations) {
    Labels named;
    for (std::size_t i = 0; i < combination.size(); ++i) named[labels_[i].name] = combination[i];
    counters_[joined(combination)] = &metrics.counter(name, help, named);
  }
}

Counter& Events::of(std::initializer_list<std::string_view> values) const {
  if (values.size() != labels_.size()) throw std::logic_error(name_ + " has other labels");
  const std::vector<std::string_view> given(values);
  if (const auto found = counters_.find(joined(given)); found != counters_.end()) return *found->second;
  std::vector<std::string_view> described;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto& known = labels_[i].values;
    described.push_back(std::find(known.begin(), known.end(), given[i]) != known.end() ? given[i] : "other");
  }
  const auto found = counters_.find(joined(described));
  if (found == counters_.end()) throw std::logic_error(name_ + " is not described for these values");
  return *found->second;
}

}  // namespace lgm::service
