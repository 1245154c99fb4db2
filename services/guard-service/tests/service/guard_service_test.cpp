// The whole service against an admin-service and a session-cache-service of the test's own.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <source_location>
#include <thread>

#include "lgm/http/server.hpp"
#include "policy_follower/snapshot_lines.hpp"
#include "program/program.hpp"
#include "support/bad_requests.hpp"
#include "support/raw_client.hpp"

using namespace lgm;
using namespace lgm::guard_service;

namespace {

const std::string kToken(32, 't');

// Answers what guard-service asks of admin-service and session-cache-service.
class Neighbours {
 public:
  Neighbours()
      : server_(
            options(),
            [this](http::Request&& request, http::Responder responder) { responder.send(answer(request)); },
            [](const http::FramingError& error) {
              return http::Response::text(error.status, std::string(error.detail), "text/plain");
            }) {
    server_.start();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  void change(const std::string& kind, const std::string& id, json::Value row) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(json::Object{{"n", ++head_}, {"kind", kind}, {"row_id", id}, {"row", std::move(row)}});
  }
  // As after a restore from an older backup: only what is passed is left.
  void go_back(std::int64_t head, std::string lines) {
    const std::lock_guard lock(mutex_);
    head_ = base_ = head;
    lines_ = std::move(lines);
    changes_.clear();
  }
  void set_down(bool down) { down_ = down; }

 private:
  static http::ServerOptions options() {
    http::ServerOptions made;
    made.address = "127.0.0.1";
    return made;
  }
  http::Response answer(const http::Request& request) {
    const std::lock_guard lock(mutex_);
    const auto json_of = [](const json::Value& value) {
      return http::Response::text(200, json::to_text(value), "application/json");
    };
    if (request.path == "/internal/v1/revocations/snapshot" || request.path == "/internal/v1/revocations")
      return json_of(
          json::Object{{"epoch", "1"}, {"epoch_since_ms", 0}, {"seq", 0}, {"entries", json::Array{}}});
    if (request.path == "/internal/v1/presence") return json_of(json::Object{});
    if (down_) return http::Response::text(503, "down", "text/plain");
    if (request.path.starts_with("/internal/v1/users/")) return rights(request.path);
    if (request.path == "/internal/v1/policy/snapshot")
      return http::Response::text(200, snapshot(), "application/x-ndjson");
    if (request.path == "/internal/v1/policy/changes")
      return changes(std::stoll(std::string(*request.parameter("after"))));
    return http::Response::text(404, "", "text/plain");
  }
  http::Response rights(const std::string& path) const {
    const bool admin = path.find("/boss/") != std::string::npos;
    const json::Value made = json::Object{{"uid", admin ? "boss" : "tester"},
                                          {"username", "u"},
                                          {"role", "R"},
                                          {"is_active", true},
                                          {"is_admin", admin},
                                          {"global", json::Array{}},
                                          {"scenarios", json::Object{{"app", json::Array{"playground"}}}},
                                          {"held", json::Array{"app"}}};
    return http::Response::text(200, json::to_text(made), "application/json");
  }
  std::string snapshot() const {
    std::size_t rows = static_cast<std::size_t>(std::count(lines_.begin(), lines_.end(), '\n'));
    return "{\"version\":" + std::to_string(base_) + "}\n" + lines_ + "{\"end\":" + std::to_string(rows) +
           "}\n";
  }
  http::Response changes(std::int64_t after) const {
    if (after > head_)
      return http::Response::text(410, R"({"code":"policy_reset"})", "application/problem+json");
    json::Array wanted;
    for (const auto& change : changes_)
      if (*change.integer_at("n") > after) wanted.push_back(change);
    return http::Response::text(200,
                                json::to_text(json::Object{{"head", head_}, {"changes", std::move(wanted)}}),
                                "application/json");
  }

