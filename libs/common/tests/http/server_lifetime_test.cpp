// What outlives what: responders kept beyond their server, clients that cannot read chunks.
#include <doctest/doctest.h>

#include <latch>
#include <optional>

#include "../support/raw_client.hpp"
#include "lgm/http/server.hpp"

using namespace lgm::http;
using lgm::testing::RawClient;

namespace {

Response refusal(const FramingError& error) {
  return Response::text(error.status, std::string(error.detail), "text/plain");
}

ServerOptions local() {
  ServerOptions options;
  options.address = "127.0.0.1";
  return options;
}

}  // namespace

TEST_CASE("a responder kept beyond its server is closed, and sending on it is harmless") {
  std::optional<Responder> kept;
  std::latch received(1);
  std::optional<Server> server;
  server.emplace(
      local(),
      [&](Request&&, Responder responder) {
        kept = std::move(responder);
        received.count_down();
      },
      refusal);
  server->start();
  RawClient client(server->port());
  client.send("GET /poll HTTP/1.1\r\nHost: a\r\n\r\n");
  received.wait();
  CHECK_FALSE(server->drain(std::chrono::milliseconds(1)));
  server.reset();
  CHECK_FALSE(kept->open());
  kept->send(Response::text(200, "late", "text/plain"));
  kept.reset();
  CHECK(client.rest().empty());
}

TEST_CASE("a streamed body goes to an HTTP/1.0 client without chunks, ended by the close") {
  Server server(
      local(),
      [](Request&&, const Responder& responder) {
        Response response;
        response.source = [left = 3](std::string& out) mutable {
          out += "piece ";
          return --left > 0;
        };
        responder.send(std::move(response));
      },
      refusal);
  server.start();
  RawClient client(server.port());
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string all = client.rest();
  CHECK(all.find("Transfer-Encoding") == std::string::npos);
  CHECK(all.find("Connection: close") != std::string::npos);
  CHECK(all.ends_with("\r\n\r\npiece piece piece "));
}
