// Service accounts as a client of the API meets them, and as callers by their keys.
#include "lgm/auth/api_key.hpp"
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

struct AccountsApi : ApiFixture {
  std::string key_text, account, keys;
  AccountsApi() : ApiFixture(TestDatabase::Seeds::Keep, false) {
    execute("INSERT INTO roles VALUES ('r9', 'TAGS', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
    execute(
        "INSERT INTO role_permissions SELECT 'r9', id FROM permissions WHERE permission_code = "
        "'tag_management'");
    key_text = service_account("robot", "TAGS");
    account = "/users/" + ids["robot"];
    keys = account + "/api-keys";
  }
  static std::string told_by(const std::string& answer) {
    const auto body = json::parse_or_nothing(body_of(answer));
    return std::to_string(status_of(answer)) + " " + (body ? body->text_at("code").value_or("-") : "-");
  }
  std::string tags_by(const std::string& text) { return told_by(by(text, "GET", "/tags/")); }
  std::string first_key() {
    return json::parse_or_nothing(body_of(ask("root", "GET", keys)))->array()->front().text_at("id").value();
  }
};

constexpr char kBad[] = "401 invalid_api_key";

}  // namespace

TEST_CASE_FIXTURE(AccountsApi,
                  "an account is made where local sign-in is off, listed by its kind, and has no password") {
  CHECK(told_by(ask("root", "POST", "/users/", R"({"username":"lea"})")) == "403 local_login_disabled");
  const std::string services = ask("root", "GET", "/users/?kind=SERVICE");
  CHECK(services.find("\"kind\":\"SERVICE\"") != std::string::npos);
  CHECK(services.find("\"kind\":\"PERSON\"") == std::string::npos);
  CHECK(body_of(ask("root", "GET", "/users/?kind=PERSON")).find("robot") == std::string::npos);
  CHECK(status_of(ask("root", "GET", "/users/?kind=ROBOT")) == 422);
  CHECK(told_by(ask("root", "POST", "/users/",
                    R"({"kind":"SERVICE","username":"x","password":"a long enough one"})")) == "422 invalid");
  CHECK(told_by(ask("root", "POST", "/users/", R"({"kind":"SERVICE","username":"robot"})")) ==
        "400 duplicate");
  CHECK(
      told_by(ask("root", "POST", "/users/", R"({"kind":"SERVICE","username":"x","role":"SYSTEM_ADMIN"})")) ==
      "400 service_account_right");
  CHECK(told_by(ask("root", "PUT", account + "/role", R"({"role":"SYSTEM_ADMIN"})")) ==
        "400 service_account_right");
  CHECK(told_by(ask("root", "GET", "/users/root/api-keys")) == "400 not_service_account");
}

TEST_CASE_FIXTURE(AccountsApi, "a key is made, listed, changed by its ETag, and deleted") {
  const std::string list = ask("root", "GET", keys);
  CHECK(list.find(R"("scopes":["manage"])") != std::string::npos);
  CHECK(list.find(key_text.substr(13)) == std::string::npos);
  CHECK(list.find("sha256") == std::string::npos);
  const std::string one = keys + "/" + first_key();
  const std::string changed = ask("root", "PATCH", one, R"({"name":"x"})", "If-Match: \"1\"\r\n");
  CHECK(changed.find("\r\nETag: \"2\"\r\n") != std::string::npos);
  CHECK(told_by(ask("root", "PATCH", one, R"({"name":"y"})", "If-Match: \"1\"\r\n")) ==
        "412 version_mismatch");
  CHECK(told_by(ask("root", "PATCH", one, R"({"name":""})")) == "422 invalid");
  CHECK(tags_by(key_text) == "200 -");
  CHECK(status_of(ask("root", "DELETE", one)) == 200);
  CHECK(told_by(ask("root", "DELETE", one)) == "404 not_found");
  CHECK(tags_by(key_text) == kBad);
}

