// Who is refused by the head of the request alone, before a byte of the body is kept, and what bodies are
// taken at all.
#include <memory>
#include <thread>
#include <vector>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

// The answer to a head whose body never comes.
std::string head_alone(std::uint16_t port, const std::string& line, const std::string& headers) {
  RawClient client(port);
  client.send(line + " HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: 1000000\r\n\r\n");
  return client.rest();
}

bool holds(const std::string& answer, std::string_view text) {
  return answer.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "who may not call is told so before the body comes") {
  const auto ask_head = [this](const std::string& line, const std::string& headers = "") {
    return head_alone(service.public_port(), line, headers);
  };
  const std::string nobody = ask_head("POST /api/v1/notes/");
  check_problem(nobody, 401, "invalid_token");
  CHECK(holds(nobody, "WWW-Authenticate: Bearer\r\n"));
  CHECK(holds(nobody, "Connection: close\r\n"));
  check_problem(ask_head("POST /api/v1/notes/", "Authorization: Bearer x\r\n"), 401, "invalid_token");
  check_problem(ask_head("PUT /api/v1/notes/s1", bearer("writer", std::chrono::seconds(-100))), 401,
                "invalid_token");
  check_problem(ask_head("POST /api/v1/notes/", check_bearer("tag", "a")), 403, "token_limited");
  check_problem(ask_head("POST /api/v1/nowhere"), 404, "no_such_route");
  const std::string other = ask_head("PATCH /api/v1/notes/");
  check_problem(other, 405, "method_not_allowed");
  CHECK(holds(other, "Allow: GET, HEAD, POST\r\n"));
  check_problem(ask_head("POST /api/v1/notes/", bearer("admin") + "Content-Type: text/plain\r\n"), 415,
                "unsupported_media_type");
  check_problem(ask_head("POST /api/v1/notes/", bearer("admin") + "Content-Encoding: gzip\r\n"), 415,
                "unsupported_media_type");
  CHECK(holds(ask_inside("/metrics"),
              R"(lgm_http_requests_total{method="POST",route="create_note",status="401"} 2)"));
}

TEST_CASE_FIXTURE(Fixture, "an internal route refuses by the head as well") {
  const auto ask_head = [this](const std::string& headers) {
    return head_alone(service.internal_port(), "GET /internal/v1/news", headers);
  };
  check_problem(ask_head(""), 401, "invalid_token");
  check_problem(ask_head("Authorization: Bearer " + std::string(32, 'z') + "\r\n"), 401, "invalid_token");
  check_problem(ask_head("Authorization: Bearer " + std::string(32, 'b') + "\r\n"), 403, "caller_not_named");
}

