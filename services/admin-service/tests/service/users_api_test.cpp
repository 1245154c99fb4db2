// What older consoles send and read about users, line by line.
#include <algorithm>

#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

std::string detail_of(const std::string& answer) {
  return json::parse_or_nothing(body_of(answer)).value_or(json::Value()).text_at("detail").value_or("");
}
std::string code_of(const std::string& answer) {
  return std::to_string(status_of(answer)) + " " +
         json::parse_or_nothing(body_of(answer)).value_or(json::Value()).text_at("code").value_or("");
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "GET /users/ is complete without a limit, newest first, and filters") {
  for (int i = 0; i < 120; ++i) user("u" + std::to_string(i), "NONE");
  fill();
  const auto all = answer("GET", "/users/");
  CHECK(all.array()->size() == 125);
  CHECK(all.array()->front().text_at("username") == "robot");
  const auto& oldest = *std::find_if(all.array()->begin(), all.array()->end(),
                                     [](const auto& one) { return one.text_at("id") == "none"; });
  CHECK(json::to_text(oldest) ==
        R"({"id":"none","user_id":null,"username":"none","display_name":null,"email":null,"role":"NONE",)"
        R"("is_active":true,"created_at":"2026-02-06T08:00:00Z","updated_at":"2026-02-06T08:00:00Z",)"
        R"("last_login_at":null,"version":1,"is_local":true,"kind":"PERSON"})");
  CHECK(answer("GET", "/users?limit=5&skip=121").array()->size() == 4);
  CHECK(answer("GET", "/users/?username=u11").array()->size() == 11);
  CHECK(answer("GET", "/users/?role=SYSTEM_ADMIN").array()->size() == 1);
  CHECK(answer("GET", "/users/?is_active=false&role=").array()->empty());
  CHECK(status_of(ask("root", "GET", "/users/?limit=1001")) == 422);
  CHECK(body_of(ask("root", "GET", "/users/")).find("password") == std::string::npos);
}

TEST_CASE("GET /users/{id} is the user's row of the list, by the rights of the list") {
  ApiFixture api(TestDatabase::Seeds::Keep);
  api.fill();
  api.user("auditor", "AUDITOR");
  api.user("chief", "NONE");
  api.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) SELECT "
      "'g9', 'chief', NULL, id, '2026-02-06 08:00:00', NULL FROM roles WHERE role_code = 'SYSTEM_ADMIN'");
  const json::Value list = api.answer("GET", "/users/");
  for (const json::Value& row : *list.array()) {
    const std::string path = "/users/" + row.text_at("id").value();
    const std::string one = api.ask("root", "GET", path);
    CHECK(body_of(one) == json::to_text(row));
    CHECK(one.find("ETag: \"" + std::to_string(row.integer_at("version").value()) + "\"") !=
          std::string::npos);
    CHECK(body_of(api.ask("auditor", "GET", path)) == body_of(one));
  }
  CHECK(api.answer("GET", "/users/chief").text_at("role") == "SYSTEM_ADMIN");
  CHECK(api.answer("GET", "/users/" + api.ids["account"]).text_at("kind") == "SERVICE");
  const std::string unknown = api.ask("root", "GET", "/users/r0000001-x");
  CHECK(code_of(unknown) == "404 not_found");
  CHECK(detail_of(unknown) == "User not found");
  // Whether there is such a user is told to nobody else; one's own row is no exception.
  for (const char* id : {"root", "none", "r0000001-x"})
    CHECK(code_of(api.ask("none", "GET", std::string("/users/") + id)) == "403 missing_permission");
}