TEST_CASE_FIXTURE(AccountsApi,
                  "a key that is off, over, of a disabled or a deleted account is refused at once") {
  const std::string one = keys + "/" + first_key();
  answer("PATCH", one, R"({"is_active":false})");
  CHECK(tags_by(key_text) == kBad);
  answer("PATCH", one, R"({"is_active":true})");
  CHECK(tags_by(key_text) == "200 -");
  answer("PATCH", account + "/status", R"({"is_active":false})");
  CHECK(tags_by(key_text) == kBad);
  answer("PATCH", account + "/status", R"({"is_active":true})");
  CHECK(tags_by(key_text) == "200 -");
  execute("UPDATE account_keys SET expires_at = '2020-01-01 00:00:00.000000'");
  CHECK(tags_by(key_text) == kBad);
  execute("UPDATE account_keys SET expires_at = NULL");
  CHECK(tags_by(key_text) == "200 -");
  // A row that a program of before left behind when it deleted the account.
  execute("DELETE FROM user_identities WHERE user_id = '" + ids["robot"] + "'");
  CHECK(tags_by(key_text) == kBad);
  execute("INSERT INTO user_identities VALUES ('service', '" + ids["robot"] + "', '" + ids["robot"] + "')");
  answer("DELETE", account);
  CHECK(tags_by(key_text) == kBad);
}

TEST_CASE_FIXTURE(AccountsApi,
                  "what the account may do counts with the next request, without the feed of revocations") {
  CHECK(told_by(by(key_text, "POST", "/tags/", R"({"tag_code":"a","tag_name":"A"})")) == "200 -");
  // As another replica would: nothing of it is told here.
  execute("UPDATE users SET role = 'NONE' WHERE id = '" + ids["robot"] + "'");
  CHECK(told_by(by(key_text, "POST", "/tags/", R"({"tag_code":"b","tag_name":"B"})")) ==
        "403 missing_permission");
}

TEST_CASE_FIXTURE(AccountsApi, "the audit log names the account and its kind") {
  answer("GET", "/tags/");
  CHECK(told_by(by(key_text, "POST", "/tags/", R"({"tag_code":"a","tag_name":"A"})")) == "200 -");
  const auto rows =
      json::parse_or_nothing(body_of(ask("root", "GET", "/audit-logs/?resource_type=META_TAG")));
  const auto& row = rows->array()->front();
  CHECK(row.text_at("user_id") == ids["robot"]);
  CHECK(row.text_at("username") == "robot");
  CHECK(row.text_at("actor_kind") == "service_account");
}

