// The whole service against an admin-service and a session-cache-service of the test's own.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>

#include "guard_fixture.hpp"
#include "policy_follower/snapshot_lines.hpp"
#include "support/bad_requests.hpp"
#include "support/raw_client.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

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
    lgm::testing::RawClient client(program->service().public_port());
    client.send("POST " + path +
                " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
                token("tester") + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n");
    return lgm::testing::status_of(client.answer()) == 413;
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
