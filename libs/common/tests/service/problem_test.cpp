// What a refusal says to programs: its facts, the numbers of its faults, and that its route lists it.
#include "lgm/service/problem.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

#include "fixture.hpp"
#include "lgm/service/operation_route.hpp"
#include "service/refusals.hpp"

using namespace lgm;
using namespace lgm::service;

namespace {

std::string body_of(const Refusal& refusal) {
  return to_response(refusal.problem(), "r1").body;
}

std::string facts_of(const Refusal& refusal) {
  return json::to_text(refusal.problem().facts);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("facts stand beside the sentence") {
  CHECK(body_of(missing_permission("tag_management", "shop")) ==
        R"({"type":"urn:llm-guard-manager:problem:missing_permission","title":"Forbidden","status":403,)"
        R"("detail":"Missing permission: tag_management for scenario: shop","code":"missing_permission",)"
        R"("instance":"urn:request:r1","facts":{"permission":"tag_management","scenario":"shop"}})");
  CHECK(facts_of(missing_permission("tag_management")) == R"({"permission":"tag_management"})");
  CHECK(facts_of(not_found("Scenario keyword")) == R"({"what":"scenario_keyword"})");
  CHECK(facts_of(duplicate("Tag", "This Tag exists already")) == R"({"what":"tag"})");
  CHECK(facts_of(immutable("tag_code")) == R"({"field":"tag_code"})");
  CHECK(facts_of(too_many_requests("too_many_failures", "Later", 7)) == R"({"retry_after_seconds":7})");
  CHECK(facts_of(token_limited({"tag", "T"})) == R"({"kind":"tag","value":"T"})");
  CHECK(facts_of(token_limited({"", ""})) == "{}");
}

TEST_CASE("a refusal without facts has no such member") {
  CHECK_FALSE(holds(body_of(version_mismatch()), "facts"));
}

TEST_CASE("facts are those of the table") {
  CHECK_THROWS_AS(static_cast<void>(conflict("tag_in_use", "Used")), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(bad_request("unknown_tag", "No", {{"label", "x"}})), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(bad_request("unknown_tag", "No", {{"tag", "x"}, {"more", 1}})),
                  std::logic_error);
}

TEST_CASE("a fault tells its numbers") {
  CHECK(holds(body_of(invalid(describe::too_long("/name", 70, 64, "characters"))),
              R"({"pointer":"/name","code":"too_long","detail":"has 70 characters, at most 64 are allowed",)"
              R"("limit":64,"actual":70})"));
  CHECK(holds(body_of(invalid("/name", "pattern", "must begin with a letter")),
              R"({"pointer":"/name","code":"pattern","detail":"must begin with a letter"})"));
  CHECK(describe::out_of_range("n", 9, 1, 5) ==
        describe::Fault{"n", "out_of_range", "must be between 1 and 5", 5, 9});
  CHECK(describe::out_of_range("n", -1, 0, INT64_MAX) ==
        describe::Fault{"n", "out_of_range", "must be at least 0", 0, -1});
}

TEST_CASE("an operation between services refuses with what the table has, or is no route") {
  calls::Operation<calls::Nothing, calls::Nothing> operation{.path = "/internal/v1/x", .name = "x"};
  operation.refused[0] = {409, "exists", "it is there already"};
  REQUIRE(route_of(operation).errors.size() == 1);
  CHECK(route_of(operation).errors[0].code == "exists");
  for (const calls::Refused unknown : {calls::Refused{409, "no_such_code", ""}, {404, "exists", ""}}) {
    operation.refused[0] = unknown;
    CHECK_THROWS_AS(static_cast<void>(route_of(operation)), std::logic_error);
  }
}

TEST_CASE("the table says each code once, with a status and a meaning") {
  std::set<std::string_view> codes;
  for (const KnownProblem& known : kKnownProblems) {
    CHECK_MESSAGE(codes.insert(known.name).second, std::string(known.name));
    CHECK_MESSAGE((known.statuses[0] >= 400 && known.statuses[0] < 600), std::string(known.name));
    CHECK_MESSAGE(known.means.ends_with('.'), std::string(known.name));
  }
  std::set<std::string_view> faults;
  for (const auto& known : describe::kKnownFaults)
    CHECK_MESSAGE(faults.insert(known.name).second, std::string(known.name));
}

TEST_CASE("what a route may refuse with follows from what it declares") {
  Route route;
  route.path = "/rows/{id}";
  route.access = needs_in("rows", "id");
  route.errors = {{404, "not_found", "no such row"}};
  const auto cases = refusals_of(route, true);
  const auto is_listed = [&](int status, ProblemCode code) {
    return lists(cases, Problem{status, code, "", {}, {}});
  };
  for (const char* code : {"missing_permission", "no_access_to_scenario", "user_disabled", "https_required"})
    CHECK_MESSAGE(is_listed(403, ProblemCode::find(code).value()), code);
  CHECK(is_listed(503, "revocations_stale"));
  CHECK_FALSE(is_listed(409, "tag_in_use"));
  CHECK_FALSE(is_listed(403, "caller_not_named"));
  CHECK(std::count_if(cases.begin(), cases.end(),
                      [](const ErrorCase& one) { return one.code == "not_found"; }) == 1);
}

TEST_CASE("a route whose handler spends from a limit may refuse with 429") {
  const auto refuses = [](const Route& route) {
    return lists(refusals_of(route, true), Problem{429, "rate_limited", "", {}, {}});
  };
  Route route;
  route.path = "/checks";
  route.access = open_to_all();
  CHECK_FALSE(refuses(route));
  route.spends = {"application"};
  CHECK(refuses(route));
  route.access = signed_in(), route.spends = {}, route.rate_limited = false;
  CHECK_FALSE(refuses(route));
  route.rate_limited = true;
  CHECK(refuses(route));
}

TEST_CASE_FIXTURE(testing::Fixture, "a service prints what it can refuse with") {
  const auto listing = service.problems();
  CHECK(listing.text_at("service") == "test-service");
  const std::string text = json::to_text(listing);
  CHECK(holds(text, R"({"code":"missing_permission","statuses":[403],)"
                    R"("facts":[{"name":"permission","optional":false},{"name":"scenario","optional":true}],)"
                    R"("public":true,)"));
  CHECK(holds(text, R"({"code":"caller_not_named")"));
  CHECK(holds(text, R"({"code":"too_long","means":)"));
  CHECK_FALSE(holds(text, "tag_in_use"));
  CHECK_FALSE(holds(text, "unknown_variable"));
}

TEST_CASE_FIXTURE(testing::Fixture, "a body that is too large is told its limit") {
  testing::RawClient client(service.public_port());
  client.send("POST /api/v1/uploads HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n");
  CHECK(holds(client.rest(), R"("facts":{"limit_bytes":2097152})"));
}

#ifndef NDEBUG
TEST_CASE_FIXTURE(testing::Fixture, "a refusal that the route does not list fails the tests") {
  held = [] { throw conflict("scenario_inactive", "Inactive"); };
  const std::string answer = ask("GET", "/api/v1/held");
  CHECK(holds(answer, "HTTP/1.1 500"));
  CHECK(holds(answer, R"("code":"internal")"));
}
#endif
