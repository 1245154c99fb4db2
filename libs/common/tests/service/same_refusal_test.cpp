// What a refused caller learns: nothing about why, and nothing about what stands behind.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

// Listens and notes whether anybody came.
class SilentListener {
 public:
  SilentListener() : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd_, 8) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/keys";
  }
  SilentListener(const SilentListener&) = delete;
  SilentListener& operator=(const SilentListener&) = delete;
  ~SilentListener() { ::close(fd_); }
  bool somebody_came() const {
    pollfd polled{fd_, POLLIN, 0};
    return ::poll(&polled, 1, 0) > 0;
  }
  std::string url;

 private:
  int fd_;
};

// The answer without what differs between any two: the request's id and the date.
std::string without_ids(const std::string& answer) {
  std::string text, rest = answer;
  const std::size_t named = answer.find("X-Request-ID: ") + 14;
  const std::string id = answer.substr(named, answer.find("\r\n", named) - named);
  for (std::size_t at = rest.find(id); !id.empty() && at != std::string::npos; at = rest.find(id))
    rest.replace(at, id.size(), "ID");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    if (!rest.starts_with("Date:")) text += rest.substr(0, end) + "\n";
    rest.erase(0, std::min(end + 2, rest.size()));
  }
  return text;
}

std::string token_of(const std::string& header, const std::string& payload,
                     const std::string& key = std::string(32, 'k')) {
  const std::string text = crypto::base64url(header) + "." + crypto::base64url(payload);
  return text + "." + crypto::base64url(crypto::hmac_sha256(key, text));
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "every refused token gets the same 401, and no address in it is called") {
  const SilentListener listener;
  const std::int64_t now = base::to_unix_seconds(clock.now());
  const auto payload = [&](const std::string& iss, const std::string& aud, std::int64_t from, std::int64_t to,
                           const std::string& more = R"("sid":"s","jti":"j",)") {
    return "{\"iss\":\"" + iss + "\",\"aud\":\"" + aud +
           R"(","sub":"u","client_id":"console","uid":"admin","role":"SYSTEM_ADMIN",)" + more +
           "\"iat\":" + std::to_string(from) + ",\"nbf\":" + std::to_string(from) +
           ",\"exp\":" + std::to_string(to) + "}";
  };
  const std::string ours = "llm-guard-manager", good_header = R"({"alg":"HS256","typ":"at+jwt","kid":"k"})";
  const std::string good = payload(ours, ours, now, now + 60);
  REQUIRE(status_of(ask("GET", "/api/v1/notes/",
                        "Authorization: Bearer " + token_of(good_header, good) + "\r\n")) == 200);
  const std::string addresses = R"(,"jku":")" + listener.url + R"(","x5u":")" + listener.url + "\"";
  const std::vector<std::string> refused{
      "x",
      "a.b.c.d.e",
      "{\"payload\":\"\"}",
      std::string(7'000, 'a'),
      token_of(R"({"alg":"none","typ":"at+jwt","kid":"k"})", good),
      token_of(R"({"alg":"ES256","typ":"at+jwt","kid":"k"})", good),
      token_of(R"({"alg":"HS256","typ":"JWT","kid":"k"})", good),
      token_of(R"({"alg":"HS256","kid":"k"})", good),
      token_of(R"({"alg":"HS256","typ":"at+jwt","kid":"k","crit":["x"]})", good),
      token_of(R"({"alg":"HS256","typ":"at+jwt","kid":"other")" + addresses + "}", good,
               std::string(32, 'x')),
      token_of(good_header, payload("somebody", ours, now, now + 60)),
      token_of(good_header, payload(ours, "else", now, now + 60)),
      token_of(good_header, payload(ours, ours, now - 600, now - 61)),
      token_of(good_header, payload(ours, ours, now + 120, now + 600)),
      token_of(good_header, payload(ours, ours, now, now + 60, "")),
      token_of(good_header, payload(ours, ours, now, now + 60), std::string(32, 'x')),
      token_of(good_header, good) + "A"};
  std::string expected = without_ids(ask("GET", "/api/v1/notes/"));
  // Who brings nothing is told the scheme alone.
  const std::string challenge = "WWW-Authenticate: Bearer\n";
  const std::size_t at = expected.find(challenge);
  REQUIRE(at != std::string::npos);
  CHECK(without_ids(ask("GET", "/api/v1/notes/", "Authorization: Basic dTpw\r\n")) == expected);
  expected.replace(at, challenge.size(), "WWW-Authenticate: Bearer error=\"invalid_token\"\n");
  CHECK(without_ids(ask("GET", "/api/v1/notes/", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")) ==
        expected);
  for (const std::string& token : refused) {
    CAPTURE(token);
    CHECK(without_ids(ask("GET", "/api/v1/notes/", "Authorization: Bearer " + token + "\r\n")) == expected);
  }
  CHECK(without_ids(ask("GET", "/api/v1/notes/", bearer("gone"))) != "");
  CHECK_FALSE(listener.somebody_came());
}

namespace {

// A service that publishes what it has, unless it is told not to.
struct Publisher {
  base::SystemClock clock;
  base::SystemRandom random;
  Log log{{"test-service", Level::Error, ""}};
  Metrics metrics;
  Service service;
  static CommonConfig config(bool publishes) {
    CommonConfig made = Fixture::config();
    made.openapi_public = publishes;
    return made;
  }
  explicit Publisher(bool publishes)
      : service({"test-service", "test", "1.0"}, config(publishes), {clock, random, log, metrics}) {
    for (const char* path : {"/notes/open", "/other/open"}) {
      Route route = Fixture::route(http::Method::Get, path, path + 1, open_to_all());
      route.gives_json(json::Value()).does([](Context&) { return http::Response(); });
      service.public_routes().add(std::move(route));
    }
    Route inside = Fixture::route(http::Method::Get, "/internal/v1/news", "news", internal({"auth"}));
    inside.absolute = true;
    inside.gives_json(json::Value()).does([](Context&) { return http::Response(); });
    service.internal_routes().add(std::move(inside));
    service.publish_openapi_below("");
    service.publish_openapi_below("/notes");
    service.start();
  }
  std::string ask(std::uint16_t port, const std::string& path) const {
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return client.rest();
  }
};

}  // namespace

TEST_CASE("the published OpenAPI document tells nothing of the internal routes") {
  const Publisher publisher(true);
  const auto port = publisher.service.public_port();
  const std::string answer = publisher.ask(port, "/api/v1/openapi.json");
  REQUIRE(status_of(answer) == 200);
  const std::string body = std::string(body_of(answer));
  const auto document = json::parse_or_nothing(body);
  REQUIRE(document);
  CHECK(document->find("servers")->array()->front().text_at("url") == "/dbmanage");
  CHECK(json::to_text(*document->find("paths")->find("/api/v1/notes/open")->find("get")->find("security")) ==
        "[]");
  for (const char* secret : {"/internal", "/metrics", "x-listener", "per caller and callee"}) {
    CAPTURE(secret);
    CHECK(body.find(secret) == std::string::npos);
  }
  const auto below = json::parse_or_nothing(body_of(publisher.ask(port, "/api/v1/notes/openapi.json")));
  REQUIRE(below);
  CHECK(below->find("paths")->object()->size() == 2);
  CHECK(status_of(publisher.ask(port, "/openapi.json")) == 404);
  CHECK(publisher.ask(publisher.service.internal_port(), "/openapi.json").find("/internal/v1/news") !=
        std::string::npos);
}

TEST_CASE("nothing is published where OPENAPI_PUBLIC says no") {
  const Publisher publisher(false);
  CHECK(status_of(publisher.ask(publisher.service.public_port(), "/api/v1/openapi.json")) == 404);
}
