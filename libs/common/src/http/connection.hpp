// One TCP connection: its framer, the request being answered, and what is still to be written.
//
// Pistache reads and closes; we write. Both use one descriptor: Pistache says that a peer has gone before it
// closes the peer's socket, and from then on (gone_, under the mutex) nothing here touches the descriptor, so
// that an answer can never reach another client through a number that was closed and used again. Writing
// never blocks: what the socket does not take at once is handed to the Writer.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "lgm/http/server.hpp"
#include "request_framer.hpp"

namespace lgm::http {

class Connection;
using ConnectionPtr = std::shared_ptr<Connection>;
using Time = std::chrono::steady_clock::time_point;

// As they stand on the wire; a field that would split the answer is left out.
std::string header_lines(const Headers& headers);

// What a connection asks of its server.
class ConnectionHost {
 public:
  virtual ~ConnectionHost() = default;
  virtual const ServerOptions& options() const = 0;
  virtual const FramingLimits& limits() const = 0;
  virtual bool draining() const = 0;
  // ServerOptions::answer_headers as lines.
  virtual const std::string& answer_lines() const = 0;
  // Hands a request to a worker, or answers it here and now, which only one that comes alone may ask for: who
  // sends thousands ahead would keep the I/O thread to itself, and gets few workers. False when the queue is
  // full.
  virtual bool dispatch(Request&& request, Responder responder, bool alone) = 0;
  virtual Response framing_error(const FramingError& error) const = 0;
  // Runs the rest of something already begun, however full the queue is; false when the server ends.
  virtual bool post_rest(std::function<void()> job) = 0;
  // Calls connection.write_more() when the socket can take more.
  virtual void await_writable(const ConnectionPtr& connection) = 0;
  // Whether so much more may be read that nobody wants; false: whoever sends it is cut off.
  virtual bool may_ignore(std::size_t bytes) = 0;
  virtual void request_begun() = 0;
  virtual void request_ended() = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<ConnectionHost> host, int fd, std::string peer_address, std::string counted_as);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // On the I/O thread.
  void on_input(std::string_view bytes);
  void on_disconnect();
  // From any thread, once for each request: the serialised answer.
  void answer(Response&& response, bool is_head, bool http_keep_alive);
  void write_more();
  // Ends what has waited too long; called by the server's clock every quarter of a second.
  void check_time(Time now);
  // Closes if nothing is being received or answered.
  void close_if_idle();
  // Closed, or its last answer was given time to be read.
  bool may_be_cut(Time now) const;
  // The server ends: nothing more is read or written.
  void detach();
  // Closes the descriptor where Pistache, which has ended, did not.
  void close_if_left();
  bool gone() const { return gone_; }
  int descriptor() const { return fd_; }
  // What its address counts as; empty: it is not counted.
  const std::string& counted_as() const { return counted_as_; }

 private:
  std::string head_of(const Response& response, bool chunked, bool keep_alive) const;
  void next_request(std::unique_lock<std::mutex>& lock);
  void frame_one(std::unique_lock<std::mutex>& lock);
  bool is_free() const;
  void hand_over(Request&& request, bool is_head, bool keep_alive, bool alone);
  bool admit(std::unique_lock<std::mutex>& lock);
  void refuse(std::unique_lock<std::mutex>& lock, const FramingError& error);
  void refuse(std::unique_lock<std::mutex>& lock, const Response& response, bool is_head);
  bool hold(std::size_t bytes);
  void pass_on_hold(Request& request);
  void ignore_what_follows();
  void write(std::unique_lock<std::mutex>& lock, std::string bytes, BodySource source, bool close_after);
  void flush(std::unique_lock<std::mutex>& lock);
  void pull(std::unique_lock<std::mutex>& lock);
  void written(std::unique_lock<std::mutex>& lock);
  bool trickles(Time now) const;
  bool is_read_slowly(Time now) const;
  void abort();
  void cut_off();
  void linger();

  const std::shared_ptr<ConnectionHost> host_;
  const int fd_;  // Pistache's; not to be used once gone_
  const std::string peer_address_, counted_as_;
  mutable std::mutex mutex_;
  RequestFramer framer_;
  bool busy_ = false;        // a request is being answered
  bool counted_ = false;     // … and counted as in flight
  bool answering_ = false;   // … and its answer is being written
  bool framing_ = false;     // some thread is in next_request(), …
  bool again_ = false;       // … and shall look for another request before it leaves
  bool old_client_ = false;  // HTTP/1.0: a streamed body ends with the connection
  bool close_after_ = false, lingering_ = false, pulling_ = false;
  bool admitted_ = false;      // the head of the body that has begun
  bool disconnected_ = false;  // Pistache closes the descriptor
  std::atomic<bool> gone_{false};
  std::atomic<bool> deaf_{false};  // nothing more is read; the answer at work is the last
  std::string payer_;              // of the body that has begun
  ByteBudget::Lease lease_;        // for what is held here; what was handed over holds its own
  std::size_t reserved_ = 0;       // bytes of the body that has begun, as announced by somebody who is known
  std::shared_ptr<const ByteBudget::Lease> answer_lease_;  // of the answer that is being written
  std::string out_;
  std::size_t out_offset_ = 0;
  std::shared_ptr<BodySource> source_;  // shared with the worker that makes its next piece: it has state
  Time
      since_;  // start of the head, last byte of a body, end of the last answer, last byte written or ignored
  Time head_began_, body_began_, answer_began_, linger_began_;
};

// The state behind a Responder.
class Responder::Impl {
 public:
  Impl(ConnectionPtr connection, bool is_head, bool keep_alive)
      : connection_(std::move(connection)), is_head_(is_head), keep_alive_(keep_alive) {}
  ~Impl();
  void send(Response response);
  bool open() const { return !answered_ && !connection_->gone(); }

 private:
  ConnectionPtr connection_;
  const bool is_head_, keep_alive_;
  std::atomic<bool> answered_{false};
};

}  // namespace lgm::http
