// The HTTP/1.1 server: Pistache's reactor behind a framing guard of our own (strict framing, keep-alive,
// pipelining, limits, time-outs, worker pool, drain). Nothing else in the project includes Pistache.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lgm/http/byte_budget.hpp"
#include "lgm/http/message.hpp"

namespace lgm::http {

// Answers one request, once, from any thread; later calls are ignored. If it is destroyed unanswered, the
// client gets 500. Copyable handle, so that it can wait in a container (long polls).
class Responder {
 public:
  class Impl;
  explicit Responder(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  void send(Response response) const;
  // False once the peer has gone or the answer was sent.
  bool open() const;

 private:
  std::shared_ptr<Impl> impl_;
};

// Called on a worker thread for each framed request, on an I/O thread for those that
// ServerOptions::answers_at_once names. Must not throw.
using Handler = std::function<void(Request&& request, Responder responder)>;
// What a handler's owner says to a head whose body is still to come.
struct HeadVerdict {
  std::optional<Response> refusal;  // sent at once; the connection is closed, the body never kept
  std::string payer;  // whose share of the budget the body counts against; empty: nobody's known
};
// A connection that was closed as soon as it was accepted.
enum class ConnectionRefusal : std::uint8_t { TooMany, TooManyOfAddress };

// Why a message cannot be framed or served.
struct FramingError {
  int status;  // 400, 408, 413, 414, 417, 431, 501, 503, 505
  std::string_view detail;
  std::size_t body_limit = 0;  // of 413: bytes that a body may have
};
// The answer to it: lets the caller say it in its own error format. Called on an I/O thread; must be quick.
using FramingErrorHandler = std::function<Response(const FramingError&)>;

struct ServerOptions {
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;  // 0: a free port, see Server::port()
  unsigned io_threads = 1;
  unsigned worker_threads = 8;
  std::size_t queue_limit = 1024;            // requests waiting for a worker; above: 503 with Retry-After: 1
  std::size_t max_connections = 10'000;      // above: accepted and closed at once
  std::size_t max_of_address = 10'000;       // the same, of one `address_key`
  std::size_t max_target = 8 * 1024;         // bytes; 414
  std::size_t max_headers = 100;             // fields; 431
  std::size_t max_header_bytes = 32 * 1024;  // 431
  std::size_t max_body = 1024 * 1024;        // bytes; 413
  // Fields of every answer, framing errors included; handlers set others.
  Headers answer_headers;
  // Whether a request is handled on the I/O thread that read it, without waiting for a worker: for answers
  // that are made in microseconds and wait for nothing. Called on an I/O thread for every request; empty:
  // none.
  std::function<bool(const Request&)> answers_at_once;
  // Whether a request may wait long for others, as a change does for a lock: three quarters of the workers
  // run such ones at most, so that however many wait, the others are answered. Called on an I/O thread;
  // empty: none.
  std::function<bool(const Request&)> may_wait;
  // What a peer's address counts as; empty: it is not counted (a proxy, behind which many are). Without the
  // function nothing is counted.
  std::function<std::string(const std::string& address)> address_key;
  // Told of each connection that is refused, on an I/O thread.
  std::function<void(ConnectionRefusal)> connection_refused;
  // Asked, on an I/O thread, when a head has come whole and its body has not: must wait for nothing. A
  // request that has come whole is not asked about: its handler looks at everything anyway. Empty: everything
  // passes.
  std::function<HeadVerdict(const Request& head)> at_head;
  // What unfinished requests count against beyond the first 8 KiB of each; without room 503. Null: no budget.
  std::shared_ptr<ByteBudget> budget;
  // A larger limit for some targets (path prefix match by the caller); returns the limit for that target.
  std::function<std::size_t(Method, std::string_view target)> body_limit;
  std::chrono::milliseconds header_timeout{10'000};  // first byte of a request to its last header byte; 408
  std::chrono::milliseconds body_timeout{30'000};    // without a single body byte; 408
  // The same for the whole of a body, and a second more for each MiB of it that came, while the budget is
  // more than half taken: what holds much of it must come on. And the same for an answer that holds of it.
  std::chrono::milliseconds scarce_timeout{5'000};
  // Bytes a second that a body must have come with on average, once body_timeout has passed since its head;
  // 408. 0: no such bound.
  std::size_t slowest_body = 256;
  std::chrono::milliseconds idle_timeout{75'000};  // keep-alive without a request; closed
  // Once a drain has begun, idle connections stay open this long: a proxy may just be sending a request on
  // one, which is answered with `Connection: close`.
  std::chrono::milliseconds drain_idle{200};
};

struct ServerGauges {
  std::size_t connections, in_flight, queued, busy_workers;
};

class Server {
 public:
  Server(ServerOptions options, Handler handler, FramingErrorHandler framing_error);
  ~Server();  // stops at once if still running
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and serves on own threads; returns when listening. Throws std::runtime_error naming address and
  // port.
  void start();
  std::uint16_t port() const;
  ServerGauges gauges() const;
  // Runs a job on the worker pool (the second half of a long poll); false if the queue is full. `may_wait`:
  // as ServerOptions has it.
  bool post(std::function<void()> job, bool may_wait = false);
  // Graceful end: stops accepting, tells keep-alive peers to close with their next answer, closes
  // connections that stay idle, waits until nothing is in flight or `deadline` passes, then shuts down.
  // Returns true when nothing was cut off.
  bool drain(std::chrono::milliseconds deadline);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;  // shared with connections, which a kept Responder may hold longer
};

}  // namespace lgm::http
