// Limits by name: several a request, of people, applications and networks, and those that a handler spends
// from.
#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <thread>

#include "fixture.hpp"
#include "keys.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

RateRule rule(std::string name, RateRule::Of of, std::int64_t burst, bool by_requests) {
  RateRule made;
  made.name = std::move(name), made.what = "calls", made.per_minute = 60, made.burst = burst;
  made.of = of, made.by_requests = by_requests;
  return made;
}

CommonConfig one_worker() {
  auto made = Fixture::config();
  made.worker_threads = 1;
  return made;
}

struct Named {
  base::ManualClock clock{base::from_unix_ms(1'790'000'000'000)};
  base::SystemRandom random;
  Log log{{"test-service", Level::Error, ""}};
  Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{Fixture::verifier_options(), nullptr, clock};
  FixedRights rights;
  Keys keys;
  Service service{{"test-service", "test", "1.0"},
                  one_worker(),
                  {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr, {&keys}}};
  std::atomic<int> runs{0};

  Named() {
    add("/rows", "rows",
        [](Context& context) { return http::Response::text(200, context.principal().id, "text/plain"); });
    // One call for each letter.
    add("/checks", "checks", [this](Context& context) {
      ++runs;
      const auto text = context.request().parameter("text").value_or("a");
      for (std::size_t i = 0; i < text.size(); ++i)
        context.spend("application", std::string(context.request().parameter("app").value_or("s1")));
      return http::Response::text(200, "checked", "text/plain");
    });
    add("/mistake", "mistake", [](Context& context) {
      context.spend("no-such-limit", "s1");
      return http::Response::text(200, "done", "text/plain");
    });
    add("/untold", "untold", [](Context& context) {
      context.spend("other", "s1");
      return http::Response::text(200, "done", "text/plain");
    });
    add("/patient", "patient", [this](Context& context) {
      ++runs;
      context.spend("application", "s1");
      context.spend("patient", "s1");
      return http::Response::text(200, "checked", "text/plain");
    });
  }
  void add(std::string path, std::string name, Handle handle) {
    Route route = Fixture::route(http::Method::Get, std::move(path), std::move(name), signed_in());
    route.spends = {"application", "patient", "no-such-limit"};
    route.gives_json(json::Value()).does(std::move(handle));
    service.public_routes().add(std::move(route));
  }
  std::string request(const std::string& path, const std::string& headers = "") const {
    return "GET /api/v1" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
           (headers.find("X-API-Key") == std::string::npos ? bearer() : "") + headers + "\r\n";
  }
  std::string bearer() const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return "Authorization: Bearer " +
           key->sign({"llm-guard-manager", "llm-guard-manager", "u", "console", "admin", "SYSTEM_ADMIN", "s",
                      "j", now, now, now + 3600}) +
           "\r\n";
  }
  std::string ask(const std::string& path, const std::string& headers = "") const {
    RawClient client(service.public_port());
    client.send(request(path, headers));
    return client.rest();
  }
  bool says(const std::string& line) {
    return metrics.scrape().find("\n" + line + "\n") != std::string::npos;
  }
  void until_held(int count) {
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);;) {
      if (std::chrono::steady_clock::now() > end) FAIL("never " << count << " requests that are held back");
      if (says("lgm_held_requests " + std::to_string(count))) return;
      std::this_thread::yield();
    }
  }
};

std::string header_of(const std::string& answer, const std::string& name) {
  const std::size_t at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 4;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

std::string from(const std::string& address) {
  return "X-Forwarded-For: " + address + "\r\n";
}

}  // namespace

TEST_CASE_FIXTURE(Named,
                  "a request spends from each limit that it is subject to, and hears of each by name") {
  service.add_limit(rule("network", RateRule::Of::Network, 2, true));
  service.start();
  const std::string first = ask("/rows", from("192.0.2.1"));
  CHECK(status_of(first) == 200);
  CHECK(header_of(first, "RateLimit-Policy") == R"("user";q=600;w=60, "network";q=60;w=60)");
  CHECK(header_of(first, "RateLimit") == R"("user";r=29;t=0, "network";r=1;t=0)");
  CHECK(status_of(ask("/rows", from("192.0.2.1"))) == 200);
  const std::string refused = ask("/rows", from("192.0.2.1"));
  check_problem(refused, 429, "rate_limited");
  CHECK(body_of(refused).find("More than 2 calls at once; slow down") != std::string::npos);
  CHECK(header_of(refused, "RateLimit") == R"("user";r=27;t=0, "network";r=0;t=1)");
  CHECK(header_of(refused, "Retry-After") == "1");
  CHECK(says(R"(lgm_rate_limited_total{rule="network"} 1)"));
  CHECK(says(R"(lgm_rate_limited_total{rule="user"} 0)"));
  CHECK(status_of(ask("/rows", from("192.0.2.2"))) == 200);
}

