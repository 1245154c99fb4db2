#include "lgm/service/service.hpp"

#include <pthread.h>
#include <signal.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "dispatcher.hpp"
#include "health_watch.hpp"
#include "intake.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/contracts/presence.hpp"
#include "lgm/service/memory.hpp"
#include "openapi.hpp"
#include "process_metrics.hpp"
#include "refusals.hpp"

namespace lgm::service {
namespace {

constexpr std::chrono::seconds kPresenceInterval{5};  // docs/internal-api.md: a report is kept 15 s
constexpr int kPresencesAKeyRefresh = 10;             // a key that has vanished is refused within a minute
// Longer than our own callers and the console's nginx keep a connection that is idle (half a second): they
// have closed it, or used it and been told to, before we close it; no request crosses our end.
constexpr std::chrono::milliseconds kDrainIdle{2'000};
// By then a service has told session-cache-service of itself, fetched its keys and its policy.
// For the calls of followers and the like when the service ends: a poll that waits may still get its answer.
constexpr std::chrono::milliseconds kLastCalls{1'000};
constexpr timespec kSettling{10, 0};
constexpr std::size_t kLargestBody = 64 * 1024 * 1024;

http::Response json_response(int status, const json::Value& value,
                             std::string_view type = "application/json") {
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", std::string(type));
  response.body = json::to_text(value);
  return response;
}

TrustedProxies parse_proxies(const CommonConfig& config) {
  try {
    return TrustedProxies(config.trusted_proxies);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(std::string("TRUSTED_PROXIES: ") + error.what());
  }
}

sigset_t ending_signals() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  return ends;
}

json::Value object_schema() {
  return json::Object{{"type", "object"}};
}

RateRule user_rule(const CommonConfig& config) {
  return {.name = "user",
          .what = "requests",
          .per_minute = config.requests_per_minute,
          .burst = config.request_burst,
          .prefix = "api:",
          .by_requests = true};
}

// Never stricter than what a user may do on other routes.
RateRule classic_rule(const CommonConfig& config) {
  const bool off = config.requests_per_minute == 0 || config.classic_writes_per_minute == 0;
  return {.name = "classic-writes",
          .what = "writes",
          .per_minute = off ? 0 : std::max(config.classic_writes_per_minute, config.requests_per_minute),
          .burst = std::max(config.classic_write_burst, config.request_burst),
          .patience = std::chrono::seconds(2),
          .by_classic_writes = true};
}

// What browsers are told with every answer.
http::Headers browser_headers(bool is_public) {
  http::Headers headers;
  headers.add("X-Content-Type-Options", "nosniff");
  headers.add("Referrer-Policy", "no-referrer");
  if (is_public) {
    headers.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  return headers;
}

}  // namespace

class Service::Impl {
 public:
  Impl(Identity identity, CommonConfig config, Surroundings surroundings)
      : identity_(std::move(identity)),
        config_(std::move(config)),
        around_(std::move(surroundings)),
        proxies_(parse_proxies(config_)),
        tokens_(config_),
        limits_(around_.session_cache, around_.clock, around_.metrics),
        held_(around_.clock),
        waiting_([this](std::function<void()> job) { return post(std::move(job)); }, around_.clock) {
    share_arenas();
    limits_.add(user_rule(config_));
    limits_.add(classic_rule(config_));
    add_common_routes();
  }

  void start() {
    tracing_ = Tracing::from(identity_, config_, around_);
    intake_.begin(largest_body(), listens_publicly());
    // The internal listener last: its readiness speaks for both.
    if (listens_publicly()) public_server_ = serve(public_routes_, public_dispatcher_, config_.port, true);
    internal_server_ = serve(internal_routes_, internal_dispatcher_, config_.internal_port, false);
    waiting_.start();
    held_.start();
    limits_.start([this] { held_.notify(); });
    register_gauges();
    if (around_.revocations) watch_.also([this] { tell_of_feed(); });
    watch_.start();
    if (around_.session_cache && !identity_.caller.empty())
      presence_ = std::thread([this] { report_presence(); });
    around_.log.info("listening", {{"public_port",
                                    public_server_ ? std::int64_t{public_server_->port()} : std::int64_t{0}},
                                   {"internal_port", std::int64_t{internal_server_->port()}},
                                   {"version", identity_.version}});
  }

  bool stop() {
    if (!internal_server_) return true;
    health_.set_draining();
    {
      const std::lock_guard lock(presence_mutex_);
      stopping_ = true;
    }
    presence_changed_.notify_all();
    waiting_.close();
    if (on_stop_) on_stop_(std::chrono::seconds(config_.drain_seconds) + kLastCalls);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(config_.drain_seconds);
    const auto left = [&] {
      return std::max(std::chrono::milliseconds(0), std::chrono::duration_cast<std::chrono::milliseconds>(
                                                        until - std::chrono::steady_clock::now()));
    };
    auto internal = std::async(std::launch::async, [&] { return internal_server_->drain(left()); });
    bool whole = public_server_ ? public_server_->drain(left()) : true;
    whole = internal.get() && whole;
    held_.close();
    limits_.stop();
    public_server_.reset();
    internal_server_.reset();
    for (const auto& caller : callers_) caller->end_within(kLastCalls);
    if (on_stop_) on_stop_(kLastCalls);
    if (presence_.joinable()) presence_.join();
    watch_.stop();
    if (tracing_) tracing_->stop();
    return whole;
  }

  // Once when it is lost, and once when it is followed again.
  void tell_of_feed() {
    const auto freshness = around_.revocations->freshness();
    if (freshness == auth::FeedFreshness::NeverLoaded) return;  // readiness says so
    const auto now = around_.clock.steady();
    const auto seconds = [](base::SteadyTime::duration time) {
      return std::chrono::duration_cast<std::chrono::seconds>(time).count();
    };
    if (freshness == auth::FeedFreshness::Fresh) {
      if (feed_lost_)
        around_.log.info("the feed of ended sessions is followed again",
                         {{"lost_seconds", seconds(now - *feed_lost_)}});
      feed_lost_.reset();
    } else if (!feed_lost_) {
      const auto lag = around_.revocations->lag();
      feed_lost_ = now - lag;
      around_.log.warning("the feed of ended sessions is lost", {{"last_answer_seconds_ago", seconds(lag)},
                                                                 {"reason", around_.revocations->fault()}});
    }
  }

  void report_presence() {
    std::unique_lock lock(presence_mutex_);
    for (int round = 1; !stopping_; ++round) {
      lock.unlock();
      keep_keys(round);
      send_presence();
      lock.lock();
      presence_changed_.wait_for(lock, kPresenceInterval, [this] { return stopping_; });
    }
  }

  // From the start on: a replica that waited for its first token would have no keys where auth-service is
  // away just then.
  void keep_keys(int round) {
    if (around_.verifier && (!around_.verifier->has_keys() || round % kPresencesAKeyRefresh == 0))
      static_cast<void>(around_.verifier->refresh_keys());
  }

  void send_presence() {
    contracts::Report report{
        identity_.name, config_.pod_name, identity_.version, health_.report().ready, {}, {}};
    if (policy_version_) report.policy_version = policy_version_();
    if (around_.revocations) report.feed_lag_ms = around_.revocations->lag().count();
    const auto seen = calls::ask(*around_.session_cache, contracts::kReportPresence, report);
    if (!seen) return;
    limits_.set_replicas(seen->replicas);
  }

  bool post_public(std::function<void()> job, bool may_wait) {
    return public_server_ && public_server_->post(std::move(job), may_wait);
  }

  bool post(std::function<void()> job) {
    http::Server* server = internal_server_ ? internal_server_.get() : public_server_.get();
    return server && server->post(std::move(job));
  }

  std::unique_ptr<http::Server> serve(const RouteTable& table, std::unique_ptr<Dispatcher>& dispatcher,
                                      std::int64_t port, bool is_public) {
    dispatcher = std::make_unique<Dispatcher>(pipeline_, table, is_public);
    http::ServerOptions options;
    options.address = config_.bind_address;
    options.port = static_cast<std::uint16_t>(port);
    options.io_threads = static_cast<unsigned>(config_.io_threads);
    options.worker_threads = static_cast<unsigned>(config_.worker_threads);
    options.drain_idle = kDrainIdle;
    intake_.limit(options, is_public);
    options.answer_headers = browser_headers(is_public);
    Dispatcher* handler = dispatcher.get();
    options.body_limit = [handler](http::Method method, std::string_view target) {
      return std::min(handler->body_limit(method, target), kLargestBody);
    };
    options.at_head = [handler](const http::Request& head) { return handler->at_head(head); };
    options.answers_at_once = [handler](const http::Request& request) {
      return handler->answers_at_once(request);
    };
    options.may_wait = [handler](const http::Request& request) { return handler->may_wait(request); };
    auto server = std::make_unique<http::Server>(
        options,
        [handler](http::Request&& request, const http::Responder& responder) {
          handler->handle(std::move(request), responder);
        },
        [handler](const http::FramingError& error) { return handler->framing_error(error); });
    server->start();
    return server;
  }

  std::size_t largest_body() const {
    std::size_t largest = 0;
    for (const RouteTable* table : {&public_routes_, &internal_routes_})
      for (const auto& route : table->routes()) largest = std::max(largest, route->max_body);
    return std::min(largest, kLargestBody);
  }

  // Listener, worker pool and feed as gauges.
  void register_gauges() {
    const auto add = [this](const char* name, const char* help, const char* listener, http::Server* server,
                            std::size_t http::ServerGauges::*member) {
      around_.metrics.gauge(name, help, {{"listener", listener}},
                            [server, member] { return static_cast<double>(server->gauges().*member); });
    };
    for (const auto& [listener, server] :
         {std::pair{"public", public_server_.get()}, std::pair{"internal", internal_server_.get()}}) {
      if (!server) continue;
      add("lgm_http_connections", "Open connections", listener, server, &http::ServerGauges::connections);
      add("lgm_http_in_flight", "Requests being answered", listener, server, &http::ServerGauges::in_flight);
      add("lgm_http_queue_length", "Requests waiting for a worker", listener, server,
          &http::ServerGauges::queued);
      add("lgm_http_busy_workers", "Workers running a handler", listener, server,
          &http::ServerGauges::busy_workers);
      around_.metrics.gauge("lgm_http_workers", "Workers there are", {{"listener", listener}})
          .set(static_cast<double>(config_.worker_threads));
    }
    around_.metrics.gauge("lgm_waiting_polls", "Long polls parked", {},
                          [this] { return static_cast<double>(waiting_.size()); });
    around_.metrics.gauge("lgm_held_requests", "Requests held back until their user's limit lets them go", {},
                          [this] { return static_cast<double>(held_.size()); });
    if (around_.revocations)
      around_.metrics.gauge(
          "lgm_revocation_feed_lag_seconds", "Time since the revocation feed last answered", {},
          [this] { return std::chrono::duration<double>(around_.revocations->lag()).count(); });
    around_.metrics
        .gauge("lgm_build_info", "1, with the version as a label",
               {{"service", identity_.name}, {"version", identity_.version}})
        .set(1);
    add_process_metrics(around_.metrics);
  }

  void add_common_routes() {
    add_health(public_routes_, {}, false);
    add_health(internal_routes_, {}, true);
    common_public_routes_ = public_routes_.routes().size();
    Route metrics = plain_route("/metrics", "metrics", "Prometheus metrics");
    metrics.at_once = true;
    metrics.gives_json(json::Object{{"type", "string"}}, "text/plain; version=0.0.4; charset=utf-8");
    metrics.does([this](Context&) {
      return http::Response::text(200, around_.metrics.scrape(), "text/plain; version=0.0.4; charset=utf-8");
    });
    internal_routes_.add(std::move(metrics));
    internal_routes_.add(openapi_route([this] { return document(); }));
  }

  Route plain_route(std::string path, std::string name, std::string summary) {
    Route route;
    route.path = std::move(path);
    route.name = std::move(name);
    route.summary = std::move(summary);
    route.group = "operations";
    route.access = open_to_all();
    route.absolute = true;
    route.rate_limited = false;
    route.traced = false;
    return route;
  }

  Route openapi_route(std::function<json::Value()> read) {
    Route route = plain_route("/openapi.json", "openapi", "This document");
    route.gives_json(object_schema());
    route.does([read = std::move(read)](Context&) { return json_response(200, read()); });
    return route;
  }

  // Of "/guard" the name is `guard_openapi`. Made once, when somebody asks first: anybody may ask, and the
  // routes are all there by then.
  void publish_openapi(const std::string& below) {
    if (!config_.openapi_public) return;
    struct Text {
      std::once_flag made;
      std::string json;
    };
    Route route =
        plain_route(below + "/openapi.json", (below.empty() ? "public" : below.substr(1)) + "_openapi",
                    "The document of the routes that are published");
    route.absolute = false;
    route.gives_json(object_schema());
    route.does([this, below, text = std::make_shared<Text>()](Context&) {
      std::call_once(text->made, [&] {
        text->json = json::to_text(published_document(identity_, config_, public_routes_, below));
      });
      return http::Response::text(200, text->json, "application/json");
    });
    public_routes_.add(std::move(route));
  }

  // Of "/guard" the names are `guard_health` and `guard_readiness`.
  void add_health(RouteTable& table, const std::string& below, bool detailed) {
    const std::string name = detailed ? "internal_" : below.empty() ? "" : below.substr(1) + "_";
    Route live = plain_route(below + "/health", name + "health", "Liveness: asks no dependency");
    live.absolute = detailed;
    live.at_once = true;
    live.gives_json(object_schema());
    live.does([this](Context&) {
      return json_response(
          200,
          json::Object{{"status", "healthy"}, {"service", identity_.name}, {"version", identity_.version}});
    });
    table.add(std::move(live));
    Route ready = plain_route(below + "/health/ready", name + "readiness",
                              "Readiness: 503 while a required dependency is down");
    ready.absolute = detailed;
    ready.gives_json(object_schema()).also_gives(503, object_schema());
    ready.does([this, detailed](Context&) {
      const auto report = health_.report();
      http::Response response =
          json_response(report.ready ? 200 : 503, detailed ? report.detail : report.brief);
      if (!report.ready) response.headers.add("Retry-After", "2");
      return response;
    });
    table.add(std::move(ready));
  }

  // Without public routes of its own a service has no public listener.
  bool listens_publicly() const { return public_routes_.routes().size() > common_public_routes_; }

  json::Value document() const {
    const RouteTable none;
    return openapi_document(identity_, config_, listens_publicly() ? public_routes_ : none, internal_routes_);
  }

  json::Value problems() const {
    const RouteTable none;
    return list_problems(identity_, listens_publicly() ? public_routes_ : none, internal_routes_);
  }

  const Identity identity_;
  const CommonConfig config_;
  const Surroundings around_;
  const TrustedProxies proxies_;
  const InternalTokens tokens_;
  RouteTable public_routes_, internal_routes_;
  std::size_t common_public_routes_ = 0;
  Health health_;
  std::optional<base::SteadyTime> feed_lost_;  // of the watch's thread: when it last answered
  HealthWatch watch_{health_, around_.metrics, around_.log, around_.clock};
  Intake intake_{config_, around_, proxies_};
  std::unique_ptr<Tracing> tracing_;  // outlives whatever serves a request
  Limits limits_;
  HeldRequests held_;
  WaitingRoom waiting_;
  std::function<std::int64_t()> policy_version_;
  const Pipeline pipeline_{identity_,
                           config_,
                           around_,
                           proxies_,
                           tokens_,
                           limits_,
                           held_,
                           [this](std::function<void()> job, bool may_wait) { return post_public(std::move(job), may_wait); },
                           waiting_,
                           intake_,
                           tracing_};
  std::unique_ptr<Dispatcher> public_dispatcher_, internal_dispatcher_;
  std::unique_ptr<http::Server> public_server_, internal_server_;
  std::mutex presence_mutex_;
  std::condition_variable presence_changed_;
  bool stopping_ = false;
  std::vector<std::shared_ptr<http::Caller>> callers_;
  std::function<void(std::chrono::milliseconds)> on_stop_;
  std::thread presence_;
};

Service::Service(Identity identity, CommonConfig config, Surroundings surroundings)
    : impl_(std::make_unique<Impl>(std::move(identity), std::move(config), std::move(surroundings))) {}
Service::~Service() {
  stop();
}

RouteTable& Service::public_routes() {
  return impl_->public_routes_;
}
RouteTable& Service::internal_routes() {
  return impl_->internal_routes_;
}
Health& Service::health() {
  return impl_->health_;
}
void Service::notify() {
  impl_->waiting_.notify();
}
void Service::add_limit(RateRule rule) {
  impl_->limits_.add(std::move(rule));
}
void Service::set_policy_version(std::function<std::int64_t()> read) {
  impl_->policy_version_ = std::move(read);
}
void Service::watch_gauge(const std::string& name, const std::string& help, Metrics::Read read) {
  impl_->watch_.gauge(name, help, std::move(read));
}
void Service::answer_health_below(const std::string& path) {
  impl_->add_health(impl_->public_routes_, path, false);
}
void Service::publish_openapi_below(const std::string& path) {
  impl_->publish_openapi(path);
}
void Service::ends_calls_of(std::vector<std::shared_ptr<http::Caller>> callers) {
  std::erase(callers, nullptr);
  impl_->callers_ = std::move(callers);
}
void Service::on_stop(std::function<void(std::chrono::milliseconds)> told) {
  impl_->on_stop_ = std::move(told);
}
void Service::start() {
  impl_->start();
}
std::uint16_t Service::public_port() const {
  return impl_->public_server_ ? impl_->public_server_->port() : std::uint16_t{0};
}
std::uint16_t Service::internal_port() const {
  return impl_->internal_server_ ? impl_->internal_server_->port() : std::uint16_t{0};
}
bool Service::stop() {
  return impl_->stop();
}
json::Value Service::openapi() const {
  return impl_->document();
}

json::Value Service::problems() const {
  return impl_->problems();
}

void block_ending_signals() {
  const sigset_t ends = ending_signals();
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  static_cast<void>(signal(SIGPIPE, SIG_IGN));
}

int Service::run(const std::function<void()>& last) {
  const sigset_t ends = ending_signals();
  block_ending_signals();
  try {
    start();
  } catch (const std::exception& error) {
    impl_->around_.log.error("cannot start", {{"error", error.what()}});
    return 1;
  }
  int received = sigtimedwait(&ends, nullptr, &kSettling);
  if (received < 0) {
    let_go_of_start();
    sigwait(&ends, &received);
  }
  impl_->around_.log.info("stopping", {{"signal", received == SIGTERM ? "SIGTERM" : "SIGINT"}});
  const bool whole = stop();
  if (last) last();
  impl_->around_.log.write(whole ? Level::Info : Level::Warning,
                           whole ? "stopped" : "stopped; some requests were cut off at the deadline");
  return 0;
}

}  // namespace lgm::service
