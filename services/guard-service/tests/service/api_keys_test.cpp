// Applications that show who they are by an API key.
#include <fstream>

#include "guard_fixture.hpp"
#include "lgm/auth/api_key.hpp"
#include "support/raw_client.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

constexpr char kCheck[] = "/api/v1/guard/check", kBatch[] = "/api/v1/guard/check/batch";

struct Keys : Fixture {
  base::SystemRandom random;
  std::int64_t version = 3;

  // Puts a key into the policy; `more` replaces members of its row.
  std::string key(const std::string& id, const json::Object& more = {}) {
    const std::string text = auth::new_api_key(random);
    put(id, text, more);
    return text;
  }
  void put(const std::string& id, const std::string& text, const json::Object& more = {}) {
    json::Value row(json::Object{{"id", id},
                                 {"app_id", "app"},
                                 {"sha256", crypto::to_hex(crypto::sha256(text))},
                                 {"scopes", json::Array{"check", "send_flags", "send_labels"}},
                                 {"is_active", true},
                                 {"updated_at", "2026-02-06T08:00:00Z"}});
    for (const auto& [name, value] : more) row.set(name, value);
    change("api_key", id, std::move(row));
  }
  void change(const std::string& kind, const std::string& id, json::Value row) {
    neighbours.change(kind, id, std::move(row));
    ++version;
    if (program) wait_version(version);
  }
  void begin() {
    start();
    wait_version(version);
  }
  http::CallResult ask(const std::string& path, const std::string& key, const std::string& body,
                       std::vector<std::pair<std::string, std::string>> more = {}) {
    http::Call asked{.method = http::Method::Post, .target = path, .body = body};
    if (!key.empty()) asked.headers.add("X-API-Key", key);
    for (auto& [name, value] : more) asked.headers.add(std::move(name), std::move(value));
    return call(program->service().public_port(), asked, "");
  }
  // What the log says of the older path when the service is started by `begins`.
  std::string line_of_start(const std::function<void()>& begins) {
    const std::string file = folder / "log";
    {
      service::Log written({"guard-service", service::Level::Info, file});
      logs_to = &written;
      begins();
      program.reset();
      logs_to = &log;
    }
    std::ifstream lines(file);
    std::string line;
    while (std::getline(lines, line) && line.find("the older path is open") == std::string::npos) {
    }
    return line;
  }
  std::string refused(const std::string& path, const std::string& key, const std::string& body,
                      std::vector<std::pair<std::string, std::string>> more = {}) {
    const auto result = ask(path, key, body, std::move(more));
    return std::to_string(result.status) + " " + (result.status == 200 ? "" : code_of(result));
  }
};

std::string older_body(const std::string& apikey, const std::string& app = "app",
                       const std::string& text = "枪支") {
  return R"({"request_id":"r","app_id":")" + app + R"(","input_prompt":")" + text + "\"" +
         (apikey.empty() ? "" : R"(,"apikey":")" + apikey + "\"") + R"(,"use_vip_black":true})";
}

std::string ignored_of(const http::CallResult& result) {
  const json::Value answer = parsed(result);
  const json::Value* ignored = answer.find("ignored");
  return ignored ? json::to_text(*ignored) : "";
}

const std::string kOlder(kOlderPath);

// The system's clock, ahead of itself.
struct Ahead final : base::Clock {
  base::WallTime now() const override { return system.now() + ahead.load(); }
  base::SteadyTime steady() const override { return system.steady() + ahead.load(); }
  base::SystemClock system;
  std::atomic<std::chrono::minutes> ahead{std::chrono::minutes(0)};
};

}  // namespace

TEST_CASE_FIXTURE(Keys, "an application has texts decided by its key, in its own app alone") {
  const std::string good = key("k");
  begin();
  const auto result = ask(kCheck, good, check_body("买枪支"));
  REQUIRE_MESSAGE(result.status == 200, result.body);
  CHECK(strategy_of(result) == "BLOCK");
  CHECK(ignored_of(result).empty());
  CHECK(ask(kBatch, good, "{\"items\":[" + check_body("a") + "," + check_body("b") + "]}").status == 200);
  CHECK(refused(kCheck, good, check_body("a", "off")) == "403 api_key_other_app");
  CHECK(refused(kCheck, good, check_body("a", "nobody")) == "403 api_key_other_app");
  CHECK(refused(kBatch, good, "{\"items\":[" + check_body("a") + "," + check_body("b", "off") + "]}") ==
        "403 api_key_other_app");
  CHECK(refused("/api/v1/guard/check?api_key=" + good, "", check_body("a")) == "401 invalid_token");
  CHECK(refused(kCheck, good, check_body("a"), {{"Authorization", "Bearer " + token("tester")}}) ==
        "400 two_credentials");
  CHECK(refused(kCheck, good, check_body("a"), {{"X-API-Key", good}}) == "401 invalid_api_key");
  CHECK(refused(kCheck, "", check_body("a"), {{"Authorization", "Bearer " + good}}) == "401 invalid_token");
}

