#include "lgm/http/client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>

#include "lgm/http/server.hpp"
#include "lgm/trace/span.hpp"

using namespace lgm;
using namespace lgm::http;

namespace {

// A server whose behaviour is given by the path; counts what reached it.
struct Peer {
  std::atomic<int> requests{0};
  std::string last_trace, last_id, last_authorization;
  std::function<void()> meanwhile;
  Server server{options(), [this](Request&& request, Responder responder) { handle(request, responder); },
                [](const FramingError& error) {
                  return Response::text(error.status, std::string(error.detail), "text/plain");
                }};
  Peer() { server.start(); }
  static ServerOptions options() {
    ServerOptions made;
    made.address = "127.0.0.1";
    return made;
  }
  void handle(const Request& request, const Responder& responder) {
    ++requests;
    last_trace = request.headers.get("traceparent").value_or("");
    last_id = request.headers.get("X-Request-ID").value_or("");
    last_authorization = request.headers.get("Authorization").value_or("");
    if (request.path == "/500") return responder.send(Response::text(500, "", "text/plain"));
    if (request.path == "/meanwhile") meanwhile();
    if (request.path == "/big")
      return responder.send(Response::text(200, std::string(2000, 'x'), "text/plain"));
    if (request.path == "/away") {
      Response response = Response::text(302, "", "text/plain");
      response.headers.add("Location", "/landed");
      return responder.send(std::move(response));
    }
    if (request.path == "/broken") {
      Response response;
      response.source = [](std::string& out) -> bool {
        out += "half";
        throw std::runtime_error("broken off");
      };
      return responder.send(std::move(response));
    }
    responder.send(
        Response::text(200, request.method_name + " " + request.path + " " + request.body, "text/plain"));
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server.port()); }
};

Call get(std::string target) {
  Call call;
  call.target = std::move(target);
  return call;
}

ClientOptions to(const std::string& url) {
  ClientOptions options;
  options.base_url = url;
  options.name = "peer";
  return options;
}

const base::SystemClock kClock;

// Answers each connection with `text`, a byte now and then, for as long as somebody reads.
class Dripping {
 public:
  explicit Dripping(std::string text) : text_(std::move(text)), fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd_, 8) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }
  Dripping(const Dripping&) = delete;
  Dripping& operator=(const Dripping&) = delete;
  ~Dripping() {
    ending_ = true;
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    ::close(fd_);
  }
  std::string url;

 private:
  void serve() {
    for (;;) {
      const int peer = ::accept(fd_, nullptr, nullptr);
      if (peer < 0) return;
      for (std::size_t i = 0; !ending_; i = (i + 1) % text_.size()) {
        pollfd gone{peer, POLLRDHUP, 0};
        if (::poll(&gone, 1, 5) > 0 || ::send(peer, &text_[i], 1, MSG_NOSIGNAL) != 1) break;
      }
      ::close(peer);
    }
  }

  const std::string text_;
  const int fd_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace

