// Traces from the pipeline to a collector, whatever the collector does.
#include "service/tracing.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <latch>
#include <map>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

const std::string kParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const std::string kUnsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

// A collector in this process: keeps what it is sent, and answers as told.
struct Collector {
  std::mutex mutex;
  std::vector<http::Request> requests;
  std::atomic<int> status{200};
  std::string answer = "{}";
  http::Server server{options(),
                      [this](http::Request&& request, const http::Responder& responder) {
                        {
                          const std::lock_guard lock(mutex);
                          requests.push_back(std::move(request));
                        }
                        responder.send(http::Response::text(status, answer, "application/json"));
                      },
                      [](const http::FramingError& error) {
                        return http::Response::text(error.status, std::string(error.detail), "text/plain");
                      }};
  Collector() { server.start(); }
  static http::ServerOptions options() {
    http::ServerOptions made;
    made.address = "127.0.0.1";
    return made;
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server.port()); }
  std::vector<json::Value> spans() {
    std::vector<json::Value> found;
    const std::lock_guard lock(mutex);
    for (const auto& request : requests) {
      const auto document = json::parse_or_nothing(request.body);
      REQUIRE(document);
      const auto& scope = document->find("resourceSpans")->array()->at(0).find("scopeSpans")->array()->at(0);
      for (const auto& span : *scope.find("spans")->array()) found.push_back(span);
    }
    return found;
  }
  json::Value named(std::string_view name) {
    for (const auto& span : spans())
      if (span.text_at("name") == name) return span;
    FAIL("no span " << name);
    return {};
  }
};

std::string attribute(const json::Value& span, std::string_view key) {
  for (const auto& one : *span.find("attributes")->array())
    if (one.text_at("key") == key)
      return one.find("value")
          ->text_at("stringValue")
          .value_or(one.find("value")->text_at("intValue").value_or("?"));
  return "";
}

CommonConfig traced_by(const std::string& url, const std::string& sampler = "parentbased_always_on") {
  CommonConfig config = Fixture::config();
  config.otel_endpoint = url;
  config.otel_sampler = sampler;
  return config;
}

std::string traceparent(const std::string& value) {
  return "traceparent: " + value + "\r\n";
}

// What becomes of one span, by the counters: "exported", "not_taken" or "queue_full".
std::string outcome_at(const std::string& url) {
  base::SystemClock clock;
  base::SystemRandom random;
  Log log{{"test-service", Level::Error, ""}};
  Metrics metrics;
  const auto tracing =
      Tracing::from({"test-service", "test", "1.0"}, traced_by(url), {clock, random, log, metrics});
  tracing->take({.traceparent = kParent, .name = "x"});
  tracing->stop();
  const std::string text = metrics.scrape();
  std::string found;
  for (const std::string outcome : {"exported", "not_taken", "queue_full"})
    if (text.find("lgm_trace_spans_total{outcome=\"" + outcome + "\"} 1\n") != std::string::npos)
      found += outcome;
  return found;
}

// Answers each call as told; a call may be held until let go.
struct FakeCollector final : http::Caller {
  std::mutex mutex;
  std::condition_variable changed;
  bool held = false;
  int calls = 0;
  http::CallResult result{.status = 200};
  http::CallResult call(const http::Call&) override {
    std::unique_lock lock(mutex);
    ++calls;
    changed.notify_all();
    changed.wait(lock, [this] { return !held; });
    return result;
  }
  void await(int count) {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, std::chrono::seconds(10), [&] { return calls >= count; }));
  }
  void let_go() {
    const std::lock_guard lock(mutex);
    held = false;
    changed.notify_all();
  }
};

struct Exporting {
  std::shared_ptr<FakeCollector> collector = std::make_shared<FakeCollector>();
  std::mutex mutex;
  std::map<SpanExporter::Outcome, std::int64_t> counted;
  std::string why;
  std::unique_ptr<SpanExporter> exporter;
  explicit Exporting(ExporterLimits limits) {
    exporter = std::make_unique<SpanExporter>(
        trace::Source{}, collector, http::Call{},
        [this](SpanExporter::Outcome outcome, std::int64_t count, const std::string& text) {
          const std::lock_guard lock(mutex);
          counted[outcome] += count;
          if (!text.empty()) why = text;
        },
        limits);
  }
  void take(int count) {
    for (int i = 0; i < count; ++i) exporter->take({.traceparent = kParent, .name = "x"});
  }
};

}  // namespace

