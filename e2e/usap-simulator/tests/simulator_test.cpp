#include "server/simulator.hpp"

#include <doctest/doctest.h>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"
#include "portal/page.hpp"

using namespace lgm;
using namespace lgm::usap_simulator;
using json::Object;

namespace {

struct Running {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  Simulator simulator{
      {"127.0.0.1", 0, "llm-guard-manager", "secret", "http://console/web-manager/"}, clock, random};
  std::optional<http::Client> client;

  Running() {
    simulator.start();
    http::ClientOptions options;
    options.base_url = "http://127.0.0.1:" + std::to_string(simulator.port());
    options.breaker_failures = 0;
    client.emplace(options, clock);
  }
  http::CallResult ask(http::Method method, const std::string& target, const json::Value& body = {},
                       bool known = true) {
    http::Call call;
    call.method = method;
    call.target = target;
    if (!body.is_null()) call.body = json::to_text(body);
    if (known) {
      call.headers.add("X-Client-ID", "llm-guard-manager");
      call.headers.add("X-Client-Secret", "secret");
    }
    return client->call(call);
  }
  http::CallResult post(const std::string& target, const json::Value& body, bool known = true) {
    return ask(http::Method::Post, target, body, known);
  }
  http::CallResult validate(const std::string& ticket) {
    return post("/api/auth/validate-ticket", Object{{"ticket", ticket}});
  }
  static std::string detail(const http::CallResult& result) {
    return json::parse_or_nothing(result.body)->text_at("detail").value_or("");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Running, "portal: sign in, take a ticket, redeem it once") {
  const auto login =
      post("/api/auth/login", Object{{"username", "alice"}, {"password", "alice-demo"}}, false);
  REQUIRE(login.status == 200);
  const auto session = json::parse_or_nothing(login.body).value();
  CHECK(session.flag_at("success") == true);
  CHECK(session.text_at("session_id")->starts_with("SES_"));
  CHECK(session.integer_at("expires_in") == 28'800);
  const auto issued = post(
      "/api/auth/ticket",
      Object{{"session_id", *session.text_at("session_id")}, {"target_system", "llm-guard-manager"}}, false);
  const std::string ticket = json::parse_or_nothing(issued.body)->text_at("ticket").value();
  CHECK(ticket.starts_with("TK_"));
  CHECK(json::parse_or_nothing(issued.body)->integer_at("expires_in") == 300);
  CHECK(
      validate(ticket).body ==
      R"({"user_id":"alice","user_name":"Alice Zhang 张爱丽","email":"alice@example.com","department":"Security 安全部","phone":"+86 10 5555 0101","valid":true})");
  CHECK(validate(ticket).status == 401);
  CHECK(detail(validate(ticket)) == "ticket already used");
}

TEST_CASE_FIXTURE(Running, "what the portal refuses") {
  const auto login = [this](const char* name, const char* word) {
    return post("/api/auth/login", Object{{"username", name}, {"password", word}}, false).status;
  };
  CHECK(login("alice", "wrong") == 401);
  CHECK(login("nobody", "x") == 401);
  CHECK(login("dave", "dave-demo") == 403);
  CHECK(post("/api/auth/ticket", Object{{"session_id", "SES_no"}, {"target_system", "x"}}, false).status ==
        401);
}

TEST_CASE_FIXTURE(Running, "tickets end after 300 s, and are good for their system alone") {
  const std::string old = simulator.ticket_for("bob"),
                    foreign = simulator.ticket_for("bob", "another-system");
  CHECK(validate(foreign).status == 401);
  CHECK(validate("TK_no").status == 401);
  clock.advance(std::chrono::seconds(300));
  CHECK(detail(validate(old)) == "ticket expired");
  const std::string fresh = simulator.ticket_for("bob");
  CHECK(post("/simulator/expire-tickets", Object{}).status == 200);
  CHECK(detail(validate(fresh)) == "ticket expired");
}

TEST_CASE_FIXTURE(Running, "a ticket is told from an unknown one for an hour after its end") {
  const std::string old = simulator.ticket_for("bob");
  clock.advance(std::chrono::seconds(300 + 3'600));
  simulator.ticket_for("bob");
  CHECK(detail(validate(old)) == "ticket expired");
  clock.advance(std::chrono::seconds(60));
  simulator.ticket_for("bob");
  CHECK(detail(validate(old)) == "ticket invalid");
}

TEST_CASE("further people, as many as are asked for, who stay when it is reset") {
  People people(2);
  people.reset();
  REQUIRE(people.find("person1"));
  CHECK(people.find("person1")->password == "person1-demo");
  REQUIRE(people.find("person2"));
  CHECK(people.find("person2")->user_name == "Person 2");
  CHECK_FALSE(people.find("person3"));
  CHECK(people.find("alice"));
}

TEST_CASE_FIXTURE(Running, "service calls need the client's secret; portal and health do not") {
  const std::string ticket = simulator.ticket_for("bob");
  CHECK(post("/api/auth/validate-ticket", Object{{"ticket", ticket}}, false).status == 401);
  CHECK(ask(http::Method::Get, "/api/users/bob", {}, false).status == 401);
  CHECK(post("/api/users/batch", Object{{"user_ids", json::Array{"bob"}}}, false).status == 401);
  CHECK(ask(http::Method::Get, "/api/health", {}, false).body ==
        R"({"status":"healthy","service":"usap-simulator"})");
  CHECK(validate(ticket).status == 200);
}

TEST_CASE_FIXTURE(Running, "people: one, many, disabled, unknown") {
  CHECK(json::parse_or_nothing(ask(http::Method::Get, "/api/users/bob").body)->text_at("status") == "active");
  CHECK(json::parse_or_nothing(ask(http::Method::Get, "/api/users/dave").body)->text_at("status") ==
        "disabled");
  CHECK(ask(http::Method::Get, "/api/users/nobody").status == 404);
  CHECK(post("/api/users/batch", Object{{"user_ids", json::Array{"erin", "nobody"}}}).body ==
        R"({"users":[{"user_id":"erin","user_name":"Erin 陈珥"}],"not_found":["nobody"]})");
  CHECK(post("/api/users/batch", Object{{"user_ids", json::Array(101, "x")}}).status == 422);
  CHECK(ask(http::Method::Put, "/simulator/people/bob/active", Object{{"active", false}}).status == 200);
  CHECK(json::parse_or_nothing(ask(http::Method::Get, "/api/users/bob").body)->text_at("status") ==
        "disabled");
  CHECK(ask(http::Method::Put, "/simulator/people/nobody/active", Object{{"active", false}}).status == 404);
  CHECK(ask(http::Method::Delete, "/simulator/people/bob").status == 200);
  CHECK(ask(http::Method::Get, "/api/users/bob").status == 404);
  CHECK(post("/simulator/reset", Object{}).status == 200);
  CHECK(ask(http::Method::Get, "/api/users/bob").status == 200);
}

TEST_CASE_FIXTURE(Running, "misbehaviour: by call, for a number of answers, and never silently") {
  const auto set = [this](const json::Value& body) { return post("/simulator/behaviour", body); };
  CHECK(set(Object{{"mode", "bogus"}}).status == 422);
  CHECK(set(Object{{"latency_ms", -1}}).status == 422);
  CHECK(set(Object{{"odd", 1}}).status == 422);
  REQUIRE(set(Object{{"mode", "down"}, {"calls", "validate"}, {"times", 1}}).status == 200);
  const std::string ticket = simulator.ticket_for("bob");
  CHECK(ask(http::Method::Get, "/api/users/bob").status == 200);
  CHECK(validate(ticket).status == 503);
  CHECK(validate(ticket).status == 200);  // the outage used nothing up
  set(Object{{"mode", "valid_text"}});
  CHECK(json::parse_or_nothing(validate(simulator.ticket_for("bob")).body)->text_at("valid") == "true");
  set(Object{{"mode", "html"}});
  CHECK(validate(ticket).body.starts_with("<!doctype html>"));
  set(Object{{"mode", "drop"}});
  CHECK(validate(ticket).error != http::CallError::None);
  set(Object{{"mode", "other_target"}});
  CHECK(json::parse_or_nothing(validate(simulator.ticket_for("bob")).body)->text_at("target_system") ==
        "another-system");
  set(Object{{"mode", "huge"}});
  CHECK(validate(simulator.ticket_for("bob")).body.size() > 2 * 1024 * 1024);
  const auto counts = json::parse_or_nothing(ask(http::Method::Get, "/simulator/calls").body);
  CHECK(counts->integer_at("users") == 1);
  CHECK(counts->integer_at("validate") == 7);
}

TEST_CASE_FIXTURE(Running, "the page: two languages, a warning, no script, nothing from elsewhere") {
  for (const auto& [language, word, lang] : {std::tuple{"en", "simulator for tests", "lang=\"en\""},
                                             std::tuple{"zh", "测试和演示的模拟器", "lang=\"zh-CN\""}}) {
    const auto page = ask(http::Method::Get, "/?lang=" + std::string(language), {}, false);
    CHECK(page.status == 200);
    CHECK(page.headers.get("Content-Type") == "text/html; charset=utf-8");
    CHECK(page.body.find(word) != std::string::npos);
    CHECK(page.body.find("<html " + std::string(lang)) != std::string::npos);
    CHECK(page.body.find("alice-demo") != std::string::npos);
    CHECK(page.body.find("<script") == std::string::npos);
    CHECK(page.body.find("http://") == std::string::npos);
  }
  CHECK(language_of("", "zh-CN,zh;q=0.9,en;q=0.8") == Language::Chinese);
  CHECK(language_of("", "en-US,zh;q=0.5") == Language::English);
  CHECK(language_of("", "fr") == Language::English);
  CHECK(language_of("en", "zh") == Language::English);
  CHECK(escape_html("<a href='x'>&\"") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
}

TEST_CASE_FIXTURE(Running, "the page's button leads to the console with a ticket") {
  const auto sign_in = [this](const std::string& form) {
    http::Call call;
    call.method = http::Method::Post;
    call.target = "/portal/sign-in";
    call.body = form;
    call.content_type = "application/x-www-form-urlencoded";
    return client->call(call);
  };
  const auto jump = sign_in("username=alice&password=alice-demo");
  CHECK(jump.status == 303);
  const std::string location(jump.headers.get("Location").value_or(""));
  const std::string start = "http://console/web-manager/sso/login?ticket=";
  REQUIRE(location.starts_with(start));
  CHECK(validate(location.substr(start.size())).status == 200);
  CHECK(sign_in("username=alice&password=no").status == 401);
  CHECK(sign_in("username=dave&password=dave-demo").status == 403);
}