TEST_CASE_FIXTURE(AccountsApi, "a key comes alone, once, and in its header") {
  CHECK(told_by(by(key_text, "GET", "/tags/", "", "Authorization: Bearer x\r\n")) == "400 two_credentials");
  CHECK(told_by(by(key_text, "GET", "/tags/", "", "X-API-Key: " + key_text + "\r\n")) == kBad);
  CHECK(tags_by("x") == kBad);
  CHECK(tags_by(auth::new_api_key(random)) == kBad);
  const auto without = [&](const std::string& target, const std::string& headers) {
    RawClient client(service.public_port());
    client.send("GET /api/v1" + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n");
    return told_by(client.rest());
  };
  CHECK(without("/tags/?api_key=" + key_text, "") == "401 invalid_token");
  CHECK(without("/tags/", "Authorization: Bearer " + key_text + "\r\n") == "401 invalid_token");
  CHECK(without("/tags/", "Cookie: X-API-Key=" + key_text + "\r\n") == "401 invalid_token");
}

TEST_CASE_FIXTURE(
    AccountsApi,
    "who guesses keys is stopped by network; a good key is not, and its 403 and 429 count nothing") {
  for (int i = 0; i < 61; ++i) CHECK(told_by(by(key_text, "DELETE", "/apps/x")) == "403 missing_permission");
  int refused = 0;
  std::string last;
  for (int i = 0; i < 70; ++i) {
    last = by(auth::new_api_key(random), "GET", "/tags/");
    refused += status_of(last) == 401;
  }
  CHECK(refused >= 60);
  CHECK(refused < 70);
  CHECK(told_by(last) == "429 rate_limited");
  CHECK(body_of(last).find("api-key-failures") != std::string::npos);
  CHECK(last.find("\r\nRetry-After: ") != std::string::npos);
  CHECK(tags_by("lgm_x") == "429 rate_limited");
  CHECK(tags_by(key_text) == "200 -");
}

TEST_CASE_FIXTURE(AccountsApi, "its use is told, refused requests as well; refused keys are not used") {
  key_uses.start();
  CHECK(tags_by(key_text) == "200 -");
  CHECK(told_by(by(key_text, "DELETE", "/apps/x")) == "403 missing_permission");
  CHECK(tags_by(auth::new_api_key(random)) == kBad);
  key_uses.stop();
  const auto used = json::parse_or_nothing(body_of(ask("root", "GET", keys)))->array()->front();
  CHECK(used.integer_at("used_last_minute") == 2);
  CHECK(used.text_at("last_used_from") == "127.0.0.1");
  CHECK(used.integer_at("version") == 1);
}

TEST_CASE_FIXTURE(AccountsApi, "the same Idempotency-Key makes one key, which is not shown again") {
  const std::string header = "Idempotency-Key: k\r\n";
  CHECK(status_of(ask("root", "POST", keys, R"({"name":"b"})", header)) == 200);
  CHECK(told_by(ask("root", "POST", keys, R"({"name":"b"})", header)) == "409 idempotency_answer_not_kept");
  // An account's own requests have keys of their own.
  const std::string tag = R"({"tag_code":"a","tag_name":"A"})";
  CHECK(status_of(by(key_text, "POST", "/tags/", tag, header)) == 200);
  CHECK(status_of(by(key_text, "POST", "/tags/", tag, header)) == 200);
}

TEST_CASE_FIXTURE(AccountsApi, "only user_management makes keys; AUDITOR reads them") {
  user("auditor", "AUDITOR");
  const std::string one = keys + "/" + first_key();
  for (const std::string person : {"none", "auditor"}) {
    CAPTURE(person);
    CHECK(told_by(ask(person, "POST", keys, R"({"name":"x"})")) == "403 missing_permission");
    CHECK(told_by(ask(person, "PATCH", one, R"({"name":"x"})")) == "403 missing_permission");
    CHECK(told_by(ask(person, "DELETE", one)) == "403 missing_permission");
    CHECK(status_of(ask(person, "GET", keys)) == (person == "auditor" ? 200 : 403));
  }
}

TEST_CASE_FIXTURE(AccountsApi, "the published document shows what callers outside need, and nothing else") {
  RawClient client(service.public_port());
  client.send("GET /dbmanage/api/v1/openapi.json HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string answer = client.rest();
  REQUIRE(status_of(answer) == 200);
  const std::string body(body_of(answer));
  const auto document = json::parse_or_nothing(body).value();
  for (const char* hidden : {"/internal/", "/metrics", "x-listener", "per caller and callee"}) {
    CAPTURE(hidden);
    CHECK(body.find(hidden) == std::string::npos);
  }
  CHECK(document.find("servers")->array()->front().text_at("url") == "/dbmanage");
  const auto* paths = document.find("paths");
  const auto security = [&](const char* path, const char* method) {
    return json::to_text(*paths->find(path)->find(method)->find("security"));
  };
  CHECK(security("/api/v1/health", "get") == "[]");
  CHECK(security("/api/v1/openapi.json", "get") == "[]");
  CHECK(security("/api/v1/tags/", "get") == R"([{"bearer":[]},{"api_key":[]}])");
  CHECK(security("/api/v1/users/", "get") == R"([{"bearer":[]}])");
  CHECK(document.find("components")->find("securitySchemes")->find("api_key")->text_at("name") ==
        "X-API-Key");
  const auto& unavailable = *paths->find("/api/v1/tags/")->find("post")->find("responses")->find("503");
  CHECK(unavailable.text_at("description").value().find("`unreachable`") != std::string::npos);
  for (const auto& [path, item] : *paths->object())
    for (const auto& [method, operation] : *item.object()) CHECK_MESSAGE(operation.find("security"), path);
}