TEST_CASE("a span waits for others no longer than it is told to") {
  Collector collector;
  auto config = traced_by(collector.url());
  config.otel_delay_ms = 10;
  const Fixture fixture(config);
  CHECK(status_of(fixture.ask("GET", "/api/v1/held", traceparent(kParent))) == 200);
  // Sooner than the five seconds that it waits by itself; nobody has stopped the service.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  while (collector.spans().empty() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  CHECK_FALSE(collector.spans().empty());
}

TEST_CASE("a request's span and those of its calls are one trace") {
  Collector collector, other;
  auto config = traced_by(collector.url() + "/prefix");
  config.otel_headers = "Authorization=Basic%20dXNlcg==";
  config.otel_resource_attributes = "deployment.environment=test,service.name=lost";
  config.otel_service_name = "named";
  config.pod_name = "pod-1";
  Fixture fixture(config);
  http::Client client({.base_url = other.url(), .name = "admin-service"}, fixture.clock);
  fixture.held = [&] { client.call({.target = "/secret-path?ticket=TK_secret"}); };
  CHECK(status_of(fixture.ask("GET", "/api/v1/held?ticket=TK_secret", traceparent(kParent))) == 200);
  fixture.service.stop();

  REQUIRE(collector.requests.size() == 1);
  const http::Request& sent = collector.requests[0];
  CHECK(sent.method == http::Method::Post);
  CHECK(sent.path == "/prefix/v1/traces");
  CHECK(sent.headers.get("Content-Type") == "application/json");
  CHECK(sent.headers.get("Authorization") == "Basic dXNlcg==");
  CHECK_FALSE(sent.headers.get("traceparent"));
  for (const char* pair : {R"("service.name","value":{"stringValue":"named"})",
                           R"("deployment.environment","value":{"stringValue":"test"})",
                           R"("service.version","value":{"stringValue":"1.0"})",
                           R"("service.instance.id","value":{"stringValue":"pod-1"})"})
    CHECK_MESSAGE(sent.body.find(pair) != std::string::npos, pair);
  CHECK(sent.body.find("secret") == std::string::npos);

  const auto server = collector.named("GET /api/v1/held"), call = collector.named("GET admin-service");
  CHECK(server.text_at("traceId") == kParent.substr(3, 32));
  CHECK(server.text_at("parentSpanId") == kParent.substr(36, 16));
  CHECK(server.integer_at("kind") == 2);
  CHECK(attribute(server, "http.request.method") == "GET");
  CHECK(attribute(server, "http.route") == "/api/v1/held");
  CHECK(attribute(server, "url.path") == "/api/v1/held");
  CHECK(attribute(server, "http.response.status_code") == "200");
  CHECK(call.text_at("traceId") == kParent.substr(3, 32));
  CHECK(call.text_at("parentSpanId") == server.text_at("spanId"));
  CHECK(call.integer_at("kind") == 3);
  CHECK(attribute(call, "server.address") == "127.0.0.1");
  CHECK(attribute(call, "server.port") == std::to_string(other.server.port()));
  CHECK(attribute(call, "http.response.status_code") == "200");
  // What the called one was told is the call's span.
  REQUIRE(other.requests.size() == 1);
  CHECK(other.requests[0].headers.get("traceparent") ==
        "00-" + kParent.substr(3, 32) + "-" + *call.text_at("spanId") + "-01");
  CHECK(server.text_at("startTimeUnixNano") <= call.text_at("startTimeUnixNano"));
  CHECK(call.text_at("endTimeUnixNano") <= server.text_at("endTimeUnixNano"));
}

TEST_CASE("the sampled flag is honoured and passed on; without a parent a trace is begun") {
  Collector collector, other;
  Fixture fixture(traced_by(collector.url()));
  http::Client client({.base_url = other.url(), .name = "admin-service"}, fixture.clock);
  fixture.held = [&] { client.call({.target = "/"}); };
  fixture.ask("GET", "/api/v1/held", traceparent(kUnsampled));
  fixture.ask("GET", "/api/v1/held");
  fixture.service.stop();
  REQUIRE(other.requests.size() == 2);
  const auto first = other.requests[0].headers.get("traceparent").value_or("");
  CHECK(first.substr(0, 36) == kUnsampled.substr(0, 36));
  CHECK(first.ends_with("-00"));
  CHECK(other.requests[1].headers.get("traceparent").value_or("").ends_with("-01"));
  const auto spans = collector.spans();
  CHECK(spans.size() == 2);
  for (const auto& span : spans) CHECK(span.text_at("traceId") != kUnsampled.substr(3, 32));
  CHECK_FALSE(collector.named("GET /api/v1/held").find("parentSpanId"));
}