  std::mutex mutex_;
  std::atomic<bool> down_{false};
  std::int64_t base_ = 3, head_ = 3;
  std::string lines_ =
      R"({"kind":"tag","row":{"id":"t","tag_code":"guns","tag_name":"G","parent_code":null}}
{"kind":"global_keyword","row":{"id":"g","keyword":"枪支","tag_code":"guns","risk_level":"High","is_active":true,"later":1}}
{"kind":"scenario","row":{"id":"s","app_id":"app","is_active":true,"rewrite_answer":null}}
{"kind":"scenario","row":{"id":"o","app_id":"off","is_active":false}}
{"kind":"scenario_keyword","row":{"id":"b","scenario_id":"app","keyword":"黑词","rule_mode":1,"category":1,"is_active":true}}
{"kind":"scenario_keyword","row":{"id":"w","scenario_id":"app","keyword":"枪支博物馆","rule_mode":1,"category":0,"is_active":true}}
)";
  json::Array changes_;
  http::Server server_;
};

// Takes connections and never answers, until it is destroyed.
class BlackHole {
 public:
  BlackHole() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 16) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  BlackHole(const BlackHole&) = delete;
  BlackHole& operator=(const BlackHole&) = delete;
  ~BlackHole() { ::close(socket_); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  const int socket_;
  std::uint16_t port_ = 0;
};

struct Fixture {
  base::SystemClock clock;
  service::Log log{{"guard-service", service::Level::Error, ""}};
  Neighbours neighbours;
  std::filesystem::path folder;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  std::int64_t workers = 8;
  bool older_path = true;
  service::Log* logs_to = &log;
  std::unique_ptr<Program> program;

