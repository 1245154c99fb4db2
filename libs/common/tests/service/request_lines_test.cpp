// What the log says of a request: enough to answer who was refused what and why, and what took the time.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "fixture.hpp"
#include "lgm/trace/request_notes.hpp"

using namespace lgm;
using namespace lgm::testing;
using namespace std::chrono_literals;

namespace {

struct Directory {
  std::filesystem::path directory =
      std::filesystem::temp_directory_path() / ("request-lines-" + std::to_string(getpid()));
  Directory() { std::filesystem::create_directories(directory); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() { std::filesystem::remove_all(directory); }
  std::string file() const { return (directory / "log").string(); }
};

struct Logged : Directory, Fixture {
  explicit Logged(CommonConfig wanted = Fixture::config())
      : Fixture(std::move(wanted), {"test-service", Level::Info, file()}) {}

  std::vector<json::Value> lines(std::string_view message) const {
    std::vector<json::Value> found;
    std::ifstream text(file());
    for (std::string line; std::getline(text, line);)
      if (auto value = json::parse_or_nothing(line); value && value->text_at("message") == message)
        found.push_back(std::move(*value));
    return found;
  }
  // The line of the request with this id.
  json::Value line_of(const std::string& request_id) const {
    for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
      for (json::Value& line : lines("request"))
        if (line.text_at("request_id") == request_id) return std::move(line);
    FAIL("no line of " << request_id);
    return {};
  }
  json::Value after(const std::string& method, const std::string& path, std::string headers = "",
                    const std::string& body = "") const {
    const std::string id = "asked-" + std::to_string(++asked);
    ask(method, path, "X-Request-ID: " + id + "\r\n" + std::move(headers), body);
    return line_of(id);
  }
  mutable int asked = 0;
};

std::string text_in(const json::Value& line, std::string_view member) {
  return line.text_at(member).value_or("-");
}

}  // namespace

TEST_CASE_FIXTURE(Logged, "a refusal's line says who, where, and by which code") {
  const auto line = after("POST", "/dbmanage/api/v1/notes/?q=typed", bearer("writer"), R"({"text":"x"})");
  CHECK(text_in(line, "level") == "INFO");
  CHECK(line.integer_at("status") == 403);
  CHECK(text_in(line, "code") == "missing_permission");
  CHECK(text_in(line, "user") == "writer");
  CHECK(text_in(line, "uid") == "writer");
  CHECK(text_in(line, "route") == "create_note");
  CHECK(text_in(line, "path_template") == "/api/v1/notes/");
  CHECK(text_in(line, "path") == "/dbmanage/api/v1/notes/");
  CHECK(json::to_text(line).find("typed") == std::string::npos);
  for (const char* member : {"cause", "rule", "caller", "db_ms"}) CHECK_FALSE(line.find(member));
}

TEST_CASE_FIXTURE(Logged, "a line has the path as it was sent beside that of its route, and of no other") {
  const auto one = after("DELETE", "/api/v1/notes/mine%20");
  CHECK(text_in(one, "path_template") == "/api/v1/notes/{name}");
  CHECK(text_in(one, "path") == "/api/v1/notes/mine%20");
  CHECK(text_in(after("DELETE", "/api/v1/notes/" + std::string(400, 'x')), "path").size() == 256);
  const auto nowhere = after("GET", "/api/v1/password-of-somebody");
  CHECK(text_in(nowhere, "code") == "no_such_route");
  CHECK_FALSE(nowhere.find("path"));
  CHECK_FALSE(nowhere.find("path_template"));
}

TEST_CASE_FIXTURE(Logged,
                  "a failure is an error with its cause; who is told not to be ready has not failed") {
  const auto failed = after("GET", "/api/v1/fails");
  CHECK(text_in(failed, "level") == "ERROR");
  CHECK(text_in(failed, "code") == "internal");
  CHECK(text_in(failed, "cause") == "secret internals at 10.0.0.1");
  held = [] { throw unavailable("overloaded", "Try again", {"usap: timeout after 5001 ms"}); };
  const std::string answer = ask("GET", "/api/v1/held", "X-Request-ID: away-1\r\n");
  CHECK(answer.find("timeout") == std::string::npos);
  const auto away = line_of("away-1");
  CHECK(text_in(away, "level") == "ERROR");
  CHECK(text_in(away, "code") == "overloaded");
  CHECK(text_in(away, "cause") == "usap: timeout after 5001 ms");
  store_up = false;
  const auto probe = after("GET", "/api/v1/health/ready");
  CHECK(probe.integer_at("status") == 503);
  CHECK(text_in(probe, "level") == "INFO");
}

TEST_CASE("a throttled request's line names the rule, and the person where they are known") {
  auto strict = Fixture::config();
  strict.requests_per_minute = 1;
  strict.request_burst = 1;
  const Logged logged(strict);
  logged.ask("GET", "/api/v1/notes/", logged.bearer("writer"));
  const auto line = logged.after("GET", "/api/v1/notes/", logged.bearer("writer"));
  CHECK(line.integer_at("status") == 429);
  CHECK(text_in(line, "level") == "INFO");
  CHECK(text_in(line, "code") == "rate_limited");
  CHECK(text_in(line, "rule") == "user");
  CHECK(text_in(line, "user") == "writer");
}

TEST_CASE_FIXTURE(Logged, "a line has the time of each dependency and how often it was called") {
  held = [] {
    trace::note_call("session-cache-service", 12'000us);
    trace::note_call("database", 1'500us);
    trace::note_call("database", 2'000us);
    trace::note_call("redis", 250us);
    trace::note_user("hu… #3fa2b1c09d7e4a10");
  };
  const auto line = after("GET", "/api/v1/held");
  const auto number = [&](const char* member) {
    const json::Value* value = line.find(member);
    return value && value->real()      ? *value->real()
           : value && value->integer() ? double(*value->integer())
                                       : -1;
  };
  CHECK(number("session_cache_service_ms") == 12);
  CHECK(number("session_cache_service_calls") == 1);
  CHECK(number("db_ms") == 3.5);
  CHECK(number("db_calls") == 2);
  CHECK(number("store_ms") == 0.25);
  CHECK(text_in(line, "user") == "hu… #3fa2b1c09d7e4a10");
  held = [] {};
  const auto next = after("GET", "/api/v1/held");
  for (const char* member : {"db_ms", "store_ms", "user"}) CHECK_FALSE(next.find(member));
}

TEST_CASE_FIXTURE(Logged, "a call inside that went well has no line; one that was refused has") {
  ask_inside("/internal/v1/news?wait=0", "X-Request-ID: well-1\r\nAuthorization: Bearer " + kToken + "\r\n");
  ask_inside("/internal/v1/news?wait=0", "X-Request-ID: refused-1\r\n");
  const auto line = line_of("refused-1");
  CHECK(text_in(line, "code") == "invalid_token");
  CHECK(text_in(line, "level") == "INFO");
  for (const auto& other : lines("request")) CHECK(text_in(other, "request_id") != "well-1");
}

TEST_CASE("a cause says which dependency did what after how long, and nothing that it said in other words") {
  http::CallResult result;
  result.elapsed = 5'001'000us;
  result.error = http::CallError::Timeout;
  CHECK(cause_of("usap", result).text == "usap: timeout after 5001 ms");
  result.error = http::CallError::None;
  result.status = 503;
  result.body = R"({"code":"database_unavailable","detail":"secret"})";
  CHECK(cause_of("admin-service", result).text ==
        "admin-service: answered 503 database_unavailable after 5001 ms");
  result.body = R"({"code":"Bearer abc"})";
  CHECK(cause_of("usap", result).text == "usap: answered 503 after 5001 ms");
  result.status = 200;
  CHECK(cause_of("usap", result).text == "usap: its answer does not fit the contract");
}
