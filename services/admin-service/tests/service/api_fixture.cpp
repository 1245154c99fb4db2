#include "service/api_fixture.hpp"

namespace lgm::admin::testing {

void ApiFixture::fill() {
  const std::pair<const char*, std::pair<const char*, const char*>> rows[] = {
      {"tag", {"/tags/", R"({"tag_code":"t","tag_name":"T"})"}},
      {"global_keyword", {"/keywords/global/", R"({"keyword":"gun","tag_code":"t","risk_level":"High"})"}},
      {"scenario", {"/apps/", R"({"app_id":"shop","app_name":"Shop"})"}},
      {"api_key", {"/apps/shop/api-keys", R"({"name":"bot"})"}},
      {"scenario_keyword", {"/keywords/scenario/", R"({"scenario_id":"shop","keyword":"knife"})"}},
      {"scenario_policy",
       {"/policies/scenario/",
        R"({"scenario_id":"shop","match_type":"TAG","match_value":"t","strategy":"BLOCK"})"}},
      {"global_default", {"/policies/defaults/", R"({"tag_code":"t","strategy":"REVIEW"})"}},
      {"user", {"/users/", R"({"username":"lea","password":"a long enough phrase"})"}}};
  for (const auto& [resource, request] : rows)
    ids[resource] = answer("POST", request.first, request.second).text_at("id").value();
  execute(
      "INSERT INTO roles VALUES ('r3', 'HELPER', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1), "
      "('r4', 'OTHER', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
  ids["account"] =
      answer("POST", "/users/", R"({"kind":"SERVICE","username":"robot"})").text_at("id").value();
  ids["account_key"] =
      answer("POST", "/users/" + ids["account"] + "/api-keys", R"({"name":"ci"})").text_at("id").value();
  const std::string user = "/users/" + ids["user"];
  ids["user_role"] =
      answer("POST", user + "/roles", R"({"role_id":"r3","scenario_id":"shop"})").text_at("id").value();
  answer("POST", user + "/scenarios", R"({"scenario_id":"shop","role":"ANNOTATOR"})");
  this->user("comer", "NONE");
  execute(
      "INSERT INTO user_identities VALUES ('https://idp.example', 'c-1', 'comer'), ('usap', 'C2', 'comer')");
  ids["comer"] = "comer";
  ids["user_identity"] = answer("GET", "/users/comer/identities").array()->front().text_at("id").value();
}

std::vector<std::string> parameters_of(const service::Route& route) {
  std::vector<std::string> names;
  for (auto open = route.path.find('{'); open != std::string::npos; open = route.path.find('{', open + 1))
    names.push_back(route.path.substr(open + 1, route.path.find('}', open) - open - 1));
  return names;
}

std::string ApiFixture::path_of(const service::Route& route, std::string_view unknown) const {
  std::string path = route.path;
  for (const auto& name : parameters_of(route)) {
    std::string value = "r0000001-x";
    if (name != unknown) {
      const bool of_user = route.path.starts_with("/users/");
      const bool of_role = route.path.starts_with("/roles/");
      const bool of_account = route.path.starts_with("/users/{id}/api-keys");
      const bool of_comer = route.path.starts_with("/users/{id}/identities");
      if (of_account)
        value = ids.at(name == "key" ? "account_key" : "account");
      else if (name == "app_id" || name == "key")
        value = "shop";
      else if (name == "assignment")
        value = ids.at("user_role");
      else if (name == "identity")
        value = ids.at("user_identity");
      else
        value = of_comer  ? ids.at("comer")
                : of_user ? ids.at("user")
                : of_role ? "r3"
                          : ids.at(route.name.substr(route.name.find('_') + 1));
    }
    path.replace(path.find("{" + name + "}"), name.size() + 2, value);
  }
  return path;
}

std::string ApiFixture::good_body(const std::string& route) {
  static const std::map<std::string, std::string> bodies{
      {"create_tag", R"({"tag_code":"t2","tag_name":"T2"})"},
      {"create_global_keyword", R"({"keyword":"x","tag_code":"t","risk_level":"Low"})"},
      {"create_scenario", R"({"app_id":"shop2","app_name":"Shop2"})"},
      {"create_api_key",
       R"({"name":"other","scopes":["check"],"quota":{"per_minute":1,"per_day":1},"expires_at":"2099-01-01T00:00:00Z","is_active":true})"},
      {"update_api_key", R"({"name":"other","quota":{"per_minute":1,"per_day":1}})"},
      {"create_account_key", R"({"name":"other","expires_at":"2099-01-01T00:00:00Z","is_active":true})"},
      {"update_account_key", R"({"name":"other"})"},
      {"create_scenario_keyword", R"({"scenario_id":"shop","keyword":"x"})"},
      {"create_scenario_policy",
       R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"x","strategy":"PASS"})"},
      {"create_global_default", R"({"extra_condition":"unsafe","strategy":"BLOCK"})"},
      {"create_user", R"({"username":"leo"})"},
      {"create_user_role", R"({"role_id":"r4"})"},
      {"create_user_identity", R"({"provider":"https://idp.example","subject":"7"})"},
      {"create_user_scenario", R"({"scenario_id":"shop","role":"SCENARIO_ADMIN"})"},
      {"update_tag", R"({"tag_name":"Other"})"},
      {"update_global_keyword", R"({"note":"other"})"},
      {"update_scenario", R"({"app_name":"Other"})"},
      {"update_scenario_keyword", R"({"note":"other"})"},
      {"update_scenario_policy", R"({"note":"other"})"},
      {"update_global_default", R"({"note":"other"})"},
      {"change_user_scenario_permissions", R"({"scenario_policies":true})"},
      {"change_user_role", R"({"role":"OTHER"})"},
      {"change_user_status", R"({"is_active":false})"},
      {"change_user_password", R"({"password":"another long phrase"})"},
      {"check_permission", R"({"permission":"playground"})"},
      {"try_input", R"({"app_id":"shop","input_prompt":"x"})"},
      {"try_output", R"({"app_id":"shop","output_text":"x"})"},
      {"try_full", R"({"app_id":"shop","input_prompt":"x","output_text":"y"})"}};
  const auto found = bodies.find(route);
  return found == bodies.end() ? "{}" : found->second;
}

}  // namespace lgm::admin::testing
