// The limits of a user, as a client meets them: under a clock that the test moves, with one worker.
#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <thread>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

CommonConfig limits(std::int64_t writes_per_minute, std::int64_t write_burst, std::int64_t burst = 2) {
  auto made = Fixture::config();
  made.worker_threads = 1;
  made.requests_per_minute = 12, made.request_burst = burst;
  made.classic_writes_per_minute = writes_per_minute, made.classic_write_burst = write_burst;
  return made;
}

struct Limited {
  base::ManualClock clock{base::from_unix_ms(1'790'000'000'000)};
  base::SystemRandom random;
  Log log{{"test-service", Level::Error, ""}};
  Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{Fixture::verifier_options(), nullptr, clock};
  FixedRights rights;
  Service service;

  explicit Limited(CommonConfig config)
      : service({"test-service", "test", "1.0"}, std::move(config),
                {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr}) {
    add(http::Method::Get, "/rows/", "list_rows", true, false);
    add(http::Method::Post, "/rows/", "create_row", true, true);
    add(http::Method::Post, "/rows/questions", "ask_row", true, false);
    add(http::Method::Post, "/rows/tries", "try_row", true, true).answers_message = false;
    add(http::Method::Post, "/new-rows/", "create_new_row", false, true);
    service.start();
  }
  Route& add(http::Method method, std::string path, std::string name, bool classic, bool writes) {
    auto route = Fixture::route(method, std::move(path), std::move(name), signed_in());
    route.classic = classic;
    if (writes) route.audit_action = "CREATE", route.audit_resource = "ROW";
    route.gives_message().does([](Context&) { return http::Response::text(200, "done", "text/plain"); });
    return service.public_routes().add(std::move(route));
  }
  std::string request(const std::string& line) const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return line + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer " +
           key->sign({"llm-guard-manager", "llm-guard-manager", "u", "console", "admin", "SYSTEM_ADMIN", "s",
                      "j", now, now, now + 3600}) +
           "\r\n\r\n";
  }
  std::string ask(const std::string& line) const {
    RawClient client(service.public_port());
    client.send(request(line));
    return client.rest();
  }
  void until_held(int count) const {
    const std::string line = "lgm_held_requests " + std::to_string(count) + "\n";
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);;) {
      if (std::chrono::steady_clock::now() > end) FAIL("never " << count << " requests that are held back");
      RawClient client(service.internal_port());
      client.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      if (client.rest().find(line) != std::string::npos) return;
      std::this_thread::yield();
    }
  }
};

}  // namespace

TEST_CASE("writes that older scripts make have a rule of their own") {
  Limited limited(limits(600, 50, 3));
  for (int i = 0; i < 50; ++i) {
    const std::string answer = limited.ask("POST /api/v1/rows/");
    REQUIRE(status_of(answer) == 200);
    if (i == 0) {
      CHECK(answer.find("RateLimit-Policy: \"classic-writes\";q=600;w=60\r\n") != std::string::npos);
      CHECK(answer.find("RateLimit: \"classic-writes\";r=49;t=0\r\n") != std::string::npos);
    }
  }
  // Reads, questions, tries and what older clients do not know are counted as ever.
  CHECK(limited.ask("POST /api/v1/rows/questions").find("RateLimit: \"user\";r=2;") != std::string::npos);
  CHECK(limited.ask("POST /api/v1/rows/tries").find("RateLimit: \"user\";r=1;") != std::string::npos);
  CHECK(status_of(limited.ask("POST /api/v1/new-rows/")) == 200);
  const std::string refused = limited.ask("GET /api/v1/rows/");
  check_problem(refused, 429, "rate_limited");
  CHECK(body_of(refused).find("More than 3 requests at once; slow down") != std::string::npos);
  CHECK(refused.find("RateLimit-Policy: \"user\";q=12;w=60\r\n") != std::string::npos);
  CHECK(refused.find("Retry-After: 5\r\n") != std::string::npos);
}

TEST_CASE(
    "what a limit refuses is counted by its rule, and is neither a failure nor slow; a scrape is no "
    "traffic") {
  Limited limited(limits(600, 50, 3));
  const auto says = [&](const std::string& line) {
    return limited.metrics.scrape().find("\n" + line + "\n") != std::string::npos;
  };
  CHECK(says(R"(lgm_rate_limited_total{rule="user"} 0)"));
  CHECK(says(R"(lgm_rate_limited_total{rule="classic-writes"} 0)"));
  CHECK(says(R"(lgm_traffic_requests_total{listener="public",outcome="failed"} 0)"));
  for (int i = 0; i < 3; ++i) REQUIRE(status_of(limited.ask("GET /api/v1/rows/")) == 200);
  for (int i = 0; i < 2; ++i) CHECK(status_of(limited.ask("GET /api/v1/rows/")) == 429);
  CHECK(status_of(limited.ask("GET /api/v1/nothing")) == 404);
  CHECK(status_of(limited.ask("GET /api/v1/health")) == 200);
  limited.until_held(0);  // scrapes
  CHECK(says(R"(lgm_rate_limited_total{rule="user"} 2)"));
  CHECK(says(R"(lgm_traffic_requests_total{listener="public",outcome="ok"} 3)"));
  CHECK(says(R"(lgm_traffic_requests_total{listener="public",outcome="limited"} 2)"));
  CHECK(says(R"(lgm_traffic_requests_total{listener="public",outcome="refused"} 1)"));
  CHECK(says(R"(lgm_traffic_requests_total{listener="internal",outcome="ok"} 0)"));
  CHECK(says(R"(lgm_traffic_duration_seconds_count{listener="public"} 4)"));
  CHECK(says(R"(lgm_http_request_duration_seconds_count{method="GET",route="list_rows"} 3)"));
  CHECK(says(R"(lgm_http_requests_total{method="GET",route="list_rows",status="429"} 2)"));
}

