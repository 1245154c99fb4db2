// Every route for every role: what the route declares is what happens.
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;
using Kind = service::Access::Kind;

namespace {

// Beyond their declaration: what the handler of such a route decides by.
bool handler_permits(const service::Route& route, const service::Rights& rights) {
  const std::string& permission = route.access.permission;
  const bool reads = route.audit_action.empty() || route.audit_action == "EXPORT";
  if (reads && rights.reads_all) return true;
  // Lists across scenarios answer what is reached, if anything is.
  const auto reach = permissions::reach_to_read(rights, permission);
  if (reads && parameters_of(route).empty() && !reach.scenarios.empty()) return true;
  if (route.name == "update_scenario" && rights.holds_in("scenario_basic_info", "shop")) return true;
  return rights.holds_in(permission, "shop");
}

bool permits(const service::Route& route, const service::Rights& rights) {
  switch (route.access.kind) {
    case Kind::Global:
      return rights.holds(route.access.permission);
    case Kind::Scenario:
      return route.access.permission.empty() ? rights.reaches("shop") || rights.reads_all
                                             : rights.holds_in(route.access.permission, "shop");
    case Kind::Decided:
      return handler_permits(route, rights);
    default:
      return true;
  }
}

// Routes that name a row of a scenario by its id.
bool names_row(const service::Route& route) {
  return route.access.kind == Kind::Decided && !route.audit_action.empty() &&
         !route.path.starts_with("/users/") && route.path.ends_with("{id}");
}

// To who holds the permission elsewhere a row that is out of reach is one that is not there.
int refusal_of(const service::Route& route, const service::Rights& rights) {
  if (!names_row(route) || rights.reaches("shop") || rights.reads_all) return 403;
  const std::string& permission =
      route.name == "update_scenario" ? "scenario_basic_info" : route.access.permission;
  return permissions::holds_somewhere(rights, permission) ? 404 : 403;
}

// The users of the matrix, each with the seeded role or the older grants that the name says.
void add_people(ApiFixture& api) {
  api.user("auditor", "AUDITOR");
  for (const char* name : {"scenario_admin", "scenario_annotator", "assigned", "elsewhere"})
    api.user(name, "NONE");
  api.user("annotator", "ANNOTATOR");
  const std::string role = "', '00000000-0000-4000-8000-00000000010";
  api.execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'scenario_admin', 'shop" +
      role + "3', '2026-02-06 08:00:00', NULL), ('g2', 'scenario_annotator', 'shop" + role +
      "4', '2026-02-06 08:00:00', NULL), ('g3', 'elsewhere', 'bank" + role +
      "3', '2026-02-06 08:00:00', NULL)");
  api.execute(
      "INSERT INTO user_scenario_assignments VALUES ('a1', 'assigned', 'shop', 'SCENARIO_ADMIN', '2026-02-06 "
      "08:00:00', NULL)");
  api.execute("INSERT INTO scenario_admin_permissions VALUES ('f1', 'a1', 1, 0, 1, 0, 0)");
}

constexpr const char* kPeople[] = {"root",      "auditor",  "scenario_admin", "scenario_annotator",
                                   "annotator", "assigned", "elsewhere",      "none"};

}  // namespace

TEST_CASE("every route × every role gives what the route declares") {
  for (const std::string person : kPeople) {
    ApiFixture api(TestDatabase::Seeds::Keep);
    api.fill();
    add_people(api);
    CAPTURE(person);
    const auto rights = api.rights.rights_of(person);
    REQUIRE(rights);
    int allowed = 0, denied = 0;
    for (const auto& route : api.service.public_routes().routes()) {
      const std::string method(http::to_string(route->method));
      const std::string query = route->name == "check_permission_by_query" ? "?permission=x" : "";
      const std::string before = api.store.dump_all();
      const std::string answer =
          api.ask(person, method, api.path_of(*route) + query, ApiFixture::good_body(route->name));
      const bool permitted = permits(*route, *rights);
      ++(permitted ? allowed : denied);
      if (permitted)
        CHECK_MESSAGE((status_of(answer) < 500 && status_of(answer) != 401 && status_of(answer) != 403),
                      route->name << " " << answer);
      else
        CHECK_MESSAGE(status_of(answer) == refusal_of(*route, *rights), route->name << " " << answer);
      // What is only read is as it was; of an export the audit log has a row.
      const bool reads = route->method == http::Method::Get && route->audit_action.empty();
      if (!permitted || reads) CHECK_MESSAGE(api.store.dump_all() == before, route->name);
    }
    CHECK(allowed >= 10);
    if (person == "root")
      CHECK(denied == 0);
    else
      CHECK(denied >= 15);
  }
}

