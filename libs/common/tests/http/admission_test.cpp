// What is refused before a body is kept, and what a server holds of bodies at all.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "test_server.hpp"

using namespace lgm::testing;
using lgm::http::ByteBudget;
using lgm::http::HeadVerdict;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

std::string post(const std::string& path, std::size_t length, const std::string& more = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) + "\r\n" +
         more + "\r\n";
}

// /closed is refused, the rest passes; X-Payer says who pays.
HeadVerdict verdict_of(const Request& head) {
  if (head.path == "/closed") return {refusal({401, "who are you?"}), {}};
  return {std::nullopt, std::string(head.headers.get("X-Payer").value_or(""))};
}

ServerOptions options_with(std::size_t budget) {
  ServerOptions options;
  options.max_body = 16 * kMiB;
  options.at_head = verdict_of;
  options.budget = std::make_shared<ByteBudget>(budget);
  return options;
}

void await_used(const ServerOptions& options, std::size_t least, std::size_t most) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (options.budget->used() < least || options.budget->used() > most) {
    if (std::chrono::steady_clock::now() > end)
      FAIL("the budget holds " << options.budget->used() << ", never " << least << " to " << most);
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("a refused head is answered without a byte of its body") {
  TestServer server(options_with(8 * kMiB));
  RawClient client(server.port());
  client.send(post("/closed", 4 * kMiB));
  const std::string answer = client.rest();
  CHECK(status_of(answer) == 401);
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  RawClient chunked(server.port());
  chunked.send("POST /closed HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  CHECK(status_of(chunked.rest()) == 401);
}

// Proxies send head and body apart. The handler refuses such a request with its body, on a connection that
// goes on.
TEST_CASE("a small body is waited for, and the connection goes on") {
  TestServer server(options_with(8 * kMiB));
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send(post("/closed", 5));
    client.send("hello");
    const std::string answer = client.answer();
    CHECK(body_of(answer) == "POST /closed hello");
    CHECK(answer.find("Connection: close\r\n") == std::string::npos);
  }
  client.send(post("/closed", 8 * 1024));
  client.send(std::string(8 * 1024, 'x'));
  CHECK(status_of(client.answer()) == 200);
  client.send(post("/closed", 8 * 1024 + 1));
  CHECK(status_of(client.rest()) == 401);
}

TEST_CASE("100 Continue comes after the admission, and not where it is refused") {
  TestServer server(options_with(8 * kMiB));
  const std::string expects = "Expect: 100-continue\r\n";
  RawClient refused(server.port());
  refused.send(post("/closed", 5, expects));
  CHECK(status_of(refused.rest()) == 401);
  RawClient admitted(server.port());
  admitted.send(post("/a", 5, expects));
  CHECK(status_of(admitted.answer(true)) == 100);
  admitted.send("hello");
  CHECK(body_of(admitted.answer()) == "POST /a hello");
}

TEST_CASE("who sends the whole body before reading still gets the refusal") {
  const ServerOptions options = options_with(8 * kMiB);
  TestServer server(options);
  RawClient client(server.port());
  // What is read of it is dropped: a client that is stopped in the middle would not come to read.
  CHECK(client.send(post("/closed", 16 * kMiB) + std::string(16 * kMiB, 'x')));
  CHECK(status_of(client.rest()) == 401);
  CHECK(options.budget->used() == 0);
}

TEST_CASE("bodies beyond the budget are refused with 503, and small requests are served meanwhile") {
  const ServerOptions options = options_with(4 * kMiB);
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> hostile;
  for (std::size_t i = 1; i <= 10; ++i) {
    hostile.push_back(std::make_unique<RawClient>(server.port()));
    hostile.back()->send(post("/a", 900'000) + std::string(300'000, 'x'));
    // Nobody is known: a quarter of the budget holds three of them.
    if (i <= 3) {
      await_used(options, i * 300'000, kMiB);
      continue;
    }
    const std::string answer = hostile.back()->rest();
    CHECK(status_of(answer) == 503);
    CHECK(answer.find("Connection: close") != std::string::npos);
  }
  RawClient small(server.port()), paying(server.port());
  small.send(post("/small", 8'000) + std::string(8'000, 's'));
  CHECK(status_of(small.answer()) == 200);
  paying.send(post("/large", kMiB, "X-Payer: somebody\r\n") + std::string(kMiB, 'l'));
  CHECK(status_of(paying.answer()) == 200);
  // Each of the three finds what those before it have left.
  for (const int i : {0, 1, 2}) {
    hostile[i]->send(std::string(600'000, 'x'));
    CHECK(status_of(hostile[i]->answer()) == (i == 2 ? 200 : 503));
  }
  await_used(options, 0, 0);
}

// Else all of them would fill the room together, and each be refused with its body half sent.
TEST_CASE(
    "of large bodies that come at once the first finds its room, the others are refused at their head") {
  const ServerOptions options = options_with(4 * kMiB);
  TestServer server(options);
  const auto large = [](const std::string& payer) {
    return post("/large", kMiB + kMiB / 2, "X-Payer: " + payer + "\r\n");
  };
  RawClient first(server.port()), second(server.port()), expecting(server.port()), other(server.port());
  first.send(large("somebody") + std::string(kMiB / 8, 'x'));
  await_used(options, kMiB / 8, 2 * kMiB);
  second.send(large("somebody") + std::string(kMiB / 8, 'x'));
  CHECK(status_of(second.rest()) == 503);
  expecting.send(post("/large", kMiB, "X-Payer: somebody\r\nExpect: 100-continue\r\n"));
  CHECK(status_of(expecting.rest()) == 503);
  other.send(large("another") + std::string(kMiB + kMiB / 2, 'x'));
  CHECK(status_of(other.answer()) == 200);
  first.send(std::string(kMiB + kMiB / 2 - kMiB / 8, 'x'));
  CHECK(status_of(first.answer()) == 200);
  await_used(options, 0, 0);
}

// What it says costs nobody anything: it would keep others out for nothing.
TEST_CASE("bodies of nobody count as they come") {
  const ServerOptions options = options_with(4 * kMiB);
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> silent;
  for (int i = 0; i < 10; ++i) {
    silent.push_back(std::make_unique<RawClient>(server.port()));
    silent.back()->send(post("/a", 900'000));
  }
  RawClient client(server.port());
  client.send(post("/a", 900'000) + std::string(900'000, 'x'));
  CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("a body counts until its request was answered, also while it waits for a worker") {
  ServerOptions options = options_with(4 * kMiB);
  options.worker_threads = 1;
  TestServer server(options);
  RawClient held(server.port()), queued(server.port());
  held.send(post("/hold", 500'000) + std::string(500'000, 'x'));
  server.await_held(1);
  queued.send(post("/a", 400'000) + std::string(400'000, 'x'));
  while (server.server().gauges().queued == 0) std::this_thread::yield();
  CHECK(options.budget->used() >= 900'000);
  server.open();
  CHECK(status_of(held.answer()) == 200);
  CHECK(status_of(queued.answer()) == 200);
  await_used(options, 0, 0);
}

TEST_CASE("requests that are sent ahead of an answer count as well") {
  std::atomic<int> refusals{0};
  ServerOptions options = options_with(kMiB);
  options.budget = std::make_shared<ByteBudget>(kMiB, [&] { ++refusals; });
  TestServer server(options);
  RawClient ahead(server.port());
  ahead.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
  server.await_held(1);
  ahead.send(post("/a", 200'000) + std::string(200'000, 'x'));
  await_used(options, 200'000, 256 * 1024);
  RawClient over(server.port());
  over.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
  server.await_held(2);
  over.send(post("/a", 200'000) + std::string(200'000, 'x'));
  while (refusals == 0) std::this_thread::yield();
  server.open();
  CHECK(status_of(ahead.answer()) == 200);
  CHECK(status_of(ahead.answer()) == 200);
  // The answer at work is given, what there was no room for is not, and the connection says so by its end.
  const std::string last = over.rest();
  CHECK(status_of(last) == 200);
  CHECK(last.find("HTTP/1.1", 1) == std::string::npos);
  await_used(options, 0, 0);
}

TEST_CASE("while bytes are scarce, a body that stands still is given up after seconds") {
  ServerOptions options = options_with(2 * kMiB);
  options.body_timeout = std::chrono::hours(1);
  options.scarce_timeout = std::chrono::milliseconds(300);
  TestServer server(options);
  RawClient still(server.port());
  still.send(post("/a", kMiB) + std::string(400'000, 'x'));
  CHECK(status_of(still.rest()) == 408);
  await_used(options, 0, 0);
}

TEST_CASE(
    "while bytes are scarce, an answer that nobody reads is given up after seconds, and its bytes are free") {
  ServerOptions options = options_with(kMiB);
  options.address = "127.0.0.1";
  options.scarce_timeout = std::chrono::milliseconds(300);
  const auto handle = [budget = options.budget](Request&&, const Responder& responder) {
    auto lease = budget->lease("a");
    CHECK(lease.resize(kMiB / 2));
    Response response = Response::text(200, std::string(32 * kMiB, 'x'), "text/plain");
    response.held = std::make_shared<const ByteBudget::Lease>(std::move(lease));
    responder.send(std::move(response));
  };
  Server server(options, handle, refusal);
  server.start();
  RawClient still(server.port());
  still.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  await_used(options, kMiB / 2, kMiB / 2);
  await_used(options, 0, 0);
  CHECK(still.rest().size() < 32 * kMiB);
}

TEST_CASE("a large head counts, too") {
  const ServerOptions options = options_with(256 * 1024);
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (std::size_t i = 1; i <= 5; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->send("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x'));
    if (i <= 2)
      await_used(options, i * 20'000, 64 * 1024);
    else
      CHECK(status_of(slow.back()->rest()) == 503);
  }
  slow[0]->send("\r\n\r\n");
  CHECK(status_of(slow[0]->answer()) == 200);
}
