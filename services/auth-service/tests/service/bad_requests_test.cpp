// What every route refuses of what it declares to take: before USAP is asked, and without a trace in the
// store or the audit.
#include "support/bad_requests.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;

namespace {

const std::map<std::string, std::string>& good_bodies() {
  static const std::map<std::string, std::string> bodies{
      {"ticket_sign_in", R"({"ticket":"TK_x","token_delivery":"body"})"},
      {"complete_sign_in", R"({"handle":"h"})"},
      {"complete_redirected_sign_in", R"({"in":"abcdefgh","switch":true})"},
      {"refresh", R"({"refresh_token":"r"})"},
      {"user_names", R"({"user_ids":["alice"]})"},
      {"reload_user_info", R"({"user_id":"alice"})"}};
  return bodies;
}

std::vector<std::pair<std::string, std::string>> good_query(const std::string& route) {
  if (route == "begin_redirected_sign_in") return {{"provider", "corp"}};
  return {};
}

// Everything that could show that something was done.
std::string traces(const Suite& suite) {
  std::string all = suite.cache->dump() + std::to_string(suite.admin->password_checks()) +
                    std::to_string(suite.usap.calls("validate")) + std::to_string(suite.usap.calls("users"));
  for (const json::Value& event : suite.admin->audit()) all += json::to_text(event);
  return all;
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "every body, form and query refuses, from its declaration, what it must") {
  admin->put({"uid-root", "", "root", "SYSTEM_ADMIN", "marked-password"});
  const std::string token = form("username=root&password=marked-password").token();
  REQUIRE(get("/sso/sessions", token).status == 200);
  // The sign-in's own event is on its way yet.
  for (int i = 0; i < 3'000 && !cache->events("audit").empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const std::string before = traces(*this);
  int bodies = 0, forms = 0, queries = 0;
  for (const auto& route : auth->service().public_routes().routes()) {
    const bool is_form = route->body_form == service::BodyForm::Form;
    const auto send = [&](const std::string& query, const std::string& body) {
      const std::string type = is_form ? "x-www-form-urlencoded" : "json";
      const Reply reply =
          ask(std::string(http::to_string(route->method)), route->path + (query.empty() ? "" : "?") + query,
              bearer(token) + "Content-Type: application/" + type + "\r\n", body);
      return reply.head + "\r\n" + json::to_text(reply.body);
    };
    // A provider is told one thing, whatever is wrong with its form.
    if (route->name == "provider_sign_out") continue;
    if (is_form) {
      ++forms;
      CHECK(check_bad_forms(*route, {{"username", "root"}, {"password", "x"}}, send) > 50);
    } else if (route->body) {
      ++bodies;
      REQUIRE_MESSAGE(good_bodies().contains(route->name), route->name);
      CHECK(check_bad_bodies(*route, good_bodies().at(route->name), send) > 25);
    }
    // nginx is told 403, whatever is wrong with its question.
    if (!route->query || route->name == "verify_for_tool") continue;
    ++queries;
    CHECK(check_bad_queries(*route, good_query(route->name), "", send) > 3);
  }
  CHECK(bodies == 6);
  CHECK(forms == 1);
  CHECK(queries == 3);
  for (const auto& route : auth->service().internal_routes().routes()) {
    CHECK_FALSE(route->body);
    CHECK_FALSE(route->query);
  }
  CHECK(traces(*this) == before);
}