TEST_CASE_FIXTURE(ApiFixture, "nothing but what is open answers without a token, or by an API key") {
  fill();
  const std::string secret = answer("POST", "/apps/shop/api-keys", R"({"name":"x"})").text_at("key").value();
  const std::string before = store.dump_all();
  for (const auto& route : service.public_routes().routes()) {
    if (route->access.kind == Kind::Open) continue;
    for (const std::string& shown :
         {std::string(), "X-API-Key: " + secret + "\r\n", "Authorization: Bearer " + secret + "\r\n"}) {
      RawClient client(service.public_port());
      client.send(std::string(http::to_string(route->method)) + " /api/v1" + path_of(*route) +
                  " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + shown + "Content-Length: 2\r\n\r\n{}");
      CHECK_MESSAGE(status_of(client.rest()) == 401, route->name << " " << shown);
    }
  }
  CHECK(store.dump_all() == before);
}

TEST_CASE(
    "every route × keys of service accounts: users, roles and keys stay closed, the rest goes by rights") {
  // All that a service account may hold; what a scenario's administrator holds; nothing.
  for (const std::string role : {"HELPERS", "NONE in shop", "NONE"}) {
    CAPTURE(role);
    ApiFixture api(TestDatabase::Seeds::Keep);
    api.fill();
    api.execute(
        "INSERT INTO roles VALUES ('r9', 'HELPERS', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
    api.execute(
        "INSERT INTO role_permissions SELECT 'r9', id FROM permissions WHERE permission_code NOT IN "
        "('user_management', 'role_management', 'app_management')");
    const std::string key = api.service_account("caller", role.substr(0, role.find(' ')));
    if (role == "NONE in shop")
      api.execute(
          "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) "
          "VALUES ('g1', '" +
          api.ids["caller"] +
          "', 'shop', '00000000-0000-4000-8000-000000000103', '2026-02-06 08:00:00', NULL)");
    const auto rights = api.rights.rights_of(api.ids["caller"]);
    int open = 0, closed = 0, denied = 0;
    for (const auto& route : api.service.public_routes().routes()) {
      if (route->access.kind == Kind::Open) continue;
      const std::string method(http::to_string(route->method));
      const std::string query = route->name == "check_permission_by_query" ? "?permission=x" : "";
      const std::string before = api.store.dump_all();
      const std::string answer =
          api.by(key, method, api.path_of(*route) + query, ApiFixture::good_body(route->name));
      const bool is_closed = route->path.starts_with("/users/") || route->path.starts_with("/roles/") ||
                             route->path.find("/api-keys") != std::string::npos;
      CHECK_MESSAGE(route->takes_api_keys != is_closed, route->name);
      if (is_closed) {
        ++closed;
        CHECK_MESSAGE(status_of(answer) == 401, route->name << " " << answer);
      } else if (permits(*route, *rights)) {
        ++open;
        CHECK_MESSAGE((status_of(answer) < 500 && status_of(answer) != 401 && status_of(answer) != 403),
                      route->name << " " << answer);
      } else {
        ++denied;
        CHECK_MESSAGE(status_of(answer) == refusal_of(*route, *rights), route->name << " " << answer);
      }
      if (is_closed || !permits(*route, *rights)) CHECK(api.store.dump_all() == before);
    }
    CHECK(closed >= 20);
    CHECK(open >= (role == "HELPERS" ? 30 : 6));
    CHECK(denied >= (role == "HELPERS" ? 2 : 10));
  }
}

TEST_CASE("rows of another scenario stay out of reach by path and by body") {
  ApiFixture api(TestDatabase::Seeds::Keep);
  api.fill();
  add_people(api);
  const std::string before = api.store.dump_all();
  for (const auto& route : api.service.public_routes().routes()) {
    const bool in_scenario =
        route->access.kind == Kind::Scenario || route->name.find("scenario_keyword") != std::string::npos ||
        route->name.find("scenario_polic") != std::string::npos || route->name.starts_with("try_");
    if (!in_scenario || names_row(*route)) continue;
    const std::string answer = api.ask("elsewhere", std::string(http::to_string(route->method)),
                                       api.path_of(*route), ApiFixture::good_body(route->name));
    CHECK_MESSAGE(status_of(answer) == 403, route->name << " " << answer);
    CHECK_MESSAGE(body_of(answer).find("No access to scenario") != std::string::npos, route->name);
  }
  CHECK(api.store.dump_all() == before);
}

TEST_CASE("who may not know of a row cannot tell it from one that is not there") {
  ApiFixture api(TestDatabase::Seeds::Keep);
  api.fill();
  add_people(api);
  const std::string before = api.store.dump_all();
  const auto told = [](const std::string& answer) {
    const auto body = json::parse_or_nothing(body_of(answer)).value();
    return std::to_string(status_of(answer)) + " " + body.text_at("code").value() + " " +
           body.text_at("detail").value();
  };
  int routes = 0;
  for (const auto& route : api.service.public_routes().routes()) {
    if (!names_row(*route)) continue;
    ++routes;
    const auto ask = [&](const std::string& person, std::string_view unknown) {
      return told(api.ask(person, std::string(http::to_string(route->method)), api.path_of(*route, unknown),
                          ApiFixture::good_body(route->name)));
    };
    for (const std::string person : {"elsewhere", "annotator", "none"}) {
      CAPTURE(person);
      CHECK_MESSAGE(ask(person, "") == ask(person, "id"), route->name);
    }
    CHECK(ask("elsewhere", "").starts_with("404 not_found "));
    CHECK(ask("none", "").starts_with("403 missing_permission "));
    // Who has access to the scenario is told what is missing.
    CHECK(ask("scenario_annotator", "").find("for scenario: shop") != std::string::npos);
  }
  CHECK(routes == 5);
  CHECK(api.store.dump_all() == before);
}
