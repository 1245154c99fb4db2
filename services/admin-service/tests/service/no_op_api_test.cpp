// A write that changes nothing writes nothing: no version, no audit row, no policy number, no revocation.
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

// What each route that changes a row is sent to leave it as it is; "row": what the route answers to {},
// whole.
const std::map<std::string, std::vector<std::string>>& as_it_is() {
  static const std::vector<std::string> row{"{}", "row"};
  static const std::map<std::string, std::vector<std::string>> bodies{
      {"update_tag", row},
      {"update_global_keyword", row},
      {"update_scenario", row},
      {"update_api_key", row},
      {"update_account_key", row},
      {"update_scenario_keyword", row},
      {"update_scenario_policy", row},
      {"update_global_default", row},
      {"change_user_role", {R"({"role":"NONE"})", R"({"role":" NONE "})"}},
      {"change_user_status", {R"({"is_active":true})"}},
      {"change_user_scenario_permissions", row},
  };
  return bodies;
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "every route that changes a row leaves all as it is when nothing changes") {
  fill();
  int asked = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (route->method != http::Method::Put && route->method != http::Method::Patch) continue;
    if (route->name == "change_user_password") continue;  // what was there before cannot be compared
    REQUIRE_MESSAGE(as_it_is().contains(route->name), route->name);
    const std::string method(http::to_string(route->method)), path = path_of(*route);
    const std::string before = store.dump_all();
    for (const std::string& named : as_it_is().at(route->name)) {
      const std::string body = named == "row" ? body_of(ask("root", method, path, "{}")) : named;
      const std::string answer = ask("root", method, path, body);
      CHECK_MESSAGE(status_of(answer) == 200, route->name << " " << answer);
      CHECK_MESSAGE(store.dump_all() == before, route->name << " " << body);
      ++asked;
    }
    const bool honours = std::any_of(route->errors.begin(), route->errors.end(),
                                     [](const auto& error) { return error.status == 412; });
    if (honours)
      CHECK(status_of(ask("root", method, path, as_it_is().at(route->name).front(),
                          "If-Match: \"99\"\r\n")) == 412);
  }
  CHECK(asked > 12);
}

TEST_CASE_FIXTURE(ApiFixture, "what only another spelling of the same would change changes nothing") {
  fill();
  const std::string before = store.dump_all();
  answer("PUT", "/keywords/global/" + ids["global_keyword"], R"({"keyword":"  gun "})");
  answer("PUT", "/tags/" + ids["tag"], R"({"tag_code":" t ","parent_code":""})");
  answer("PUT", "/policies/scenario/" + ids["scenario_policy"], R"({"match_value":" t "})");
  CHECK(store.dump_all() == before);
  answer("PUT", "/keywords/global/" + ids["global_keyword"], R"({"keyword":"gum"})");
  CHECK(store.dump_all() != before);
}

TEST_CASE_FIXTURE(ApiFixture, "whole rows of branches pass with members that this version does not have") {
  fill();
  const std::string before = store.dump_all();
  for (const char* resource : {"scenario_keyword", "global_keyword"}) {
    const std::string path =
        (resource == std::string("scenario_keyword") ? "/keywords/scenario/" : "/keywords/global/") +
        ids[resource];
    for (const char* body :
         {R"({"exemptions":null})", R"({"exemptions":[]})",
          R"({"match":"LITERAL","options":{},"replacement":"","exemptions":[],"expires_at":null})"})
      answer("PUT", path, body);
    const std::string refused = ask("root", "PUT", path, R"({"exemptions":["gunpowder"]})");
    CHECK(status_of(refused) == 400);
    CHECK(body_of(refused).find("exemptions is not in this version: leave it empty") != std::string::npos);
  }
  answer("PUT", "/policies/scenario/" + ids["scenario_policy"], R"({"expires_at":null})");
  answer("PUT", "/policies/defaults/" + ids["global_default"], R"({"expires_at":""})");
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "a check token learns nothing of another tag by changing nothing in it") {
  fill();
  const std::string answer = check("HELM_TEST_1", "PUT", "/tags/" + ids["tag"], "{}");
  CHECK(status_of(answer) == 403);
  CHECK(body_of(answer).find("token_limited") != std::string::npos);
}

TEST_CASE_FIXTURE(ApiFixture, "an assignment without booleans allows nothing, also after an empty change") {
  fill();
  const std::string path = "/users/" + ids["user"] + "/scenarios/shop/permissions";
  CHECK(body_of(ask("root", "PUT", path, "{}")).find("true") == std::string::npos);
  CHECK(*answer("PUT", path, R"({"playground":true})").find("playground")->boolean());
}

TEST_CASE_FIXTURE(ApiFixture, "what older consoles call and this version lacks is named") {
  for (const auto& [method, path] :
       std::initializer_list<std::pair<const char*, const char*>>{{"GET", "/staging/keywords"},
                                                                  {"POST", "/staging/claim"},
                                                                  {"DELETE", "/staging/rules/7"},
                                                                  {"GET", "/performance/status"},
                                                                  {"POST", "/performance/start"},
                                                                  {"POST", "/playground/compare"},
                                                                  {"POST", "/roles/"},
                                                                  {"PUT", "/roles/r1"},
                                                                  {"DELETE", "/roles/r1"},
                                                                  {"PUT", "/roles/r1/permissions"}}) {
    const std::string answer = ask("root", method, path);
    CHECK_MESSAGE(status_of(answer) == 404, std::string(method) << " " << std::string(path) << answer);
    CHECK(body_of(answer).find("not_in_this_version") != std::string::npos);
    CHECK(body_of(answer).find(" is not in this version\"") != std::string::npos);
  }
}
