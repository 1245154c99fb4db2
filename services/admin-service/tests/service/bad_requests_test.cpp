// What every route refuses of what it declares to take, and that nothing is changed by it.
#include "support/bad_requests.hpp"

#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;
using lgm::testing::check_bad_bodies;
using lgm::testing::check_bad_queries;
using lgm::testing::Pairs;

namespace {

std::string with_query(const std::string& path, const std::string& query) {
  return query.empty() ? path : path + "?" + query;
}

Pairs good_query(const std::string& route) {
  if (route == "check_permission_by_query") return {{"permission", "playground"}};
  if (route == "policy_changes") return {{"after", "0"}};
  return {};
}

// Of the routes for the other services, every member filled.
const std::map<std::string, std::string>& internal_bodies() {
  static const std::map<std::string, std::string> bodies{
      {"sign_in_user",
       R"({"issuer":"usap","subject":"U7","user_id":"U7","display_name":"Lea","email":"lea@example.com"})"},
      {"map_user_roles",
       R"({"uid":"none","source":"https://idp.example","roles":[{"role":"HELPER","scenario":"shop"}]})"},
      {"find_user", R"({"issuer":"usap","subject":"U7"})"},
      {"verify_password", R"({"username":"lea","password":"a long enough phrase"})"},
      {"store_audit_events",
       R"({"events":[{"id":"e1","at_ms":1,"uid":"u","username":"lea","action":"LOGIN","resource_type":"SESSION","resource_id":"s","scenario_id":"shop","details":{"a":1},"ip":"10.0.0.1","user_agent":"b","request_id":"r"}]})"},
      {"report_api_key_uses",
       R"({"uses":[{"id":"k","minute":1,"texts":1,"last_ms":1,"last_from":"10.0.0.1"}]})"}};
  return bodies;
}

std::string token_for(const service::Route& route) {
  return route.access.callers == std::vector<std::string>{"auth"} ? kInternalToken : kGuardToken;
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "every body refuses, from its declaration, what it must, and nothing changes") {
  fill();
  const std::string before = store.dump_all();
  int asked = 0, bodies = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (!route->body) continue;
    ++bodies;
    asked +=
        check_bad_bodies(*route, good_body(route->name), [&](const std::string&, const std::string& body) {
          return ask("root", std::string(http::to_string(route->method)), path_of(*route), body);
        });
  }
  CHECK(bodies > 20);
  CHECK(asked > 1'000);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "every query refuses, from its declaration, what it must") {
  fill();
  const std::string before = store.dump_all();
  int asked = 0, queries = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (!route->query && !route->pages) continue;
    ++queries;
    asked += check_bad_queries(
        *route, good_query(route->name), "", [&](const std::string& query, const std::string&) {
          return ask("root", std::string(http::to_string(route->method)), with_query(path_of(*route), query));
        });
  }
  CHECK(queries > 10);
  CHECK(asked > 150);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "so do the routes for the other services") {
  fill();
  const std::string before = store.dump_all();
  int bodies = 0, queries = 0;
  for (const auto& route : service.internal_routes().routes()) {
    const auto send = [&](const std::string& query, const std::string& body) {
      return inside(std::string(http::to_string(route->method)), with_query(route->path, query), body,
                    token_for(*route));
    };
    if (route->body) {
      ++bodies;
      REQUIRE_MESSAGE(internal_bodies().contains(route->name), route->name);
      CHECK(check_bad_bodies(*route, internal_bodies().at(route->name), send) > 40);
    }
    if (route->query) {
      ++queries;
      CHECK(check_bad_queries(*route, good_query(route->name), "", send) > 10);
    }
  }
  CHECK(bodies == 6);
  CHECK(queries == 1);
  CHECK(store.dump_all() == before);
  // What was changed one member at a time is taken as it is.
  for (const auto& route : service.internal_routes().routes())
    if (route->body)
      CHECK(status_of(inside("POST", route->path, internal_bodies().at(route->name), token_for(*route))) ==
            200);
}

TEST_CASE_FIXTURE(ApiFixture, "read-only members of a row are taken back, whatever they are") {
  fill();
  for (const auto& route : service.public_routes().routes()) {
    if (!route->body || route->purpose != describe::Purpose::Update) continue;
    json::Value body = json::Object{};
    for (const auto& field : route->body->fields)
      if (field.is_read_only) body.set(field.name, json::Object{{"x", 1}});
    const std::string answer =
        ask("root", std::string(http::to_string(route->method)), path_of(*route), json::to_text(body));
    CHECK_MESSAGE(status_of(answer) == 200, route->name << " " << answer);
  }
}
