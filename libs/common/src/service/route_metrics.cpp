#include "route_metrics.hpp"

namespace lgm::service {

RouteMetrics::RouteMetrics(Metrics& metrics, std::string route, std::string method, const Traffic* traffic)
    : metrics_(metrics),
      route_(std::move(route)),
      method_(std::move(method)),
      duration_(metrics.histogram("lgm_http_request_duration_seconds",
                                  "Time from the framed request to its answer, but of those that are limited",
                                  {{"route", route_}, {"method", method_}})),
      traffic_(traffic) {}

Counter& RouteMetrics::answered(int status) {
  const std::lock_guard lock(mutex_);
  Counter*& counter = by_status_[status];
  if (!counter)
    counter = &metrics_.counter("lgm_http_requests_total", "Requests answered",
                                {{"route", route_}, {"method", method_}, {"status", std::to_string(status)}});
  return *counter;
}

void RouteMetrics::observe(int status, double seconds) {
  answered(status).add();
  if (status != 429) duration_.observe(seconds);
  if (traffic_) traffic_->observe(status, seconds);
}

}  // namespace lgm::service
