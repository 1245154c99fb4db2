#include "lgm/http/server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "test_server.hpp"

using namespace lgm::http;
using lgm::testing::body_of;
using lgm::testing::kGet;
using lgm::testing::RawClient;
using lgm::testing::status_of;
using lgm::testing::TestServer;

TEST_CASE("connections are kept alive, and closed when asked") {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(kGet);
    const std::string answer = client.answer();
    CHECK(body_of(answer) == "GET /a ");
    CHECK(answer.find("Connection: keep-alive") != std::string::npos);
    CHECK(answer.find("Date: ") != std::string::npos);
  }
  client.send("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  CHECK(client.rest().find("Connection: close") != std::string::npos);
}

TEST_CASE("pipelined requests are answered in order, a slow first one too") {
  TestServer server;
  RawClient client(server.port());
  client.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n" + kGet +
              "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
  server.await_held(1);
  server.open();
  CHECK(body_of(client.answer()) == "GET /hold ");
  CHECK(body_of(client.answer()) == "GET /a ");
  CHECK(body_of(client.answer()) == "POST /b hi");
}

TEST_CASE("HEAD has the length and no body") {
  TestServer server;
  RawClient client(server.port());
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string answer = client.answer(true);
  CHECK(answer.find("Content-Length: 8") != std::string::npos);
  CHECK(body_of(answer).empty());
  client.send(kGet);
  CHECK(body_of(client.answer()) == "GET /a ");
}

TEST_CASE("a malformed request is refused and the connection closed") {
  TestServer server;
  RawClient client(server.port());
  client.send(
      "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
      kGet);
  const std::string all = client.rest();
  CHECK(status_of(all) == 400);
  CHECK(all.find("GET /a") == std::string::npos);
}

TEST_CASE("100 Continue comes before the body") {
  TestServer server;
  RawClient client(server.port());
  client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status_of(client.answer()) == 100);
  client.send("ok");
  CHECK(body_of(client.answer()) == "POST /a ok");
}

TEST_CASE("a full queue is refused with 503 and Retry-After") {
  ServerOptions options;
  options.worker_threads = 1;
  options.queue_limit = 1;
  TestServer server(options);
  RawClient held(server.port()), queued(server.port()), refused(server.port());
  held.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
  server.await_held(1);
  queued.send(kGet);
  while (server.server().gauges().queued == 0) std::this_thread::yield();
  refused.send(kGet);
  const std::string answer = refused.answer();
  CHECK(status_of(answer) == 503);
  CHECK(answer.find("Retry-After: 1") != std::string::npos);
  server.open();
  CHECK(status_of(held.answer()) == 200);
  CHECK(status_of(queued.answer()) == 200);
}

TEST_CASE("an unanswered request gets 500, whichever thread drops it last") {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 300; ++i) {
    client.send("GET /throwaway HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(status_of(client.answer()) == 500);
  }
}

TEST_CASE("slow heads and bodies are ended with 408, idle connections closed") {
  ServerOptions options;
  options.header_timeout = options.body_timeout = options.idle_timeout = std::chrono::milliseconds(300);
  TestServer server(options);
  RawClient head(server.port()), body(server.port()), idle(server.port());
  head.send("GET /a HT");
  body.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe");
  CHECK(status_of(head.rest()) == 408);
  CHECK(status_of(body.rest()) == 408);
  CHECK(idle.rest().empty());
}

TEST_CASE("a streamed body arrives whole, to a client that reads late as well") {
  TestServer server;
  RawClient client(server.port());
  client.send("GET /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string all = client.rest();
  CHECK(all.size() > 4'000'000);
  CHECK(all.ends_with("0\r\n\r\n"));
}

TEST_CASE("connections above the limit are closed") {
  ServerOptions options;
  options.max_connections = 1;
  TestServer server(options);
  RawClient first(server.port());
  first.send(kGet);
  CHECK(status_of(first.answer()) == 200);
  RawClient second(server.port());
  second.send(kGet);
  CHECK(second.rest().empty());
}

TEST_CASE("a drain answers what was accepted and refuses the rest") {
  TestServer server;
  RawClient held(server.port()), idle(server.port());
  idle.send(kGet);
  CHECK(status_of(idle.answer()) == 200);
  held.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
  server.await_held(1);
  std::atomic<bool> whole{false};
  std::thread drain([&] { whole = server.server().drain(std::chrono::seconds(20)); });
  CHECK(idle.rest().empty());  // the drain has begun: idle connections are closed
  CHECK_THROWS(RawClient(server.port()));
  server.open();
  const std::string answer = held.rest();
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("Connection: close") != std::string::npos);
  drain.join();
  CHECK(whole);
}

TEST_CASE("a drain still answers what comes on an idle connection, and says that it closes") {
  ServerOptions options;
  options.drain_idle = std::chrono::seconds(20);
  TestServer server(options);
  RawClient idle(server.port());
  idle.send(kGet);
  CHECK(status_of(idle.answer()) == 200);
  std::thread drain([&] { CHECK(server.server().drain(std::chrono::seconds(40))); });
  const auto listening = [&] {
    try {
      RawClient another(server.port());
      return true;
    } catch (const std::exception&) {
      return false;
    }
  };
  while (listening()) std::this_thread::yield();
  idle.send(kGet);
  const std::string answer = idle.rest();
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("Connection: close") != std::string::npos);
  drain.join();
}

TEST_CASE("a drain under load loses no request that was accepted") {
  TestServer server;
  std::atomic<int> answered{0}, cut{0}, unanswered{0};
  std::latch running(8);
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&] {
      bool counted = false;
      try {
        RawClient client(server.port());
        for (;;) {
          client.send(kGet);
          const std::string answer = client.answer();
          if (answer.empty()) {
            ++unanswered;
            break;
          }
          // Whatever has begun must be whole.
          if (status_of(answer) == 200 && body_of(answer) == "GET /a ")
            ++answered;
          else
            ++cut;
          if (!std::exchange(counted, true)) running.count_down();
          if (answer.find("Connection: close") != std::string::npos) break;
        }
      } catch (const std::exception&) {
      }
      if (!counted) running.count_down();
    });
  running.wait();
  CHECK(server.server().drain(std::chrono::seconds(20)));
  for (auto& client : clients) client.join();
  CHECK(answered >= 8);
  CHECK(cut == 0);
  CHECK(unanswered == 0);
}
