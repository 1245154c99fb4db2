// The HTTP client for calls between services and to USAP: pool of keep-alive connections, deadlines, retries
// of what is safe to retry, circuit breaker, trace headers and a span a call (of trace::current()). Wraps
// cpp-httplib; thread-safe. Follows no redirects.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/http/message.hpp"

namespace lgm::http {

struct ClientOptions {
  std::string base_url;  // http://host:port[/path] or https://…; the path is prefixed to every target
  std::string name;      // for metrics and logs: "usap", "admin-service"
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds timeout{5'000};             // whole call, when the call names none
  std::size_t max_body = 64 * 1024 * 1024;              // of an answer
  std::size_t max_idle = 16;                            // pooled connections
  std::vector<std::chrono::milliseconds> retry_delays;  // between attempts; empty: no retries
  int breaker_failures = 5;                             // consecutive failures that open the circuit; 0: none
  std::chrono::milliseconds breaker_open{5'000};        // then one probe is let through
  std::string ca_file;                                  // empty: the system's
  std::string bearer;                                   // Authorization: Bearer, when not empty
};

struct Call {
  Method method = Method::Get;
  std::string target;  // encoded, begins with '/'
  Headers headers;
  std::string body;
  std::string content_type = "application/json";
  std::optional<std::chrono::milliseconds> timeout;
  // Whether the call may be sent again after it might have reached the server. A failure to connect is always
  // retried (within the delays and the deadline).
  bool idempotent = false;
  bool waits_for_news = false;  // a long poll: its time says nothing of the server, and is not measured
};

enum class CallError { None, Connect, Timeout, Broken, TooLarge, CircuitOpen };
std::string_view to_string(CallError error);

struct CallResult {
  CallError error = CallError::None;
  int status = 0;  // valid when error is None
  Headers headers;
  std::string body;
  std::chrono::microseconds elapsed{0};
  bool ok() const { return error == CallError::None && status >= 200 && status < 300; }
};

// What a caller sees, so that tests can hand in a fake.
class Caller {
 public:
  virtual ~Caller() = default;
  virtual CallResult call(const Call& call) = 0;
  // The program ends: what is under way and what comes later lasts no longer than `left` from now. A peer
  // that hangs holds up no end.
  virtual void end_within(std::chrono::milliseconds left) { static_cast<void>(left); }
};

class Client final : public Caller {
 public:
  using Observer = std::function<void(const Call&, const CallResult&)>;  // metrics
  Client(ClientOptions options, const base::Clock& clock, Observer observer = {});
  ~Client() override;
  CallResult call(const Call& call) override;
  void end_within(std::chrono::milliseconds left) override;
  bool circuit_open() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Percent-encodes one path segment or query value (RFC 3986 unreserved characters stay).
std::string encode_component(std::string_view text);

}  // namespace lgm::http
