#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

CommonConfig https_only(const std::string& proxies = "127.0.0.0/8") {
  CommonConfig config = Fixture::config();
  config.https_required = true;
  config.trusted_proxies = proxies;
  return config;
}

}  // namespace

TEST_CASE("what a trusted proxy got by plain HTTP is refused before its token is looked at") {
  const Fixture fixture(https_only());
  const auto get = [&](const std::string& headers, const std::string& path = "/api/v1/notes/") {
    return fixture.ask("GET", path, headers);
  };
  const std::string token = fixture.bearer("any"), client = "X-Forwarded-For: 203.0.113.9\r\n";
  for (const std::string& headers :
       {std::string("X-Forwarded-Proto: http\r\n"), client, client + "X-Forwarded-Proto: http\r\n",
        client + "X-Forwarded-Proto:\r\n", client + "X-Forwarded-Proto: https, http\r\n",
        "X-Forwarded-Proto: https\r\n" + client + "X-Forwarded-Proto: http\r\n"}) {
    CAPTURE(headers);
    check_problem(get(token + headers), 403, "https_required");
    check_problem(get(headers), 403, "https_required");
    check_problem(get(headers, "/api/v1/health"), 403, "https_required");
  }
  for (const std::string& headers :
       {client + "X-Forwarded-Proto: https\r\n", client + "X-Forwarded-Proto: http, https\r\n"})
    CHECK(status_of(get(token + headers)) == 200);
}

TEST_CASE("probes and services of the suite, whom no proxy forwards, are not asked for HTTPS") {
  const Fixture fixture(https_only());
  CHECK(status_of(fixture.ask("GET", "/api/v1/notes/", fixture.bearer("any"))) == 200);
  CHECK(status_of(fixture.ask("GET", "/api/v1/health")) == 200);
  CHECK(status_of(fixture.ask_inside("/health", "X-Forwarded-Proto: http\r\n")) == 200);
}

TEST_CASE(
    "what an untrusted peer says of its transport counts for nothing, and nothing is asked by default") {
  const std::string forged = "X-Forwarded-Proto: http\r\nX-Forwarded-For: 203.0.113.9\r\n";
  const Fixture direct(https_only("192.0.2.1"));
  CHECK(status_of(direct.ask("GET", "/api/v1/notes/", direct.bearer("any") + forged)) == 200);
  const Fixture nobody(https_only("none"));
  CHECK(status_of(nobody.ask("GET", "/api/v1/notes/", nobody.bearer("any") + forged)) == 200);
  CHECK_THROWS_AS(Fixture(https_only("none, 127.0.0.1")), std::invalid_argument);
  const Fixture usual;
  CHECK(status_of(usual.ask("GET", "/api/v1/notes/", usual.bearer("any") + forged)) == 200);
}
