#include "lgm/service/service.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <set>
#include <thread>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

TEST_CASE_FIXTURE(Fixture,
                  "both prefixes and a missing trailing slash reach a route; others are 404 and 405") {
  for (const char* path : {"/api/v1/notes/", "/api/v1/notes", "/dbmanage/api/v1/notes"})
    CHECK(status_of(ask("GET", path, bearer("any"))) == 200);
  check_problem(ask("GET", "/notes/"), 404, "no_such_route");
  check_problem(ask("GET", "/api/v1/notes//"), 404, "no_such_route");
  const std::string answer = ask("PATCH", "/api/v1/notes/", bearer("any"));
  check_problem(answer, 405, "method_not_allowed");
  CHECK(answer.find("Allow: GET, HEAD, POST") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture,
                  "what other versions answer is 404 by its name, for the methods that are not there") {
  for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
    for (const char* path :
         {"/api/v1/drawings/", "/api/v1/drawings/7/lines", "/dbmanage/api/v1/drawings/7"}) {
      const std::string answer = ask(method, path);
      CHECK_MESSAGE(status_of(answer) == 404, method << " " << path);
      if (std::string_view(method) == "HEAD") continue;
      check_problem(answer, 404, "not_in_this_version");
      CHECK(body_of(answer).find("Drawing is not in this version") != std::string::npos);
    }
  check_problem(ask("GET", "/api/v1/drawing"), 404, "no_such_route");
  check_problem(ask("PUT", "/api/v1/notes"), 404, "not_in_this_version");
  check_problem(ask("PATCH", "/api/v1/notes"), 405, "method_not_allowed");
}

TEST_CASE_FIXTURE(Fixture, "what a person typed is 400 on a classic route, what a program sent wrong 422") {
  const auto post = [this](const std::string& body, const std::string& query = "") {
    return ask("POST", "/api/v1/older-notes/" + query, bearer("admin"), body);
  };
  CHECK(status_of(post(R"({"text":"a"})")) == 200);
  for (const char* body :
       {R"({"text":""})", R"({"text":"123456"})", R"({"text":"\t"})", "{}", R"({"text":"-"})"}) {
    const std::string answer = post(body);
    check_problem(answer, 400, "invalid");
    CHECK(body_of(answer).find(R"("errors":[{"pointer":"/text")") != std::string::npos);
    CHECK(body_of(answer).find(R"("detail":"text )") != std::string::npos);
  }
  for (const char* body : {"{", "[]", "", R"({"text":7})", R"({"text":null})", R"({"text":"123456","odd":1})",
                           R"({"text":"\ud800"})"})
    check_problem(post(body), 422, "invalid");
  check_problem(post(R"({"text":"a"})", "?q=123456"), 422, "invalid");
  // Routes that older clients do not know say 422, as they did.
  check_problem(ask("POST", "/api/v1/notes/", bearer("admin"), R"({"text":""})"), 422, "invalid");
}

TEST_CASE_FIXTURE(Fixture, "lists say their total and the next page, and refuse bad paging") {
  const std::string answer = ask("GET", "/api/v1/notes/?q=%E6%95%8F&limit=2&skip=4", bearer("any"));
  CHECK(answer.find("X-Total-Count: 10000\r\nX-Total-Count-Exact: false") != std::string::npos);
  CHECK(answer.find("Link: </api/v1/notes/?q=%E6%95%8F&skip=6&limit=2>; rel=\"next\"") != std::string::npos);
  for (const char* query : {"limit=1001", "limit=0", "skip=-1", "limit=x", "odd=1", "q=123456", "q=1&q=2"})
    CHECK_MESSAGE(status_of(ask("GET", "/api/v1/notes/?" + std::string(query), bearer("any"))) == 422, query);
}

TEST_CASE_FIXTURE(Fixture, "tokens, users and permissions are checked in this order") {
  const std::string missing = ask("GET", "/api/v1/notes/");
  check_problem(missing, 401, "invalid_token");
  CHECK(missing.find("WWW-Authenticate: Bearer\r\n") != std::string::npos);
  check_problem(ask("GET", "/api/v1/notes/", "Authorization: Bearer x.y.z\r\n"), 401, "invalid_token");
  check_problem(ask("GET", "/api/v1/notes/", bearer("any") + bearer("any")), 401, "invalid_token");
  check_problem(ask("GET", "/api/v1/notes/?access_token=x"), 401, "invalid_token");
  check_problem(ask("GET", "/api/v1/notes/", bearer("gone")), 401, "invalid_token");
  check_problem(ask("GET", "/api/v1/notes/", bearer("off")), 403, "user_disabled");
  const std::string refused = ask("POST", "/api/v1/notes/", bearer("writer"), "{}");
  check_problem(refused, 403, "missing_permission");  // the token's role claim counts for nothing
  CHECK(body_of(refused).find("Missing permission: notes\"") != std::string::npos);
  CHECK(status_of(ask("GET", "/api/v1/scenarios/s1/notes", bearer("writer"))) == 200);
  CHECK(body_of(ask("GET", "/api/v1/scenarios/s2/notes", bearer("writer"))).find("No access to scenario") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "bodies are checked for form, type, size and members") {
  const auto post = [this](const std::string& body,
                           const std::string& headers = "Content-Type: application/json\r\n") {
    return ask("POST", "/api/v1/notes/", bearer("admin") + headers, body);
  };
  CHECK(body_of(post(R"({"text":"敏感"})")) == R"({"id":"new","text":"敏感","version":3})");
  CHECK(post(R"({"text":"a"})").find("ETag: \"3\"") != std::string::npos);
  check_problem(post("{"), 422, "invalid");
  const std::string answer = post(R"({"text":"123456","odd":1})");
  check_problem(answer, 422, "invalid");
  CHECK(body_of(answer).find(R"("errors":[{"pointer":"/text","code":"too_long")") != std::string::npos);
  check_problem(post("text=a", "Content-Type: application/x-www-form-urlencoded\r\n"), 415,
                "unsupported_media_type");
  check_problem(post(std::string(1024 * 1024 + 1, ' ')), 413, "too_large");
}

TEST_CASE_FIXTURE(Fixture, "versions are compared where If-Match is sent") {
  const auto put = [this](const std::string& headers) {
    return status_of(ask("PUT", "/api/v1/notes/s1", bearer("writer") + headers, R"({"text":"a"})"));
  };
  CHECK(put("") == 200);
  CHECK(put("If-Match: \"3\"\r\n") == 200);
  CHECK(put("If-Match: *\r\n") == 200);
  CHECK(put("If-Match: \"2\"\r\n") == 412);
  CHECK(put("If-Match: W/\"3\"\r\n") == 200);  // as a proxy hands it on that compresses
  CHECK(put("If-Match: W/\"2\"\r\n") == 412);
  CHECK(put("If-Match: W/3\r\n") == 412);
}

TEST_CASE_FIXTURE(Fixture,
                  "a handler that forgets its permission check answers 500, and no internal text leaves") {
  check_problem(ask("PUT", "/api/v1/notes/careless", bearer("admin"), R"({"text":"a"})"), 500, "internal");
  const std::string answer = ask("GET", "/api/v1/fails");
  check_problem(answer, 500, "internal");
  CHECK(answer.find("10.0.0.1") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "every answer carries its id and the headers browsers need") {
  const std::string answer = ask("GET", "/api/v1/health", "X-Request-ID: my-id.1\r\n");
  for (const char* header :
       {"X-Request-ID: my-id.1", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer", "Strict-Transport-Security: max-age=31536000"})
    CHECK_MESSAGE(answer.find(header) != std::string::npos, header);
  CHECK(ask("GET", "/api/v1/health", "X-Request-ID: a\"b\r\n").find("a\"b") == std::string::npos);
  CHECK(ask("GET", "/api/v1/health", "Origin: https://console.example\r\n")
            .find("Access-Control-Allow-Origin: https://console.example") != std::string::npos);
  for (const char* origin : {"https://console.example.evil", "http://console.example", "null"})
    CHECK(ask("GET", "/api/v1/health", "Origin: " + std::string(origin) + "\r\n")
              .find("Access-Control-Allow-Origin") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "browsers are told the same with what could not be framed") {
  RawClient client(service.public_port());
  client.send("GET / HTTP/9.9\r\n\r\n");
  const std::string answer = client.rest();
  CHECK(status_of(answer) == 505);
  CHECK(answer.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(answer.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a user's requests are limited, with Retry-After") {
  int refused = 0;
  std::string last;
  for (int i = 0; i < 80 && refused == 0; ++i) {
    last = ask("GET", "/api/v1/notes/", bearer("any"));
    refused += status_of(last) == 429;
  }
  check_problem(last, 429, "rate_limited");
  CHECK(last.find("Retry-After: ") != std::string::npos);
  CHECK(last.find("RateLimit-Policy: \"user\";q=600;w=60") != std::string::npos);
  CHECK(status_of(ask("GET", "/api/v1/notes/", bearer("other"))) == 200);
}

TEST_CASE_FIXTURE(Fixture, "internal routes need a token of a caller that they name, and are not public") {
  check_problem(ask_inside("/internal/v1/news"), 401, "invalid_token");
  check_problem(ask_inside("/internal/v1/news", "Authorization: Bearer " + std::string(32, 'z') + "\r\n"),
                401, "invalid_token");
  check_problem(ask_inside("/internal/v1/news", "Authorization: Bearer " + std::string(32, 'c') + "\r\n"),
                403, "caller_not_named");
  check_problem(ask_inside("/internal/v1/news", bearer("admin")), 401, "invalid_token");
  CHECK(body_of(ask_inside("/internal/v1/news", "Authorization: Bearer " + kToken + "\r\n")) == "none");
  for (const char* path : {"/internal/v1/news", "/metrics", "/openapi.json"})
    check_problem(ask("GET", path), 404, "no_such_route");
}

TEST_CASE_FIXTURE(Fixture, "a waiting poll that finds nothing is answered when its time is over") {
  const auto begun = std::chrono::steady_clock::now();
  CHECK(body_of(ask_inside("/internal/v1/news?wait=1", "Authorization: Bearer " + kToken + "\r\n")) ==
        "none");
  const auto took = std::chrono::steady_clock::now() - begun;
  CHECK(took >= std::chrono::milliseconds(900));
  CHECK(took < std::chrono::milliseconds(2'500));
}

TEST_CASE_FIXTURE(Fixture, "a waiting poll is answered by news, and at once when the service stops") {
  const auto poll = [this] {
    return ask_inside("/internal/v1/news?wait=20", "Authorization: Bearer " + kToken + "\r\n");
  };
  const auto parked = [this](const char* count) {
    while (body_of(ask_inside("/metrics")).find(std::string("lgm_waiting_polls ") + count) ==
           std::string::npos)
      std::this_thread::yield();
  };
  std::string first, second;
  std::thread waiting([&] { first = poll(); });
  parked("1");
  news = true;
  service.notify();
  waiting.join();
  CHECK(body_of(first) == "news");
  news = false;
  waiting = std::thread([&] { second = poll(); });
  parked("1");
  CHECK(service.stop());
  waiting.join();
  CHECK(body_of(second) == "none");
}

TEST_CASE_FIXTURE(Fixture, "a wait beyond the limit is refused") {
  for (const char* wait : {"26", "-1", "x", "9999"})
    check_problem(
        ask_inside("/internal/v1/news?wait=" + std::string(wait), "Authorization: Bearer " + kToken + "\r\n"),
        422, "invalid");
}

TEST_CASE_FIXTURE(Fixture, "readiness follows what is required and tells details inside only") {
  CHECK(body_of(ask("GET", "/api/v1/health/ready")) == R"({"status":"ready","checks":{"store":true}})");
  store_up = false;
  const std::string answer = ask("GET", "/api/v1/health/ready");
  CHECK(status_of(answer) == 503);
  CHECK(body_of(answer) == R"({"status":"not_ready","checks":{"store":false}})");
  CHECK(status_of(ask("GET", "/api/v1/health")) == 200);
  CHECK(body_of(ask_inside("/health/ready")).find("10.0.0.2") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "the public readiness speaks for the suite, which makes no replica unready") {
  SuiteState usap = SuiteState::Well;
  service.health().add_of_suite("usap", [&] { return usap; });
  const auto outside = [&] { return ask("GET", "/api/v1/health/ready"); };
  CHECK(body_of(outside()) == R"({"status":"ready","checks":{"store":true,"usap":true}})");
  usap = SuiteState::Away;
  CHECK(status_of(outside()) == 200);
  CHECK(body_of(outside()) == R"({"status":"degraded","checks":{"store":true,"usap":false}})");
  CHECK(body_of(ask_inside("/health/ready")).find(R"({"status":"ready","checks":{"store":true},)") == 0);
  usap = SuiteState::NotInstalled;
  CHECK(body_of(outside()) == R"({"status":"ready","checks":{"store":true,"usap":false}})");
  store_up = false;
  CHECK(status_of(outside()) == 503);
}

TEST_CASE_FIXTURE(
    Fixture, "metrics count by route template, and the OpenAPI document holds every route and nothing else") {
  ask("GET", "/api/v1/scenarios/s1/notes", bearer("writer"));
  CHECK(body_of(ask_inside("/metrics"))
            .find(R"(lgm_http_requests_total{method="GET",route="scenario_notes",status="200"} 1)") !=
        std::string::npos);
  const auto document = json::parse_or_nothing(body_of(ask_inside("/openapi.json")));
  REQUIRE(document);
  CHECK(document->text_at("openapi") == "3.1.0");
  std::set<std::string> documented, declared;
  for (const auto& [path, operations] : *document->find("paths")->object())
    for (const auto& [method, operation] : *operations.object())
      documented.insert(*operation.text_at("operationId"));
  for (const auto* table : {&service.public_routes(), &service.internal_routes()})
    for (const auto& made : table->routes()) declared.insert(made->name);
  CHECK(documented == declared);
  // PUT /notes/{id} and DELETE /notes/{name} are one path.
  const auto* paths = document->find("paths");
  CHECK(paths->find("/api/v1/notes/{name}") == nullptr);
  const auto* shared = paths->find("/api/v1/notes/{id}");
  REQUIRE(shared);
  const auto* erase = shared->find("delete");
  REQUIRE(erase);
  CHECK((*erase->find("parameters")->array())[0].text_at("name") == "id");
  CHECK((*erase->find("parameters")->array())[0].text_at("description") == "here: name");
}

TEST_CASE_FIXTURE(Fixture, "liveness and scrapes are answered while every worker is busy") {
  std::latch release(1);
  std::vector<std::thread> clients;
  std::latch busy(2 * config().worker_threads);
  held = [&] {
    busy.count_down();
    release.wait();
  };
  for (std::int64_t i = 0; i < config().worker_threads; ++i) {
    clients.emplace_back([this] { CHECK(status_of(ask("GET", "/api/v1/held")) == 200); });
    clients.emplace_back([this] {
      CHECK(status_of(ask_inside("/internal/v1/held", "Authorization: Bearer " + kToken + "\r\n")) == 200);
    });
  }
  busy.wait();
  CHECK(status_of(ask("GET", "/api/v1/health")) == 200);
  CHECK(status_of(ask_inside("/health")) == 200);
  const std::string scrape = ask_inside("/metrics");
  CHECK(status_of(scrape) == 200);
  CHECK(scrape.find("lgm_http_busy_workers{listener=\"internal\"} " +
                    std::to_string(config().worker_threads)) != std::string::npos);
  release.count_down();
  for (std::thread& client : clients) client.join();
}

TEST_CASE_FIXTURE(Fixture, "however many writes wait, reads are answered") {
  std::latch release(1), waiting(6);
  std::atomic<int> writes{0};
  held = [&] {
    if (++writes <= 6) waiting.count_down();
    release.wait();
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < 12; ++i)
    clients.emplace_back([this] { CHECK(status_of(ask("PUT", "/api/v1/held")) == 200); });
  waiting.wait();
  for (const auto end = clock.steady() + std::chrono::seconds(60);
       metrics.scrape().find("lgm_http_queue_length{listener=\"public\"} 6\n") == std::string::npos;) {
    REQUIRE(clock.steady() < end);
    std::this_thread::yield();
  }
  CHECK(status_of(ask("DELETE", "/api/v1/notes/n")) == 200);  // no write, as nothing is audited
  CHECK(status_of(ask("GET", "/api/v1/actor")) == 200);
  CHECK(writes == 6);
  release.count_down();
  for (std::thread& client : clients) client.join();
}

// Whoever reads there that it is ready can reach the public one.
TEST_CASE_FIXTURE(Fixture, "the public listener is there before the internal one, which tells of readiness") {
  auto both_taken = config();
  both_taken.port = service.public_port();
  both_taken.internal_port = service.internal_port();
  try {
    const Fixture second(both_taken);
    FAIL("it took ports that are taken");
  } catch (const std::runtime_error& error) {
    CHECK(std::string(error.what()).find(":" + std::to_string(service.public_port())) != std::string::npos);
  }
}

TEST_CASE("only what waits for nothing and asks nobody may be answered at once") {
  RouteTable table;
  Route route = Fixture::route(http::Method::Get, "/x/{id}", "x", open_to_all());
  route.handle = [](Context&) { return http::Response(); };
  route.at_once = true;
  const char* const kRefusal =
      "GET /x/{id} cannot be answered at once: it waits, asks who calls, or has parameters";
  CHECK_THROWS_WITH(table.add(route), kRefusal);
  route.path = "/x";
  route.access = signed_in();
  CHECK_THROWS_AS(table.add(route), std::logic_error);
  route.access = open_to_all();
  CHECK_NOTHROW(table.add(route));
}

TEST_CASE("a table refuses a route that does not say who may call it") {
  RouteTable table;
  Route route = Fixture::route(http::Method::Get, "/x", "x", {});
  route.handle = [](Context&) { return http::Response(); };
  CHECK_THROWS_WITH(table.add(route), "GET /x does not say who may call it");
  route.access = open_to_all();
  table.add(route);
  CHECK_THROWS_WITH(table.add(route), "two routes are named x");
}
