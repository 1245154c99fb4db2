// The metrics of one route: their handles are looked up once, not per request. Thread-safe.
#pragma once
#include <map>
#include <mutex>
#include <string>

#include "lgm/service/metrics.hpp"
#include "traffic.hpp"

namespace lgm::service {

class RouteMetrics {
 public:
  // `metrics` and `traffic` must outlive this; null: what it answers is no real traffic.
  RouteMetrics(Metrics& metrics, std::string route, std::string method, const Traffic* traffic);
  void observe(int status, double seconds);
  const std::string& route() const { return route_; }
  const std::string& method() const { return method_; }

 private:
  Counter& answered(int status);

  Metrics& metrics_;
  const std::string route_, method_;
  Histogram& duration_;
  const Traffic* const traffic_;
  std::mutex mutex_;
  std::map<int, Counter*> by_status_;
};

}  // namespace lgm::service
