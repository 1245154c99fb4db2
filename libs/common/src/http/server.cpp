#include "lgm/http/server.hpp"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/tcp.h>
#include <pistache/listener.h>
#include <pistache/net.h>
#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <pistache/transport.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "connection.hpp"
#include "worker_pool.hpp"
#include "writer.hpp"

namespace lgm::http {
namespace {

constexpr std::chrono::milliseconds kTick{250};  // how often time-outs are looked at
// From the kernel through Pistache's threads to us: how long a connection may take that was made before the
// listening socket closed.
constexpr std::chrono::milliseconds kInTransit{100};
// What is read of bodies that were refused, so that their senders come to read the answer: one of the largest
// at once, then so much a tick. To read everything would let a few fast senders keep the I/O thread busy.
constexpr std::int64_t kIgnoredAtOnce = 32 * 1024 * 1024, kIgnoredATick = 8 * 1024 * 1024;
constexpr const char* kConnectionKey = "connection";

std::uint16_t local_port(int fd) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return 0;
}

// Pistache keeps its listening descriptor to itself and can only stop everything at once; a drain must stop
// accepting first.
// What waits to be accepted would be reset: the queue is let run empty first. For a listening socket the
// kernel tells its length as tcpi_unacked (tcp_diag.c).
void await_empty_queue(int fd) {
  const Time until = std::chrono::steady_clock::now() + kInTransit;
  tcp_info info{};
  socklen_t length = sizeof info;
  while (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length) == 0 && info.tcpi_unacked > 0 &&
         std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
}

void stop_listening_on(std::uint16_t port) {
  DIR* directory = ::opendir("/proc/self/fd");
  if (!directory) return;
  while (const dirent* entry = ::readdir(directory)) {
    int fd = -1;
    const std::string_view name = entry->d_name;
    std::from_chars(name.data(), name.data() + name.size(), fd);
    int listening = 0;
    socklen_t length = sizeof listening;
    if (fd > 2 && ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening &&
        local_port(fd) == port) {
      await_empty_queue(fd);
      ::shutdown(fd, SHUT_RDWR);
    }
  }
  ::closedir(directory);
}

}  // namespace

class Server::Impl final : public ConnectionHost, public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(ServerOptions options, Handler handler, FramingErrorHandler framing_error)
      : options_(std::move(options)),
        limits_{options_.max_target, options_.max_headers, options_.max_header_bytes, options_.max_body,
                options_.body_limit},
        answer_lines_(header_lines(options_.answer_headers)),
        handler_(std::move(handler)),
        framing_error_(std::move(framing_error)) {}

  ~Impl() override { end(); }

  void start();
  bool drain(std::chrono::milliseconds deadline);
  void end();
  void connected(const std::shared_ptr<Pistache::Tcp::Peer>& peer);
  void disconnected(const ConnectionPtr& connection);

  const ServerOptions& options() const override { return options_; }
  const FramingLimits& limits() const override { return limits_; }
  bool draining() const override { return draining_; }
  const std::string& answer_lines() const override { return answer_lines_; }
  Response framing_error(const FramingError& error) const override { return framing_error_(error); }
  bool post(std::function<void()> job, bool may_wait) {
    return workers_ && workers_->post(std::move(job), queue_of(may_wait));
  }
  bool post_rest(std::function<void()> job) override {
    return workers_ && workers_->post(std::move(job), WorkerPool::Queue::Always);
  }
  void await_writable(const ConnectionPtr& connection) override { writer_->await(connection); }
  bool may_ignore(std::size_t bytes) override {
    return ignorable_.fetch_sub(static_cast<std::int64_t>(bytes)) > 0;
  }
  void request_begun() override { ++in_flight_; }
  void request_ended() override {
    --in_flight_;
    if (draining_) changed_.notify_all();
  }
  bool dispatch(Request&& request, Responder responder, bool alone) override {
    if (alone && options_.answers_at_once && options_.answers_at_once(request)) {
      handler_(std::move(request), std::move(responder));
      return true;
    }
    const bool may_wait = alone && options_.may_wait && options_.may_wait(request);
    auto held = std::make_shared<Request>(std::move(request));
    return workers_ &&
           workers_->post(
               [this, held, responder = std::move(responder)] { handler_(std::move(*held), responder); },
               alone ? queue_of(may_wait) : WorkerPool::Queue::Aside);
  }

  ServerGauges gauges() const {
    const std::lock_guard lock(mutex_);
    return {connections_.size(), in_flight_, workers_ ? workers_->queued() : 0,
            workers_ ? workers_->busy() : 0};
  }
  std::uint16_t port() const { return port_; }

 private:
  static WorkerPool::Queue queue_of(bool may_wait) {
    return may_wait ? WorkerPool::Queue::Patient : WorkerPool::Queue::Bounded;
  }
  void watch_time();
  std::optional<ConnectionRefusal> too_many(const std::string& counted_as) const;
  std::set<ConnectionPtr> snapshot() const {
    const std::lock_guard lock(mutex_);
    return connections_;
  }

  const ServerOptions options_;
  const FramingLimits limits_;
  const std::string answer_lines_;
  const Handler handler_;
  const FramingErrorHandler framing_error_;
  std::uint16_t port_ = 0;
  std::atomic<bool> draining_{false};
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<std::int64_t> ignorable_{kIgnoredAtOnce};  // bytes
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::set<ConnectionPtr> connections_;
  std::map<std::string, std::size_t> of_address_;  // connections by what their address counts as
  bool ended_ = false;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<WorkerPool> workers_;  // jobs of connections use the writer: ends before it
  std::unique_ptr<Pistache::Tcp::Listener> listener_;
  std::thread clock_;
};