  Fixture() {
    std::string name = (std::filesystem::temp_directory_path() / "guard-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~Fixture() {
    program.reset();
    std::filesystem::remove_all(folder);
  }
  void start(const std::string& fail_mode = "closed", const std::string& admin_url = "") {
    service::CommonConfig common = default_common();
    common.port = common.internal_port = 0;
    common.bind_address = "127.0.0.1";
    common.session_cache_service_url = neighbours.url();
    common.admin_service_url = admin_url.empty() ? neighbours.url() : admin_url;
    common.token_to_admin = common.token_to_session_cache = common.tokens_from_admin = kToken;
    common.tokens_from_auth = std::string(32, 'a');
    common.jwt_algorithm = "HS256";
    common.jwt_hs256_key = std::string(32, 'k');
    common.requests_per_minute = 0;
    common.worker_threads = workers;
    Configuration own;
    own.fail_mode = fail_mode;
    own.policy_cache_file = folder / "policy";
    own.legacy_route = older_path;
    REQUIRE(check(common, own).empty());
    program = std::make_unique<Program>(common, own, *logs_to, clock);
    program->start();
  }
  http::CallResult call(std::uint16_t port, http::Call call, const std::string& bearer) {
    http::ClientOptions options;
    options.base_url = "http://127.0.0.1:" + std::to_string(port);
    options.bearer = bearer;
    options.timeout = std::chrono::seconds(120);  // for the longest texts, sanitizers and a busy machine
    http::Client client(options, clock);
    return client.call(call);
  }
  std::string token(const std::string& uid) const {
    const auto now = base::to_unix_seconds(clock.now());
    return key->sign(
        {"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "R", "s", "j", now, now, now + 60});
  }
  http::CallResult post(const std::string& path, const std::string& body, const std::string& uid = "tester") {
    return call(program->service().public_port(),
                {.method = http::Method::Post, .target = path, .body = body}, uid.empty() ? "" : token(uid));
  }
  http::CallResult inside(const std::string& body, const std::string& bearer = kToken) {
    return call(program->service().internal_port(),
                {.method = http::Method::Post, .target = "/internal/v1/guard/try", .body = body}, bearer);
  }
  int ready() { return readiness().status; }
  http::CallResult readiness() {
    return call(program->service().internal_port(), {.target = "/health/ready"}, "");
  }
  std::string metrics() { return call(program->service().internal_port(), {.target = "/metrics"}, "").body; }
  void wait_for(const std::function<bool()>& happened,
                std::source_location where = std::source_location::current()) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened()) {
      if (std::chrono::steady_clock::now() >= end)
        ADD_FAIL_AT(where.file_name(), static_cast<int>(where.line()),
                    "what is waited for here does not come");
      std::this_thread::yield();
    }
  }
  // The policy of that number decides, and tokens are taken: the revocations come by a feed of their own.
  void wait_version(std::int64_t version, std::source_location where = std::source_location::current()) {
    wait_for(
        [&] {
          const auto policy = program->follower().policy();
          return policy && policy->version == version && ready() == 200;
        },
        where);
  }
};

json::Value parsed(const http::CallResult& result) {
  const auto value = json::parse_or_nothing(result.body);
  REQUIRE_MESSAGE(value, result.body);
  return *value;
}
std::string strategy_of(const http::CallResult& result) {
  const auto answer = parsed(result);
  const json::Value* decision = answer.find("final_decision");
  return decision ? decision->text_at("strategy").value_or("") : "";
}
std::string code_of(const http::CallResult& result) {
  return parsed(result).text_at("code").value_or("");
}
std::string check_body(const std::string& text, const std::string& app = "app",
                       const std::string& more = "") {
  return R"({"app_id":")" + app + R"(","direction":"INPUT","text":")" + text + "\"" + more + "}";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a check is decided, explained, and refused where it must be") {
  start();
  wait_version(3);
  const auto result = post("/api/v1/guard/check", check_body("买枪支"));
  REQUIRE_MESSAGE(result.status == 200, result.body);
  const auto answer = parsed(result);
  CHECK(strategy_of(result) == "BLOCK");
  CHECK(answer.integer_at("policy_version") == 3);
  CHECK(answer.find("final_decision")->integer_at("score") == 100);
  const json::Value& hit = answer.find("hits")->array()->front();
  CHECK(hit.text_at("keyword") == "枪支");
  CHECK(hit.integer_at("start") == 1);
  CHECK(hit.integer_at("byte_end") == 9);
  CHECK(hit.find("decided_by")->text_at("kind") == "BUILT_IN");
  CHECK(json::to_text(*answer.find("all_decision_dict")) ==
        R"({"100":{"guns-":{"decision":100,"words":["枪支"]}}})");
  CHECK_FALSE(answer.find("rewritten_text"));
  // Missing switches are what the scenario enables.
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("黑词"))) == "BLOCK");
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("枪支博物馆"))) == "PASS");
  CHECK(strategy_of(post("/api/v1/guard/check",
                         check_body("黑词", "app", R"(,"use_customize_words":false)"))) == "PASS");
  CHECK(post("/api/v1/guard/check", check_body("x"), "").status == 401);
  CHECK(post("/api/v1/guard/check", check_body("x", "elsewhere")).status == 403);
  CHECK(post("/api/v1/guard/check", check_body("x", "elsewhere"), "boss").status == 404);
  const auto off = post("/api/v1/guard/check", check_body("x", "off"), "boss");
  CHECK(off.status == 409);
  CHECK(code_of(off) == "scenario_inactive");
}

