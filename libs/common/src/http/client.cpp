#include "lgm/http/client.hpp"

#include <httplib.h>
#include <poll.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "call_deadlines.hpp"
#include "lgm/trace/span.hpp"

namespace lgm::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A server that ends closes what has been idle for two seconds (service.cpp); a request that crosses that
// would be lost. What we keep is younger.
constexpr milliseconds kIdleLimit{500};

// scheme://host:port and the path prefix of a base url.
std::pair<std::string, std::string> split_url(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos || (!url.starts_with("http://") && !url.starts_with("https://")))
    throw std::invalid_argument("\"" + url + "\" is not an http:// or https:// URL");
  const std::size_t slash = url.find('/', scheme + 3);
  std::string prefix = slash == std::string::npos ? "" : url.substr(slash);
  while (prefix.ends_with('/')) prefix.pop_back();
  return {url.substr(0, slash), prefix};
}

// What a span says of a call. Neither its path nor its query: they may hold what is not for a collector's
// eyes.
void describe(trace::ChildSpan& span, const std::string& origin, const Call& call, const CallResult& result) {
  const bool tls = origin.starts_with("https://");
  std::string_view host = std::string_view(origin).substr(tls ? 8 : 7);
  std::int64_t port = tls ? 443 : 80;
  if (const std::size_t colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
    std::from_chars(host.data() + colon + 1, host.data() + host.size(), port);
    host = host.substr(0, colon);
  }
  span.set("http.request.method", to_string(call.method));
  span.set("server.address", host);
  span.set("server.port", port);
  if (result.error != CallError::None) return span.fail(to_string(result.error));
  span.set("http.response.status_code", std::int64_t{result.status});
  if (result.status >= 400) span.fail(std::to_string(result.status));
}

CallError error_of(httplib::Error error) {
  switch (error) {
    case httplib::Error::Success:
      return CallError::None;
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::BindIPAddress:
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return CallError::Connect;
    case httplib::Error::Canceled:
      return CallError::TooLarge;
    default:
      return CallError::Broken;
  }
}

}  // namespace

std::string_view to_string(CallError error) {
  switch (error) {
    case CallError::None:
      return "ok";
    case CallError::Connect:
      return "cannot_connect";
    case CallError::Timeout:
      return "timeout";
    case CallError::Broken:
      return "broken_answer";
    case CallError::TooLarge:
      return "answer_too_large";
    case CallError::CircuitOpen:
      break;
  }
  return "circuit_open";
}

class Client::Impl {
 public:
  Impl(ClientOptions options, const base::Clock& clock, Observer observer)
      : options_(std::move(options)), clock_(clock), observer_(std::move(observer)) {
    std::tie(origin_, prefix_) = split_url(options_.base_url);
  }

  CallResult call(const Call& call) {
    const auto began = std::chrono::steady_clock::now();
    const auto deadline = began + call.timeout.value_or(options_.timeout);
    CallResult result;
    if (!admit()) {
      result.error = CallError::CircuitOpen;
    } else {
      result = with_retries(call, deadline);
      record(result.error == CallError::None && result.status < 500);
    }
    result.elapsed =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
    if (observer_) observer_(call, result);
    return result;
  }

  void end_within(milliseconds left) { deadlines_.end_at(std::chrono::steady_clock::now() + left); }

  bool open() const {
    const std::lock_guard lock(mutex_);
    return failures_ >= options_.breaker_failures && options_.breaker_failures > 0 &&
           clock_.steady() < open_until_;
  }

 private:
  using Deadline = std::chrono::steady_clock::time_point;
  struct Pooled {
    std::unique_ptr<Line> line;  // outlives the client, which tells it of each connection
    std::unique_ptr<httplib::Client> client;
    bool used = false;
    base::SteadyTime idle_since{};
  };

  CallResult with_retries(const Call& call, Deadline deadline) {
    CallResult result = attempt(call, deadline);
    for (const milliseconds delay : options_.retry_delays) {
      const bool retriable = result.error == CallError::Connect ||
                             (call.idempotent && (result.error == CallError::Broken || result.status == 503));
      if (!retriable || std::chrono::steady_clock::now() + delay >= deadlines_.at_most(deadline))
        return result;
      std::this_thread::sleep_for(delay);
      result = attempt(call, deadline);
    }
    return result;
  }

  // One try. A pooled connection that turns out to be dead before an answer's first byte is replaced once
  // where that is safe.
  CallResult attempt(const Call& call, Deadline deadline) {
    Pooled pooled = borrow();
    const bool reused = pooled.used;
    CallResult result = send(pooled, call, deadline);
    if (result.error == CallError::Broken && reused && call.idempotent) {
      pooled = fresh();
      result = send(pooled, call, deadline);
    }
    if (result.error == CallError::None) give_back(std::move(pooled));
    return result;
  }

  CallResult send(const Pooled& pooled, const Call& call, Deadline deadline) {
    trace::ChildSpan span(to_string(call.method), options_.name);
    CallResult result = exchange(pooled, call, deadline, span.traceparent());
    if (span.recorded()) describe(span, origin_, call, result);
    return result;
  }

