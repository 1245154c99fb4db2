#include "tracing.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace lgm::service {
namespace {

using describe::Fault;

constexpr std::chrono::milliseconds kFlush{2'000};  // at the end of a drain
constexpr std::size_t kLargestAnswer = 64 * 1024;

Counter& counter(Metrics& metrics, const char* outcome) {
  return metrics.counter("lgm_trace_spans_total", "Spans sent to the collector, or dropped",
                         {{"outcome", outcome}});
}

// Empty: 1. Nullopt: no number from 0 to 1.
std::optional<double> ratio_of(const std::string& text) {
  if (text.empty()) return 1.0;
  double ratio = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ratio);
  if (error != std::errc() || end != text.data() + text.size() || !(ratio >= 0 && ratio <= 1))
    return std::nullopt;
  return ratio;
}

// A name that is given twice has its last value; OTEL_SERVICE_NAME goes before all.
trace::Pairs resource_of(const Identity& identity, const CommonConfig& config) {
  trace::Pairs all{{"service.name", identity.name}, {"service.version", identity.version}};
  if (!config.pod_name.empty()) all.emplace_back("service.instance.id", config.pod_name);
  const auto set = [&all](const std::string& key, const std::string& value) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& pair) { return pair.first == key; });
    if (found == all.end())
      all.emplace_back(key, value);
    else
      found->second = value;
  };
  for (const auto& [key, value] :
       trace::parse_pairs(config.otel_resource_attributes).value_or(trace::Pairs{}))
    set(key, value);
  if (!config.otel_service_name.empty()) set("service.name", config.otel_service_name);
  return all;
}

http::Call request_of(const CommonConfig& config) {
  http::Call call;
  call.method = http::Method::Post;
  call.target = "/v1/traces";
  for (auto& [name, value] : trace::parse_pairs(config.otel_headers).value_or(trace::Pairs{}))
    call.headers.set(name, value);
  return call;
}

std::shared_ptr<http::Caller> collector_of(const CommonConfig& config, const base::Clock& clock) {
  http::ClientOptions options;
  options.base_url = config.otel_endpoint;
  options.name = "collector";
  options.max_body = kLargestAnswer;
  options.max_idle = 1;
  options.breaker_failures = 0;  // the exporter paces itself
  return std::make_shared<http::Client>(options, clock);
}

bool is_header(const std::string& name, const std::string& value) {
  const auto token = [](unsigned char c) {
    return std::isalnum(c) || std::string_view("-_.").find(static_cast<char>(c)) != std::string_view::npos;
  };
  const auto text = [](unsigned char c) { return c >= 0x20 && c != 0x7f; };
  return std::all_of(name.begin(), name.end(), token) && std::all_of(value.begin(), value.end(), text);
}

// http(s)://host[:port][/path]: what stands in it besides would stand in logs, too.
bool is_endpoint(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  std::string_view rest = url.substr(scheme + 3);
  const std::string_view host = rest.substr(0, rest.find('/'));
  return !host.empty() && host.front() != ':' && rest.find_first_of("@?# \t") == std::string_view::npos;
}

}  // namespace

std::vector<Fault> tracing_faults(const CommonConfig& config) {
  std::vector<Fault> faults;
  if (!config.otel_endpoint.empty() && !is_endpoint(config.otel_endpoint))
    faults.push_back({"OTEL_EXPORTER_OTLP_ENDPOINT", "pattern",
                      "must be http://host:port or https://host:port, without user, password and query"});
  const auto headers = trace::parse_pairs(config.otel_headers);
  if (!headers || !std::all_of(headers->begin(), headers->end(),
                               [](const auto& pair) { return is_header(pair.first, pair.second); }))
    faults.push_back({"OTEL_EXPORTER_OTLP_HEADERS", "pattern",
                      "must be name=value, several with commas between them, values percent-encoded"});
  if (!trace::parse_pairs(config.otel_resource_attributes))
    faults.push_back({"OTEL_RESOURCE_ATTRIBUTES", "pattern",
                      "must be name=value, several with commas between them, values percent-encoded"});
  if (!ratio_of(config.otel_sampler_arg))
    faults.push_back({"OTEL_TRACES_SAMPLER_ARG", "out_of_range", "must be a number from 0 to 1"});
  return faults;
}

std::unique_ptr<Tracing> Tracing::from(const Identity& identity, const CommonConfig& config,
                                       const Surroundings& around) {
  if (config.otel_endpoint.empty()) return nullptr;
  around.log.info("spans go to a collector",
                  {{"endpoint", config.otel_endpoint}, {"sampler", config.otel_sampler}});
  return std::make_unique<Tracing>(
      trace::Sampler(config.otel_sampler, ratio_of(config.otel_sampler_arg).value_or(1)), around.clock,
      around.log, around.metrics, trace::Source{resource_of(identity, config), identity.version},
      collector_of(config, around.clock), request_of(config),
      ExporterLimits{.delay = std::chrono::milliseconds(config.otel_delay_ms)});
}

Tracing::Tracing(trace::Sampler sampler, const base::Clock& clock, Log& log, Metrics& metrics,
                 trace::Source source, std::shared_ptr<http::Caller> collector, http::Call request,
                 ExporterLimits limits)
    : sampler_(sampler),
      clock_(clock),
      log_(log),
      exported_(counter(metrics, "exported")),
      queue_full_(counter(metrics, "queue_full")),
      not_taken_(counter(metrics, "not_taken")),
      exporter_(
          std::move(source), std::move(collector), std::move(request),
          [this](SpanExporter::Outcome outcome, std::int64_t count, const std::string& why) {
            report(outcome, count, why);
          },
          limits) {}

Tracing::Begun Tracing::begin(std::string_view parent) const {
  Begun begun;
  begun.traceparent =
      parent.empty() ? trace::new_traceparent() : trace::child_traceparent(std::string(parent));
  const bool sampled = sampler_.samples(parent, std::string_view(begun.traceparent).substr(3, 32));
  trace::set_sampled(begun.traceparent, sampled);
  if (!sampled) return begun;
  begun.span = std::make_unique<trace::Span>();
  begun.span->traceparent = begun.traceparent;
  if (!parent.empty()) begun.span->parent_id = parent.substr(36, 16);
  begun.span->kind = trace::Kind::Server;
  begun.span->began_ns = now_ns();
  return begun;
}

void Tracing::stop() {
  exporter_.stop(kFlush);
}

std::int64_t Tracing::now_ns() const {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(clock_.now().time_since_epoch()).count();
}

void Tracing::take(trace::Span span) {
  exporter_.take(std::move(span));
}

// The log says when the collector stops taking spans and when it does again, not each time.
void Tracing::report(SpanExporter::Outcome outcome, std::int64_t count, const std::string& why) {
  const auto spans = static_cast<double>(count);
  if (outcome == SpanExporter::Outcome::QueueFull) return queue_full_.add(spans);
  const bool exported = outcome == SpanExporter::Outcome::Exported;
  (exported ? exported_ : not_taken_).add(spans);
  if (failing_.exchange(!exported) == !exported) return;
  if (exported)
    log_.info("the collector takes spans again");
  else
    log_.warning("the collector does not take spans; they are dropped", {{"error", why}});
}

}  // namespace lgm::service
