// Clients that flood, stall, read slowly or never end: the others are served meanwhile.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "test_server.hpp"

using namespace lgm::testing;

namespace {

constexpr std::chrono::milliseconds kShort{300};

std::string request_for(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

bool serves(TestServer& server) {
  RawClient other(server.port());
  other.send(kGet);
  return status_of(other.answer()) == 200;
}

}  // namespace

TEST_CASE("a flood of pipelined requests against a full queue ends in as many 503, not in a deep stack") {
  ServerOptions options;
  options.worker_threads = 1;
  options.queue_limit = 1;
  TestServer server(options);
  RawClient flood(server.port()), queued(server.port());
  flood.send(request_for("/hold"));
  server.await_held(1);
  queued.send(request_for("/hold"));
  while (server.server().gauges().queued == 0) std::this_thread::yield();
  constexpr int kFlood = 30'000;
  std::string all;
  for (int i = 0; i < kFlood; ++i) all += request_for("/");
  std::thread sender([&] { flood.send(all); });
  server.open();
  CHECK(status_of(flood.answer()) == 200);
  int answered = 0;
  while (answered < kFlood && !flood.answer().empty()) ++answered;
  sender.join();
  CHECK(answered == kFlood);
  CHECK(status_of(queued.answer()) == 200);  // the queue is empty again
  CHECK(serves(server));
}

TEST_CASE("heads that come byte by byte are ended, and others are served meanwhile") {
  ServerOptions options;
  options.header_timeout = kShort;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 50; ++i) slow.push_back(std::make_unique<RawClient>(server.port()));
  std::atomic<bool> ended{false};
  std::thread drip([&] {
    const std::string head = "GET /a HTTP/1.1\r\nHost: h\r\nX-A: " + std::string(4000, 'a');
    for (std::size_t i = 0; i < head.size() && !ended; ++i)
      for (auto& client : slow) client->send(head.substr(i, 1));
  });
  CHECK(serves(server));
  for (auto& client : slow) CHECK(status_of(client->rest()) == 408);
  ended = true;
  drip.join();
  CHECK(serves(server));
}

TEST_CASE("a body that keeps trickling is ended as well") {
  ServerOptions options;
  options.body_timeout = kShort;
  options.slowest_body = 1024 * 1024;
  TestServer server(options);
  RawClient slow(server.port());
  slow.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n");
  std::atomic<bool> ended{false};
  std::thread drip([&] {
    while (!ended) {
      slow.send("x");
      std::this_thread::yield();
    }
  });
  CHECK(status_of(slow.rest()) == 408);
  ended = true;
  drip.join();
}

TEST_CASE("many idle connections and readers that never read do not stop the others") {
  TestServer server;
  std::vector<std::unique_ptr<RawClient>> idle, deaf;
  for (int i = 0; i < 200; ++i) idle.push_back(std::make_unique<RawClient>(server.port()));
  for (int i = 0; i < 16; ++i) {  // twice as many as there are workers
    deaf.push_back(std::make_unique<RawClient>(server.port()));
    deaf.back()->send(request_for("/stream"));
  }
  CHECK(serves(server));
  CHECK(deaf.back()->answer().size() > 3'900'000);
}

TEST_CASE("what follows a refused request on its connection is never read") {
  for (const char* bad :
       {"GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\nHost: h\n\n",
        "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\na\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"}) {
    TestServer server;
    RawClient client(server.port());
    client.send(bad + kGet + kGet);
    const std::string all = client.rest();
    CHECK_MESSAGE(status_of(all) == 400, bad);
    CHECK(all.find("HTTP/1.1 ", 1) == std::string::npos);
    CHECK(all.find("Connection: close") != std::string::npos);
  }
}

// A shut socket opens its window no more: who is in the middle of sending would wait for its time-out.
TEST_CASE("who sends on after a refusal for longer than is listened to is told so at once") {
  ServerOptions options;
  options.max_body = 1000;
  TestServer server(options);
  std::vector<std::thread> senders;
  std::atomic<int> stuck{0}, answered{0};
  constexpr std::size_t kBytes = 16 * 1024 * 1024;
  const std::string body(kBytes, 'x');
  for (int i = 0; i < 12; ++i)
    senders.emplace_back([&] {
      RawClient client(server.port());
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(kBytes) + "\r\n\r\n");
      client.send(body);
      if (client.was_stuck()) ++stuck;
      if (status_of(client.rest()) == 413) ++answered;
    });
  for (auto& sender : senders) sender.join();
  CHECK(stuck.load() == 0);
  CHECK(answered.load() >= 1);
  CHECK(serves(server));
}

TEST_CASE("a body that is too large is refused before it is read") {
  ServerOptions options;
  options.max_body = 1000;
  options.body_limit = [](lgm::http::Method, std::string_view target) {
    return target.starts_with("/upload") ? std::size_t{2000} : std::size_t{1000};
  };
  TestServer server(options);
  const auto ask = [&](const std::string& path, const std::string& headers, const std::string& body) {
    RawClient client(server.port());
    client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n" + body);
    return status_of(client.rest());
  };
  CHECK(ask("/", "Content-Length: 1001\r\n", "") == 413);
  CHECK(ask("/", "Content-Length: 1001\r\nExpect: 100-continue\r\n", "") == 413);
  CHECK(ask("/", "Transfer-Encoding: chunked\r\n", "3e9\r\n") == 413);
  CHECK(ask("/upload", "Content-Length: 2000\r\n", std::string(2000, 'x')) == 200);
  CHECK(ask("/upload", "Content-Length: 2001\r\n", "") == 413);
}

TEST_CASE("an answer without a body has none, whatever its handler put there") {
  TestServer server;
  RawClient client(server.port());
  client.send(request_for("/204") + kGet);
  const std::string first = client.answer();
  CHECK(status_of(first) == 204);
  CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("a stream goes on while the queue is full") {
  ServerOptions options;
  options.worker_threads = 1;
  options.queue_limit = 1;
  TestServer server(options);
  const auto gauges = [&] { return server.server().gauges(); };
  RawClient stream(server.port());
  stream.send("GET /stream?pieces=300 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  // Until the socket is full: one request in flight, which nobody works at for many looks on end.
  for (int quiet = 0; quiet < 5000; std::this_thread::yield())
    quiet = gauges().in_flight == 1 && gauges().queued + gauges().busy_workers == 0 ? quiet + 1 : 0;
  RawClient held(server.port()), queued(server.port());
  held.send(request_for("/hold"));
  server.await_held(1);
  queued.send(kGet);
  while (gauges().queued == 0) std::this_thread::yield();
  std::string all;
  std::atomic<bool> ended{false};
  std::thread reader([&] {
    all = stream.rest();
    ended = true;
  });
  while (gauges().queued < 2 && !ended) std::this_thread::yield();
  server.open();
  reader.join();
  CHECK(all.ends_with("0\r\n\r\n"));
}