TEST_CASE("a write beyond its rule is held back without a worker, and goes on when there is a token") {
  Limited limited(limits(60, 2));
  for (int i = 0; i < 2; ++i) REQUIRE(status_of(limited.ask("POST /api/v1/rows/")) == 200);
  RawClient first(limited.service.public_port()), second(limited.service.public_port());
  first.send(limited.request("POST /api/v1/rows/"));
  limited.until_held(1);
  second.send(limited.request("POST /api/v1/rows/"));
  limited.until_held(2);
  // The one worker is free.
  CHECK(status_of(limited.ask("GET /api/v1/rows/")) == 200);
  limited.until_held(2);
  const std::string refused = limited.ask("POST /api/v1/rows/");
  check_problem(refused, 429, "rate_limited");  // there is no token for a third within two seconds
  CHECK(body_of(refused).find("More than 2 writes at once; slow down") != std::string::npos);
  limited.clock.advance(std::chrono::seconds(1));
  CHECK(status_of(first.rest()) == 200);
  limited.until_held(1);
  limited.clock.advance(std::chrono::seconds(1));
  CHECK(status_of(second.rest()) == 200);
}

TEST_CASE("a write that is held back for two seconds is refused then") {
  Limited limited(limits(20, 2));
  for (int i = 0; i < 2; ++i) REQUIRE(status_of(limited.ask("POST /api/v1/rows/")) == 200);
  RawClient held(limited.service.public_port());
  held.send(limited.request("POST /api/v1/rows/"));
  limited.until_held(1);
  limited.clock.advance(std::chrono::seconds(2));
  const std::string refused = held.rest();
  check_problem(refused, 429, "rate_limited");
  CHECK(refused.find("Retry-After: 1\r\n") != std::string::npos);
}

TEST_CASE("whose session ends while a write of it is held back has it refused") {
  Limited limited(limits(60, 1, 1));
  limited.clock.advance(std::chrono::seconds(1));
  REQUIRE(status_of(limited.ask("POST /api/v1/rows/")) == 200);
  RawClient held(limited.service.public_port());
  std::string request = limited.request("POST /api/v1/rows/");
  held.send(request);
  limited.until_held(1);
  limited.clock.advance(std::chrono::hours(2));  // the token is over
  check_problem(held.rest(), 401, "invalid_token");
}

TEST_CASE("the rule of these writes is never stricter than that of other requests, and goes with it") {
  auto config = limits(20, 2);
  config.requests_per_minute = 120, config.request_burst = 5;
  {
    Limited limited(config);
    const std::string answer = limited.ask("POST /api/v1/rows/");
    CHECK(answer.find("RateLimit-Policy: \"classic-writes\";q=120;w=60\r\n") != std::string::npos);
    CHECK(answer.find("RateLimit: \"classic-writes\";r=4;t=0\r\n") != std::string::npos);
  }
  config.requests_per_minute = 0;
  Limited limited(config);
  CHECK(limited.ask("POST /api/v1/rows/").find("RateLimit") == std::string::npos);
}

TEST_CASE("a request that is held back when the service stops is answered before the end") {
  Limited limited(limits(60, 1, 1));
  REQUIRE(status_of(limited.ask("POST /api/v1/rows/")) == 200);
  RawClient held(limited.service.public_port());
  held.send(limited.request("POST /api/v1/rows/"));
  limited.until_held(1);
  const std::uint16_t port = limited.service.public_port();
  const auto listens = [port] {
    try {
      const RawClient client(port);
      return true;
    } catch (const std::runtime_error&) {
      return false;
    }
  };
  std::thread stopping([&] { CHECK(limited.service.stop()); });
  while (listens()) std::this_thread::yield();
  limited.clock.advance(std::chrono::seconds(1));
  CHECK(status_of(held.rest()) == 200);
  stopping.join();
}

TEST_CASE("requests that are held back when there is no time left to stop leave nothing behind") {
  auto limited = std::make_unique<Limited>([] {
    auto config = limits(60, 1, 1);
    config.drain_seconds = 0;
    return config;
  }());
  REQUIRE(status_of(limited->ask("POST /api/v1/rows/")) == 200);
  RawClient held(limited->service.public_port());
  held.send(limited->request("POST /api/v1/rows/"));
  limited->until_held(1);
  limited->service.stop();
  limited.reset();  // nothing of it is left behind
}
