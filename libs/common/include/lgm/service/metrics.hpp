// Prometheus metrics. Names follow the Prometheus conventions: lgm_<what>_<unit>[_total]. Thread-safe;
// handles live as long as the registry.
#pragma once
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::service {

using Labels = std::map<std::string, std::string>;

class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(double by = 1) = 0;
};
class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(double value) = 0;
};
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void observe(double value) = 0;  // seconds for durations
};

class Metrics {
 public:
  // What a sample says when it is scraped. Must not wait. One that throws is missing from that scrape; the
  // others are there.
  using Read = std::function<double()>;
  struct Sample {
    Labels labels;
    double value = 0;
  };
  using ReadAll = std::function<std::vector<Sample>()>;

  Metrics();
  ~Metrics();
  // The same name and labels give the same handle. A name keeps its first help text.
  Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {});
  // Read when scraped. Of two readers with the same name and labels the last one counts.
  void counter(const std::string& name, const std::string& help, const Labels& labels, Read read);
  void gauge(const std::string& name, const std::string& help, const Labels& labels, Read read);
  // Gauges whose labels are known only when they are read.
  void gauges(const std::string& name, const std::string& help, ReadAll read);
  // Prometheus text format 0.0.4. Throws nothing that a reader throws.
  std::string scrape();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Events of one kind, by labels whose values are known. Every combination is there from the start, at 0: an
// alert sees the first event as an increase, and a panel shows 0 instead of nothing.
class Events {
 public:
  struct Label {
    std::string name;
    std::vector<std::string> values;
  };
  // `metrics` must outlive this.
  Events(Metrics& metrics, const std::string& name, const std::string& help,
         const std::vector<Label>& labels);
  // The counter of one value a label, in their order. A value that was not described is counted as "other"
  // where that was; else it throws std::logic_error.
  Counter& of(std::initializer_list<std::string_view> values) const;

 private:
  std::string name_;
  std::vector<Label> labels_;
  std::map<std::string, Counter*, std::less<>> counters_;
};

}  // namespace lgm::service
