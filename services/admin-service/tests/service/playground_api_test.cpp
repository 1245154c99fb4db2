#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

TEST_CASE_FIXTURE(ApiFixture, "the playground answers as the guard does, also when it cannot") {
  fill();
  guard.next.body = R"({ "final_decision" : {"strategy":"BLOCK","score":100} })";
  CHECK(body_of(ask("root", "POST", "/playground/input", R"({"app_id":"shop","input_prompt":"a\nb"})")) ==
        guard.next.body);
  CHECK(body_of(ask("root", "POST", "/playground/full",
                    R"({"app_id":"shop","input_prompt":"x","output_text":"y","use_vip_black":true})")) ==
        "{\"input\":" + guard.next.body + ",\"output\":" + guard.next.body + "}");
  CHECK(guard.request(1).flag_at("use_vip_black") == true);
  guard.next.error = http::CallError::Connect;
  const std::string away =
      ask("root", "POST", "/playground/output", R"({"app_id":"shop","output_text":"y"})");
  CHECK(status_of(away) == 503);
  CHECK(away.find("\r\nRetry-After: ") != std::string::npos);
  const auto kept = answer("GET", "/playground/history");
  REQUIRE(kept.array()->size() == 3);
  CHECK(kept.array()->front().integer_at("score") == -1);
  CHECK(kept.array()->front().object()->size() == 13);
  CHECK(kept.array()->back().find("output_data")->find("final_decision")->integer_at("score") == 100);
  CHECK(ask("root", "GET", "/playground/history?page=2&size=2").find("X-Total-Count: 3\r\n") !=
        std::string::npos);
  CHECK(answer("GET", "/playground/history?page=2&size=2").array()->size() == 1);
  CHECK(answer("GET", "/playground/history?playground_type=FULL&app_id=shop").array()->size() == 1);
  CHECK(status_of(ask("root", "GET", "/playground/history?size=101")) == 422);
  CHECK(status_of(ask("root", "GET", "/playground/history?page=0")) == 422);
  CHECK(status_of(ask("root", "POST", "/playground/input",
                      R"({"app_id":"shop","input_prompt":")" + std::string(1024 * 1024, 'x') + "\"}")) ==
        413);
}

TEST_CASE_FIXTURE(ApiFixture, "a page of large tries comes whole, row after row, and its like are counted") {
  fill();
  std::string large = R"({"app_id":"shop","input_prompt":")" + std::string(1'000'000, 'x') + "\"}";
  for (int i = 0; i < 3; ++i) REQUIRE(status_of(ask("root", "POST", "/playground/input", large)) == 200);
  large.insert(large.size() - 2, "x");
  CHECK(status_of(ask("root", "POST", "/playground/input", large)) == 400);
  const std::string answer = ask("root", "GET", "/playground/history");
  CHECK(answer.find("X-Total-Count: 3\r\n") != std::string::npos);
  CHECK(answer.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  const auto rows = json::parse_or_nothing(body_of(answer));
  REQUIRE(rows);
  REQUIRE(rows->array()->size() == 3);
  for (const auto& row : *rows->array())
    CHECK(row.find("input_data")->text_at("input_prompt")->size() == 1'000'000);
  CHECK(ask("root", "GET", "/playground/history?size=1").find("Content-Length: ") != std::string::npos);
}

TEST_CASE_FIXTURE(ApiFixture, "one tries and reads tries in the scenarios in which one holds playground") {
  fill();
  answer("POST", "/apps/", R"({"app_id":"bank","app_name":"Bank"})");
  execute("INSERT INTO permissions VALUES ('p2', 'playground', 'x', 'MENU', 'SCENARIO', NULL, 2)");
  execute("INSERT INTO roles VALUES ('r5', 'TRIER', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
  execute("INSERT INTO role_permissions VALUES ('r5', 'p2')");
  user("ann", "NONE");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r5', '2026-02-06 08:00:00', NULL)");
  const char* bank = R"({"app_id":"bank","input_prompt":"x"})";
  answer("POST", "/playground/input", bank);
  CHECK(body_of(ask("ann", "POST", "/playground/input", bank)).find("No access to scenario") !=
        std::string::npos);
  CHECK(status_of(ask("ann", "POST", "/playground/input", R"({"app_id":"shop","input_prompt":"x"})")) == 200);
  const std::string mine = ask("ann", "GET", "/playground/history");
  CHECK(mine.find("X-Total-Count: 1\r\n") != std::string::npos);
  CHECK(body_of(mine).find("bank") == std::string::npos);
  CHECK(status_of(ask("ann", "GET", "/playground/history?app_id=bank")) == 403);
  CHECK(body_of(ask("none", "GET", "/playground/history")).find("Missing permission: playground") !=
        std::string::npos);
  CHECK(guard.calls.size() == 2);
}
