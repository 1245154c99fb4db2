// What large answers that nobody reads hold of the budget for bodies, and who is refused for it.
#include <thread>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

CommonConfig with_budget(std::int64_t mib) {
  CommonConfig config = Fixture::config();
  config.body_budget_mib = mib;
  return config;
}

std::size_t held(const Fixture& fixture) {
  const std::string metrics = body_of(fixture.ask_inside("/metrics"));
  const std::size_t at = metrics.find("\nlgm_http_body_bytes ");
  REQUIRE(at != std::string::npos);
  return static_cast<std::size_t>(std::stod(metrics.substr(at + 21)));
}

// Asks for the large answer and reads nothing.
std::unique_ptr<RawClient> who_reads_nothing(const Fixture& fixture, const std::string& uid) {
  auto client = std::make_unique<RawClient>(fixture.service.public_port());
  client->send("GET /api/v1/large HTTP/1.1\r\nHost: h\r\n" + fixture.bearer(uid) + "\r\n");
  return client;
}

bool is_whole(const std::string& answer) {
  return status_of(answer) == 200 && body_of(answer).size() == kLarge;
}

}  // namespace

TEST_CASE("answers that nobody reads hold their user's share, and others are answered") {
  const Fixture fixture(with_budget(40));
  auto waiting = who_reads_nothing(fixture, "admin");
  while (held(fixture) < kLarge) std::this_thread::yield();
  const auto ask = [&](const std::string& method, const std::string& path, const std::string& uid) {
    return fixture.ask(method, "/api/v1" + path, fixture.bearer(uid));
  };
  const std::string refused = ask("GET", "/large", "admin");
  check_problem(refused, 503, "overloaded");
  CHECK(refused.find("Retry-After: 1\r\n") != std::string::npos);
  CHECK(is_whole(ask("GET", "/large", "writer")));
  CHECK(status_of(ask("GET", "/notes/?limit=2", "admin")) == 200);
  CHECK(is_whole(ask("PUT", "/large", "admin")));  // what was done is told
  waiting.reset();
  while (held(fixture) > 0) std::this_thread::yield();
  CHECK(is_whole(ask("GET", "/large", "admin")));
  CHECK(held(fixture) == 0);
}

TEST_CASE("an answer larger than its user's share is for who waits for nothing else") {
  const Fixture fixture(with_budget(4));
  CHECK(is_whole(fixture.ask("GET", "/api/v1/large", fixture.bearer("admin"))));
  CHECK(is_whole(fixture.ask("GET", "/api/v1/large", fixture.bearer("admin"), std::string(900'000, 'x'))));
  const auto waiting = who_reads_nothing(fixture, "admin");
  while (held(fixture) == 0) std::this_thread::yield();
  CHECK(held(fixture) == 2 * 1024 * 1024);
  check_problem(fixture.ask("GET", "/api/v1/large", fixture.bearer("admin")), 503, "overloaded");
  CHECK(is_whole(fixture.ask("GET", "/api/v1/large", fixture.bearer("writer"))));
}