TEST_CASE("a trace that is not chosen says so to the services it reaches") {
  Collector collector, other;
  Fixture fixture(traced_by(collector.url(), "always_off"));
  http::Client client({.base_url = other.url(), .name = "admin-service"}, fixture.clock);
  fixture.held = [&] { client.call({.target = "/"}); };
  fixture.ask("GET", "/api/v1/held");
  fixture.ask("GET", "/api/v1/held", traceparent(kParent));
  fixture.service.stop();
  REQUIRE(other.requests.size() == 2);
  for (const auto& request : other.requests)
    CHECK(request.headers.get("traceparent").value_or("").ends_with("-00"));
  CHECK(collector.requests.empty());
}

TEST_CASE("refusals and failures have spans; probes, scrapes and polls without a trace have none") {
  Collector collector;
  Fixture fixture(traced_by(collector.url()));
  fixture.ask("GET", "/api/v1/notes/");
  fixture.ask("GET", "/api/v1/fails");
  fixture.ask("GET", "/api/v1/TK_unknown");
  fixture.ask("BREW", "/api/v1/notes/");
  fixture.ask("GET", "/api/v1/health");
  fixture.ask_inside("/metrics");
  fixture.ask_inside("/internal/v1/news?wait=0", "Authorization: Bearer " + kToken + "\r\n");
  fixture.ask_inside("/internal/v1/news?wait=0",
                     "Authorization: Bearer " + kToken + "\r\n" + traceparent(kParent));
  fixture.service.stop();
  CHECK(collector.spans().size() == 5);
  const auto refused = collector.named("GET /api/v1/notes/"), failed = collector.named("GET /api/v1/fails");
  CHECK(attribute(refused, "http.response.status_code") == "401");
  CHECK_FALSE(refused.find("status")->find("code"));
  CHECK(attribute(failed, "error.type") == "500");
  CHECK(failed.find("status")->integer_at("code") == 2);
  const auto unknown = collector.named("GET");
  CHECK(attribute(unknown, "url.path").empty());
  CHECK(attribute(unknown, "http.response.status_code") == "404");
  CHECK(attribute(collector.named("HTTP"), "http.request.method") == "_OTHER");
  CHECK(collector.named("GET /internal/v1/news").text_at("parentSpanId") == kParent.substr(36, 16));
}

TEST_CASE("a long path is cut") {
  Collector collector;
  Fixture fixture(traced_by(collector.url()));
  fixture.ask("DELETE", "/api/v1/notes/" + std::string(2000, 'x') + "?q=1");
  fixture.service.stop();
  CHECK(attribute(collector.named("DELETE /api/v1/notes/{name}"), "url.path").size() == 256);
}

TEST_CASE("without a collector there are no spans, and the trace is passed on as before") {
  Collector other;
  Fixture fixture;
  http::Client client({.base_url = other.url(), .name = "admin-service"}, fixture.clock);
  bool recorded = true;
  fixture.held = [&] {
    recorded = trace::current().recorder != nullptr;
    client.call({.target = "/"});
  };
  fixture.ask("GET", "/api/v1/held", traceparent(kParent));
  fixture.ask("GET", "/api/v1/held");
  CHECK_FALSE(recorded);
  REQUIRE(other.requests.size() == 2);
  CHECK(other.requests[0].headers.get("traceparent").value_or("").substr(0, 36) == kParent.substr(0, 36));
  CHECK_FALSE(other.requests[1].headers.get("traceparent"));
  CHECK(fixture.metrics.scrape().find("lgm_trace_spans_total") == std::string::npos);  // it still runs
}

TEST_CASE("requests are answered whatever the collector does; what it did not take is counted") {
  const auto served = [](const std::string& url) {
    Fixture fixture(traced_by(url));
    CHECK(status_of(fixture.ask("GET", "/api/v1/held")) == 200);
    fixture.service.stop();
  };
  Collector collector;
  CHECK(outcome_at(collector.url()) == "exported");
  collector.answer = "<garbage";  // a 200 all the same
  CHECK(outcome_at(collector.url()) == "exported");
  for (const int status : {500, 400, 301}) {
    collector.status = status;
    served(collector.url());
    CHECK(outcome_at(collector.url()) == "not_taken");
  }
  collector.status = 200;
  collector.answer = std::string(200'000, '<');
  served(collector.url());
  CHECK(outcome_at(collector.url()) == "not_taken");
  const std::string nobody = "http://127.0.0.1:1";
  served(nobody);
  CHECK(outcome_at(nobody) == "not_taken");
}

TEST_CASE("a collector that hangs holds neither requests nor the end for long") {
  std::latch released(1);
  http::Server slow(
      Collector::options(),
      [&](http::Request&&, const http::Responder& responder) {
        released.wait();
        responder.send(http::Response::text(200, "{}", "application/json"));
      },
      [](const http::FramingError& error) { return http::Response::text(error.status, "", "text/plain"); });
  slow.start();
  const std::string url = "http://127.0.0.1:" + std::to_string(slow.port());
  Fixture fixture(traced_by(url));
  auto began = std::chrono::steady_clock::now();
  CHECK(status_of(fixture.ask("GET", "/api/v1/held")) == 200);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(2));
  began = std::chrono::steady_clock::now();
  fixture.service.stop();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(6));
  CHECK(outcome_at(url) == "not_taken");
  released.count_down();
}