TEST_CASE_FIXTURE(Keys, "a key that is not good is refused alike whatever is wrong with it") {
  const std::string good = key("k"), off = key("off", {{"is_active", false}}),
                    over = key("over", {{"expires_at", "2026-02-06T08:00:00Z"}}), gone = key("gone");
  begin();
  change("api_key", "gone", nullptr);
  std::string damaged = good;
  damaged[20] = damaged[20] == 'a' ? 'b' : 'a';
  for (const std::string& text :
       {std::string("no-key"), damaged, auth::new_api_key(random), off, over, gone}) {
    CAPTURE(text);
    const auto result = ask(kCheck, text, check_body("a"));
    CHECK(result.status == 401);
    CHECK(code_of(result) == "invalid_api_key");
    CHECK(parsed(result).text_at("detail") ==
          "The API key is missing, malformed, unknown, expired, switched off or deleted");
    CHECK(result.headers.get("WWW-Authenticate") == "ApiKey");
    CHECK(result.body.find(text) == std::string::npos);
  }
  CHECK(ask(kCheck, good, check_body("a")).status == 200);
  const std::string counted = metrics();
  for (const char* reason : {"malformed\"} 2", "unknown\"} 2", "inactive\"} 1", "expired\"} 1"})
    CHECK_MESSAGE(
        counted.find("lgm_api_key_refusals_total{reason=\"" + std::string(reason)) != std::string::npos,
        reason);
}

TEST_CASE_FIXTURE(Keys, "a bad key is refused before a byte of the body is kept") {
  begin();
  for (const std::string& path : {std::string(kCheck), kOlder}) {
    lgm::testing::RawClient client(program->service().public_port());
    client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nX-API-Key: " + auth::new_api_key(random) +
                "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
    CHECK(lgm::testing::status_of(client.answer()) == 401);
  }
}

