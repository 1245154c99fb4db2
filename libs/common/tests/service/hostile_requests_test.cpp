// Requests that are framed well and mean ill, at the level of a running service.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "fixture.hpp"
#include "lgm/base/utf8.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

std::string header_of(const std::string& answer, const std::string& name) {
  const std::size_t at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos || at > answer.find("\r\n\r\n")) return {};
  const std::size_t begin = at + name.size() + 4;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

std::string raw(const Fixture& fixture, const std::string& bytes) {
  RawClient client(fixture.service.public_port());
  client.send(bytes);
  return client.rest();
}

}  // namespace

TEST_CASE_FIXTURE(Fixture,
                  "what cannot be framed is answered like everything else: id, problem, headers, metric") {
  for (const auto& [bytes, status, code] :
       {std::tuple{"GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400, "malformed_request"},
        std::tuple{"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n", 413, "too_large"},
        std::tuple{"GET / HTTP/3.0\r\n\r\n", 505, "malformed_request"},
        std::tuple{"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501,
                   "malformed_request"}}) {
    const std::string answer = raw(*this, bytes);
    check_problem(answer, status, code);
    const std::string id = header_of(answer, "X-Request-ID");
    CHECK(id.size() == 36);
    CHECK(json::parse_or_nothing(body_of(answer))->text_at("instance") == "urn:request:" + id);
    for (const char* name : {"Strict-Transport-Security", "Content-Security-Policy", "Cache-Control",
                             "X-Content-Type-Options", "Referrer-Policy"})
      CHECK_MESSAGE(!header_of(answer, name).empty(), name);
  }
  CHECK(body_of(ask_inside("/metrics"))
            .find(R"(lgm_http_requests_total{method="OTHER",route="none",status="400"} 1)") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a request id that could forge a line is replaced, a plain one is kept") {
  for (const std::string& id :
       {std::string("a b"), std::string("a\"b"), std::string(129, 'a'), std::string("\xff"),
        std::string("{}"), std::string("%n"), std::string("a;b"), std::string()}) {
    const std::string answer = ask("GET", "/api/v1/health", "X-Request-ID: " + id + "\r\n");
    CHECK(status_of(answer) == 200);
    CHECK_MESSAGE(header_of(answer, "X-Request-ID").size() == 36, id);
  }
  CHECK(header_of(ask("GET", "/api/v1/health", "X-Request-ID: a-b_c.d:1\r\n"), "X-Request-ID") ==
        "a-b_c.d:1");
}

TEST_CASE_FIXTURE(Fixture, "the last word on the client's address is the trusted proxy's") {
  const auto address = [this](const std::string& headers) {
    const std::string body = body_of(ask("GET", "/api/v1/actor", headers));
    return body.substr(0, body.find(' '));
  };
  CHECK(address("") == "127.0.0.1");
  CHECK(address("X-Forwarded-For: 203.0.113.9\r\n") == "203.0.113.9");
  CHECK(address("X-Forwarded-For: 1.2.3.4, 203.0.113.9\r\n") == "203.0.113.9");
  // A proxy that adds a field leaves the client's forged one before it.
  CHECK(address("X-Forwarded-For: 1.2.3.4\r\nx-forwarded-for: 203.0.113.9\r\n") == "203.0.113.9");
  CHECK(address("X-Forwarded-For: 203.0.113.9, 127.0.0.2\r\n") == "203.0.113.9");
  CHECK(address("X-Forwarded-For: evil\r\n") == "127.0.0.1");
  CHECK(address("X-Real-IP: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\n") == "127.0.0.1");
}

TEST_CASE_FIXTURE(Fixture, "what a client calls itself is valid, bounded text") {
  const std::string answer =
      ask("GET", "/api/v1/actor", "User-Agent: a\xff\xc3(" + std::string(5000, 'x') + "\r\n");
  CHECK(base::valid_utf8(body_of(answer)));
  CHECK(body_of(answer).size() < 600);
  CHECK(body_of(answer).find("a\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "long foreign names are shown cut between two characters") {
  const std::string odd = "a" + std::string(40, 'b') +
                          "\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F"
                          "\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F\xE6\x95\x8F";
  for (const std::string& body :
       {"{\"text\":\"a\",\"" + odd + "\":1}", "{\"" + odd + odd + "\":1,\"" + odd + odd + "\":2}"}) {
    const std::string answer = ask("POST", "/api/v1/notes/", bearer("admin"), body);
    check_problem(answer, 422, "invalid");
    CHECK(base::valid_utf8(body_of(answer)));
  }
}

TEST_CASE_FIXTURE(Fixture, "a body of nothing but faults is not answered by one many times its size") {
  std::string body = "{\"text\":\"a\"";
  for (int i = 0; i < 20'000; ++i) body += ",\"x" + std::to_string(i) + "\":1";
  const std::string answer = ask("POST", "/api/v1/notes/", bearer("admin"), body + "}");
  check_problem(answer, 422, "invalid");
  CHECK(json::parse_or_nothing(body_of(answer))->find("errors")->array()->size() == 100);
  CHECK(body_of(answer).find("and 19997 more") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a large body is read only where a route takes one") {
  const auto announce = [this](const std::string& path, std::size_t length) {
    RawClient client(service.public_port());
    client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: " +
                std::to_string(length) + "\r\n\r\n");
    return status_of(client.answer());
  };
  CHECK(announce("/api/v1/uploads", 2 * 1024 * 1024) == 100);
  CHECK(announce("/dbmanage/api/v1/uploads?x=1", 2 * 1024 * 1024) == 100);
  CHECK(announce("/api/v1/uploads", 2 * 1024 * 1024 + 1) == 413);
  CHECK(announce("/api/v1/notes/", 1024 * 1024 + 1) == 413);
  CHECK(announce("/api/v1/health", 1024 * 1024 + 1) == 413);
  CHECK(announce("/nowhere", 1024 * 1024 + 1) == 413);
}

TEST_CASE_FIXTURE(Fixture, "a parameter given twice is refused wherever it stands") {
  for (const char* query : {"q=1&q=2", "limit=1&limit=2", "skip=1&skip=1"})
    check_problem(ask("GET", "/api/v1/notes/?" + std::string(query), bearer("any")), 422, "invalid");
  check_problem(ask_inside("/internal/v1/news?wait=0&wait=1", "Authorization: Bearer " + kToken + "\r\n"),
                422, "invalid");
  check_problem(ask("POST", "/api/v1/notes/", bearer("admin"), R"({"text":"a","text":"b"})"), 422, "invalid");
  check_problem(ask("POST", "/api/v1/notes/",
                    bearer("admin") + "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
                    R"({"text":"a"})"),
                415, "unsupported_media_type");
  check_problem(ask("PUT", "/api/v1/notes/s1", bearer("writer") + "If-Match: \"3\"\r\nIf-Match: \"2\"\r\n",
                    R"({"text":"a"})"),
                412, "version_mismatch");
}

TEST_CASE_FIXTURE(Fixture, "what a handler throws, whatever it is, becomes 500 without a word of it") {
  check_problem(ask("POST", "/api/v1/throws"), 500, "internal");
  CHECK(status_of(ask("GET", "/api/v1/health")) == 200);
}

TEST_CASE_FIXTURE(Fixture, "unknown paths and methods make no new series") {
  const auto series = [this] {
    std::set<std::string> names;
    std::istringstream lines(body_of(ask_inside("/metrics")));
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with("lgm_http_request")) names.insert(line.substr(0, line.rfind(' ')));
    return names;
  };
  ask("GET", "/nowhere");
  ask("FOO", "/api/v1/notes/");
  // A request is counted after its answer has left.
  const auto counted = [&](const std::string& labels) {
    const auto names = series();
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.find(labels) != std::string::npos; });
  };
  for (const char* labels :
       {R"(route="none",status="404")", R"(route="none",status="405")", R"(route="metrics",status="200")"})
    while (!counted(labels)) std::this_thread::yield();
  const auto before = series();
  for (int i = 0; i < 50; ++i) {
    ask("GET", "/nowhere/" + std::to_string(i));
    ask("M" + std::to_string(i), "/api/v1/notes/");
  }
  CHECK(series() == before);
}

TEST_CASE_FIXTURE(Fixture, "a link to the next page holds nothing that ends it early") {
  const std::string answer = ask("GET", "/api/v1/pages/a>;rel=%22x%22,<b?limit=1", bearer("any"));
  CHECK(header_of(answer, "Link") == "</api/v1/pages/a%3E;rel=%22x%22,%3Cb?skip=1&limit=1>; rel=\"next\"");
}

TEST_CASE_FIXTURE(Fixture, "origins are compared whole, and preflights name what the path answers") {
  const auto preflight = [this](const std::string& origin) {
    return ask("OPTIONS", "/api/v1/notes/",
               "Origin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n");
  };
  const auto allowed = [&](const std::string& origin) {
    return header_of(preflight(origin), "Access-Control-Allow-Origin");
  };
  CHECK(header_of(preflight("https://console.example"), "Access-Control-Allow-Methods") == "GET, HEAD, POST");
  CHECK(preflight("https://evil.example").find("Access-Control-") == std::string::npos);
  CHECK(allowed("https://console.example") == "https://console.example");
  for (const char* origin :
       {"https://console.example.evil", "https://evil-console.example", "https://console.exampl",
        "http://console.example", "https://console.example:444", "https://CONSOLE.example", "null", "*", "",
        "https://console.example/"})
    CHECK_MESSAGE(allowed(origin).empty(), origin);
}

// Requests made from the declarations: any mix of methods, path texts, queries, headers and bodies.
TEST_CASE_FIXTURE(Fixture,
                  "no request, however it is put together, is answered with 5xx or an undeclared shape") {
  std::mt19937 dice(20'260'101);
  const auto pick = [&](const std::vector<std::string>& list) { return list[dice() % list.size()]; };
  const std::vector<std::string> texts{"a",
                                       "%E6%95%8F",
                                       "%0d%0a",
                                       "%25%6e",
                                       "{}",
                                       "s1",
                                       "%2525",
                                       "-1",
                                       "9223372036854775808",
                                       std::string(300, 'x'),
                                       "'%20OR%201=1",
                                       "__proto__",
                                       "%7f",
                                       "*"};
  const std::vector<std::string> queries{"",
                                         "?",
                                         "?q=",
                                         "?q=%0d%0a",
                                         "?limit=9223372036854775808",
                                         "?skip=1&limit=1",
                                         "?q=%F0%9F%98%80",
                                         "?%00",
                                         "?q=%ff",
                                         "?=",
                                         "?&&&",
                                         "?q=1;limit=2",
                                         "?limit=+1"};
  const std::vector<std::string> bodies{"",
                                        "{}",
                                        "[]",
                                        "null",
                                        "{\"text\":\"a\"}",
                                        "{\"text\":null}",
                                        "{\"text\":1e400}",
                                        "{\"text\":\"\\ud800\"}",
                                        "{\"text\":\"\\u0000\"}",
                                        std::string(100'000, '['),
                                        "{\"id\":\"x\",\"text\":\"a\",\"version\":9}",
                                        "\xff",
                                        "{\"text\":\"a\"}x",
                                        "a=b"};
  const std::vector<std::string> headers{"",
                                         "Content-Type: application/json\r\n",
                                         "Content-Type: text/plain\r\n",
                                         "Content-Type: ;;\r\n",
                                         "If-Match: x\r\n",
                                         "If-Match: \"99999999999999999999\"\r\n",
                                         "Accept: nothing\r\n",
                                         "Origin: null\r\n",
                                         "User-Agent: \xff{}%n\r\n",
                                         "traceparent: 00-zz\r\n",
                                         "X-Forwarded-For: ,,,\r\n",
                                         "Date: x\r\n"};
  const std::vector<std::string> methods{"GET",    "HEAD",    "POST",  "PUT", "PATCH",
                                         "DELETE", "OPTIONS", "TRACE", "X"};
  for (int i = 0; i < 1500; ++i) {
    const auto& routes = service.public_routes().routes();
    const Route& route = *routes[dice() % routes.size()];
    if (route.name == "fails" || route.name == "throws") continue;
    std::string path = "/api/v1" + route.path;
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1))
      path.replace(open, path.find('}', open) - open + 1, pick(texts));
    const std::string method = dice() % 2 ? std::string(http::to_string(route.method)) : pick(methods);
    const std::string who = pick({"admin", "writer", "off", "gone", "u" + std::to_string(i)});
    const std::string answer =
        ask(method, path + pick(queries), (dice() % 4 ? bearer(who) : "") + pick(headers), pick(bodies));
    const int status = status_of(answer);
    CAPTURE(method + " " + path);
    CHECK((status >= 200 && status < 500));
    if (status >= 400 && method != "HEAD") {
      CHECK(header_of(answer, "Content-Type") == "application/problem+json");
      CHECK(json::parse_or_nothing(body_of(answer)));
    }
  }
}