TEST_CASE_FIXTURE(Fixture, "every body refuses, from its declaration, what it must, and nothing is decided") {
  start();
  wait_version(3);
  const std::string check =
      R"({"request_id":"r","app_id":"app","direction":"INPUT","text":"枪支","labels":{"safety":"Unsafe","tags":["guns"]},)"
      R"("use_customize_white":true,"use_customize_words":true,"use_customize_rule":true,"use_vip_white":true,"use_vip_black":true})";
  const std::map<std::string, std::string> good{
      {"check", check},
      {"check_batch", "{\"items\":[" + check + "]}"},
      {"try", R"({"at":"live","request":)" + check + "}"},
      {"legacy_check",
       R"({"request_id":"r","apikey":"k","app_id":"app","input_prompt":"枪支","use_customize_white":true,)"
       R"("use_customize_words":true,"use_customize_rule":true,"use_vip_white":true,"use_vip_black":true})"}};
  service::Service& service = program->service();
  int bodies = 0;
  constexpr std::string_view kDecisions = "lgm_guard_decisions_total{";
  const auto decided = [&] {
    const auto metrics = call(service.internal_port(), {.target = "/metrics"}, "").body;
    std::string counts;
    for (std::size_t at = metrics.find(kDecisions); at != std::string::npos;
         at = metrics.find(kDecisions, at + 1))
      counts += metrics.substr(at, metrics.find('\n', at) - at) + "\n";
    return counts;
  };
  const auto check_table = [&](const service::RouteTable& table, std::uint16_t port,
                               const std::string& bearer) {
    for (const auto& route : table.routes()) {
      CHECK_FALSE(route->query);
      if (!route->body) continue;
      ++bodies;
      REQUIRE_MESSAGE(good.contains(route->name), route->name);
      const auto send = [&](const std::string&, const std::string& body) {
        lgm::testing::RawClient client(port);
        client.send("POST " + (route->absolute ? "" : std::string("/api/v1")) + route->path +
                    " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + bearer +
                    "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return client.rest();
      };
      REQUIRE(lgm::testing::status_of(send("", good.at(route->name))) == 200);
      const std::string before = decided();
      REQUIRE_FALSE(before.empty());
      CHECK(lgm::testing::check_bad_bodies(*route, good.at(route->name), send) > 90);
      CHECK(decided() == before);
    }
  };
  check_table(service.public_routes(), service.public_port(), token("tester"));
  check_table(service.internal_routes(), service.internal_port(), kToken);
  CHECK(bodies == 4);
}

TEST_CASE_FIXTURE(Fixture, "a text may be as long as the schema says; what is longer is refused by name") {
  start();
  wait_version(3);
  // Only the head is sent: nothing of what is too long has to be read.
  const auto refused_at_its_head = [&](const std::string& path, std::size_t length) {
    testing::RawClient client(program->service().public_port());
    client.send("POST " + path +
                " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
                token("tester") + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n");
    return testing::status_of(client.answer()) == 413;
  };
  const auto one = [&](std::size_t length) {
    return post("/api/v1/guard/check", check_body(std::string(length, '.')));
  };
  CHECK(strategy_of(one(kLongestText)) == "PASS");
  const auto above = one(kLongestText + 1);
  CHECK(above.status == 422);
  CHECK(above.body.find("\"/text\"") != std::string::npos);
  CHECK(refused_at_its_head("/api/v1/guard/check", kCheckBody + 1));
  const auto batch = [&](std::size_t length) {
    return post("/api/v1/guard/check/batch", "{\"items\":[" + check_body(std::string(length, '.')) + "]}");
  };
  CHECK(batch(kLongestShortText).status == 200);
  CHECK(batch(kLongestShortText + 1).status == 422);
  CHECK(refused_at_its_head("/api/v1/guard/check/batch", kShortBody + 1));
  const auto older = [&](std::size_t length) {
    return post(std::string(kOlderPath),
                R"({"app_id":"app","input_prompt":")" + std::string(length, '.') + "\"}", "");
  };
  CHECK(older(kLongestShortText).status == 200);
  CHECK(older(kLongestShortText + 1).status == 422);
  CHECK(refused_at_its_head(std::string(kOlderPath), kShortBody + 1));
  CHECK(inside(R"({"at":"live","request":)" + check_body(std::string(kLongestShortText, '.')) + "}").status ==
        200);
}

TEST_CASE_FIXTURE(Fixture,
                  "large texts never have all workers: more of them are refused, small ones are decided") {
  workers = 2;
  start();
  wait_version(3);
  std::string slow;
  while (slow.size() < 2 * 1024 * 1024) slow += "ﷺ";
  std::jthread first([&] { CHECK(strategy_of(post("/api/v1/guard/check", check_body(slow))) == "PASS"); });
  wait_for([&] { return metrics().find("lgm_guard_large_texts 1") != std::string::npos; });
  const std::string large(300 * 1024, 'x');
  const auto refused = post("/api/v1/guard/check", check_body(large));
  CHECK(refused.status == 503);
  CHECK(code_of(refused) == "large_texts_busy");
  CHECK(refused.headers.get("Retry-After"));
  const auto older = post(std::string(kOlderPath), R"({"app_id":"app","input_prompt":")" + large + "\"}", "");
  CHECK(code_of(older) == "large_texts_busy");
  CHECK(code_of(inside(R"({"at":"live","request":)" + check_body(large) + "}")) == "large_texts_busy");
  CHECK(code_of(post("/api/v1/guard/check/batch", "{\"items\":[" + check_body(large) + "]}")) ==
        "large_texts_busy");
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("枪支"))) == "BLOCK");
  first.join();
  CHECK(metrics().find("lgm_guard_large_texts 0") != std::string::npos);
  CHECK(metrics().find("lgm_guard_large_texts_refused_total 4") != std::string::npos);
  CHECK(post("/api/v1/guard/check", check_body(large)).status == 200);
}