TEST_CASE_FIXTURE(ApiFixture, "role and status answer messages; rules are 400 with one sentence") {
  fill();
  const std::string user = "/users/" + ids["user"];
  CHECK(json::to_text(answer("PUT", user + "/role", R"({"role":"OTHER"})")) ==
        R"({"message":"Role changed","role":"OTHER"})");
  CHECK(json::to_text(answer("PATCH", user + "/status", R"({"is_active":false})")) ==
        R"({"message":"User disabled"})");
  CHECK(status_of(ask(ids["user"], "GET", "/users/me/permissions")) == 403);
  CHECK(json::to_text(answer("PATCH", user + "/status", R"({"is_active":true})")) ==
        R"({"message":"User enabled"})");
  CHECK(status_of(ask(ids["user"], "GET", "/users/me/permissions")) == 200);
  const auto own = ask("root", "PUT", "/users/root/role", R"({"role":"OTHER"})");
  CHECK(code_of(own) == "400 self_change");
  CHECK(detail_of(own) == "You cannot change your own role");
  CHECK(code_of(ask("root", "PATCH", "/users/root/status", R"({"is_active":false})")) == "400 self_change");
  CHECK(code_of(ask("root", "DELETE", "/users/root")) == "400 self_change");
  CHECK(detail_of(ask("root", "PUT", user + "/role", R"({"role":"WHAT"})")) ==
        "There is no active role WHAT");
  CHECK(json::to_text(answer("DELETE", user)) == R"({"message":"User deleted"})");
  CHECK(status_of(ask(ids["user"], "GET", "/users/me/permissions")) == 401);
}

TEST_CASE_FIXTURE(ApiFixture, "a user whom another administrator changed meanwhile is not changed unseen") {
  fill();
  const std::string user = "/users/" + ids["user"];
  const auto version = [&] {
    const json::Value users = answer("GET", "/users/");
    for (const json::Value& row : *users.array())
      if (row.text_at("id") == ids["user"]) return row.integer_at("version").value();
    return std::int64_t{0};
  };
  const std::int64_t seen = version();
  const auto sent = [&](std::int64_t tag) { return "If-Match: \"" + std::to_string(tag) + "\"\r\n"; };
  const std::string role = R"({"role":"OTHER"})", off = R"({"is_active":false})";
  CHECK(status_of(ask("root", "PUT", user + "/role", role, sent(seen))) == 200);
  CHECK(version() == seen + 1);
  CHECK(code_of(ask("root", "PUT", user + "/role", role, sent(seen))) == "412 version_mismatch");
  CHECK(code_of(ask("root", "PATCH", user + "/status", off, sent(seen))) == "412 version_mismatch");
  CHECK(code_of(ask("root", "DELETE", user, "", sent(seen))) == "412 version_mismatch");
  CHECK(version() == seen + 1);
  // Who one is comes first: the rule for oneself tells nothing of versions.
  CHECK(code_of(ask("root", "DELETE", "/users/root", "", sent(77))) == "400 self_change");
  CHECK(status_of(ask("root", "PATCH", user + "/status", off, sent(seen + 1))) == 200);
  CHECK(status_of(ask("root", "DELETE", user, "", "If-Match: *\r\n")) == 200);
}

TEST_CASE_FIXTURE(ApiFixture, "roles of a user: rows, rules in one sentence, one's own for reading") {
  fill();
  const std::string user = "/users/" + ids["user"];
  const auto rows = answer("GET", user + "/roles");
  REQUIRE(rows.array()->size() == 1);
  const auto& row = rows.array()->front();
  CHECK(row.text_at("role_code") == "HELPER");
  CHECK(row.text_at("scenario_id") == "shop");
  CHECK(row.text_at("user_id") == ids["user"]);
  CHECK(row.object()->size() == 9);
  CHECK(row.find("source")->is_null());
  CHECK(body_of(ask(ids["user"], "GET", user + "/roles")) == json::to_text(rows));
  CHECK(code_of(ask("none", "GET", user + "/roles")) == "403 missing_permission");
  CHECK(detail_of(ask("none", "GET", user + "/roles")) == "Missing permission: user_management");
  CHECK(status_of(ask("root", "GET", "/users/r0000001-x/roles")) == 404);
  CHECK(code_of(ask("root", "POST", user + "/roles", R"({"role_id":"r3"})")) == "400 scenario_required");
  CHECK(code_of(ask("root", "POST", user + "/roles", R"({"role_id":"r3","scenario_id":""})")) ==
        "400 scenario_required");
  CHECK(code_of(ask("root", "POST", user + "/roles", R"({"role_id":"r4","scenario_id":"shop"})")) ==
        "400 scenario_not_allowed");
  // A console sends the row back as it got it.
  CHECK(code_of(ask("root", "POST", user + "/roles", json::to_text(row))) == "400 duplicate");
  CHECK(answer("DELETE", user + "/roles/" + ids["user_role"]).text_at("id") == ids["user_role"]);
  CHECK(answer("GET", user + "/roles").array()->empty());
}

