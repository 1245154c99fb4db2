// Lists that answer complete: page by page, in one order, with what they always said.
#include "policy_rows/complete_list.hpp"

#include <set>

#include "lgm/service/problem.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "service/api_fixture.hpp"
#include "tags/tags.hpp"

using namespace lgm;
using namespace lgm::admin;
using admin::testing::ApiFixture;

namespace {

constexpr std::size_t kRows = 1'203;  // two pages and a part
constexpr char kScenarioRole[] =
    "INSERT INTO roles VALUES ('r3', 'SCENARIO_ADMIN', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', "
    "1)";

std::string numbered(const char* text, std::size_t i) {
  return text + std::to_string(10'000 + i);
}

struct Lists : ApiFixture {
  Lists() { add(Scenario{.id = "s", .app_id = "shop", .app_name = "Shop"}); }
  template <class Row>
  void add(const Row& row, const describe::ExtraColumns& extra = {}) {
    store.changing_as_tester([&](Work& work) {
      describe::insert(work.session(), row, extra);
      return 0;
    });
  }
  // So that there are `count` of them.
  void keywords(std::size_t count) {
    store.changing_as_tester([&](Work& work) {
      for (; keywords_ < count; ++keywords_)
        describe::insert(
            work.session(),
            ScenarioKeyword{.id = numbered("k", keywords_), .scenario_id = "shop", .keyword = "word"},
            {{"identity_key", numbered("key", keywords_)}});
      return 0;
    });
  }

 private:
  std::size_t keywords_ = 0;
};

// As it is sent page by page; what is short enough comes whole.
bool goes_on(const std::string& answer) {
  return answer.find("Transfer-Encoding: chunked\r\n") != std::string::npos;
}

std::set<std::string> texts_of(const json::Value& rows, std::string_view name) {
  std::set<std::string> texts;
  for (const json::Value& row : *rows.array()) texts.insert(row.text_at(name).value());
  return texts;
}

std::string source_text(http::BodySource& source, int pieces) {
  std::string out;
  for (int i = 0; i < pieces && source(out); ++i) {
  }
  return out;
}

}  // namespace

TEST_CASE_FIXTURE(Lists, "a complete list has every row once, in its order, however many pages it takes") {
  for (const std::size_t rows : std::initializer_list<std::size_t>{0, 1, 499, 500, 501, 1'000, kRows}) {
    CAPTURE(rows);
    keywords(rows);
    const std::string whole = ask("root", "GET", "/keywords/scenario/shop");
    CHECK(lgm::testing::status_of(whole) == 200);
    CHECK(goes_on(whole) == (rows >= static_cast<std::size_t>(policy_rows::kRowsOfAPage)));
    CHECK(whole.find("X-Total-Count: " + std::to_string(rows)) != std::string::npos);
    const auto list = json::parse_or_nothing(lgm::testing::body_of(whole));
    REQUIRE(list);
    REQUIRE(list->array()->size() == rows);
    // The same rows, one page by hand after the other.
    std::string by_hand;
    for (std::size_t skip = 0; skip < rows; skip += 400) {
      const auto page = lgm::testing::body_of(
          ask("root", "GET", "/keywords/scenario/shop?limit=400&skip=" + std::to_string(skip)));
      by_hand += (by_hand.empty() ? "" : ",") + page.substr(1, page.size() - 2);
    }
    CHECK(lgm::testing::body_of(whole) == "[" + by_hand + "]");
  }
}

TEST_CASE_FIXTURE(Lists, "users, tags, scenarios and policies go on behind a page as keywords do") {
  store.changing_as_tester([&](Work& work) {
    for (std::size_t i = 0; i < kRows; ++i) {
      // Many of one moment: only the id tells them apart.
      work.session().execute(
          "INSERT INTO users VALUES (?, NULL, ?, NULL, NULL, NULL, 'NONE', 1, '2026-02-06 08:00:00.000000', "
          "'2026-02-06 08:00:00.000000', NULL, 1)",
          {numbered("u", i), numbered("name", i)});
      describe::insert(work.session(),
                       Scenario{.id = numbered("s", i), .app_id = numbered("app", i), .app_name = "x"});
      describe::insert(work.session(),
                       Tag{.id = numbered("t", i), .tag_code = numbered("TAG", i), .tag_name = "x"});
      describe::insert(work.session(),
                       ScenarioPolicy{.id = numbered("p", i),
                                      .scenario_id = "shop",
                                      .match_type = "TAG",
                                      .match_value = numbered("TAG", i),
                                      .strategy = "BLOCK"},
                       {{"identity_key", numbered("key", i)}});
    }
    return 0;
  });
  CHECK(texts_of(answer("GET", "/users/"), "id").size() == kRows + 2);
  CHECK(texts_of(answer("GET", "/apps/"), "app_id").size() == kRows + 1);
  CHECK(texts_of(answer("GET", "/tags/"), "tag_code").size() == kRows);
  CHECK(texts_of(answer("GET", "/policies/scenario/shop"), "match_value").size() == kRows);
  for (const char* path : {"/users/", "/apps/", "/tags/", "/policies/scenario/shop"})
    CHECK_MESSAGE(goes_on(ask("root", "GET", path)), std::string(path));
}

TEST_CASE_FIXTURE(Lists, "what a user holds goes on behind a page, too") {
  store.changing_as_tester([&](Work& work) {
    work.session().execute(kScenarioRole, {});
    for (std::size_t i = 0; i < kRows; ++i) {
      work.session().execute(
          "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at, created_by) "
          "VALUES (?, 'none', ?, 'r3', '2026-02-06 08:00:00.000000', NULL)",
          {numbered("g", i), numbered("app", i)});
      work.session().execute(
          "INSERT INTO user_scenario_assignments VALUES (?, 'none', ?, 'ANNOTATOR', '2026-02-06 "
          "08:00:00.000000', NULL)",
          {numbered("a", i), numbered("app", i)});
    }
    return 0;
  });
  for (const char* list : {"/users/none/roles", "/users/none/scenarios"}) {
    CAPTURE(list);
    const std::string whole = ask("root", "GET", list);
    CHECK(whole.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    const auto rows = json::parse_or_nothing(lgm::testing::body_of(whole));
    REQUIRE(rows);
    CHECK(texts_of(*rows, "id").size() == kRows);
    CHECK(rows->array()->size() == kRows);
  }
  const std::string unknown = ask("root", "GET", "/users/nobody/roles");
  CHECK(lgm::testing::status_of(unknown) == 404);
  std::vector<SendingLists::Turn> turns;
  for (int i = 0; i < 8; ++i) turns.push_back(store.sending_lists().enter("root"));
  for (const char* list : {"/users/none/roles", "/users/none/scenarios", "/audit-logs/export"}) {
    CAPTURE(list);
    const std::string refused = ask("root", "GET", list);
    CHECK(lgm::testing::status_of(refused) == 503);
    CHECK(refused.find("lists_busy") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Lists, "what is sent of a complete list is in memory a page at a time") {
  keywords(kRows);
  policy_rows::Filter filter;
  filter.add("`scenario_id` = ?", {"shop"});
  const auto page = [&](const policy_rows::Filter& of) {
    return store.reading([&](sql::Session& session) {
      return policy_rows::rows_of<ScenarioKeyword>(session, of, "`id`", {0, policy_rows::kRowsOfAPage});
    });
  };
  SendingLists sending(1, 1);
  http::BodySource source = policy_rows::RestOfList<ScenarioKeyword>(
      store, filter, policy_rows::kById<ScenarioKeyword>, page(filter).back(), sending.enter("root"));
  const std::string one = source_text(source, 1);
  const auto rows = json::parse_or_nothing("[" + one.substr(1) + "]");
  REQUIRE(rows);
  CHECK(rows->array()->size() == static_cast<std::size_t>(policy_rows::kRowsOfAPage));
  CHECK_THROWS_AS(sending.enter("another"), service::Refusal);
  source = nullptr;  // the client has gone
  CHECK(sending.enter("another"));
}

TEST_CASE("one who sends for list after list takes them from nobody else") {
  SendingLists sending(3, 2);
  auto first = sending.enter("a"), second = sending.enter("a");
  CHECK_THROWS_AS(sending.enter("a"), service::Refusal);
  const auto other = sending.enter("b");
  CHECK_THROWS_AS(sending.enter("c"), service::Refusal);
  first.reset();
  CHECK(sending.enter("c"));
  second.reset();
  CHECK(sending.enter("a"));
}
