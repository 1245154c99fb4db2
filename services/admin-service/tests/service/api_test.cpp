// What every route must do, tested from its declaration.
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

TEST_CASE_FIXTURE(ApiFixture, "who holds nothing changes nothing, and unknown ids are 404") {
  fill();
  const std::string before = store.dump_all();
  for (const auto& route : service.public_routes().routes()) {
    CAPTURE(route->name);
    const std::string method(http::to_string(route->method)), body = good_body(route->name);
    if (!route->audit_action.empty()) CHECK(status_of(ask("none", method, path_of(*route), body)) == 403);
    for (const auto& parameter : parameters_of(*route))
      CHECK_MESSAGE(status_of(ask("root", method, path_of(*route, parameter), body)) == 404, parameter);
  }
  for (const char* path : {"/keywords/scenario/shop", "/policies/scenario/shop"})
    CHECK(body_of(ask("none", "GET", path)).find("No access to scenario") != std::string::npos);
  CHECK(status_of(ask("none", "GET", "/policies/defaults/")) == 403);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "every change is one audit row in the words of its route") {
  fill();
  const auto last_words = [&] {
    return store.reading([](sql::Session& session) {
      const auto rows = session.query(
          "SELECT action, resource_type, user_id FROM audit_logs ORDER BY created_at DESC, id DESC LIMIT 1",
          {}, 3);
      return std::string(rows.text(0, 0)) + " " + std::string(rows.text(0, 1)) + " " +
             std::string(rows.text(0, 2));
    });
  };
  int asked = 0;
  const auto succeed = [&](const service::Route& route) {
    CAPTURE(route.name);
    const auto audits = store.trace.audits.size();
    const std::string method(http::to_string(route.method));
    // An assignment that is not there yet.
    if (route.name == "create_user_scenario") answer("DELETE", path_of(route) + "/shop");
    const auto extra = route.name == "create_user_scenario" ? 1u : 0u;
    const std::string text = ask("root", method, path_of(route), good_body(route.name));
    CHECK_MESSAGE(status_of(text) == 200, text);
    CHECK(store.trace.audits.size() == audits + 1 + extra);
    CHECK(last_words() == route.audit_action + " " + route.audit_resource + " root");
    ++asked;
  };
  // Rows are removed at the end, users and scenarios last.
  std::vector<const service::Route*> removals;
  for (const auto& route : service.public_routes().routes()) {
    if (route->audit_action.empty()) continue;
    if (route->method == http::Method::Delete)
      removals.push_back(route.get());
    else
      succeed(*route);
  }
  std::stable_sort(removals.begin(), removals.end(), [](const auto* a, const auto* b) {
    const auto weight = [](const service::Route* route) {
      return route->name == "delete_tag"        ? 3
             : route->name == "delete_scenario" ? 2
             : route->name == "delete_user"     ? 1
                                                : 0;
    };
    return weight(a) < weight(b);
  });
  for (const char* used : {"DELETE FROM lib_global_keywords WHERE keyword = 'x'",
                           "DELETE FROM rule_global_defaults WHERE extra_condition = 'unsafe'"})
    execute(used);
  for (const auto* route : removals) succeed(*route);
  CHECK(asked > 25);
}

TEST_CASE_FIXTURE(ApiFixture,
                  "consoles send whole rows back: 200 with the row, a new version, one audit row") {
  fill();
  for (const auto& [resource, path, changed] : {std::tuple{"tag", "/tags/", "tag_name"},
                                                {"global_keyword", "/keywords/global/", "note"},
                                                {"scenario", "/apps/", "app_name"},
                                                {"scenario_keyword", "/keywords/scenario/", "note"},
                                                {"scenario_policy", "/policies/scenario/", "note"},
                                                {"global_default", "/policies/defaults/", "note"}}) {
    CAPTURE(resource);
    const bool inside_scenario = std::string_view(resource).starts_with("scenario_");
    const auto list = answer("GET", std::string(path) + (inside_scenario ? "shop" : ""));
    REQUIRE(list.array());
    REQUIRE(list.array()->size() == 1);
    const auto audits = store.trace.audits.size();
    json::Value row = list.array()->front();
    row.set(changed, "Gadget");
    const auto after = answer("PUT", path + ids.at(resource), json::to_text(row));
    CHECK(after.integer_at("version") == 2);
    CHECK(store.trace.audits.size() == audits + 1);
    CHECK(status_of(ask("root", "PUT", path + ids.at(resource), "{}", "If-Match: \"1\"\r\n")) == 412);
  }
  CHECK(ask("root", "GET", "/keywords/global/?limit=20&q=GU").find("X-Total-Count: 1\r\n") !=
        std::string::npos);
  CHECK(answer("GET", "/tags/tree").array()->size() == 1);
  CHECK(answer("GET", "/apps/shop").text_at("app_name") == "Gadget");
  CHECK(status_of(ask("root", "GET", "/apps/nobody")) == 404);
  for (const char* resource : {"global_default", "scenario_policy", "global_keyword", "scenario", "tag"}) {
    const std::string path = resource == std::string("global_default")    ? "/policies/defaults/"
                             : resource == std::string("scenario_policy") ? "/policies/scenario/"
                             : resource == std::string("global_keyword")  ? "/keywords/global/"
                             : resource == std::string("scenario")        ? "/apps/"
                                                                          : "/tags/";
    answer("DELETE", path + ids.at(resource));
    CHECK(status_of(ask("root", "DELETE", path + ids.at(resource))) == 404);
  }
}