TEST_CASE_FIXTURE(ApiFixture, "auth-service is told name and mail with the rights, and nobody else") {
  execute("UPDATE users SET display_name = 'No One', email = 'none@example.org' WHERE id = 'none'");
  const auto told = [&](const std::string& token) {
    return json::parse_or_nothing(body_of(inside("GET", "/internal/v1/users/none/rights", "", token)))
        .value();
  };
  CHECK(told(kInternalToken).text_at("display_name") == "No One");
  CHECK(told(kInternalToken).text_at("email") == "none@example.org");
  CHECK(told(kGuardToken).text_at("username") == "none");
  CHECK_FALSE(told(kGuardToken).find("display_name"));
  CHECK_FALSE(told(kGuardToken).find("email"));
}

TEST_CASE_FIXTURE(
    ApiFixture, "roles by groups: told by auth-service alone, shown with their source, never SYSTEM_ADMIN") {
  fill();
  const std::string uid = ids["user"], path = "/internal/v1/users/mapped-roles";
  const auto said = [&](const std::string& roles) {
    return R"({"uid":")" + uid + R"(","source":"https://idp.example","roles":)" + roles + "}";
  };
  CHECK(body_of(inside("POST", path, said(R"([{"role":"OTHER"},{"role":"NOPE"}])"))) ==
        R"({"given":1,"taken":0,"unknown":[{"role":"NOPE"}]})");
  CHECK(status_of(inside("POST", path, said("[]"), kGuardToken)) == 403);
  CHECK(status_of(inside("POST", path, said(R"([{"role":"SYSTEM_ADMIN"}])"))) == 422);
  const auto rows = answer("GET", "/users/" + uid + "/roles");
  REQUIRE(rows.array()->size() == 2);
  CHECK(rows.array()->front().text_at("source") == "https://idp.example");
  CHECK(rows.array()->back().find("source")->is_null());
  const std::string mapped =
      ask("root", "DELETE", "/users/" + uid + "/roles/" + rows.array()->front().text_at("id").value());
  CHECK(code_of(mapped) == "409 mapped_role");
  CHECK(body_of(mapped).find(R"("facts":{"source":"https://idp.example"})") != std::string::npos);
  CHECK(body_of(inside("POST", path, said("[]"))) == R"({"given":0,"taken":1,"unknown":[]})");
  CHECK(code_of(inside("POST", path, R"({"uid":"nobody","source":"x","roles":[]})")) == "404 not_found");
}

TEST_CASE_FIXTURE(ApiFixture, "identities of a user: rows, what is refused by name, one's own for reading") {
  fill();
  const std::string path = "/users/" + ids["user"] + "/identities";
  const auto rows = answer("GET", path);
  REQUIRE(rows.array()->size() == 1);
  const json::Value& local = rows.array()->front();
  CHECK(json::to_text(local) == R"({"id":")" + local.text_at("id").value() + R"(","user_id":")" +
                                    ids["user"] + R"(","provider":"local","subject":")" + ids["user"] +
                                    R"("})");
  CHECK(body_of(ask(ids["user"], "GET", path)) == json::to_text(rows));
  CHECK(detail_of(ask("none", "GET", path)) == "Missing permission: user_management");
  CHECK(code_of(ask(ids["user"], "POST", path, R"({"provider":"usap","subject":"U7"})")) ==
        "403 missing_permission");
  CHECK(code_of(ask("root", "POST", path, R"({"provider":"local","subject":"7"})")) == "422 invalid");
  CHECK(body_of(ask("root", "POST", path, R"({"provider":"corp","subject":"7"})"))
            .find(R"("detail":"must be usap or the provider's issuer URL, without query")") !=
        std::string::npos);
  CHECK(code_of(ask("root", "POST", path, R"({"provider":"usap"})")) == "422 invalid");
  const std::string long_id = R"({"provider":"usap","subject":")" + std::string(65, 'x') + R"("})";
  CHECK(body_of(ask("root", "POST", path, long_id)).find(R"("limit":64,"actual":65)") != std::string::npos);
  const auto made = answer("POST", path, R"({"provider":"https://idp.example","subject":"7"})");
  CHECK(code_of(ask("root", "POST", path, json::to_text(made))) == "400 duplicate");
  const std::string last = ask("root", "DELETE", path + "/" + made.text_at("id").value());
  CHECK(code_of(last) == "409 last_identity");
  answer("POST", path, R"({"provider":"usap","subject":"U7"})");
  const std::string other = ask("root", "POST", path, R"({"provider":"usap","subject":"U8"})");
  CHECK(code_of(other) == "409 other_usap_id");
  CHECK(body_of(other).find(R"("facts":{"user_id":"U7"})") != std::string::npos);
  CHECK(answer("DELETE", path + "/" + made.text_at("id").value()).text_at("subject") == "7");
  CHECK(answer("GET", path).array()->size() == 1);
  CHECK(code_of(ask("root", "POST", "/users/root/identities", R"({"provider":"usap","subject":"U9"})")) ==
        "400 self_change");
}

TEST_CASE_FIXTURE(ApiFixture,
                  "older scenario assignments: given, read, changed in part and ended by app_id") {
  fill();
  const std::string path = "/users/" + ids["user"] + "/scenarios";
  auto rows = answer("GET", path);
  REQUIRE(rows.array()->size() == 1);
  CHECK(rows.array()->front().object()->size() == 5);
  CHECK(rows.array()->front().find("permissions")->is_null());
  CHECK(code_of(ask("root", "POST", path, R"({"scenario_id":"shop","role":"ANNOTATOR"})")) ==
        "400 duplicate");
  CHECK(
      json::to_text(answer("PUT", path + "/shop/permissions", R"({"performance_test":true})")) ==
      R"({"scenario_basic_info":true,"scenario_keywords":true,"scenario_policies":false,"playground":true,"performance_test":true})");
  rows = answer("GET", path);
  CHECK(rows.array()->front().find("permissions")->flag_at("performance_test") == true);
  CHECK(answer("DELETE", path + "/shop").text_at("scenario_id") == "shop");
  const auto given = answer("POST", path, R"({"scenario_id":"shop","role":"SCENARIO_ADMIN"})");
  CHECK(given.object()->size() == 6);
  CHECK(given.text_at("created_by") == "root");
  CHECK(status_of(ask(ids["user"], "GET", "/keywords/scenario/shop")) == 200);
  const auto mine = json::parse_or_nothing(body_of(ask(ids["user"], "GET", "/permissions/me"))).value();
  CHECK(mine.text_at("user_id") == ids["user"]);
  REQUIRE(mine.find("scenarios")->array()->size() == 1);
  CHECK(mine.find("scenarios")->array()->front().text_at("scenario_name") == "Shop");
  CHECK(answer("DELETE", path + "/" + given.text_at("id").value()).text_at("id") == given.text_at("id"));
}

TEST_CASE_FIXTURE(ApiFixture,
                  "local accounts: a password of ours is shown once and verified by auth-service") {
  const auto made = answer("POST", "/users/", R"({"username":"leo","display_name":""})");
  const std::string id = made.text_at("id").value(), password = made.text_at("password").value();
  CHECK(made.find("display_name")->is_null());
  CHECK(made.text_at("role") == "NONE");
  const auto verify = [&](const std::string& name, const std::string& phrase) {
    return body_of(inside("POST", "/internal/v1/users/verify-password",
                          json::to_text(json::Object{{"username", name}, {"password", phrase}})));
  };
  CHECK(
      verify("leo", password) ==
      R"({"verified":true,"uid":")" + id +
          R"(","user_id":null,"username":"leo","role":"NONE","is_active":true,"version":1,"known":true,"one_time":true})");
  const auto version = [&] {
    return json::parse_or_nothing(body_of(inside("GET", "/internal/v1/users/" + id + "/rights")))
        .value()
        .integer_at("version");
  };
  CHECK(version() == 1);  // a sign-in changes nobody
  const std::string no =
      R"({"verified":false,"uid":null,"user_id":null,"username":null,"role":null,"is_active":null,"version":null,"known":true,"one_time":null})";
  CHECK(verify("leo", password) == no);
  std::string nobody = no;
  CHECK(verify("nobody", password) == nobody.replace(nobody.find("true"), 4, "false"));
  CHECK(status_of(inside("POST", "/internal/v1/users/verify-password", "{}", std::string(32, 's'))) == 403);
  const auto reset = answer("POST", "/users/" + id + "/reset-password");
  CHECK(reset.text_at("username") == "leo");
  CHECK(version() == 2);  // a reset does: who signs in with the old password just then is told by it
  CHECK(verify("leo", reset.text_at("password").value()) != no);
  CHECK(json::to_text(answer("PUT", "/users/" + id + "/password", R"({"password":"a phrase of mine "})")) ==
        R"({"message":"Password changed"})");
  CHECK(verify("leo", "a phrase of mine") == no);
  CHECK(verify("leo", "a phrase of mine ") != no);
  CHECK(code_of(ask(id, "PUT", "/users/" + id + "/password", R"({"password":"another phrase"})")) ==
        "400 current_password_wrong");
  CHECK(status_of(ask(id, "PUT", "/users/" + id + "/password",
                      R"({"password":"another phrase","current_password":"a phrase of mine "})")) == 200);
  CHECK(code_of(ask("root", "POST", "/users/", R"({"username":"lou","password":"Password1"})")) ==
        "400 common_password");
  CHECK(status_of(ask("root", "POST", "/users/", R"({"username":"lou","password":"1234567"})")) == 400);
  CHECK(status_of(ask("root", "POST", "/users/", R"({"username":" lou","password":"a long phrase"})")) ==
        400);
  CHECK(code_of(ask("root", "POST", "/users/", R"({"username":"leo"})")) == "400 duplicate");
  CHECK(code_of(ask("root", "POST", "/users/root/reset-password")) == "400 self_change");
}

