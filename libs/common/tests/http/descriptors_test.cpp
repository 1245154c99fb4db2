// What connections cost in descriptors, and how many there may be.
#include <dirent.h>
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "test_server.hpp"

using namespace lgm::testing;
using lgm::http::ConnectionRefusal;

namespace {

std::size_t open_descriptors() {
  std::size_t count = 0;
  DIR* directory = ::opendir("/proc/self/fd");
  REQUIRE(directory);
  while (::readdir(directory)) ++count;
  ::closedir(directory);
  return count;
}

bool is_served(RawClient& client) {
  client.send(kGet);
  return status_of(client.answer()) == 200;
}

}  // namespace

TEST_CASE("a connection costs the server one descriptor, and nothing once it is over") {
  // Pistache keeps some of its own when a server ends; what counts is that there are no more with clients.
  const auto left_by = [](bool with_clients) {
    const std::size_t before = open_descriptors();
    std::unique_ptr<RawClient> client;  // is there when the server ends
    {
      TestServer server;
      if (with_clients) client = std::make_unique<RawClient>(server.port());
      REQUIRE((!client || is_served(*client)));
    }
    client.reset();
    return open_descriptors() - before;
  };
  CHECK(left_by(true) == left_by(false));
  TestServer server;
  RawClient first(server.port());
  REQUIRE(is_served(first));
  const std::size_t with_one = open_descriptors();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    REQUIRE(is_served(*clients.back()));
  }
  CHECK(open_descriptors() == with_one + 50 + 50);  // the clients' own are here as well
  clients.clear();
  while (server.server().gauges().connections > 1) std::this_thread::yield();
  while (open_descriptors() > with_one) std::this_thread::yield();
}

TEST_CASE("an answer that is late reaches nobody who took over the descriptor of who has gone") {
  ServerOptions options;
  options.worker_threads = 8;
  TestServer server(options);
  for (int i = 1; i <= 5; ++i) {
    auto gone = std::make_unique<RawClient>(server.port());
    gone->send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n");
    server.await_held(i);
    gone.reset();
    while (server.server().gauges().connections > 0) std::this_thread::yield();
  }
  // They have the descriptors, and go on having them, when the late answers are given.
  std::vector<std::unique_ptr<RawClient>> heirs;
  for (int i = 0; i < 5; ++i) {
    heirs.push_back(std::make_unique<RawClient>(server.port()));
    REQUIRE(is_served(*heirs.back()));
  }
  server.open();
  while (server.server().gauges().in_flight > 0) std::this_thread::yield();
  for (auto& heir : heirs) {
    heir->send("GET /heir HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const std::string all = heir->rest();
    CHECK(all.find("/hold") == std::string::npos);
    CHECK(body_of(all) == "GET /heir ");
  }
}

TEST_CASE("connections above the limit are closed and told of, those that are there go on") {
  std::atomic<int> too_many{0};
  ServerOptions options;
  options.max_connections = 3;
  options.connection_refused = [&](ConnectionRefusal why) { too_many += why == ConnectionRefusal::TooMany; };
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    REQUIRE(is_served(*clients.back()));
  }
  RawClient over(server.port());
  CHECK(over.rest().empty());
  while (too_many == 0) std::this_thread::yield();  // told once the connection is closed
  CHECK(too_many == 1);
  for (auto& client : clients) CHECK(is_served(*client));
  clients.pop_back();
  while (server.server().gauges().connections > 2) std::this_thread::yield();
  RawClient next(server.port());
  CHECK(is_served(next));
}

TEST_CASE("one address has a limit of its own; one that counts as nobody has none") {
  std::atomic<int> of_address{0};
  std::atomic<bool> counted{true};
  ServerOptions options;
  options.max_of_address = 2;
  options.address_key = [&](const std::string& address) {
    CHECK(address == "127.0.0.1");
    return counted ? address : std::string();
  };
  options.connection_refused = [&](ConnectionRefusal why) {
    of_address += why == ConnectionRefusal::TooManyOfAddress;
  };
  TestServer server(options);
  RawClient first(server.port()), second(server.port());
  REQUIRE(is_served(first));
  REQUIRE(is_served(second));
  RawClient third(server.port());
  CHECK(third.rest().empty());
  while (of_address == 0) std::this_thread::yield();
  CHECK(of_address == 1);
  counted = false;
  RawClient proxied(server.port());
  CHECK(is_served(proxied));
}
