#include "connection.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <utility>

#include "characters.hpp"

namespace lgm::http {
namespace {

constexpr std::chrono::milliseconds kDrainLinger{200};  // the same when the whole server ends
constexpr std::chrono::seconds kLinger{2};  // for the client to read the last answer before the socket goes …
constexpr std::chrono::seconds kLongestLinger{10};  // … and as long as it still sends what nobody reads
constexpr std::chrono::seconds kWriteStall{30};     // without the client taking a byte
constexpr std::size_t kPieceTarget = 64 * 1024;  // bytes gathered from a body source before they are written
constexpr std::size_t kPipelinedBytes = 1024 * 1024;  // buffered beyond the request being answered
constexpr std::size_t kFree = 8 * 1024;               // of what is held, counts against no budget
constexpr std::size_t kGrain = 16 * 1024;             // the rest counts in pieces of this size
constexpr std::size_t kScarceRate = 1024 * 1024;  // bytes a second that a body must come, or go, with then

constexpr std::string_view kNoRoom =
    "More requests are being received than there is memory for; try again shortly";

std::size_t in_grains(std::size_t bytes) {
  return (bytes + kGrain - 1) / kGrain * kGrain;
}

// IMF-fixdate of now (RFC 9110 section 5.6.7), made once a second and thread.
std::string_view date_now() {
  thread_local std::time_t made = 0;
  thread_local std::array<char, 40> text{};
  thread_local std::size_t length = 0;
  const std::time_t now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    made = now;
  }
  return {text.data(), length};
}

// A CR or LF in a header would split the answer; such a header is a defect of ours and is left out.
bool is_safe(const Headers::Field& field) {
  static constexpr CharacterSet kLineEnds(std::string_view("\r\n\0", 3));
  return kTokenCharacters.all(field.first) && kLineEnds.none(field.second);
}

}  // namespace

std::string header_lines(const Headers& headers) {
  std::string lines;
  for (const auto& field : headers.fields())
    if (is_safe(field)) lines.append(field.first).append(": ").append(field.second).append("\r\n");
  return lines;
}

namespace {

// RFC 9110 sections 15.3.5 and 15.4.5: a body would be taken for the next answer.
bool may_have_body(int status) {
  return status != 204 && status != 304;
}

void append_chunk(std::string& out, std::string_view piece) {
  if (piece.empty()) return;
  std::array<char, 20> size{};
  const char* end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
  out.append(size.data(), static_cast<std::size_t>(end - size.data()))
      .append("\r\n")
      .append(piece)
      .append("\r\n");
}

}  // namespace

Connection::Connection(std::shared_ptr<ConnectionHost> host, int fd, std::string peer_address,
                       std::string counted_as)
    : host_(std::move(host)),
      fd_(fd),
      peer_address_(std::move(peer_address)),
      counted_as_(std::move(counted_as)),
      framer_(host_->limits()),
      since_(std::chrono::steady_clock::now()) {}