TEST_CASE_FIXTURE(Fixture, "who may call sends its body after 100 Continue") {
  RawClient client(service.public_port());
  const std::string body = R"({"text":"a"})";
  client.send("POST /api/v1/notes/ HTTP/1.1\r\nHost: h\r\n" + bearer("admin") +
              "Expect: 100-continue\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
  CHECK(status_of(client.answer(true)) == 100);
  client.send(body);
  CHECK(status_of(client.answer()) == 200);
  RawClient stranger(service.public_port());
  stranger.send(
      "POST /api/v1/notes/ HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
  CHECK(status_of(stranger.answer()) == 401);
}

TEST_CASE("bodies of nobody find a quarter of the budget, who is known finds more; it is counted and shown") {
  CommonConfig config = Fixture::config();
  config.body_budget_mib = 4;
  const Fixture fixture(config);
  const auto begin = [&](RawClient& client, const std::string& path, const std::string& headers,
                         std::size_t bytes) {
    client.send("POST /api/v1" + path + " HTTP/1.1\r\nHost: h\r\n" + headers +
                "Content-Length: " + std::to_string(kMiB) + "\r\n\r\n" + std::string(bytes, ' '));
  };
  const auto held = [&] {
    const std::string metrics = body_of(fixture.ask_inside("/metrics"));
    const std::size_t at = metrics.find("\nlgm_http_body_bytes ");
    REQUIRE(at != std::string::npos);
    return std::stod(metrics.substr(at + 21));
  };
  RawClient first(fixture.service.public_port()), second(fixture.service.public_port()),
      known(fixture.service.public_port());
  begin(first, "/uploads", "", 700'000);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (held() < 700'000) {
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, "the body is not counted");
    std::this_thread::yield();
  }
  begin(second, "/uploads", "", 700'000);
  const std::string refused = second.rest();
  check_problem(refused, 503, "overloaded");
  CHECK(holds(refused, "Retry-After: 1\r\n"));
  begin(known, "/notes/", fixture.bearer("admin"), kMiB);
  CHECK(status_of(known.answer()) == 422);  // blanks: it was read whole
  const std::string metrics = body_of(fixture.ask_inside("/metrics"));
  CHECK(holds(metrics, "\nlgm_http_bodies_refused_total 1\n"));
  CHECK(holds(metrics, "\nlgm_http_body_budget_bytes 4194304\n"));
  CHECK(status_of(fixture.ask("POST", "/api/v1/notes/", fixture.bearer("admin"), R"({"text":"a"})")) == 200);
}

TEST_CASE("a service that is given too little for its largest body does not start") {
  CommonConfig config = Fixture::config();
  config.body_budget_mib = 3;
  CHECK_THROWS_WITH_AS(Fixture{config},
                       "BODY_BUDGET_MIB must be at least 4 here: half of it must hold the largest body of a "
                       "route, 2097152 bytes",
                       std::runtime_error);
}

TEST_CASE("refused connections are counted, and the limits shown") {
  CommonConfig config = Fixture::config();
  config.connections_per_address = 2;
  config.trusted_proxies = "";
  const Fixture fixture(config);
  RawClient first(fixture.service.public_port()), second(fixture.service.public_port());
  for (RawClient* client : {&first, &second}) {
    client->send("GET /api/v1/health HTTP/1.1\r\nHost: h\r\n\r\n");
    REQUIRE(status_of(client->answer()) == 200);
  }
  RawClient third(fixture.service.public_port());
  CHECK(third.rest().empty());
  std::string metrics;
  do {  // counted once it is closed
    metrics = body_of(fixture.ask_inside("/metrics"));
  } while (holds(metrics, R"(lgm_http_connections_refused_total{limit="address",listener="public"} 0)"));
  CHECK(holds(metrics, R"(lgm_http_connections_refused_total{limit="address",listener="public"} 1)"));
  CHECK(holds(metrics, R"(lgm_http_connections_refused_total{limit="listener",listener="public"} 0)"));
  for (const char* listener : {"public", "internal"}) {
    const std::string limit = std::string("lgm_http_connections_limit{listener=\"") + listener + "\"} ";
    CHECK(holds(metrics, limit));
    CHECK_FALSE(holds(metrics, limit + "0\n"));
  }
}

TEST_CASE("a trusted proxy has as many connections as there are") {
  CommonConfig config = Fixture::config();
  config.connections_per_address = 2;
  config.trusted_proxies = "127.0.0.0/8";
  const Fixture fixture(config);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<RawClient>(fixture.service.public_port()));
    clients.back()->send("GET /api/v1/health HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(status_of(clients.back()->answer()) == 200);
  }
}

TEST_CASE_FIXTURE(Fixture, "a body comes as it is: another Content-Encoding is 415 and says what is taken") {
  const auto post = [this](const std::string& path, const std::string& encoding) {
    return ask("POST", path, bearer("admin") + "Content-Encoding: " + encoding + "\r\n", R"({"text":"a"})");
  };
  for (const char* encoding : {"gzip", "br", "identity, gzip", "x", ""}) {
    CAPTURE(encoding);
    const std::string answer = post("/api/v1/notes/", encoding);
    check_problem(answer, 415, "unsupported_media_type");
    CHECK(holds(answer, "Accept-Encoding: identity\r\n"));
  }
  CHECK(status_of(post("/api/v1/notes/", "Identity")) == 200);
  CHECK(status_of(ask("PUT", "/api/v1/notes/s1", bearer("writer") + "Content-Encoding: deflate\r\n",
                      R"({"text":"a"})")) == 415);
}

TEST_CASE_FIXTURE(Fixture, "a byte order mark before JSON is passed over, once and there alone") {
  const auto post = [this](const std::string& body) {
    return ask("POST", "/api/v1/notes/", bearer("admin"), body);
  };
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(status_of(post(mark + R"({"text":"a"})")) == 200);
  CHECK(status_of(post(mark + mark + R"({"text":"a"})")) == 422);
  CHECK(status_of(post(R"({"text":"a"})" + mark)) == 422);
  CHECK(status_of(post(mark)) == 422);
}
