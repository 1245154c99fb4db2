// API keys as a client of the API meets them.
#include "lgm/auth/api_key.hpp"
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

struct KeysApi : ApiFixture {
  KeysApi() : ApiFixture(TestDatabase::Seeds::Keep) {
    answer("POST", "/apps/", R"({"app_id":"shop","app_name":"Shop"})");
  }
  static std::string told(const std::string& answer) {
    const auto body = json::parse_or_nothing(body_of(answer));
    return std::to_string(status_of(answer)) + " " + (body ? body->text_at("code").value_or("-") : "-");
  }
};

constexpr char kKeys[] = "/apps/shop/api-keys";

}  // namespace

TEST_CASE_FIXTURE(KeysApi, "a key is made, listed, changed by its ETag, and deleted") {
  const auto made = answer("POST", kKeys, R"({"name":"bot"})");
  const std::string secret = made.text_at("key").value(), id = made.text_at("id").value();
  CHECK(auth::read_api_key(secret));
  CHECK(made.text_at("app_id") == "shop");
  const std::string list = ask("root", "GET", kKeys);
  CHECK(status_of(list) == 200);
  CHECK(list.find(id) != std::string::npos);
  CHECK(list.find(secret.substr(13)) == std::string::npos);
  CHECK(list.find("sha256") == std::string::npos);
  const std::string one = std::string(kKeys) + "/" + id;
  const std::string changed = ask("root", "PATCH", one, R"({"name":"chat"})", "If-Match: \"1\"\r\n");
  CHECK(changed.find("\r\nETag: \"2\"\r\n") != std::string::npos);
  CHECK(told(ask("root", "PATCH", one, R"({"name":"x"})", "If-Match: \"1\"\r\n")) == "412 version_mismatch");
  CHECK(told(ask("root", "PATCH", one, R"({"scopes":["send_flags"]})")) == "400 immutable");
  CHECK(told(ask("root", "PATCH", one, R"({"name":""})")) == "422 invalid");
  CHECK(status_of(ask("root", "DELETE", one)) == 200);
  CHECK(told(ask("root", "DELETE", one)) == "404 not_found");
  CHECK(told(ask("root", "GET", "/apps/nobody/api-keys")) == "404 not_found");
}

TEST_CASE_FIXTURE(KeysApi, "only app_management makes keys; AUDITOR reads them") {
  user("auditor", "AUDITOR");
  user("admin", "NONE");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'admin', 'shop', "
      "'00000000-0000-4000-8000-000000000103', '2026-02-06 08:00:00', NULL)");
  const std::string id = answer("POST", kKeys, R"({"name":"bot"})").text_at("id").value();
  const std::string one = std::string(kKeys) + "/" + id;
  for (const std::string person : {"none", "admin", "auditor"}) {
    CAPTURE(person);
    CHECK(told(ask(person, "POST", kKeys, R"({"name":"x"})")) == "403 missing_permission");
    CHECK(told(ask(person, "PATCH", one, R"({"name":"x"})")) == "403 missing_permission");
    CHECK(told(ask(person, "DELETE", one)) == "403 missing_permission");
    CHECK(status_of(ask(person, "GET", kKeys)) == (person == "auditor" ? 200 : 403));
  }
}

TEST_CASE_FIXTURE(KeysApi, "a key opens nothing of admin-service") {
  const std::string secret = answer("POST", kKeys, R"({"name":"bot"})").text_at("key").value();
  for (const char* header : {"X-API-Key: ", "Authorization: Bearer "}) {
    RawClient client(service.public_port());
    client.send("GET /api/v1/tags/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + (header + secret) +
                "\r\n\r\n");
    CHECK(status_of(client.rest()) == 401);
  }
}

TEST_CASE_FIXTURE(KeysApi, "the same Idempotency-Key makes one key, which is not shown again") {
  const std::string header = "Idempotency-Key: k\r\n";
  CHECK(status_of(ask("root", "POST", kKeys, R"({"name":"bot"})", header)) == 200);
  CHECK(told(ask("root", "POST", kKeys, R"({"name":"bot"})", header)) == "409 idempotency_answer_not_kept");
  CHECK(json::parse_or_nothing(body_of(ask("root", "GET", kKeys)))->array()->size() == 1);
}

TEST_CASE_FIXTURE(KeysApi,
                  "guard-service alone tells of uses; no version, ETag, number or audit row changes") {
  const std::string id = answer("POST", kKeys, R"({"name":"bot"})").text_at("id").value();
  const auto counts = [&] {
    return store.reading([](sql::Session& session) {
      return std::to_string(session.query("SELECT COUNT(*) FROM audit_logs", {}, 1).integer(0, 0)) + " " +
             std::to_string(session.query("SELECT n FROM policy_head", {}, 1).integer(0, 0)) + " " +
             std::to_string(session.query("SELECT version FROM api_keys", {}, 1).integer(0, 0));
    });
  };
  const std::string before = counts();
  const std::int64_t ms = base::to_unix_ms(clock.now());
  const std::string body =
      json::to_text(json::Object{{"uses", json::Array{json::Object{{"id", id},
                                                                   {"minute", ms / 60'000},
                                                                   {"texts", 7},
                                                                   {"last_ms", ms},
                                                                   {"last_from", "10.0.0.1"},
                                                                   {"of_the_next_version", 1}}}}});
  const std::string path = "/internal/v1/api-keys/uses";
  CHECK(status_of(inside("POST", path, body)) == 403);
  CHECK(status_of(inside("POST", path, body, kGuardToken)) == 200);
  const auto row = json::parse_or_nothing(body_of(ask("root", "GET", kKeys)))->array()->front();
  CHECK(row.integer_at("used_last_minute") == 7);
  CHECK(row.text_at("last_used_from") == "10.0.0.1");
  CHECK(counts() == before);
  CHECK(status_of(inside("POST", path, R"({"uses":[{"id":"x"}]})", kGuardToken)) == 422);
}

TEST_CASE_FIXTURE(KeysApi, "deleting a scenario says how many keys go with it") {
  answer("POST", kKeys, R"({"name":"bot"})");
  const auto apps = answer("GET", "/apps/shop");
  const auto told = answer("DELETE", "/apps/" + apps.text_at("id").value());
  CHECK(told.text_at("message") ==
        "Scenario deleted with 0 keywords, 0 policies and 0 grants, and 1 API keys");
}