std::string Connection::head_of(const Response& response, bool chunked, bool keep_alive) const {
  const std::string lines = header_lines(response.headers);
  std::string head;
  head.reserve(192 + lines.size() + host_->answer_lines().size() + response.body.size());
  head.append("HTTP/1.1 ")
      .append(std::to_string(response.status))
      .append(" ")
      .append(reason_phrase(response.status));
  head.append("\r\nDate: ").append(date_now()).append("\r\n").append(lines).append(host_->answer_lines());
  if (chunked)
    head += "Transfer-Encoding: chunked\r\n";
  else if (!response.source && may_have_body(response.status))
    head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

void Connection::on_input(std::string_view bytes) {
  std::unique_lock lock(mutex_);
  if (gone_) return;
  if (lingering_ || close_after_ || deaf_) {
    if (lingering_) since_ = std::chrono::steady_clock::now();
    if (!host_->may_ignore(bytes.size())) cut_off();
    return;
  }
  const bool fresh_head = !framer_.in_head() && !framer_.in_body();
  if (!busy_) {
    since_ = std::chrono::steady_clock::now();
    if (fresh_head) head_began_ = since_;
  }
  framer_.append(bytes);
  if (!busy_) return next_request(lock);
  if (framer_.buffered() > host_->options().max_header_bytes + kPipelinedBytes || !hold(framer_.held()))
    ignore_what_follows();
}

// Requests that were sent ahead are not answered, which their client must bear (RFC 9112 section 9.3.2).
void Connection::ignore_what_follows() {
  deaf_ = true;
  framer_.forget();
  hold(0);
}

// Whether the budget has room for that many bytes.
bool Connection::hold(std::size_t bytes) {
  const auto& budget = host_->options().budget;
  const std::size_t most = std::max(bytes, reserved_), counted = most <= kFree ? 0 : in_grains(most);
  if (!budget || (counted == 0 && lease_.bytes() == 0)) return true;
  if (!lease_.is_of(payer_)) lease_ = budget->lease(payer_);
  return lease_.resize(counted);
}

// The body goes with the request, and so does what it holds.
void Connection::pass_on_hold(Request& request) {
  if (lease_.bytes() > 0 && request.body.size() > kFree)
    request.held = std::make_shared<const ByteBudget::Lease>(lease_.split(in_grains(request.body.size())));
  payer_.clear();
  if (!hold(framer_.held())) ignore_what_follows();
}

// A request may be answered before hand_over() returns, which asks for the next one: by a loop, because a
// client could pipeline more requests than the stack has room for.
void Connection::next_request(std::unique_lock<std::mutex>& lock) {
  again_ = true;
  if (framing_) return;
  framing_ = true;
  while (again_) {
    again_ = false;
    frame_one(lock);
  }
  framing_ = false;
}

void Connection::frame_one(std::unique_lock<std::mutex>& lock) {
  if (gone_ || deaf_ || close_after_) return;
  const bool had_body_begun = framer_.in_body();
  switch (framer_.advance()) {
    case RequestFramer::State::Failed:
      return refuse(lock, {framer_.status(), framer_.detail(), framer_.body_limit()});
    case RequestFramer::State::NeedMore:
      if (framer_.in_body() && !admitted_ && !is_free() && !admit(lock)) return;
      if (!hold(framer_.held())) return refuse(lock, {503, kNoRoom});
      if (framer_.take_expectation()) {
        out_ += "HTTP/1.1 100 Continue\r\n\r\n";
        flush(lock);
      }
      if (!had_body_begun) body_began_ = since_;
      return;
    case RequestFramer::State::Complete:
      reserved_ = 0;
      if (!hold(framer_.held())) return refuse(lock, {503, kNoRoom});
      break;
  }
  Request request = framer_.take();
  admitted_ = false;
  pass_on_hold(request);
  request.peer_address = peer_address_;
  old_client_ = framer_.http_1_0();
  busy_ = counted_ = true;
  host_->request_begun();
  const bool is_head = request.method == Method::Head, keep_alive = request.keep_alive;
  const bool alone = framer_.buffered() == 0;
  lock.unlock();
  hand_over(std::move(request), is_head, keep_alive, alone);
  lock.lock();
}

// Without the lock: the responder may be dropped here as its last owner, and then answers 500 by itself.
void Connection::hand_over(Request&& request, bool is_head, bool keep_alive, bool alone) {
  const Responder responder(std::make_shared<Responder::Impl>(shared_from_this(), is_head, keep_alive));
  if (host_->dispatch(std::move(request), responder, alone)) return;
  Response response = host_->framing_error({503, "Too many requests are waiting; try again shortly"});
  response.headers.set("Retry-After", "1");
  responder.send(std::move(response));
}

// A small body is waited for, whoever sends it: refused with its body, the request leaves the connection
// open, which proxies and clients go on using.
bool Connection::is_free() const {
  const auto size = framer_.announced_body();
  return size && *size <= kFree;
}

// Before a body is kept; false where the request was refused.
bool Connection::admit(std::unique_lock<std::mutex>& lock) {
  admitted_ = true;
  if (!host_->options().at_head) return true;
  framer_.set_peer(peer_address_);
  HeadVerdict verdict = host_->options().at_head(framer_.begun());
  payer_ = std::move(verdict.payer);
  // Of many large bodies that come at once the first finds its room, the others are refused before they have
  // come. Those of nobody count as they come: what they announce costs them nothing.
  if (!payer_.empty()) reserved_ = framer_.expected_body();
  if (verdict.refusal) refuse(lock, *verdict.refusal, framer_.begun().method == Method::Head);
  return !verdict.refusal;
}

void Connection::refuse(std::unique_lock<std::mutex>& lock, const FramingError& error) {
  refuse(lock, host_->framing_error(error), false);
}

void Connection::refuse(std::unique_lock<std::mutex>& lock, const Response& response, bool is_head) {
  busy_ = true;
  framer_.give_up();
  reserved_ = 0;
  hold(0);
  std::string bytes = head_of(response, false, false);
  if (!is_head) bytes += response.body;
  write(lock, std::move(bytes), {}, true);
}

void Connection::answer(Response&& response, bool is_head, bool http_keep_alive) {
  const bool streamed = static_cast<bool>(response.source), chunked = streamed && !old_client_;
  const bool keep_alive = http_keep_alive && !host_->draining() && !deaf_ && (chunked || !streamed);
  std::string bytes = head_of(response, chunked, keep_alive);
  if (!is_head && !streamed && may_have_body(response.status)) bytes += response.body;
  std::unique_lock lock(mutex_);
  answer_lease_ = std::move(response.held);
  answer_began_ = std::chrono::steady_clock::now();
  write(lock, std::move(bytes), is_head ? BodySource() : std::move(response.source), !keep_alive);
}

void Connection::write(std::unique_lock<std::mutex>& lock, std::string bytes, BodySource source,
                       bool close_after) {
  answering_ = true;
  close_after_ = close_after;
  if (source) source_ = std::make_shared<BodySource>(std::move(source));
  if (out_.empty())
    out_ = std::move(bytes);
  else
    out_ += bytes;
  since_ = std::chrono::steady_clock::now();
  flush(lock);
}

void Connection::write_more() {
  std::unique_lock lock(mutex_);
  flush(lock);
}

void Connection::flush(std::unique_lock<std::mutex>& lock) {
  while (!gone_ && out_offset_ < out_.size()) {
    const ssize_t sent =
        ::send(fd_, out_.data() + out_offset_, out_.size() - out_offset_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
      out_offset_ += static_cast<std::size_t>(sent);
      since_ = std::chrono::steady_clock::now();
    } else if (sent < 0 && errno == EINTR) {
      continue;
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      return host_->await_writable(shared_from_this());
    } else {
      abort();
    }
  }
  out_.clear();
  out_offset_ = 0;
  if (!answering_) return;
  if (gone_) source_ = nullptr;
  if (source_) return pull(lock);
  written(lock);
}

// The next piece of a streamed body, made on a worker so that a slow source holds no I/O thread. Nothing is
// read ahead: the piece before is in the socket.
void Connection::pull(std::unique_lock<std::mutex>& lock) {
  if (pulling_) return;
  pulling_ = true;
  const auto job = [self = shared_from_this(), source = source_] {
    std::string piece, framed;
    bool more = true, broken = false;
    try {
      while (more && piece.size() < kPieceTarget) more = (*source)(piece);
    } catch (...) {
      broken = true;
    }
    if (self->old_client_)
      framed = std::move(piece);
    else
      append_chunk(framed, piece);
    if (!more && !self->old_client_) framed += "0\r\n\r\n";
    std::unique_lock inner(self->mutex_);
    self->pulling_ = false;
    // A body that breaks off must not look whole: the connection ends without the last chunk.
    if (broken) self->abort();
    if (!more || broken) self->source_ = nullptr;
    self->out_ += framed;
    self->flush(inner);
  };
  lock.unlock();
  if (!host_->post_rest(job)) {
    lock.lock();
    pulling_ = false;
    source_ = nullptr;
    abort();
    return written(lock);
  }
  lock.lock();
}

void Connection::written(std::unique_lock<std::mutex>& lock) {
  busy_ = answering_ = false;
  answer_lease_ = nullptr;
  if (counted_) {
    counted_ = false;
    host_->request_ended();
  }
  since_ = head_began_ = std::chrono::steady_clock::now();
  if (gone_) return;
  if (close_after_ || deaf_) return linger();
  if (framer_.buffered() > 0) next_request(lock);
}

// Half-closes and waits for the client to close, so that a reset does not take the answer away (RFC 9112
// section 9.6).
void Connection::linger() {
  lingering_ = true;
  since_ = linger_began_ = std::chrono::steady_clock::now();
  ::shutdown(fd_, SHUT_WR);
}

void Connection::abort() {
  if (!gone_.exchange(true)) ::shutdown(fd_, SHUT_RDWR);
}

// One who goes on sending what nobody reads, or takes nothing. A shut socket opens its window no more, so
// that without a reset a peer amid its sending would wait for minutes, and what we have sent would stay in
// memory.
void Connection::cut_off() {
  if (gone_) return;
  const struct ::linger reset { 1, 0 };
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  abort();
}

void Connection::close_if_left() {
  const std::lock_guard lock(mutex_);
  gone_ = true;
  if (!std::exchange(disconnected_, true)) ::close(fd_);
}

void Connection::on_disconnect() {
  std::unique_lock lock(mutex_);
  gone_ = disconnected_ = true;
  framer_.give_up();
  reserved_ = 0;
  hold(0);
  if (!busy_ || !out_.empty()) {
    out_.clear();
    out_offset_ = 0;
    source_ = nullptr;
    if (busy_ && !pulling_) written(lock);
  }
}

void Connection::check_time(Time now) {
  std::unique_lock lock(mutex_);
  if (gone_) return;
  const ServerOptions& options = host_->options();
  if (lingering_) {
    if (now - linger_began_ > kLongestLinger) return cut_off();
    if (now - since_ > kLinger) abort();
  } else if (busy_) {
    if (!out_.empty() && (now - since_ > kWriteStall || is_read_slowly(now))) {
      cut_off();
      flush(lock);
    }
  } else if (framer_.in_body()) {
    if (now - since_ > options.body_timeout || trickles(now))
      refuse(lock, {408, "The body did not arrive in time"});
  } else if (framer_.in_head()) {
    if (now - head_began_ > options.header_timeout) refuse(lock, {408, "The headers did not arrive in time"});
  } else if (now - since_ > options.idle_timeout) {
    abort();
  }
}

// Whether a body keeps coming, but so slowly that its sender seems to want the connection only.
bool Connection::trickles(Time now) const {
  const ServerOptions& options = host_->options();
  const std::size_t bytes = framer_.begun().body.size();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(now - body_began_);
  if (lease_.bytes() > 0 && took > options.scarce_timeout + std::chrono::seconds(bytes / kScarceRate) &&
      lease_.scarce())
    return true;
  return took > options.body_timeout &&
         bytes < options.slowest_body * static_cast<std::size_t>(took.count()) / 1000;
}

// Whether an answer is taken so slowly that it keeps others from what it holds.
bool Connection::is_read_slowly(Time now) const {
  return answer_lease_ && answer_lease_->scarce() &&
         now - answer_began_ >
             host_->options().scarce_timeout + std::chrono::seconds(answer_lease_->bytes() / kScarceRate);
}

void Connection::close_if_idle() {
  const std::lock_guard lock(mutex_);
  if (!gone_ && !busy_ && !lingering_ && !framer_.in_head() && !framer_.in_body()) linger();
}

void Connection::detach() {
  const std::lock_guard lock(mutex_);
  abort();
}

bool Connection::may_be_cut(Time now) const {
  const std::lock_guard lock(mutex_);
  return gone_ || (lingering_ && now - linger_began_ > kDrainLinger);
}

Responder::Impl::~Impl() {
  if (!answered_)
    send(Response::text(
        500,
        R"({"type":"about:blank","title":"Internal Server Error","status":500,"detail":"The request was not answered","code":"internal"})",
        "application/problem+json"));
}

void Responder::Impl::send(Response response) {
  if (answered_.exchange(true)) return;
  connection_->answer(std::move(response), is_head_, keep_alive_);
}

void Responder::send(Response response) const {
  impl_->send(std::move(response));
}
bool Responder::open() const {
  return impl_->open();
}

}  // namespace lgm::http