TEST_CASE("large texts are counted by number and by bytes; a single one is always taken") {
  service::Metrics metrics;
  LargeTexts texts({.large = 10, .bytes = 30, .at_once = 2}, metrics);
  CHECK_FALSE(texts.enter(9));
  auto first = texts.enter(10);
  REQUIRE(first);
  CHECK_THROWS_AS(texts.enter(21), service::Refusal);
  auto second = texts.enter(20);
  REQUIRE(second);
  CHECK_THROWS_AS(texts.enter(10), service::Refusal);
  second.reset();
  CHECK(texts.enter(10));
  first.reset();
  CHECK(texts.enter(1'000));
  for (const std::size_t workers : {2u, 3u, 8u}) CHECK(LargeTexts::limits_of(workers, 100).at_once < workers);
}

TEST_CASE_FIXTURE(Fixture, "whoever calls the public address can ask whether the guard lives and is ready") {
  start();
  wait_version(3);
  const auto ask = [&](const std::string& path) {
    return call(program->service().public_port(), {.target = path}, "");
  };
  wait_for([&] { return ready() == 200; });
  for (const std::string prefix : {"/api/v1", "/dbmanage/api/v1"}) {
    CHECK(parsed(ask(prefix + "/guard/health")).text_at("status") == "healthy");
    const auto answer = parsed(ask(prefix + "/guard/health/ready"));
    CHECK(json::to_text(answer) ==
          R"({"status":"ready","checks":{"policy":true,"revocations":true,"admin_service":true}})");
  }
  program->stop();
  std::filesystem::remove(folder / "policy");
  neighbours.set_down(true);
  start();
  const auto not_ready = ask("/api/v1/guard/health/ready");
  CHECK(not_ready.status == 503);
  CHECK(parsed(not_ready).find("checks")->flag_at("policy") == false);
  CHECK(ask("/api/v1/guard/health").status == 200);
}

TEST_CASE_FIXTURE(Fixture, "the older path says at the start and in a gauge that it is open") {
  const auto told = [&] {
    std::ifstream file(folder / "log");
    return std::string(std::istreambuf_iterator<char>(file), {}).find("the older path is open") !=
           std::string::npos;
  };
  service::Log own{{"guard-service", service::Level::Warning, folder / "log"}};
  logs_to = &own;
  older_path = false;
  start();
  CHECK(metrics().find("lgm_guard_older_path_open 0") != std::string::npos);
  CHECK(post(std::string(kOlderPath), R"({"app_id":"app","input_prompt":"x"})", "").status == 404);
  program.reset();
  CHECK_FALSE(told());
  older_path = true;
  start();
  CHECK(metrics().find("lgm_guard_older_path_open 1") != std::string::npos);
  program.reset();
  wait_for(told);
}

TEST_CASE_FIXTURE(Fixture, "a batch is decided in order") {
  start();
  wait_version(3);
  const auto batch = [&](const std::string& items) {
    return post("/api/v1/guard/check/batch", "{\"items\":[" + items + "]}");
  };
  const auto result = batch(check_body("枪支") + "," + check_body("好"));
  REQUIRE(result.status == 200);
  const auto answer = parsed(result);
  const auto& results = *answer.find("results")->array();
  REQUIRE(results.size() == 2);
  CHECK(results[0].find("final_decision")->text_at("strategy") == "BLOCK");
  CHECK(results[1].find("final_decision")->integer_at("priority") == -1);
  CHECK(batch("").status == 422);
  CHECK(batch(check_body("x") + "," + check_body("x", "elsewhere")).status == 403);
}

TEST_CASE_FIXTURE(Fixture,
                  "the playground and the older path: missing switches are false, older members are there") {
  start();
  wait_version(3);
  const auto tried = inside(R"({"at":"live","request":)" + check_body("枪支黑词") + "}");
  CHECK(tried.status == 200);
  CHECK(parsed(tried).find("sensitive_words_result")->find("global_result"));
  CHECK(strategy_of(inside(R"({"at":"live","request":)" + check_body("黑词") + "}")) == "PASS");
  CHECK(inside("{}", "").status == 401);
  CHECK(inside("{}", std::string(32, 'a')).status == 403);
  CHECK(inside(R"({"at":"yesterday","request":)" + check_body("x") + "}").status == 422);
  CHECK(inside(R"({"at":"live","request":)" + check_body("x", "none") + "}").status == 404);
  const auto older = post(
      "/api/input/instance/rule/run",
      R"({"request_id":"r1","app_id":"app","apikey":"k","input_prompt":"枪支","use_vip_black":true})", "");
  CHECK(older.status == 200);
  const auto answer = parsed(older);
  CHECK(answer.text_at("request_id") == "r1");
  CHECK(
      json::to_text(*answer.find("sensitive_words_result")) ==
      R"({"global_result":{"guns":["枪支"]},"customize_result":{},"vip_black_words_result":{},"vip_white_words_result":{},"final_result":{"guns":["枪支"]}})");
  CHECK(answer.find("hit_summary")->text_at("rule_key") == "guns-");
  // In two lists, which decide it differently.
  neighbours.change("global_keyword", "low",
                    json::Object{{"id", "low"}, {"keyword", "黑词"}, {"risk_level", "Low"}});
  wait_version(4);
  const auto twice = post("/api/input/instance/rule/run",
                          R"({"app_id":"app","input_prompt":"黑词","use_customize_words":true})", "");
  CHECK(json::to_text(*parsed(twice).find("all_decision_dict")) ==
        R"({"0":{"-":{"decision":0,"words":["黑词"]}},"100":{"-":{"decision":100,"words":["黑词"]}}})");
  CHECK(json::to_text(*parsed(twice).find("sensitive_words_result")->find("final_result")) ==
        R"({"":["黑词"]})");
  CHECK(post("/api/v1/api/input/instance/rule/run", "{}", "").status == 404);
}

TEST_CASE_FIXTURE(Fixture, "a try is asked and answered by one description; the next version may send more") {
  start();
  wait_version(3);
  contracts::Try wanted;
  wanted.request.app_id = "app";
  wanted.request.direction = "INPUT";
  wanted.request.text = "枪支";
  const auto score = [&](const std::string& question) {
    const auto answer = describe::decode_trusted<contracts::TryAnswer>(parsed(inside(question)));
    return answer ? answer->final_decision.score : -1;
  };
  CHECK(score(describe::to_json(wanted)) == 100);
  json::Value next = json::parse_or_nothing(describe::to_json(wanted)).value();
  json::Value request = *next.find("request");
  next.set("more", 1).set("request", request.set("more", json::Array{}));
  CHECK(score(json::to_text(next)) == 100);
}

TEST_CASE_FIXTURE(Fixture,
                  "edits are followed by number, a step back reloads, and an outage changes nothing") {
  start();
  wait_version(3);
  neighbours.change("global_keyword", "n",
                    json::Object{{"id", "n"},
                                 {"keyword", "新词"},
                                 {"tag_code", "guns"},
                                 {"risk_level", "Medium"},
                                 {"is_active", true}});
  neighbours.change("global_keyword", "g", nullptr);
  wait_version(5);
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("新词"))) == "REVIEW");
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("枪支"))) == "PASS");
  neighbours.set_down(true);
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("新词"))) == "REVIEW");
  CHECK(ready() == 200);
  neighbours.go_back(1, "{\"kind\":\"scenario\",\"row\":{\"id\":\"s\",\"app_id\":\"app\"}}\n");
  neighbours.set_down(false);
  wait_version(1);
  CHECK(strategy_of(post("/api/v1/guard/check", check_body("新词"))) == "PASS");
}

