// What every route must do, tested from its declaration.
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

bool answers_fault(const std::string& answer, const std::string& pointer) {
  return status_of(answer) == 422 &&
         body_of(answer).find("\"pointer\":\"" + pointer + "\"") != std::string::npos;
}

// Values that a member must refuse, from its declaration.
std::vector<std::string> bad_values(const describe::Field& field) {
  std::vector<std::string> bad{R"({"x":1})"};
  const describe::Ops& ops = field.ops().nullable && field.ops().element ? *field.ops().element : field.ops();
  if (!field.ops().nullable) bad.emplace_back("null");
  if (ops.json_type == "string") {
    bad.insert(bad.end(), {"7", "true", R"("\u0000")"});
    // The texts of the playground are limited by the body's size before: 413.
    if (field.max_length < 100'000)
      bad.push_back("\"" + std::string(static_cast<std::size_t>(field.max_length) + 1, 'x') + "\"");
    if (field.min_length > 0 && !field.empty_is_null) bad.emplace_back(R"("")");
    if (!field.values.empty()) bad.emplace_back(R"("no such value")");
  }
  if (ops.json_type == "integer") bad.insert(bad.end(), {R"("1")", "1.5"});
  if (ops.json_type == "integer" && field.maximum != INT64_MAX)
    bad.push_back(std::to_string(field.maximum + 1));
  if (ops.json_type == "integer" && field.minimum != INT64_MIN)
    bad.push_back(std::to_string(field.minimum - 1));
  if (ops.json_type == "boolean") bad.insert(bad.end(), {R"("true")", "1"});
  return bad;
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "every body refuses, from its declaration, what it must, and nothing changes") {
  fill();
  const std::string before = store.dump_all();
  int asked = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (!route->body) continue;
    const std::string method(http::to_string(route->method)), path = path_of(*route);
    CAPTURE(route->name);
    for (const auto& field : route->body->fields) {
      if (field.is_read_only) continue;
      const std::string pointer = "/" + std::string(field.name);
      for (const std::string& value : bad_values(field)) {
        // scenario_id decides the permission and must be well-formed to be asked about; root passes
        // everywhere.
        const std::string answer =
            ask("root", method, path, "{\"" + std::string(field.name) + "\":" + value + "}");
        CHECK_MESSAGE(answers_fault(answer, pointer), pointer << " " << value.substr(0, 40) << " " << answer);
        ++asked;
      }
      if (field.is_required && route->purpose == describe::Purpose::Create)
        CHECK(answers_fault(ask("root", method, path, "{}"), pointer));
    }
    CHECK(answers_fault(ask("root", method, path, R"({"no_such_member":1})"), "/no_such_member"));
    for (const char* body : {"{", "[]", "7", "{\"a\":\"\xFF\"}", "{\"a\":1,\"a\":2}"})
      CHECK(status_of(ask("root", method, path, body)) == 422);
  }
  CHECK(asked > 100);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "who holds nothing changes nothing, and unknown ids are 404") {
  fill();
  const std::string before = store.dump_all();
  for (const auto& route : service.public_routes().routes()) {
    if (route->audit_action.empty()) continue;
    CAPTURE(route->name);
    const std::string method(http::to_string(route->method)), body = good_body(route->name);
    CHECK(status_of(ask("none", method, path_of(*route), body)) == 403);
    for (const auto& parameter : parameters_of(*route))
      CHECK_MESSAGE(status_of(ask("root", method, path_of(*route, parameter), body)) == 404, parameter);
  }
  for (const char* path : {"/keywords/scenario/shop", "/policies/scenario/shop"})
    CHECK(body_of(ask("none", "GET", path)).find("No access to scenario") != std::string::npos);
  CHECK(status_of(ask("none", "GET", "/policies/defaults/")) == 403);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "every query refuses, from its declaration, what it must") {
  int asked = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (!route->query || !parameters_of(*route).empty()) continue;
    CAPTURE(route->name);
    const std::string method(http::to_string(route->method));
    const auto refused = [&](const std::string& query, const std::string& pointer) {
      ++asked;
      const std::string answer = ask("root", method, route->path + "?" + query);
      CHECK_MESSAGE(answers_fault(answer, pointer), query << " " << answer);
    };
    refused("no_such=1", "no_such");
    for (const auto& field : route->query->fields) {
      const std::string name(field.name);
      const describe::Ops& ops =
          field.ops().nullable && field.ops().element ? *field.ops().element : field.ops();
      if (ops.json_type == "string") refused(name + "=%01", name);
      if (ops.json_type == "integer")
        for (const char* value : {"x", "1.5", "-1", "99999999999999999999"})
          refused(name + "=" + value, name);
      if (ops.json_type == "boolean") refused(name + "=maybe", name);
      if (ops.json_type == "string" && field.max_length < 1'000)
        refused(name + "=" + std::string(static_cast<std::size_t>(field.max_length) + 1, 'x'), name);
      if (!field.values.empty()) refused(name + "=no+such+value", name);
    }
  }
  CHECK(asked > 50);
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
  for (const auto& [resource, path] : {std::pair{"tag", "/tags/"},
                                       {"global_keyword", "/keywords/global/"},
                                       {"scenario", "/apps/"},
                                       {"scenario_keyword", "/keywords/scenario/"},
                                       {"scenario_policy", "/policies/scenario/"},
                                       {"global_default", "/policies/defaults/"}}) {
    CAPTURE(resource);
    const bool inside_scenario = std::string_view(resource).starts_with("scenario_");
    const auto list = answer("GET", std::string(path) + (inside_scenario ? "shop" : ""));
    REQUIRE(list.array());
    REQUIRE(list.array()->size() == 1);
    const auto audits = store.trace.audits.size();
    const auto after = answer("PUT", path + ids.at(resource), json::to_text(list.array()->front()));
    CHECK(after.integer_at("version") == 2);
    CHECK(store.trace.audits.size() == audits + 1);
    CHECK(status_of(ask("root", "PUT", path + ids.at(resource), "{}", "If-Match: \"1\"\r\n")) == 412);
  }
  CHECK(ask("root", "GET", "/keywords/global/?limit=20&q=GU").find("X-Total-Count: 1\r\n") !=
        std::string::npos);
  CHECK(answer("GET", "/tags/tree").array()->size() == 1);
  CHECK(answer("GET", "/apps/shop").text_at("app_name") == "Shop");
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