namespace {

// Pistache clones one of these for each of its I/O threads.
template <class Host>
class InputHandler final : public Pistache::Tcp::Handler {
 public:
  PROTOTYPE_OF(Pistache::Tcp::Handler, InputHandler)

  explicit InputHandler(Host* host) : host_(host) {}
  InputHandler(const InputHandler& other) : Pistache::Tcp::Handler(), host_(other.host_) {}

  void onConnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override { host_->connected(peer); }
  void onInput(const char* buffer, std::size_t length,
               const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    if (const auto connection = connection_of(peer)) connection->on_input({buffer, length});
  }
  void onDisconnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    if (const auto connection = connection_of(peer)) host_->disconnected(connection);
  }

 private:
  static ConnectionPtr connection_of(const std::shared_ptr<Pistache::Tcp::Peer>& peer) {
    return std::static_pointer_cast<Connection>(peer->tryGetData(kConnectionKey));
  }
  Host* host_;
};

}  // namespace

void Server::Impl::start() {
  writer_ = std::make_unique<Writer>();
  workers_ = std::make_unique<WorkerPool>(options_.worker_threads, options_.queue_limit);
  const Pistache::Address address(options_.address, Pistache::Port(options_.port));
  try {
    listener_ = std::make_unique<Pistache::Tcp::Listener>(address);
    Pistache::Flags<Pistache::Tcp::Options> flags(Pistache::Tcp::Options::NoDelay);
    flags.setFlag(Pistache::Tcp::Options::ReuseAddr).setFlag(Pistache::Tcp::Options::CloseOnExec);
    listener_->init(options_.io_threads, flags);
    listener_->setHandler(std::make_shared<InputHandler<Impl>>(this));
    listener_->bind();
  } catch (const std::exception& error) {
    throw std::runtime_error("cannot listen on " + options_.address + ":" + std::to_string(options_.port) +
                             ": " + error.what());
  }
  port_ = static_cast<std::uint16_t>(listener_->getPort());
  listener_->runThreaded();
  clock_ = std::thread([this] { watch_time(); });
}

// Why there is no room for one more connection; with the lock held.
std::optional<ConnectionRefusal> Server::Impl::too_many(const std::string& counted_as) const {
  if (connections_.size() >= options_.max_connections) return ConnectionRefusal::TooMany;
  const auto found = of_address_.find(counted_as);
  if (!counted_as.empty() && found != of_address_.end() && found->second >= options_.max_of_address)
    return ConnectionRefusal::TooManyOfAddress;
  return std::nullopt;
}

