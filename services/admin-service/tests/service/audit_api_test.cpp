#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

constexpr char kEvents[] =
    R"({"events":[{"id":"e1","at_ms":1770364800000,"uid":"none","username":"Ann","action":"LOGIN",)"
    R"("resource_type":"SESSION","details":{"way":"ticket"},"ip":"10.0.0.1","user_agent":"=cmd","request_id":"r"},)"
    R"({"id":"e2","at_ms":1770364801000,"action":"LOGIN_FAILED","resource_type":"SESSION","scenario_id":"shop","details":{}}]})";

// What happens in these tests happens the day after these events, in Shanghai.
struct AuditApi : ApiFixture {
  AuditApi() { store.set_time(base::from_unix_ms(1'770'400'800'000)); }
};

std::string header(const std::string& answer, const std::string& name) {
  const auto at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const auto from = at + name.size() + 4;
  return answer.substr(from, answer.find("\r\n", from) - from);
}

}  // namespace

TEST_CASE_FIXTURE(AuditApi, "the audit log is a bare array of rows, newest first, and counted") {
  CHECK(body_of(inside("POST", "/internal/v1/audit", kEvents)) == R"({"stored":2})");
  CHECK(body_of(inside("POST", "/internal/v1/audit", kEvents)) == R"({"stored":0})");
  const auto rows = answer("GET", "/audit-logs/");
  REQUIRE(rows.array()->size() == 2);
  CHECK(
      json::to_text(rows.array()->back()) ==
      R"({"id":"e1","user_id":"none","username":"Ann","action":"LOGIN","resource_type":"SESSION","resource_id":null,"scenario_id":null,"details":{"way":"ticket"},"ip_address":"10.0.0.1","user_agent":"=cmd","created_at":"2026-02-06T08:00:00Z","request_id":"r","caller":"auth","actor_kind":"person"})");
  CHECK(json::to_text(answer("GET", "/audit-logs/count")) == R"({"count":2})");
  // 08:00 UTC is 16:00 in Shanghai; a blank may be sent as +.
  CHECK(json::to_text(answer("GET", "/audit-logs/count?start_date=2026-02-06+16:00:01")) == R"({"count":1})");
  CHECK(json::to_text(answer("GET", "/audit-logs/count?username=ann&end_date=2026-02-06")) ==
        R"({"count":1})");
  CHECK(answer("GET", "/audit-logs?limit=1&action=").array()->size() == 1);
  CHECK(status_of(ask("root", "GET", "/audit-logs/?start_date=2026-13-01")) == 422);
  CHECK(status_of(ask("root", "DELETE", "/audit-logs/e1")) == 404);
  CHECK(status_of(ask("root", "DELETE", "/audit-logs/")) == 405);
}

