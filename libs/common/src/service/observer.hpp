// What is told of requests: one log line each, their metrics, their spans.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "exchange.hpp"
#include "pipeline.hpp"
#include "route_metrics.hpp"

namespace lgm::service {

// Thread-safe; an exchange is used by one thread at a time.
class Observer {
 public:
  Observer(const Pipeline& pipeline, const RouteTable& table, bool is_public);
  void begin_span(Exchange& exchange) const;
  // What the calls that are made for it carry.
  trace::Current handed_on(Exchange& exchange) const;
  // Metrics, line and span of a request that is answered.
  void observe(const Exchange& exchange, int status) const;

 private:
  void end_span(const Exchange& exchange, int status) const;
  RouteMetrics& metrics_of(const Exchange& exchange) const;
  Level level_of(const Exchange& exchange, int status) const;
  static const std::string& code_of(const Exchange& exchange);
  static const std::string& cause_of(const Exchange& exchange);
  std::string user_of(const Exchange& exchange, int status) const;
  void write_line(const Exchange& exchange, const RouteMetrics& metrics, int status, double seconds) const;

  const Pipeline& pipeline_;
  const bool is_public_;
  const Traffic traffic_;
  std::unordered_map<const Route*, std::unique_ptr<RouteMetrics>> metrics_;  // null: no such route
  std::unordered_map<const Route*, std::string> templates_;                  // whole paths with places
};

}  // namespace lgm::service