// Pistache closes the socket of a refused connection as soon as it reads its end.
void Server::Impl::connected(const std::shared_ptr<Pistache::Tcp::Peer>& peer) {
  const int fd = static_cast<int>(peer->fd());
  const std::string address = peer->address().host();
  const std::string counted_as = options_.address_key ? options_.address_key(address) : std::string();
  std::optional<ConnectionRefusal> refusal;
  {
    const std::lock_guard lock(mutex_);
    refusal = too_many(counted_as);
    if (!refusal) {
      auto connection = std::make_shared<Connection>(shared_from_this(), fd, address, counted_as);
      connections_.insert(connection);
      if (!counted_as.empty()) ++of_address_[counted_as];
      peer->putData(kConnectionKey, connection);
      return;
    }
  }
  ::shutdown(fd, SHUT_RDWR);
  if (options_.connection_refused) options_.connection_refused(*refusal);
}

void Server::Impl::disconnected(const ConnectionPtr& connection) {
  connection->on_disconnect();
  writer_->forget(connection);
  const std::lock_guard lock(mutex_);
  if (connections_.erase(connection) == 0) return;
  const auto found = of_address_.find(connection->counted_as());
  if (found != of_address_.end() && --found->second == 0) of_address_.erase(found);
  if (draining_) changed_.notify_all();
}

void Server::Impl::watch_time() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    changed_.wait_for(lock, kTick, [this] { return ended_; });
    lock.unlock();
    const Time now = std::chrono::steady_clock::now();
    for (const ConnectionPtr& connection : snapshot()) connection->check_time(now);
    ignorable_ = std::min(kIgnoredAtOnce, std::max<std::int64_t>(ignorable_, 0) + kIgnoredATick);
    lock.lock();
  }
}

// Quiet: nothing in flight, and every connection closed after its last answer could be read.
bool Server::Impl::drain(std::chrono::milliseconds deadline) {
  if (!listener_) return true;
  draining_ = true;
  stop_listening_on(port_);
  const Time begun = std::chrono::steady_clock::now(), until = begun + deadline;
  for (Time now = begun; now < until; now = std::chrono::steady_clock::now()) {
    bool quiet = now - begun >= kInTransit && in_flight_ == 0;
    for (const ConnectionPtr& connection : snapshot()) {
      if (now - begun >= options_.drain_idle) connection->close_if_idle();
      quiet = quiet && connection->may_be_cut(now);
    }
    if (quiet) break;
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, std::min(until, now + std::chrono::milliseconds(20)));
  }
  const bool whole = in_flight_ == 0;
  end();
  return whole;
}

void Server::Impl::end() {
  {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    ended_ = true;
  }
  changed_.notify_all();
  if (clock_.joinable()) clock_.join();
  if (workers_) workers_->finish();
  // Before the end of Pistache's threads, which alone know whether a descriptor is still its connection's.
  for (const ConnectionPtr& connection : snapshot()) connection->detach();
  if (listener_) listener_->shutdown();
  listener_.reset();
  writer_.reset();
  for (const ConnectionPtr& connection : snapshot()) connection->close_if_left();
  const std::lock_guard lock(mutex_);
  connections_.clear();
}

Server::Server(ServerOptions options, Handler handler, FramingErrorHandler framing_error)
    : impl_(std::make_shared<Impl>(std::move(options), std::move(handler), std::move(framing_error))) {}
Server::~Server() {
  impl_->end();
}
void Server::start() {
  impl_->start();
}
std::uint16_t Server::port() const {
  return impl_->port();
}
ServerGauges Server::gauges() const {
  return impl_->gauges();
}
bool Server::post(std::function<void()> job, bool may_wait) {
  return impl_->post(std::move(job), may_wait);
}
bool Server::drain(std::chrono::milliseconds deadline) {
  return impl_->drain(deadline);
}

}  // namespace lgm::http