TEST_CASE_FIXTURE(AuditApi, "events are refused whole for one bad one, and to services not named") {
  const std::string before = store.dump_all();
  const auto refused = [&](const std::string& body, const std::string& pointer) {
    const std::string answer = inside("POST", "/internal/v1/audit", body);
    CHECK(status_of(answer) == 422);
    CHECK_MESSAGE(answer.find("\"pointer\":\"" + pointer + "\"") != std::string::npos, answer);
  };
  refused("{}", "/events");
  refused(R"({"events":[{"id":"e1","action":"LOGIN","resource_type":"SESSION"}]})", "/events/0/at_ms");
  refused(R"({"events":[{"id":"e1","at_ms":1,"action":"LOGIN","resource_type":"SESSION"},{"id":7}]})",
          "/events/1/id");
  refused(R"({"events":[{"id":"e1","at_ms":-1,"action":"LOGIN","resource_type":"SESSION"}]})",
          "/events/0/at_ms");
  refused(
      R"({"events":[{"id":"e1","at_ms":1,"action":"LOGIN","resource_type":"SESSION","actor_kind":"a-kind-of-17-char"}]})",
      "/events/0/actor_kind");
  refused(R"({"events":[{"id":"e1","at_ms":1,"action":"LOGIN","resource_type":"SESSION"},)"
          R"({"id":"e2","at_ms":1,"action":"DELETE","resource_type":"USER"}]})",
          "/events/1/action");
  for (const std::string& other : {kGuardToken, std::string(32, 's')})
    CHECK(status_of(inside("POST", "/internal/v1/audit", kEvents, other)) == 403);
  CHECK(status_of(inside("POST", "/internal/v1/audit", kEvents, std::string(32, 'x'))) == 401);
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(AuditApi, "the export is a file of our name, safe in a spreadsheet, and audited") {
  inside("POST", "/internal/v1/audit", kEvents);
  const std::string csv = ask("root", "GET", "/audit-logs/export?action=LOGIN&scenario_id=");
  CHECK(status_of(csv) == 200);
  CHECK(header(csv, "Content-Type") == "text/csv; charset=utf-8");
  const std::string file = header(csv, "Content-Disposition");
  CHECK(file.starts_with("attachment; filename=\"audit-logs-20"));
  CHECK(file.ends_with("Z.csv\""));
  const std::string text = body_of(csv);
  CHECK(
      text ==
      "\xEF\xBB\xBFid,created_at (UTC),user_id,username,action,resource_type,resource_id,scenario_id,before,"
      "after,details,ip_address,user_agent,request_id,caller,actor_kind\r\ne1,2026-02-06T08:00:00Z,none,Ann,"
      "LOGIN,"
      "SESSION,,,,,\"{\"\"way\"\":\"\"ticket\"\"}\",10.0.0.1,'=cmd,r,auth,person\r\n");
  const auto exported = answer("GET", "/audit-logs/?action=EXPORT");
  REQUIRE(exported.array()->size() == 1);
  CHECK(exported.array()->front().text_at("resource_type") == "AUDIT_LOG");
  CHECK(exported.array()->front().find("details")->text_at("action") == "LOGIN");
  const std::string lines = ask("root", "GET", "/audit-logs/export?format=jsonl&end_date=2026-02-06");
  CHECK(header(lines, "Content-Type") == "application/x-ndjson");
  CHECK(header(lines, "Content-Disposition").ends_with(".jsonl\""));
  const std::string body = body_of(lines);
  CHECK(std::count(body.begin(), body.end(), '\n') == 2);
  const auto document = service.openapi();
  const auto& content = *document.find("paths")
                             ->find("/api/v1/audit-logs/export")
                             ->find("get")
                             ->find("responses")
                             ->find("200")
                             ->find("content");
  CHECK(content.find("text/csv"));
  CHECK(content.find("application/x-ndjson"));
  CHECK(status_of(ask("root", "GET", "/audit-logs/export?format=xml")) == 422);
}

TEST_CASE_FIXTURE(AuditApi, "who may read one scenario's audit sees nothing of another, nor its count") {
  inside("POST", "/internal/v1/audit", kEvents);
  execute(
      "INSERT INTO permissions VALUES ('p1', 'audit_logs', 'x', 'MENU', 'GLOBAL', NULL, 1), ('p2', "
      "'playground', 'x', 'MENU', 'SCENARIO', NULL, 2)");
  execute("INSERT INTO roles VALUES ('r5', 'READER', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
  execute("INSERT INTO role_permissions VALUES ('r5', 'p1')");
  user("ann", "NONE");
  execute(
      "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) VALUES "
      "('g1', 'ann', 'shop', 'r5', '2026-02-06 08:00:00', NULL)");
  const auto seen = json::parse_or_nothing(body_of(ask("ann", "GET", "/audit-logs/"))).value();
  REQUIRE(seen.array()->size() == 1);
  CHECK(seen.array()->front().text_at("id") == "e2");
  CHECK(body_of(ask("ann", "GET", "/audit-logs/count")) == R"({"count":1})");
  CHECK(body_of(ask("ann", "GET", "/audit-logs/count?scenario_id=shop")) == R"({"count":1})");
  CHECK(body_of(ask("ann", "GET", "/audit-logs/export")).find("e1,") == std::string::npos);
  CHECK(body_of(ask("ann", "GET", "/audit-logs/?scenario_id=bank")).find("No access to scenario") !=
        std::string::npos);
  for (const char* path : {"/audit-logs/", "/audit-logs/count", "/audit-logs/export"})
    CHECK(body_of(ask("none", "GET", path)).find("Missing permission: audit_logs") != std::string::npos);
}
