// What is answered while nobody knows which sessions were ended: 30 s long everything, then no writes, after
// five minutes nothing. Under a clock that the test moves.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

// A session-cache-service that answers, or is away.
struct Feed final : http::Caller {
  std::atomic<bool> away{false};
  std::atomic<int> refused{0};
  http::CallResult call(const http::Call&) override {
    http::CallResult result;
    if (away) {
      ++refused;
      result.error = http::CallError::Connect;
      return result;
    }
    result.status = 200;
    result.body = R"({"epoch":"e","epoch_since_ms":0,"seq":0,"entries":[]})";
    return result;
  }
};

struct Followed {
  base::ManualClock clock{base::from_unix_ms(1'790'000'000'000)};
  base::SystemRandom random;
  const std::string log_file =
      std::filesystem::temp_directory_path() / ("freshness-" + std::to_string(getpid()));
  Log log{{"test-service", Level::Info, log_file}};
  Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{Fixture::verifier_options(), nullptr, clock};
  FixedRights rights;
  std::shared_ptr<Feed> feed = std::make_shared<Feed>();
  auth::RevocationFollower follower{feed, clock, {}, {}};
  Service service{{"test-service", "test", "1.0"},
                  Fixture::config(),
                  {clock, random, log, metrics, &verifier, &follower, &rights, nullptr}};

  Followed() {
    add(http::Method::Get, "/rows", "list_rows", false);
    add(http::Method::Post, "/checks", "check_text", false);
    add(http::Method::Post, "/rows", "create_row", true);
    add(http::Method::Get, "/rows/export", "export_rows", true);
    follower.start();
    while (follower.freshness() != auth::FeedFreshness::Fresh) std::this_thread::yield();
    service.start();
  }
  ~Followed() {
    service.stop();
    follower.stop();
    std::filesystem::remove(log_file);
  }
  // The lines that tell of the feed, once there are as many.
  std::vector<json::Value> told_of_feed(std::size_t count) const {
    std::vector<json::Value> told;
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60); told.size() < count;) {
      if (std::chrono::steady_clock::now() > end) FAIL("never " << count << " lines that tell of the feed");
      told.clear();
      std::ifstream lines(log_file);
      for (std::string text; std::getline(lines, text);)
        if (auto line = json::parse_or_nothing(text);
            line && line->text_at("message").value_or("").starts_with("the feed of ended sessions"))
          told.push_back(std::move(*line));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return told;
  }
  void add(http::Method method, std::string path, std::string name, bool audited) {
    auto route = Fixture::route(method, std::move(path), std::move(name), signed_in());
    if (audited) route.audit_action = "CREATE", route.audit_resource = "ROW";
    route.gives_message().does([](Context&) { return http::Response::text(200, "done", "text/plain"); });
    service.public_routes().add(std::move(route));
  }
  void without_feed_for(std::chrono::seconds time) {
    feed->away = true;
    // The second refusal comes when the last answer has been taken.
    for (feed->refused = 0; feed->refused < 2;) std::this_thread::yield();
    clock.advance(time);
  }
  std::string ask(const std::string& line) const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    RawClient client(service.public_port());
    client.send(line +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: Bearer " +
                key->sign({"llm-guard-manager", "llm-guard-manager", "u", "console", "admin", "SYSTEM_ADMIN",
                           "s", "j", now, now, now + 3600}) +
                "\r\n\r\n");
    return client.rest();
  }
};

}  // namespace

TEST_CASE_FIXTURE(Followed, "30 s without the feed writes are refused; a question by POST is none") {
  CHECK(status_of(ask("POST /api/v1/rows")) == 200);
  without_feed_for(std::chrono::seconds(31));
  check_problem(ask("POST /api/v1/rows"), 503, "revocations_stale");
  CHECK(status_of(ask("GET /api/v1/rows")) == 200);
  CHECK(status_of(ask("GET /api/v1/rows/export")) == 200);
  CHECK(status_of(ask("POST /api/v1/checks")) == 200);
}

TEST_CASE_FIXTURE(Followed, "five minutes without the feed everything is refused, and says why") {
  without_feed_for(std::chrono::seconds(301));
  for (const char* line :
       {"GET /api/v1/rows", "POST /api/v1/checks", "POST /api/v1/rows", "GET /api/v1/rows/export"})
    check_problem(ask(line), 503, "revocations_stale");
  feed->away = false;
  while (follower.freshness() != auth::FeedFreshness::Fresh) std::this_thread::yield();
  CHECK(status_of(ask("POST /api/v1/checks")) == 200);
}

TEST_CASE_FIXTURE(Followed, "the log says when the feed is lost and when it is followed again, once each") {
  without_feed_for(std::chrono::seconds(31));
  const auto lost = told_of_feed(1);
  CHECK(lost[0].text_at("message") == "the feed of ended sessions is lost");
  CHECK(lost[0].text_at("level") == "WARNING");
  CHECK(lost[0].integer_at("last_answer_seconds_ago") == 31);
  CHECK(lost[0].text_at("reason").value_or("").find("session-cache-service") == 0);
  clock.advance(std::chrono::seconds(10));
  feed->away = false;
  const auto told = told_of_feed(2);
  REQUIRE(told.size() == 2);
  CHECK(told[1].text_at("message") == "the feed of ended sessions is followed again");
  CHECK(told[1].integer_at("lost_seconds") == 41);
}