TEST_CASE_FIXTURE(Named, "a network is an IPv4 address, or the /64 of an IPv6 one") {
  service.add_limit(rule("network", RateRule::Of::Network, 1, true));
  service.start();
  CHECK(status_of(ask("/rows", from("2001:db8::1"))) == 200);
  CHECK(status_of(ask("/rows", from("2001:db8::2"))) == 429);
  CHECK(status_of(ask("/rows", from("2001:db8:0:1::2"))) == 200);
}

TEST_CASE_FIXTURE(Named, "an application spends from its own limit, and not from that of a user") {
  service.add_limit(rule("application", RateRule::Of::Application, 2, true));
  service.start();
  CHECK(header_of(ask("/rows"), "RateLimit") == R"("user";r=29;t=0)");
  CHECK(header_of(ask("/rows", "X-API-Key: key-notes\r\n"), "RateLimit") == R"("application";r=1;t=0)");
}

TEST_CASE_FIXTURE(Named, "a handler spends from a limit, for whom it says, as often as it says") {
  service.add_limit(rule("application", RateRule::Of::Application, 3, false));
  service.start();
  CHECK(header_of(ask("/rows"), "RateLimit") == R"("user";r=29;t=0)");
  const std::string first = ask("/checks?app=s1&text=ab");
  CHECK(status_of(first) == 200);
  CHECK(header_of(first, "RateLimit") == R"("user";r=28;t=0, "application";r=1;t=0)");
  CHECK(header_of(first, "RateLimit-Policy") == R"("user";q=600;w=60, "application";q=60;w=60)");
  const std::string refused = ask("/checks?app=s1&text=ab");
  check_problem(refused, 429, "rate_limited");
  CHECK(header_of(refused, "Retry-After") == "1");
  CHECK(says(R"(lgm_rate_limited_total{rule="application"} 1)"));
  CHECK(status_of(ask("/checks?app=s2&text=ab")) == 200);
}

TEST_CASE_FIXTURE(Named, "a handler that spends from a limit that there is not fails") {
  service.start();
  check_problem(ask("/mistake"), 500, "internal");
}

TEST_CASE_FIXTURE(Named, "a handler that spends from a limit that its route does not name fails") {
  service.add_limit(rule("other", RateRule::Of::Application, 5, false));
  service.start();
  check_problem(ask("/untold"), 500, "internal");
}

TEST_CASE_FIXTURE(Named,
                  "a handler whose limit has patience is left, waits without a worker, and is charged once") {
  auto patient = rule("patient", RateRule::Of::Application, 1, false);
  patient.patience = std::chrono::seconds(2);
  service.add_limit(rule("application", RateRule::Of::Application, 10, false));
  service.add_limit(patient);
  service.start();
  CHECK(status_of(ask("/patient")) == 200);
  RawClient held(service.public_port());
  held.send(request("/patient"));
  until_held(1);
  CHECK(status_of(ask("/rows")) == 200);  // the one worker is free
  CHECK(runs == 2);
  clock.advance(std::chrono::seconds(1));
  const std::string answer = held.rest();
  CHECK(status_of(answer) == 200);
  CHECK(runs == 3);
  CHECK(header_of(answer, "RateLimit").find(R"("application";r=8;t=0, "patient";r=0;t=)") !=
        std::string::npos);
  // A second later the other's bucket had its token back: nothing was spent twice.
  CHECK(header_of(ask("/checks"), "RateLimit").find(R"("application";r=8;)") != std::string::npos);
}

TEST_CASE_FIXTURE(Named, "whose token does not come within the limit's patience is refused") {
  auto patient = rule("patient", RateRule::Of::Application, 1, false);
  patient.per_minute = 20, patient.patience = std::chrono::seconds(2);
  service.add_limit(rule("application", RateRule::Of::Application, 10, false));
  service.add_limit(patient);
  service.start();
  CHECK(status_of(ask("/patient")) == 200);
  RawClient held(service.public_port());
  held.send(request("/patient"));
  until_held(1);
  clock.advance(std::chrono::seconds(2));
  check_problem(held.rest(), 429, "rate_limited");
  CHECK(says(R"(lgm_rate_limited_total{rule="patient"} 1)"));
}

TEST_CASE_FIXTURE(Named, "a limit that cannot be is refused by name") {
  const auto refuses = [this](RateRule one, const char* why) {
    CHECK_THROWS_WITH_AS(service.add_limit(std::move(one)), doctest::Contains(why), std::logic_error);
  };
  refuses(rule("user", RateRule::Of::Principal, 1, true), "two limits are named user");
  refuses(rule("", RateRule::Of::Principal, 1, true), "1 to 32 of a-z, 0-9 and '-'");
  refuses(rule("Per App", RateRule::Of::Principal, 1, true), "1 to 32 of a-z, 0-9 and '-'");
  refuses(rule(std::string(33, 'a'), RateRule::Of::Principal, 1, true), "1 to 32 of a-z, 0-9 and '-'");
  refuses(rule("app", RateRule::Of::Application, 0, true), "limit app: a burst below 1");
  auto negative = rule("app", RateRule::Of::Application, 1, true);
  negative.per_minute = -1;
  refuses(negative, "limit app: a rate below 0");
  service.add_limit(rule(std::string(32, 'a'), RateRule::Of::Application, 1, true));
}
