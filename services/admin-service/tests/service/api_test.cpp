#include "api/api.hpp"

#include <doctest/doctest.h>

#include "lgm/service/service.hpp"
#include "permissions/permissions.hpp"
#include "support/ascii_forms.hpp"
#include "support/raw_client.hpp"
#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using lgm::testing::body_of;
using lgm::testing::RawClient;
using lgm::testing::status_of;

namespace {

const std::string kToken(32, 'a');

// The service over HTTP with signed tokens; "root" is SYSTEM_ADMIN, "none" holds nothing.
struct Api {
  base::SystemClock clock;
  base::SystemRandom random;
  service::Log log{{"admin-service", service::Level::Error, ""}};
  service::Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{verifier_options(), nullptr, clock};
  admin::testing::TestStore store;
  admin::testing::AsciiForms forms;
  permissions::CachedRights rights{store};
  service::Service service{{"admin-service", "admin", "1.0"},
                           config(),
                           {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr}};
  std::map<std::string, std::string> ids;  // by resource: "tag", "global_keyword", …

  Api() {
    for (const char* sql : {"INSERT INTO roles VALUES ('r1', 'SYSTEM_ADMIN', 'x', 'GLOBAL', NULL, 1, 1, "
                            "'2026-02-06 08:00:00', 1)",
                            "INSERT INTO users VALUES ('root', 'U0', 'root', NULL, NULL, NULL, "
                            "'SYSTEM_ADMIN', 1, '2026-02-06 08:00:00', "
                            "'2026-02-06 08:00:00', NULL, 1), "
                            "('none', NULL, 'none', NULL, NULL, NULL, 'NONE', 1, '2026-02-06 08:00:00', "
                            "'2026-02-06 08:00:00', NULL, 1)"})
      store.changing_as_tester([&](Work& work) { return work.session().execute(sql, {}); });
    add_all_routes(service.public_routes(), service.internal_routes(), store, forms, {});
    service.start();
  }
  static auth::VerifierOptions verifier_options() {
    auth::VerifierOptions options;
    options.algorithm = auth::Algorithm::Hs256;
    options.hs256_secret = std::string(32, 'k');
    return options;
  }
  static service::CommonConfig config() {
    service::CommonConfig made;
    made.bind_address = "127.0.0.1";
    made.tokens_from_auth = kToken;
    made.requests_per_minute = 0;
    return made;
  }
  std::string ask(const std::string& uid, const std::string& method, const std::string& path,
                  const std::string& body = "", const std::string& headers = "") {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    const std::string token = key->sign(
        {"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "x", "s", "j", now, now, now + 60});
    RawClient client(service.public_port());
    client.send(method + " /api/v1" + path +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + token + "\r\n" +
                headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  std::string inside(const std::string& method, const std::string& path, const std::string& body = "") {
    RawClient client(service.internal_port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " +
                kToken + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  json::Value answer(const std::string& method, const std::string& path, const std::string& body = "") {
    const std::string text = ask("root", method, path, body);
    REQUIRE_MESSAGE(status_of(text) == 200, text);
    return json::parse_or_nothing(body_of(text)).value();
  }
  // One row of each resource.
  void fill() {
    const std::pair<const char*, std::pair<const char*, const char*>> rows[] = {
        {"tag", {"/tags/", R"({"tag_code":"t","tag_name":"T"})"}},
        {"global_keyword", {"/keywords/global/", R"({"keyword":"gun","tag_code":"t","risk_level":"High"})"}},
        {"scenario", {"/apps/", R"({"app_id":"shop","app_name":"Shop"})"}},
        {"scenario_keyword", {"/keywords/scenario/", R"({"scenario_id":"shop","keyword":"knife"})"}},
        {"scenario_policy",
         {"/policies/scenario/",
          R"({"scenario_id":"shop","match_type":"TAG","match_value":"t","strategy":"BLOCK"})"}},
        {"global_default", {"/policies/defaults/", R"({"tag_code":"t","strategy":"REVIEW"})"}}};
    for (const auto& [resource, request] : rows)
      ids[resource] = answer("POST", request.first, request.second).text_at("id").value();
  }
  // A path that exists, for a route's template.
  std::string path_of(const service::Route& route) const {
    std::string path = route.path;
    const std::string resource = route.name.substr(route.name.find('_') + 1);
    if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, ids.at(resource));
    if (const auto at = path.find("{app_id}"); at != std::string::npos) path.replace(at, 8, "shop");
    return path;
  }
};

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
    if (field.max_length != describe::kNoLimit)
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

TEST_CASE_FIXTURE(Api, "every body refuses, from its declaration, what it must, and nothing changes") {
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

TEST_CASE_FIXTURE(Api, "who holds nothing changes nothing, and unknown ids are 404") {
  fill();
  const std::string before = store.dump_all();
  for (const auto& route : service.public_routes().routes()) {
    if (route->audit_action.empty()) continue;
    const std::string method(http::to_string(route->method));
    const std::string body =
        route->name == "create_scenario_keyword" ? R"({"scenario_id":"shop","keyword":"x"})"
        : route->name == "create_scenario_policy"
            ? R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"x","strategy":"PASS"})"
            : "{}";
    CHECK_MESSAGE(status_of(ask("none", method, path_of(*route), body)) == 403, route->name);
    if (route->path.find("{id}") == std::string::npos) continue;
    const std::string prefix = route->path.substr(0, route->path.find("{id}"));
    CHECK_MESSAGE(status_of(ask("root", method, prefix + "r0000001-x", "{}")) == 404, route->name);
  }
  for (const char* path : {"/keywords/scenario/shop", "/policies/scenario/shop"})
    CHECK(body_of(ask("none", "GET", path)).find("No access to scenario") != std::string::npos);
  CHECK(status_of(ask("none", "GET", "/policies/defaults/")) == 403);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(Api, "consoles send whole rows back: 200 with the row, a new version, one audit row") {
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

TEST_CASE_FIXTURE(Api, "a person signs in, asks what is allowed, and other services ask too") {
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

TEST_CASE_FIXTURE(Api, "any signed-in user reads roles and what they hold") {
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