TEST_CASE_FIXTURE(
    Fixture,
    "a cold start takes the kept policy; a damaged file or none refuses, or passes when told to fail open") {
  start();
  wait_version(3);
  REQUIRE(program->stop());
  neighbours.set_down(true);
  const std::string ask = R"({"app_id":"app","input_prompt":"枪支"})";
  start();
  CHECK(strategy_of(post("/api/input/instance/rule/run", ask, "")) == "BLOCK");
  program->stop();
  std::ofstream(folder / "policy", std::ios::app) << "x";
  start();
  const auto refused = post("/api/input/instance/rule/run", ask, "");
  CHECK(refused.status == 503);
  CHECK(code_of(refused) == "no_policy");
  CHECK(ready() == 503);
  program->stop();
  start("open");
  const auto passed = post("/api/input/instance/rule/run", ask, "");
  CHECK(strategy_of(passed) == "PASS");
  CHECK(json::to_text(*parsed(passed).find("degraded")) == R"(["policy"])");
}

TEST_CASE_FIXTURE(Fixture, "the first decision after a restart is by the policy that changed meanwhile") {
  start();
  wait_version(3);
  neighbours.change("global_keyword", "n",
                    json::Object{{"id", "n"}, {"keyword", "新词"}, {"risk_level", "High"}});
  wait_version(4);
  REQUIRE(program->stop());
  neighbours.change("global_keyword", "n", nullptr);
  neighbours.change("global_keyword", "m",
                    json::Object{{"id", "m"}, {"keyword", "后来"}, {"risk_level", "High"}});
  start();
  const auto result =
      post("/api/input/instance/rule/run", R"({"app_id":"app","input_prompt":"新词后来"})", "");
  REQUIRE(result.status == 200);
  const auto answer = parsed(result);
  CHECK(answer.integer_at("policy_version") == 6);
  REQUIRE(answer.find("hits")->array()->size() == 1);
  CHECK(answer.find("hits")->array()->front().text_at("keyword") == "后来");
}

