#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

TEST_CASE_FIXTURE(Fixture, "a check token opens what honours its limit, and nothing else") {
  const std::string mine = check_bearer("tag", "HELM_TEST_1");
  const std::string answer = ask("POST", "/api/v1/own-note", mine);
  CHECK(status_of(answer) == 200);
  CHECK(body_of(answer) == "HELM_TEST_1");
  CHECK(body_of(ask("POST", "/api/v1/own-note", bearer("admin"))) == "unlimited");
  int refused = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (route->access.kind == Access::Kind::Open || !route->honours_limit.empty()) continue;
    std::string path = route->path;
    if (const auto at = path.find('{'); at != std::string::npos)
      path.replace(at, path.find('}') - at + 1, "s1");
    const std::string body = route->body_form == BodyForm::None ? "" : R"({"text":"a"})";
    const std::string said = ask(std::string(http::to_string(route->method)), "/api/v1" + path, mine, body);
    CAPTURE(route->name);
    check_problem(said, 403, "token_limited");
    CHECK(body_of(said).find("HELM_TEST_1") != std::string::npos);
    ++refused;
  }
  CHECK(refused >= 4);
}

TEST_CASE_FIXTURE(Fixture, "what a one-time password gives sets the own password, and does nothing else") {
  const std::string mine = password_change_bearer("admin");
  CHECK(status_of(ask("PUT", "/api/v1/people/admin/word", mine)) == 200);
  // Whatever the person holds.
  check_problem(ask("PUT", "/api/v1/people/other/word", mine), 403, "password_change_required");
  int refused = 0;
  for (const auto& route : service.public_routes().routes()) {
    if (route->access.kind == Access::Kind::Open || route->honours_limit == auth::kOwnPassword) continue;
    std::string path = route->path;
    if (const auto at = path.find('{'); at != std::string::npos)
      path.replace(at, path.find('}') - at + 1, "s1");
    const std::string body = route->body_form == BodyForm::None ? "" : R"({"text":"a"})";
    CAPTURE(route->name);
    check_problem(ask(std::string(http::to_string(route->method)), "/api/v1" + path, mine, body), 403,
                  "password_change_required");
    ++refused;
  }
  CHECK(refused >= 6);
  check_problem(ask("PUT", "/api/v1/people/admin/word", check_bearer("tag", "T")), 403, "token_limited");
}

TEST_CASE_FIXTURE(Fixture, "a limit that this version does not know is refused everywhere") {
  for (const char* kind : {"", "scenario"})
    for (const char* path : {"/api/v1/own-note", "/api/v1/notes/"})
      check_problem(ask("POST", path, check_bearer(kind, "x"), R"({"text":"a"})"), 403, "token_limited");
}

TEST_CASE_FIXTURE(Fixture,
                  "a route that honours limits and does not ask for one answers 500, to check tokens alone") {
  check_problem(ask("GET", "/api/v1/forgetful", check_bearer("tag", "T")), 500, "internal");
  CHECK(status_of(ask("GET", "/api/v1/forgetful", bearer("any"))) == 200);
}

TEST_CASE("only routes for everybody or for a global permission can honour limits") {
  for (const auto& access :
       {open_to_all(), needs_in("notes", "app_id"), decided_by_row("notes"), internal({"auth"})}) {
    RouteTable table;
    Route route = Fixture::route(http::Method::Get, "/x/{app_id}", "x", access);
    route.handle = [](Context&) { return http::Response(); };
    route.honours_limit = "tag";
    CHECK_THROWS_AS(table.add(std::move(route)), std::logic_error);
  }
}

TEST_CASE_FIXTURE(Fixture, "OpenAPI says who takes check tokens, and that the others refuse them") {
  const std::string text = json::to_text(service.openapi());
  CHECK(text.find("Also check tokens that are limited to one tag, for that alone.") != std::string::npos);
  CHECK(text.find("`token_limited`") != std::string::npos);
  CHECK(text.find("`password_change_required`") != std::string::npos);
  CHECK(text.find("Also who signed in by a one-time password") != std::string::npos);
}
