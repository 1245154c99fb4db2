// Idempotency-Key, as a client meets it.
#include <algorithm>
#include <set>
#include <thread>

#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

constexpr char kTag[] = R"({"tag_code":"t-1","tag_name":"One"})",
               kOther[] = R"({"tag_code":"t-2","tag_name":"Two"})";

std::string with_key(const std::string& text) {
  return "Idempotency-Key: " + text + "\r\n";
}

std::string code_in(const std::string& answer) {
  const auto body = json::parse_or_nothing(body_of(answer));
  return std::to_string(status_of(answer)) + " " + (body ? body->text_at("code").value_or("-") : "-");
}

bool has_tag_one(const std::string& answer) {
  return answer.find("\r\nETag: \"1\"\r\n") != std::string::npos;
}

struct IdempotencyApi : ApiFixture {
  std::string post(const std::string& path, const std::string& body, const std::string& headers,
                   const std::string& uid = "root") {
    return ask(uid, "POST", path, body, headers);
  }
  std::int64_t count(const std::string& what) {
    return store.reading([&](sql::Session& session) {
      return session.query("SELECT COUNT(*) FROM " + what, {}, 1).integer(0, 0);
    });
  }
};

}  // namespace

TEST_CASE_FIXTURE(IdempotencyApi, "the same request with the same key is done once, and answered alike") {
  const std::string first = post("/tags/", kTag, with_key("k1"));
  REQUIRE(status_of(first) == 200);
  const std::int64_t rows = count("audit_logs"), changes = count("policy_changes");
  const std::string again = post("/tags/", kTag, with_key("k1"));
  CHECK(status_of(again) == 200);
  CHECK(has_tag_one(first));
  CHECK(has_tag_one(again));
  CHECK(body_of(again) == body_of(first));
  CHECK(again.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
  CHECK(count("audit_logs") == rows);
  CHECK(count("policy_changes") == changes);
  CHECK(code_in(post("/tags/", kOther, with_key("k1"))) == "422 idempotency_key_reused");
  CHECK(code_in(post("/tags/", kTag, "")) == "400 duplicate");
  CHECK(code_in(post("/tags/", kTag, with_key("k2"))) == "400 duplicate");
  CHECK(status_of(post("/tags/", kOther, with_key("k2"))) == 200);  // what was refused left the key free
  CHECK(code_in(post("/tags/", kTag, with_key("k1"), "none")) == "403 missing_permission");
}

TEST_CASE_FIXTURE(IdempotencyApi, "a key is of one route, one path and one caller") {
  user("ann", "SYSTEM_ADMIN");
  user("bob", "NONE");
  execute("INSERT INTO roles VALUES ('r5', 'GLOBAL_5', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
  REQUIRE(status_of(post("/tags/", kTag, with_key("k"))) == 200);
  CHECK(code_in(post("/tags/", kTag, with_key("k"), "ann")) == "400 duplicate");
  const std::string role = R"({"role_id":"r5"})";
  REQUIRE(status_of(post("/users/none/roles", role, with_key("k"))) == 200);
  CHECK(code_in(post("/users/bob/roles", role, with_key("k"))) == "422 idempotency_key_reused");
  CHECK(status_of(post("/users/none/roles", role, with_key("k"))) == 200);
}

TEST_CASE_FIXTURE(IdempotencyApi, "a key is 1 to 255 visible ASCII characters, and comes once") {
  const auto refused = [&](const std::string& headers, const std::string& code) {
    const std::string answer = post("/tags/", kTag, headers);
    CHECK_MESSAGE(code_in(answer) == "422 invalid", headers);
    CHECK(body_of(answer).find(R"("pointer":"Idempotency-Key","code":")" + code) != std::string::npos);
  };
  for (const std::string& text :
       {std::string(), std::string(256, 'k'), std::string("a b"), std::string("clé")})
    refused(with_key(text), "pattern");
  refused(with_key("a") + with_key("a"), "repeated");
  CHECK(count("idempotency_keys") == 0);
  CHECK(status_of(post("/tags/", kTag, with_key(std::string(255, '~')))) == 200);
}

TEST_CASE_FIXTURE(IdempotencyApi, "while one runs, another with its key is told so") {
  REQUIRE(status_of(post("/tags/", kTag, with_key("k"))) == 200);
  execute("UPDATE idempotency_keys SET status = NULL, body = NULL, headers = NULL");
  CHECK(code_in(post("/tags/", kTag, with_key("k"))) == "409 idempotency_key_running");
}

TEST_CASE_FIXTURE(IdempotencyApi, "of many that come at once with one key one does it") {
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  rights.clear();
  const std::int64_t now = base::to_unix_seconds(clock.now());
  for (auto& answer : answers)
    threads.emplace_back([&, now] {
      answer = sent({"llm-guard-manager", "llm-guard-manager", "u", "console", "root", "x", "s", "j", now,
                     now, now + 60},
                    "POST", "/tags/", kTag, with_key("k"));
    });
  for (auto& thread : threads) thread.join();
  std::set<std::string> bodies;
  for (const auto& answer : answers) {
    CHECK_MESSAGE((status_of(answer) == 200 || code_in(answer) == "409 idempotency_key_running"), answer);
    if (status_of(answer) == 200) bodies.insert(body_of(answer));
  }
  CHECK(bodies.size() == 1);
  CHECK(count("meta_tags") == 1);
}

TEST_CASE_FIXTURE(IdempotencyApi, "a password that we made is told once, and a repetition makes no other") {
  const std::string account = R"({"username":"leo"})";
  const std::string made = post("/users/", account, with_key("k"));
  REQUIRE(status_of(made) == 200);
  const auto body = json::parse_or_nothing(body_of(made)).value();
  const std::string password = body.text_at("password").value();
  CHECK(store.dump_all().find(password) == std::string::npos);
  CHECK(code_in(post("/users/", account, with_key("k"))) == "409 idempotency_answer_not_kept");
  const std::string path = "/users/" + body.text_at("id").value() + "/reset-password";
  REQUIRE(status_of(post(path, "", with_key("r"))) == 200);
  const std::string before = store.dump_all();
  CHECK(code_in(post(path, "", with_key("r"))) == "409 idempotency_answer_not_kept");
  CHECK(store.dump_all() == before);
  const std::string given = R"({"username":"mia","password":"a long phrase of ours"})";
  const std::string first = post("/users/", given, with_key("g"));
  REQUIRE(status_of(first) == 200);
  CHECK(body_of(post("/users/", given, with_key("g"))) == body_of(first));
}

TEST_CASE_FIXTURE(IdempotencyApi, "every POST that writes a row goes by the key, and says so") {
  std::set<std::string> without;
  for (const auto& route : service.public_routes().routes())
    if (route->method == http::Method::Post && is_write(*route) && !route->honours_idempotency_key)
      without.insert(route->group);
  CHECK(without == std::set<std::string>{"playground"});  // tries, whose answers are kept nowhere
  const auto document = service.openapi();
  const std::string text = json::to_text(*document.find("paths"));
  CHECK(text.find("\"Idempotency-Key\"") != std::string::npos);
  CHECK(text.find("`idempotency_key_reused`") != std::string::npos);
}
