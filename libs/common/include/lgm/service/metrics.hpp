// Prometheus metrics. Names follow the Prometheus conventions: lgm_<what>_<unit>[_total]. Thread-safe;
// handles live as long as the registry.
#pragma once
#include <functional>
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
  Metrics();
  ~Metrics();
  // The same name and labels give the same handle. A name keeps its first help text.
  Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {});
  // A gauge read when scraped.
  void gauge(const std::string& name, const std::string& help, const Labels& labels,
             std::function<double()> read);
  // Prometheus text format 0.0.4.
  std::string scrape();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::service