TEST_CASE_FIXTURE(Fixture,
                  "an admin-service that takes calls and answers none holds a start for its deadline only") {
  start();
  wait_version(3);
  REQUIRE(program->stop());
  const BlackHole hole;
  const auto begun = std::chrono::steady_clock::now();
  start("closed", hole.url());
  wait_for([&] { return ready() == 200; });
  const auto took = std::chrono::steady_clock::now() - begun;
  CHECK(took >= PolicyFollower::kFirstAnswerWithin);
  CHECK(took < PolicyFollower::kFirstAnswerWithin + std::chrono::seconds(5));  // calls alone time out later
  CHECK(strategy_of(post("/api/input/instance/rule/run", R"({"app_id":"app","input_prompt":"枪支"})", "")) ==
        "BLOCK");
  const auto report = parsed(readiness());
  CHECK(report.text_at("status") == "degraded");
  const auto detail = report.find("details")->find("policy")->text_at("detail").value_or("");
  CHECK_MESSAGE(detail.starts_with("version 3 of the kept file, kept "), detail);
  const auto ending = std::chrono::steady_clock::now();
  program->stop();  // the call that waits holds up the end for a second; by itself it would for ten
  CHECK(std::chrono::steady_clock::now() - ending < std::chrono::seconds(5));
}

TEST_CASE("snapshots that are cut off, miscounted or malformed are not taken") {
  for (const char* bad :
       {"", "{}\n", "{\"version\":1}\n", "{\"version\":1}\n{\"end\":1}\n",
        "{\"version\":1}\nx\n{\"end\":1}\n",
        "{\"version\":1}\n{\"kind\":\"global_keyword\",\"row\":{\"id\":\"1\"}}\n{\"end\":1}\n"})
    CHECK_THROWS_AS(read_snapshot(bad, {}), BadRow);
  auto rows =
      read_snapshot("{\"version\":9}\n{\"kind\":\"unheard\",\"row\":{\"id\":\"1\"}}\n{\"end\":1}\n", {});
  CHECK(rows.version() == 9);
}
