#include "observer.hpp"

#include <cmath>
#include <functional>

namespace lgm::service {
namespace {

// Under which name the line has the id of who calls.
std::string_view member_of(const Principal& who) {
  if (who.kind == Principal::Kind::Service) return "caller";
  return who.kind == Principal::Kind::Application ? "application" : "uid";
}

}  // namespace

Observer::Observer(const Pipeline& pipeline, const RouteTable& table, bool is_public)
    : pipeline_(pipeline),
      is_public_(is_public),
      traffic_(pipeline.around.metrics, is_public ? "public" : "internal") {
  Metrics& metrics = pipeline.around.metrics;
  metrics_[nullptr] = std::make_unique<RouteMetrics>(metrics, "none", "OTHER", &traffic_);
  for (const auto& route : table.routes()) {
    metrics_[route.get()] =
        std::make_unique<RouteMetrics>(metrics, route->name, std::string(http::to_string(route->method)),
                                       route->traced && !route->poll ? &traffic_ : nullptr);
    templates_[route.get()] = (route->absolute ? "" : pipeline.config.api_prefix) + route->path;
  }
}

// Among themselves the services only go on with a trace: each poll of a feed would begin one of its own.
void Observer::begin_span(Exchange& exchange) const {
  const Route* route = exchange.route();
  if ((route && !route->traced) || (!is_public_ && exchange.traceparent.empty())) return;
  auto begun = pipeline_.tracing->begin(exchange.traceparent);
  exchange.traceparent = std::move(begun.traceparent);
  exchange.span = std::move(begun.span);
}

trace::Current Observer::handed_on(Exchange& exchange) const {
  return {exchange.request_id, exchange.traceparent, exchange.span ? pipeline_.tracing.get() : nullptr,
          &exchange.notes};
}

void Observer::end_span(const Exchange& exchange, int status) const {
  trace::Span span = std::move(*exchange.span);
  const http::Request& request = exchange.request();
  const bool known = request.method != http::Method::Other;
  const std::string method = known ? std::string(http::to_string(request.method)) : "_OTHER";
  span.name = known ? method : "HTTP";
  span.attributes.push_back({"http.request.method", method});
  if (exchange.context) {
    const std::string& whole = templates_.at(&exchange.context->route());
    span.name += " " + whole;
    span.attributes.push_back({"http.route", whole});
    span.attributes.push_back({"url.path", std::string(path_of(request))});
  }
  span.attributes.push_back({"http.response.status_code", std::int64_t{status}});
  span.failed = status >= 500;
  if (span.failed) span.attributes.push_back({"error.type", std::to_string(status)});
  const auto took = pipeline_.around.clock.steady() - exchange.started;
  span.ended_ns = span.began_ns + std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
  pipeline_.tracing->take(std::move(span));
}

RouteMetrics& Observer::metrics_of(const Exchange& exchange) const {
  return *metrics_.at(exchange.route());
}

// A 5xx without a problem is no failure: a readiness probe is told so.
Level Observer::level_of(const Exchange& exchange, int status) const {
  if (status >= 500 && !code_of(exchange).empty()) return Level::Error;
  return is_public_ || status >= 400 ? Level::Info : Level::Debug;
}

const std::string& Observer::code_of(const Exchange& exchange) {
  return exchange.code.empty() && exchange.context ? exchange.context->refused_with_ : exchange.code;
}

const std::string& Observer::cause_of(const Exchange& exchange) {
  return exchange.cause.empty() && exchange.context ? exchange.context->refused_cause_ : exchange.cause;
}

// As the audit log names them, where that is known without asking for it.
std::string Observer::user_of(const Exchange& exchange, int status) const {
  using Kind = Principal::Kind;
  const Context* context = exchange.context.get();
  const Principal* who = context && context->principal_ ? &*context->principal_ : nullptr;
  if (!who || who->kind == Kind::Service) return exchange.notes.user;
  if (context->rights_) return context->rights_->username;
  if (who->kind != Kind::Person) return who->display;
  const bool worth_it = status >= 400 && pipeline_.around.rights && !who->limit;
  const auto known = worth_it ? pipeline_.around.rights->kept(who->id) : nullptr;
  return known ? known->username : "";
}

void Observer::observe(const Exchange& exchange, int status) const {
  const auto took = pipeline_.around.clock.steady() - exchange.started;
  const double seconds = std::chrono::duration<double>(took).count();
  RouteMetrics& metrics = metrics_of(exchange);
  metrics.observe(status, seconds);
  write_line(exchange, metrics, status, seconds);
  if (exchange.span) end_span(exchange, status);
}

void Observer::write_line(const Exchange& exchange, const RouteMetrics& metrics, int status,
                          double seconds) const {
  const Level level = level_of(exchange, status);
  if (!pipeline_.around.log.writes(level)) return;
  const auto members = [&](json::Writer& line) {
    const Context* context = exchange.context.get();
    const auto text = [&line](std::string_view key, std::string_view value) {
      if (value.empty()) return;
      line.key(key);
      line.text(value);
    };
    text("request_id", exchange.request_id);
    text("method", metrics.method());
    text("route", metrics.route());
    if (context) {
      text("path_template", templates_.at(&context->route()));
      text("path", path_of(context->request()));
    }
    line.key("status");
    line.integer(status);
    text("code", code_of(exchange));
    if (exchange.rule) text("rule", *exchange.rule);
    text("cause", cause_of(exchange));
    line.key("duration_ms");
    line.real(std::round(seconds * 1e6) / 1e3);
    text("client", exchange.client_address);
    text("user", user_of(exchange, status));
    if (context && context->principal_) text(member_of(*context->principal_), context->principal_->id);
    if (!exchange.traceparent.empty()) text("trace_id", std::string_view(exchange.traceparent).substr(3, 32));
    for (const auto& wait : exchange.notes.waits) {
      const std::string member = trace::member_of(wait.dependency);
      line.key(member + "_ms");
      line.real(static_cast<double>(wait.time.count()) / 1e3);
      line.key(member + "_calls");
      line.integer(wait.calls);
    }
  };
  pipeline_.around.log.write_with(level, "request", std::ref(members));
}

}  // namespace lgm::service