TEST_CASE("a full queue drops what comes, and goes on once there is room") {
  Exporting exporting({.queue = 4, .batch = 2, .delay = std::chrono::hours(1)});
  exporting.collector->held = true;
  exporting.take(2);
  exporting.collector->await(1);  // two are under way
  exporting.take(7);
  exporting.collector->let_go();
  exporting.collector->await(3);
  exporting.take(1);
  exporting.exporter->stop(std::chrono::seconds(10));
  CHECK(exporting.counted[SpanExporter::Outcome::QueueFull] == 3);
  CHECK(exporting.counted[SpanExporter::Outcome::Exported] == 7);
}

TEST_CASE("spans leave after the delay, without a full batch") {
  Exporting exporting({.delay = std::chrono::milliseconds(1)});
  exporting.take(1);
  exporting.collector->await(1);
}

TEST_CASE("what the collector rejects is counted apart, and a stop without time drops the rest") {
  Exporting exporting({.batch = 3, .delay = std::chrono::hours(1)});
  exporting.collector->result.body = R"({"partialSuccess":{"rejectedSpans":"2"}})";
  exporting.take(3);
  exporting.collector->await(1);
  exporting.exporter->stop(std::chrono::seconds(10));
  CHECK(exporting.counted[SpanExporter::Outcome::NotTaken] == 2);
  CHECK(exporting.counted[SpanExporter::Outcome::Exported] == 1);
  exporting.take(1);  // after the end
  CHECK(exporting.counted[SpanExporter::Outcome::QueueFull] == 1);

  Exporting hurried({.batch = 100, .delay = std::chrono::hours(1)});
  hurried.take(5);
  hurried.exporter->stop(std::chrono::milliseconds(0));
  CHECK(hurried.counted[SpanExporter::Outcome::NotTaken] == 5);
  CHECK(hurried.why == "the service stopped first");
  CHECK(hurried.collector->calls == 0);
}

TEST_CASE("faults of the variables name them; the headers' value is not shown") {
  const auto faults_of = [](auto set) {
    CommonConfig config;
    set(config);
    return tracing_faults(config);
  };
  CHECK(faults_of([](CommonConfig&) {}).empty());
  CHECK(faults_of([](CommonConfig& c) {
          c.otel_endpoint = "https://collector:4318/path";
          c.otel_headers = "x-key=a%20b";
          c.otel_sampler_arg = "0.25";
        }).empty());
  for (const char* url : {"collector:4318", "ftp://collector", "http://", "http://:4318",
                          "http://u:p@collector", "http://collector?x=1", "http://collector/a b"}) {
    const auto faults = faults_of([&](CommonConfig& c) { c.otel_endpoint = url; });
    REQUIRE_MESSAGE(faults.size() == 1, url);
    CHECK(faults[0].pointer == "OTEL_EXPORTER_OTLP_ENDPOINT");
  }
  for (const char* headers : {"hidden-value", "a b=hidden-value", "a=hidden%0d%0aX:y", "=hidden-value"}) {
    const auto faults = faults_of([&](CommonConfig& c) { c.otel_headers = headers; });
    REQUIRE_MESSAGE(faults.size() == 1, headers);
    CHECK(faults[0].pointer == "OTEL_EXPORTER_OTLP_HEADERS");
    CHECK(faults[0].detail.find("hidden") == std::string::npos);
  }
  for (const char* ratio : {"-0.1", "1.01", "half", "nan", "0.5x"}) {
    const auto faults = faults_of([&](CommonConfig& c) { c.otel_sampler_arg = ratio; });
    REQUIRE_MESSAGE(faults.size() == 1, ratio);
    CHECK(faults[0].pointer == "OTEL_TRACES_SAMPLER_ARG");
  }
  CHECK(faults_of([](CommonConfig& c) { c.otel_resource_attributes = "x"; })[0].pointer ==
        "OTEL_RESOURCE_ATTRIBUTES");
}