TEST_CASE("a call reaches its path below the base url, with token and trace") {
  Peer peer;
  ClientOptions options = to(peer.url() + "/base/");
  options.bearer = "secret";
  Client client(options, kClock);
  trace::current() = {"id-1", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
  Call call;
  call.method = Method::Post;
  call.target = "/x?y=%26";
  call.body = "{}";
  const auto result = client.call(call);
  trace::current() = {};
  CHECK(result.ok());
  CHECK(result.body == "POST /base/x {}");
  CHECK(peer.last_authorization == "Bearer secret");
  CHECK(peer.last_id == "id-1");
  CHECK(peer.last_trace.substr(0, 36) == "00-0af7651916cd43dd8448eb211c80319c-");
  CHECK(peer.last_trace.substr(36, 16) != "b7ad6b7169203331");
}

TEST_CASE("a peer that is not there is named as such") {
  std::string url;
  {
    Peer peer;
    url = peer.url();
  }
  ClientOptions options = to(url);
  options.retry_delays = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
  Client client(options, kClock);
  CHECK(client.call(get("/")).error == CallError::Connect);
  CHECK_THROWS_WITH(Client(to("ftp://h"), kClock), "\"ftp://h\" is not an http:// or https:// URL");
}

TEST_CASE("redirects are not followed, large answers are refused, broken ones are errors") {
  Peer peer;
  ClientOptions options = to(peer.url());
  options.max_body = 1000;
  Client client(options, kClock);
  CHECK(client.call(get("/away")).status == 302);
  CHECK(client.call(get("/big")).error == CallError::TooLarge);
  CHECK(client.call(get("/broken")).error == CallError::Broken);
  CHECK(peer.requests == 3);
}

TEST_CASE("what was sent is sent again only when that is safe") {
  Peer peer;
  ClientOptions options = to(peer.url());
  options.retry_delays = {std::chrono::milliseconds(1)};
  Client client(options, kClock);
  CHECK(client.call(get("/broken")).error == CallError::Broken);
  CHECK(peer.requests == 1);
  Call call = get("/broken");
  call.idempotent = true;
  CHECK(client.call(call).error == CallError::Broken);
  CHECK(peer.requests == 3);
}

TEST_CASE("the circuit opens after five failures, lets one probe through, and closes on success") {
  Peer peer;
  base::ManualClock clock(base::from_unix_ms(0));
  Client client(to(peer.url()), clock);
  for (int i = 0; i < 5; ++i) CHECK(client.call(get("/500")).status == 500);
  CHECK(client.circuit_open());
  CHECK(client.call(get("/")).error == CallError::CircuitOpen);
  CHECK(peer.requests == 5);
  clock.advance(std::chrono::seconds(6));
  CHECK(client.call(get("/500")).status == 500);
  CHECK(client.call(get("/")).error == CallError::CircuitOpen);
  clock.advance(std::chrono::seconds(6));
  CHECK(client.call(get("/")).ok());
  CHECK(client.call(get("/")).ok());
  CHECK_FALSE(client.circuit_open());
}

TEST_CASE("a pooled connection that the server has closed is not used again") {
  Peer peer;
  Client client(to(peer.url()), kClock);
  CHECK(client.call(get("/")).ok());
  const auto port = peer.server.port();
  CHECK(peer.server.drain(std::chrono::seconds(5)));
  ServerOptions options = Peer::options();
  options.port = port;
  Server again(
      options,
      [](Request&&, Responder responder) { responder.send(Response::text(200, "again", "text/plain")); },
      [](const FramingError& error) { return Response::text(error.status, "", "text/plain"); });
  again.start();
  Call post = get("/");
  post.method = Method::Post;
  post.body = "x";
  CHECK(client.call(post).body == "again");
}

TEST_CASE("a connection that has been idle for half a second is not used again") {
  Peer peer;
  base::ManualClock clock{base::WallTime{}};
  Client client(to(peer.url()), clock);
  peer.meanwhile = [&] { CHECK(client.call(get("/")).ok()); };
  CHECK(client.call(get("/meanwhile")).ok());
  CHECK(peer.server.gauges().connections == 2);
  clock.advance(std::chrono::milliseconds(501));
  CHECK(client.call(get("/")).ok());
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (peer.server.gauges().connections != 1 && std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
  CHECK(peer.server.gauges().connections == 1);
}

TEST_CASE("components are encoded for urls") {
  CHECK(encode_component("a b/ü?&~") == "a%20b%2F%C3%BC%3F%26~");
}

TEST_CASE("a peer that drips its answer holds a call no longer than the call's time") {
  for (const std::string& text :
       {std::string("HTTP/1.1 200 OK\r\nX-Slow: yes\r\n"), std::string("H"),
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + std::string(5, 'x')}) {
    CAPTURE(text);
    const Dripping peer(text);
    ClientOptions options = to(peer.url);
    options.timeout = std::chrono::milliseconds(300);
    Client client(options, kClock);
    const auto began = std::chrono::steady_clock::now();
    const auto result = client.call(get("/"));
    CHECK(result.error != CallError::None);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
  }
}

TEST_CASE("when the program ends, calls that are held end with it, and no later one is held") {
  const Dripping peer("HTTP/1.1 200 OK\r\nX-Slow: yes\r\n");
  ClientOptions options = to(peer.url);
  options.timeout = std::chrono::seconds(60);
  options.retry_delays = {std::chrono::milliseconds(50), std::chrono::milliseconds(200)};
  Client client(options, kClock);
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&, again = i % 2 == 0] {
      Call call = get("/");
      call.idempotent = again;
      CHECK(client.call(call).error == CallError::Timeout);
    });
  client.end_within(std::chrono::milliseconds(300));
  for (auto& caller : callers) caller.join();
  CHECK(client.call(get("/")).error == CallError::Timeout);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("many calls at once, some of them cut, leave the others alone") {
  Peer peer;
  const Dripping slow("H");
  ClientOptions options = to(slow.url);
  options.timeout = std::chrono::milliseconds(100);
  Client cut(options, kClock);
  Client good(to(peer.url()), kClock);
  std::atomic<int> answered{0};
  std::thread cutting([&] {
    for (int i = 0; i < 5; ++i) CHECK(cut.call(get("/")).error == CallError::Timeout);
  });
  std::vector<std::thread> callers;
  for (int i = 0; i < 3; ++i)
    callers.emplace_back([&] {
      for (int n = 0; n < 200; ++n) answered += good.call(get("/")).ok();
    });
  for (auto& caller : callers) caller.join();
  cutting.join();
  CHECK(answered == 600);
}