TEST_CASE_FIXTURE(ApiFixture, "a person signs in, asks what is allowed, and other services ask too") {
  const auto signed_in = json::parse_or_nothing(body_of(
      inside("POST", "/internal/v1/users/sign-in", R"({"issuer":"usap","subject":"U7","user_id":"U7"})")));
  REQUIRE(signed_in);
  CHECK(signed_in->flag_at("created") == true);
  const std::string uid = signed_in->text_at("uid").value();
  CHECK(status_of(inside("GET", "/internal/v1/users/" + uid + "/rights")) == 200);
  CHECK(status_of(inside("GET", "/internal/v1/users/nobody/rights")) == 404);
  const std::string before = store.dump_all(), find = "/internal/v1/users/find";
  CHECK(body_of(inside("POST", find, R"({"issuer":"usap","subject":"U7"})")) ==
        R"({"uid":")" + uid + R"("})");
  for (const char* nobody : {R"({"issuer":"usap","subject":"u7"})", R"({"issuer":"usap","subject":"U7 "})",
                             R"({"issuer":"https://other.example","subject":"U7"})"})
    CHECK(body_of(inside("POST", find, nobody)) == R"({"uid":null})");
  CHECK(status_of(inside("POST", find, R"({"issuer":"usap"})")) == 422);
  CHECK(store.dump_all() == before);
  CHECK(status_of(inside("POST", "/internal/v1/users/sign-in", R"({"issuer":"usap"})")) == 422);
  CHECK(body_of(ask(uid, "GET", "/users/me/permissions")) ==
        R"({"user_id":"U7","global_permissions":[],"scenario_permissions":{}})");
  CHECK(answer("GET", "/users/me/permissions").find("global_permissions")->array()->size() == 14);
  CHECK(body_of(ask(uid, "GET", "/permissions/check?permission=playground&scenario_id=shop")) ==
        R"({"has_permission":false})");
  CHECK(answer("POST", "/permissions/check", R"({"permission":"playground","scenario_id":"shop"})")
            .flag_at("has_permission") == true);
}

TEST_CASE_FIXTURE(ApiFixture, "any signed-in user reads roles and what they hold") {
  for (const char* sql :
       {"INSERT INTO roles VALUES ('r2', 'TAGGER', 'Tagger', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 4)",
        "INSERT INTO permissions VALUES ('p1', 'b', 'B', 'MENU', 'GLOBAL', NULL, 2), ('p2', 'a', 'A', "
        "'MENU', 'GLOBAL', NULL, 1)",
        "INSERT INTO role_permissions VALUES ('r2', 'p1')"})
    store.changing_as_tester([&](Work& work) { return work.session().execute(sql, {}); });
  const std::string roles = body_of(ask("none", "GET", "/roles/"));
  CHECK(roles.find(R"("role_code":"SYSTEM_ADMIN")") < roles.find(R"("role_code":"TAGGER")"));
  CHECK(roles.find(R"("created_at":"2026-02-06T08:00:00Z","permission_count":1,"version":4)") !=
        std::string::npos);
  CHECK(
      body_of(ask("none", "GET", "/roles/r2/permissions")) ==
      R"([{"id":"p1","permission_code":"b","permission_name":"B","permission_type":"MENU","scope":"GLOBAL","parent_code":null,"sort_order":2}])");
  CHECK(answer("GET", "/roles/permissions/all").array()->front().text_at("permission_code") == "a");
  CHECK(status_of(ask("none", "GET", "/roles/nobody/permissions")) == 404);
}

TEST_CASE_FIXTURE(ApiFixture, "an adopted app_id off today's pattern stays readable and writable") {
  fill();
  execute(
      "INSERT INTO scenarios (id, app_id, app_name, is_active, enable_whitelist, enable_blacklist, "
      "enable_custom_policy, version) VALUES ('s0', 'old app', 'Old', 1, 1, 1, 1, 1)");
  CHECK(status_of(ask("root", "POST", "/apps/", R"({"app_id":"new app","app_name":"New"})")) == 400);
  json::Value row = answer("GET", "/apps/old%20app");
  CHECK(row.text_at("app_id") == "old app");
  row.set("app_name", "Older");
  CHECK(answer("PUT", "/apps/s0", json::to_text(row)).text_at("app_name") == "Older");
  const auto word = answer("POST", "/keywords/scenario/", R"({"scenario_id":"old app","keyword":"knife"})")
                        .text_at("id")
                        .value();
  const auto words = answer("GET", "/keywords/scenario/old%20app");
  REQUIRE(words.array()->size() == 1);
  CHECK(answer("PUT", "/keywords/scenario/" + word, json::to_text(words.array()->front()))
            .text_at("scenario_id") == "old app");
  answer("POST", "/policies/scenario/",
         R"({"scenario_id":"old app","match_type":"TAG","match_value":"t","strategy":"BLOCK"})");
  CHECK(status_of(ask("root", "GET", "/policies/scenario/old+app")) ==
        404);  // a plus is a blank in queries alone
  CHECK(answer("GET", "/policies/scenario/old%20app").array()->size() == 1);
  answer("DELETE", "/apps/s0");
  CHECK(status_of(ask("root", "GET", "/apps/old%20app")) == 404);
}

TEST_CASE_FIXTURE(ApiFixture,
                  "lists that no older console counts by itself give 100 rows and the next page") {
  fill();
  for (int i = 0; i < 105; ++i) {
    const std::string n = std::to_string(1000 + i);
    execute(
        "INSERT INTO lib_global_keywords (id, keyword, tag_code, risk_level, is_active, version) VALUES ('k" +
        n + "', 'word" + n + "', 't', 'Low', 1, 1)");
    execute("INSERT INTO rule_global_defaults (id, tag_code, strategy, is_active, mode, version) VALUES ('d" +
            n + "', 'c" + n + "', 'PASS', 1, 'ENFORCE', 1)");
    execute("INSERT INTO audit_logs (id, user_id, username, action, resource_type, created_at) VALUES ('a" +
            n + "', 'root', 'root', 'VIEW', 'TAG', '2026-02-06 08:00:00')");
  }
  for (const auto& route : service.public_routes().routes()) {
    if (!route->pages || route->default_limit == 0) continue;
    const std::string found = ask("root", "GET", path_of(*route));
    CHECK_MESSAGE(json::parse_or_nothing(body_of(found)).value().array()->size() == 100, route->name);
    CHECK_MESSAGE(found.find("skip=100&limit=100>; rel=\"next\"") != std::string::npos,
                  route->name << found.substr(0, 400));
  }
  std::set<std::string> complete, paged;
  for (const auto& route : service.public_routes().routes())
    if (route->pages) (route->default_limit == 0 ? complete : paged).insert(route->path);
  CHECK(paged == std::set<std::string>{"/audit-logs/", "/keywords/global/", "/policies/defaults/"});
  CHECK(complete == std::set<std::string>{"/apps/", "/keywords/scenario/{app_id}",
                                          "/policies/scenario/{app_id}", "/tags/", "/users/"});
}

TEST_CASE_FIXTURE(ApiFixture,
                  "browsers of other origins are told nothing while CORS_ALLOWED_ORIGINS names none") {
  for (const auto& [method, path] :
       {std::pair{"GET", "/apps/"}, {"GET", "/nowhere"}, {"OPTIONS", "/apps/"}}) {
    const std::string told =
        ask("root", method, path, "",
            "Origin: https://console.example\r\nAccess-Control-Request-Method: POST\r\n");
    CHECK(status_of(told) < 500);
    CHECK_MESSAGE(told.find("Access-Control-") == std::string::npos, told);
    CHECK_MESSAGE(told.find("Vary:") == std::string::npos, told);
  }
}

TEST_CASE_FIXTURE(ApiFixture, "OpenAPI names each parameter of an operation once") {
  const auto document = service.openapi();
  int operations = 0;
  for (const auto& [path, item] : *document.find("paths")->object())
    for (const auto& [method, operation] : *item.object()) {
      ++operations;
      std::set<std::string> names;
      const auto* parameters = operation.find("parameters");
      if (!parameters) continue;
      for (const auto& parameter : *parameters->array())
        CHECK_MESSAGE(
            names.insert(parameter.text_at("in").value() + " " + parameter.text_at("name").value()).second,
            method << " " << path);
    }
  CHECK(operations > 50);
}