TEST_CASE_FIXTURE(ApiFixture,
                  "who signed in by a one-time password sets another one, and does nothing else") {
  const auto made = answer("POST", "/users/", R"({"username":"leo","role":"SYSTEM_ADMIN"})");
  const std::string id = made.text_at("id").value(), own = "/users/" + id + "/password";
  fill();
  const std::string before = store.dump_all();
  int refused = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (route->access.kind == service::Access::Kind::Open || route->name == "change_user_password") continue;
    CAPTURE(route->name);
    CHECK(code_of(limited(id, std::string(http::to_string(route->method)), path_of(*route),
                          good_body(route->name))) == "403 password_change_required");
    ++refused;
  }
  CHECK(refused > 30);
  CHECK(code_of(limited(id, "PUT", "/users/" + ids["user"] + "/password",
                        R"({"password":"another long phrase"})")) == "403 password_change_required");
  CHECK(store.dump_all() == before);
  CHECK(code_of(limited(id, "PUT", own, R"({"password":"another phrase"})")) == "400 current_password_wrong");
  const std::string body = json::to_text(
      json::Object{{"password", "another phrase"}, {"current_password", made.text_at("password").value()}});
  CHECK(status_of(limited(id, "PUT", own, body)) == 200);
}

TEST_CASE("without LOCAL_LOGIN_ENABLED no account is made and no password set") {
  ApiFixture off(TestDatabase::Seeds::Remove, false);
  const std::string before = off.store.dump_all();
  for (const auto& [method, path, body] : {std::tuple{"POST", "/users/", R"({"username":"leo"})"},
                                           {"PUT", "/users/none/password", R"({"password":"a long phrase"})"},
                                           {"POST", "/users/none/reset-password", ""}})
    CHECK(code_of(off.ask("root", method, path, body)) == "403 local_login_disabled");
  CHECK(off.store.dump_all() == before);
}