TEST_CASE_FIXTURE(Keys, "a key that expires is refused from that moment on") {
  const auto end = clock.now() + std::chrono::milliseconds(1'500);
  const std::string text = key("k", {{"expires_at", base::format_rfc3339(end)}});
  begin();
  while (clock.now() < end) {
    const auto result = ask(kCheck, text, check_body("a"));
    if (clock.now() < end) CHECK(result.status == 200);
  }
  CHECK(refused(kCheck, text, check_body("a")) == "401 invalid_api_key");
}

TEST_CASE_FIXTURE(Keys, "what was deleted is refused by the feed of revocations, and a newer row is not") {
  const std::string text = key("k");
  begin();
  const std::int64_t row = base::to_unix_ms(base::parse_rfc3339("2026-02-06T08:00:00Z").value());
  neighbours.revoke_key("k", row - 1);  // of a row before
  neighbours.revoke_key("other", row);
  CHECK(ask(kCheck, text, check_body("a")).status == 200);
  neighbours.revoke_key("k", row);
  wait_for([&] { return ask(kCheck, text, check_body("a")).status == 401; });
  put("k", text, {{"updated_at", "2026-02-06T08:00:00.001Z"}});  // switched on again
  CHECK(ask(kCheck, text, check_body("a")).status == 200);
}

TEST_CASE_FIXTURE(Keys, "a key does what its scopes say; what it may not send is ignored, and that is said") {
  const std::string none = key("none", {{"scopes", json::Array{"send_flags"}}}),
                    plain = key("plain", {{"scopes", json::Array{"check"}}}),
                    flags = key("flags", {{"scopes", json::Array{"check", "send_flags"}}}),
                    labels = key("labels", {{"scopes", json::Array{"check", "send_labels"}}});
  begin();
  const auto result = ask(kCheck, none, check_body("a"));
  CHECK(result.status == 403);
  CHECK(code_of(result) == "api_key_scope");
  const json::Value problem = parsed(result);
  CHECK(problem.find("facts")->text_at("scope") == "check");
  const std::string both = R"(,"use_customize_words":false,"labels":{"safety":"unsafe","tags":[]})";
  const auto told = [&](const std::string& text) {
    const auto answer = ask(kCheck, text, check_body("黑词", "app", both));
    return strategy_of(answer) + ignored_of(answer);
  };
  CHECK(told(plain) == R"(BLOCK["flags","labels"])");
  CHECK(told(flags) == R"(PASS["labels"])");
  CHECK(told(labels) == R"(BLOCK["flags"])");
  CHECK(ignored_of(ask(kCheck, plain, check_body("a"))).empty());
  // The older path: a missing switch says something there.
  CHECK(strategy_of(ask(kOlder, flags, older_body("", "app", "黑词"))) == "PASS");
  const auto older = ask(kOlder, plain, older_body("", "app", "黑词"));
  CHECK(strategy_of(older) == "BLOCK");
  CHECK(ignored_of(older) == R"(["flags"])");
}

TEST_CASE_FIXTURE(Keys, "the older path takes the header or the member, both only where they are equal") {
  const std::string good = key("k"), other = key("o", {{"app_id", "off"}});
  begin();
  CHECK(ask(kOlder, good, older_body("")).status == 200);
  CHECK(ask(kOlder, "", older_body(good)).status == 200);
  CHECK(ask(kOlder, good, older_body(good)).status == 200);
  CHECK(refused(kOlder, good, older_body(other)) == "401 invalid_api_key");
  CHECK(refused(kOlder, good, older_body("any")) == "401 invalid_api_key");
  CHECK(refused(kOlder, "x", older_body(good)) == "401 invalid_api_key");
  CHECK(refused(kOlder, "", older_body(auth::new_api_key(random))) == "401 invalid_api_key");
  CHECK(refused(kOlder, "", older_body("lgm_x")) == "401 invalid_api_key");
  CHECK(refused(kOlder, other, older_body("")) == "403 api_key_other_app");
  CHECK(refused(kOlder, "", older_body(other)) == "403 api_key_other_app");
  const std::vector<std::pair<std::string, std::string>> bearer{{"Authorization", "Bearer x"}};
  CHECK(refused(kOlder, good, older_body(""), bearer) == "400 two_credentials");
  CHECK(refused(kOlder, "", older_body(good), bearer) == "400 two_credentials");
  CHECK(ask(kOlder, "", older_body("any"), bearer).status == 200);  // as before there were keys
}

TEST_CASE_FIXTURE(Keys, "failures on the older path are limited by network, and good keys are not") {
  const std::string good = key("k");
  begin();
  int refusals = 0;
  for (; refusals < 200; ++refusals)
    if (refused(kOlder, "", older_body("lgm_x")) == "429 rate_limited") break;
  CHECK(refusals >= 60);
  CHECK(refusals < 100);
  CHECK(ask(kOlder, "", older_body(good)).status == 200);
}

TEST_CASE_FIXTURE(Keys, "GUARD_REQUIRE_API_KEY=keyed: of apps that have, or once had, a key") {
  neighbours.change("scenario", "n", json::Object{{"id", "n"}, {"app_id", "never"}});
  version = 4;
  begin();
  CHECK(ask(kOlder, "", older_body("any")).status == 200);
  const std::string good = key("k");
  change("keyed_app", "a", json::Object{{"id", "a"}, {"app_id", "app"}});
  CHECK(refused(kOlder, "", older_body("")) == "401 invalid_api_key");
  CHECK(refused(kOlder, "", older_body("any")) == "401 invalid_api_key");
  CHECK(ask(kOlder, "", older_body(good)).status == 200);
  change("api_key", "k", nullptr);
  CHECK(refused(kOlder, "", older_body("")) == "401 invalid_api_key");
  CHECK(ask(kOlder, "", older_body("", "never")).status == 200);
  const std::string counted = metrics();
  CHECK(counted.find("lgm_guard_checks_without_key_total{app=\"app\"} 1\n") != std::string::npos);
  CHECK(counted.find("lgm_guard_checks_without_key_total{app=\"never\"} 1\n") != std::string::npos);
  CHECK(refused(kOlder, "", older_body("", "nobody")) == "404 not_found");
  CHECK(metrics().find("{app=\"nobody\"}") == std::string::npos);
  CHECK(counted.find("lgm_guard_older_path_open 1\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Keys, "GUARD_REQUIRE_API_KEY=true: of every app") {
  require_key = "true";
  const std::string good = key("k");
  begin();
  CHECK(refused(kOlder, "", older_body("any")) == "401 invalid_api_key");
  CHECK(refused(kOlder, "", older_body("", "nobody")) == "401 invalid_api_key");
  CHECK(ask(kOlder, "", older_body(good)).status == 200);
  CHECK(metrics().find("lgm_guard_older_path_open 0\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Keys,
                  "GUARD_REQUIRE_API_KEY=false: of none, and a key that is sent is asked all the same") {
  require_key = "false";
  const std::string good = key("k");
  neighbours.change("keyed_app", "a", json::Object{{"id", "a"}, {"app_id", "app"}});
  version = 5;
  begin();
  CHECK(ask(kOlder, "", older_body("any")).status == 200);
  CHECK(ask(kOlder, "", older_body(good)).status == 200);
  CHECK(refused(kOlder, "", older_body(auth::new_api_key(random))) == "401 invalid_api_key");
}

TEST_CASE_FIXTURE(Keys, "the start names the apps that are open") {
  neighbours.go_back(3, R"({"kind":"scenario","row":{"id":"s","app_id":"app"}}
{"kind":"scenario","row":{"id":"o","app_id":"off"}}
{"kind":"keyed_app","row":{"id":"a","app_id":"app"}}
)");
  const std::string line = line_of_start([&] { begin(); });
  CHECK(line.find("\"apps\":[\"off\"]") != std::string::npos);
  CHECK(line.find("\"apps_total\":1") != std::string::npos);
}

TEST_CASE_FIXTURE(Keys, "a start without any policy says why it names no apps, and what will") {
  neighbours.set_down(true);
  const std::string line = line_of_start([&] { start(); });
  CHECK(line.find("\"apps\":\"cannot be named, for admin-service has given no policy yet and none was kept; "
                  "whose texts are decided so is counted by lgm_guard_checks_without_key_total\"") !=
        std::string::npos);
  CHECK(line.find("apps_total") == std::string::npos);
}

TEST_CASE_FIXTURE(Keys, "a quota refuses what is beyond it, and its fields say how much is left") {
  const std::string text = key("k", {{"quota", json::Object{{"per_minute", 2}, {"per_day", 1000}}}});
  begin();
  const auto first = ask(kCheck, text, check_body("a"));
  CHECK(first.status == 200);
  CHECK(first.headers.get("RateLimit-Policy") == "\"minute\";q=2;w=60, \"day\";q=1000;w=86400");
  CHECK(first.headers.get("RateLimit").value().starts_with("\"minute\";r=1;t=0, \"day\";r=999;t="));
  CHECK(ask(kOlder, text, older_body("")).status == 200);
  const auto beyond = ask(kCheck, text, check_body("a"));
  CHECK(beyond.status == 429);
  CHECK(code_of(beyond) == "quota_exceeded");
  CHECK(beyond.headers.get("RateLimit").value().starts_with("\"minute\";r=0;t="));
  CHECK(beyond.headers.get("RateLimit").value().find(", \"day\";r=998;t=") != std::string_view::npos);
  const int again = std::stoi(std::string(beyond.headers.get("Retry-After").value()));
  CHECK(again > 0);
  CHECK(again <= 30);
  CHECK(json::to_text(*parsed(beyond).find("facts")).find(R"("quota":"minute","limit":2)") !=
        std::string::npos);
  CHECK(refused(kBatch, text, "{\"items\":[" + check_body("a") + "]}") == "429 quota_exceeded");
}

TEST_CASE_FIXTURE(Keys, "what is refused is not spent from a quota") {
  const std::string text = key("k", {{"app_id", "off"}, {"quota", json::Object{{"per_day", 2}}}});
  begin();
  for (int i = 0; i < 5; ++i) {
    CHECK(refused(kCheck, text, check_body("a", "off")) == "409 scenario_inactive");
    CHECK(refused(kBatch, text, "{\"items\":[" + check_body("a", "off") + "]}") == "409 scenario_inactive");
  }
}

TEST_CASE_FIXTURE(Keys, "the users' rule does not count applications") {
  const std::string text = key("k");
  begin();
  const auto result = ask(kCheck, text, check_body("a"));
  CHECK_FALSE(result.headers.get("RateLimit"));
}

TEST_CASE_FIXTURE(Keys, "uses are told to admin-service, at the end at the latest") {
  const std::string text = key("k");
  begin();
  for (int i = 0; i < 3; ++i) CHECK(ask(kCheck, text, check_body("a")).status == 200);
  CHECK(ask(kBatch, text, "{\"items\":[" + check_body("a") + "," + check_body("b") + "]}").status == 200);
  program.reset();
  std::int64_t texts = 0;
  for (const std::string& text_of_report : neighbours.uses()) {
    const json::Value report = json::parse_or_nothing(text_of_report).value();
    for (const auto& use : *report.find("uses")->array()) {
      CHECK(use.text_at("id") == "k");
      CHECK(use.text_at("last_from") == "127.0.0.1");
      texts += use.integer_at("texts").value();
    }
  }
  CHECK(texts == 5);
}

TEST_CASE_FIXTURE(Keys, "keys go on while admin-service and session-cache-service are away") {
  const std::string good = key("k", {{"quota", json::Object{{"per_minute", 1'000}, {"per_day", 1'000}}}}),
                    off = key("off", {{"is_active", false}});
  begin();
  neighbours.set_down(true);
  neighbours.set_session_cache_down(true);
  for (int i = 0; i < 50; ++i) CHECK(ask(kCheck, good, check_body("枪支")).status == 200);
  CHECK(refused(kCheck, off, check_body("a")) == "401 invalid_api_key");
  wait_for([&] { return program->follower().state().detail.find("503") != std::string::npos; });
  CHECK(ask(kCheck, good, check_body("枪支")).status == 200);
}

TEST_CASE_FIXTURE(Keys, "while the kept file decides its keys are good, and another one may be a new one") {
  const std::string good = key("k"), off = key("off", {{"is_active", false}});
  begin();
  REQUIRE(program->stop());
  neighbours.set_down(true);
  start();
  CHECK(ask(kCheck, good, check_body("枪支")).status == 200);
  CHECK(refused(kCheck, off, check_body("a")) == "401 invalid_api_key");
  CHECK(refused(kCheck, auth::new_api_key(random), check_body("a")) == "503 api_keys_unavailable");
  neighbours.set_down(false);
  wait_for(
      [&] { return refused(kCheck, auth::new_api_key(random), check_body("a")) == "401 invalid_api_key"; });
}

TEST_CASE_FIXTURE(
    Keys, "keys go on for an hour without both, over a restart: by the kept file, each until its end") {
  constexpr int kRestart = 20, kExpiry = 30, kHour = 60;
  Ahead later;
  time = &later;
  const json::Object quota{{"quota", json::Object{{"per_minute", 1'000}, {"per_day", 100'000}}}};
  const std::string good = key("k", quota), off = key("off", {{"is_active", false}}),
                    brief = key(
                        "brief",
                        {{"expires_at", base::format_rfc3339(later.now() + std::chrono::minutes(kExpiry))}});
  begin();
  neighbours.set_down(true);
  neighbours.set_session_cache_down(true);
  for (int minute = 1; minute <= kHour; ++minute) {
    CAPTURE(minute);
    later.ahead = std::chrono::minutes(minute);
    if (minute == kRestart) {
      program.reset();
      start();
    }
    const auto decided = ask(kCheck, good, check_body("枪支"));
    CHECK(decided.status == 200);
    CHECK(strategy_of(decided) == "BLOCK");
    CHECK(ask(kOlder, good, older_body("")).status == 200);
    CHECK(refused(kCheck, off, check_body("a")) == "401 invalid_api_key");
    CHECK(ask(kCheck, brief, check_body("a")).status == (minute < kExpiry ? 200 : 401));
  }
  // Of a person nobody can tell whether the session was ended.
  CHECK(post(kCheck, check_body("a")).status == 503);
  neighbours.set_down(false);
  neighbours.set_session_cache_down(false);
  change("api_key", "k", nullptr);
  wait_for([&] { return refused(kCheck, good, check_body("a")) == "401 invalid_api_key"; });
  program.reset();
  time = &clock;
}

TEST_CASE_FIXTURE(Keys, "before any policy has come it cannot be told whether a key is good") {
  neighbours.set_down(true);
  start();
  CHECK(refused(kCheck, auth::new_api_key(random), check_body("a")) == "503 api_keys_unavailable");
  CHECK(refused(kCheck, "x", check_body("a")) == "401 invalid_api_key");
  // Nobody has guessed, however often they ask on the older path.
  for (int i = 0; i < 100; ++i)
    CHECK(refused(kOlder, "", older_body(auth::new_api_key(random))) == "503 api_keys_unavailable");
}

TEST_CASE_FIXTURE(Keys,
                  "without a policy, and told to fail open, names that nobody has checked are no labels") {
  neighbours.set_down(true);
  start("open");
  CHECK(strategy_of(ask(kOlder, "", older_body("", "nobody"))) == "PASS");
  CHECK(metrics().find("{app=\"nobody\"}") == std::string::npos);
}