  CallResult exchange(const Pooled& pooled, const Call& call, Deadline asked,
                      const std::string& traceparent) {
    const Deadline deadline = deadlines_.at_most(asked);
    httplib::Client& client = *pooled.client;
    CallResult result;
    // Not less than what is left: a read that gives up before the deadline would count as broken.
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      result.error = CallError::Timeout;
      return result;
    }
    const auto connect = std::min(left, options_.connect_timeout);
    client.set_connection_timeout(connect.count() / 1000, static_cast<time_t>(connect.count() % 1000 * 1000));
    client.set_read_timeout(left.count() / 1000, static_cast<time_t>(left.count() % 1000 * 1000));
    client.set_write_timeout(left.count() / 1000, static_cast<time_t>(left.count() % 1000 * 1000));
    httplib::Request request = make_request(call, traceparent);
    bool too_large = false, late = false;
    request.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
      late = std::chrono::steady_clock::now() > deadline;
      too_large = result.body.size() + length > options_.max_body;
      if (late || too_large) return false;
      result.body.append(data, length);
      return true;
    };
    httplib::Response response;
    httplib::Error error = httplib::Error::Success;
    const CallDeadlines::Watch watch(deadlines_, *pooled.line, deadline);
    const bool sent = client.send(request, response, error);
    if (!sent) {
      result.error = error_of(error);
      if (late || (result.error == CallError::Broken &&
                   std::chrono::steady_clock::now() >= deadlines_.at_most(deadline)))
        result.error = CallError::Timeout;
      if (too_large) result.error = CallError::TooLarge;
      return result;
    }
    result.status = response.status;
    for (const auto& [name, value] : response.headers) result.headers.add(name, value);
    return result;
  }

  httplib::Request make_request(const Call& call, const std::string& traceparent) const {
    httplib::Request request;
    request.method = to_string(call.method);
    request.path = prefix_ + call.target;
    for (const auto& [name, value] : call.headers.fields()) request.headers.emplace(name, value);
    if (!options_.bearer.empty() && !call.headers.get("Authorization"))
      request.headers.emplace("Authorization", "Bearer " + options_.bearer);
    const std::string& id = trace::current().request_id;
    if (!id.empty()) request.headers.emplace("X-Request-ID", id);
    if (!traceparent.empty()) request.headers.emplace("traceparent", traceparent);
    if (!call.body.empty()) {
      request.headers.emplace("Content-Type", call.content_type);
      request.body = call.body;
    }
    return request;
  }

  Pooled fresh() const {
    auto line = std::make_unique<Line>();
    auto client = std::make_unique<httplib::Client>(origin_);
    client->set_socket_options([&held = *line](int fd) { held.hold(fd); });
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_follow_location(false);
    client->set_url_encode(false);
    client->set_decompress(false);
    client->enable_server_certificate_verification(true);
    if (!options_.ca_file.empty()) client->set_ca_cert_path(options_.ca_file);
    return {std::move(line), std::move(client)};
  }

  // A pooled connection whose server has closed it meanwhile is readable (end of file): it is dropped before
  // anything is sent on it.
  static bool is_dead(const httplib::Client& client) {
    pollfd polled{client.socket(), POLLIN, 0};
    return polled.fd < 0 || ::poll(&polled, 1, 0) != 0;
  }

  bool too_old(const Pooled& idle) const { return clock_.steady() - idle.idle_since > kIdleLimit; }

  Pooled borrow() {
    for (;;) {
      Pooled pooled;
      {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) break;
        pooled = std::move(idle_.back());
        idle_.pop_back();
      }
      if (!too_old(pooled) && !is_dead(*pooled.client)) return pooled;
    }
    return fresh();
  }

  // The oldest stand first.
  void give_back(Pooled pooled) {
    pooled.used = true;
    pooled.idle_since = clock_.steady();
    const std::lock_guard lock(mutex_);
    std::erase_if(idle_, [this](const Pooled& idle) { return too_old(idle); });
    if (idle_.size() < options_.max_idle) idle_.push_back(std::move(pooled));
  }

  // Closed: everybody passes. Open: nobody, until the time is over; then one probe, which decides.
  bool admit() {
    if (options_.breaker_failures <= 0) return true;
    const std::lock_guard lock(mutex_);
    if (failures_ < options_.breaker_failures) return true;
    if (clock_.steady() < open_until_) return false;
    open_until_ = clock_.steady() + options_.breaker_open;
    return true;
  }

  void record(bool success) {
    const std::lock_guard lock(mutex_);
    if (success) {
      failures_ = 0;
    } else if (++failures_ >= options_.breaker_failures) {
      open_until_ = clock_.steady() + options_.breaker_open;
    }
  }

  const ClientOptions options_;
  const base::Clock& clock_;
  const Observer observer_;
  std::string origin_, prefix_;
  CallDeadlines deadlines_;
  mutable std::mutex mutex_;
  std::vector<Pooled> idle_;
  int failures_ = 0;
  base::SteadyTime open_until_{};
};

Client::Client(ClientOptions options, const base::Clock& clock, Observer observer)
    : impl_(std::make_unique<Impl>(std::move(options), clock, std::move(observer))) {}
Client::~Client() = default;
CallResult Client::call(const Call& call) {
  return impl_->call(call);
}
void Client::end_within(std::chrono::milliseconds left) {
  impl_->end_within(left);
}
bool Client::circuit_open() const {
  return impl_->open();
}

}  // namespace lgm::http
