// What the token of `helm test` can do, and what not.
#include <set>

#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin;
using namespace lgm::admin::testing;

namespace {

constexpr char kCode[] = "HELM_TEST_1";

bool is_limited(const std::string& answer) {
  return status_of(answer) == 403 && body_of(answer).find("\"token_limited\"") != std::string::npos;
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "a check token makes, reads, changes and deletes its own tag") {
  fill();
  const std::string made =
      check(kCode, "POST", "/tags/", R"({"tag_code":"HELM_TEST_1","tag_name":"helm test"})");
  REQUIRE_MESSAGE(status_of(made) == 200, made);
  const std::string id = json::parse_or_nothing(body_of(made))->text_at("id").value();
  // It does not see the others'.
  const std::string listed = check(kCode, "GET", "/tags/");
  CHECK(body_of(listed).find("\"HELM_TEST_1\"") != std::string::npos);
  CHECK(body_of(listed).find("\"t\"") == std::string::npos);
  CHECK(listed.find("X-Total-Count: 1\r\n") != std::string::npos);
  CHECK(status_of(check(kCode, "PUT", "/tags/" + id, R"({"tag_name":"renamed"})")) == 200);
  CHECK(status_of(check(kCode, "DELETE", "/tags/" + id)) == 200);
  CHECK(status_of(check(kCode, "DELETE", "/tags/" + id)) == 404);
  CHECK(body_of(check(kCode, "GET", "/tags/")) == "[]");
  // Each step stands in the audit log, under the token's own name.
  const auto rows = answer("GET", "/audit-logs/?resource_type=META_TAG");
  std::set<std::string> actions;
  for (const auto& row : *rows.array())
    if (row.text_at("username") == "check token for HELM_TEST_1") {
      actions.insert(row.text_at("action").value());
      CHECK(row.text_at("user_id") == std::string(auth::kCheckTokenUid));
    }
  CHECK(actions == std::set<std::string>{"CREATE", "DELETE", "UPDATE"});
}

TEST_CASE_FIXTURE(ApiFixture, "a check token touches no other tag, also not through its own") {
  fill();
  const std::string own =
      json::parse_or_nothing(
          body_of(check(kCode, "POST", "/tags/", R"({"tag_code":"HELM_TEST_1","tag_name":"x"})")))
          ->text_at("id")
          .value();
  CHECK(is_limited(check("HELM_TEST_2", "DELETE", "/tags/" + own)));
  answer("POST", "/tags/", R"({"tag_code":"child","tag_name":"x","parent_code":"HELM_TEST_1"})");
  const std::string before = store.dump_all(), other = "/tags/" + ids["tag"];
  CHECK(is_limited(check(kCode, "POST", "/tags/", R"({"tag_code":"T9","tag_name":"x"})")));
  CHECK(is_limited(check(kCode, "POST", "/tags/", R"({"tag_code":"HELM_TEST_12","tag_name":"x"})")));
  CHECK(is_limited(check(kCode, "PUT", other, R"({"tag_name":"mine"})")));
  CHECK(is_limited(check("HELM_TEST_2", "PUT", "/tags/" + own, R"({"tag_name":"mine"})")));
  // The child would be moved with it.
  CHECK(is_limited(check(kCode, "PUT", "/tags/" + own, R"({"parent_code":"t"})")));
  CHECK(store.dump_all() == before);
}

TEST_CASE_FIXTURE(ApiFixture, "every other route refuses a check token, whatever it is limited to") {
  fill();
  const std::string before = store.dump_all();
  const std::set<std::string> open_to_it{"list_tags", "create_tag", "update_tag", "delete_tag"};
  int refused = 0;
  for (const auto& route : service.public_routes().routes()) {
    CAPTURE(route->name);
    CHECK((route->honours_limit == "tag") == open_to_it.contains(route->name));
    if (route->access.kind == service::Access::Kind::Open || open_to_it.contains(route->name)) continue;
    CHECK(is_limited(
        check("t", std::string(http::to_string(route->method)), path_of(*route), good_body(route->name))));
    ++refused;
  }
  CHECK(refused > 25);
  CHECK(store.dump_all() == before);
}
