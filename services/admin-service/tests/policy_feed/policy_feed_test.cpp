#include "policy_feed/policy_feed.hpp"

#include <doctest/doctest.h>

#include <set>

#include "global_keywords/global_keywords.hpp"
#include "lgm/service/problem.hpp"
#include "scenarios/scenarios.hpp"
#include "support/ascii_forms.hpp"
#include "support/test_store.hpp"
#include "tags/tags.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestStore;

namespace {

const testing::AsciiForms kForms;

struct Feed {
  TestStore store;
  PolicyFeed feed{store.database(), 1};
  Tag add_tag(const std::string& code) {
    return store.changing_as_tester([&](Work& work) {
      return tags::create(work, {"", code, code, {}, 1, true, 0});
    });
  }
  // 5,001 keywords by SQL: one more than a page.
  void add_keywords() {
    store.change(TestStore::tester(), [](Work& work) {
      for (int i = 0; i <= 5'000; ++i) {
        const std::string id = std::to_string(100'000 + i);
        work.session().execute(
            "INSERT INTO lib_global_keywords (id, keyword, tag_code, risk_level, is_active, version) VALUES "
            "(?, ?, 't', 'High', 1, 1)",
            {id, "word " + id});
      }
    });
  }
};

std::vector<json::Value> lines_of(const std::string& text) {
  std::vector<json::Value> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(json::parse_or_nothing(text.substr(at, end - at)).value());
    at = end + 1;
  }
  return lines;
}

json::Value changes(PolicyFeed& feed, std::int64_t after) {
  return json::parse_or_nothing(describe::to_json(feed.changes_after(after))).value();
}

}  // namespace

TEST_CASE("a snapshot is the rows at one number, whatever is written meanwhile") {
  Feed all;
  const Tag tag = all.add_tag("t");
  all.store.changing_as_tester([](Work& work) {
    Scenario shop;
    shop.app_id = "shop", shop.app_name = "Shop";
    return scenarios::create(work, shop);
  });
  all.add_keywords();
  const auto next = all.feed.snapshot();
  std::string text;
  REQUIRE(next(text));
  const Tag gone = all.add_tag("gone");
  all.store.changing_as_tester([&](Work& work) { return tags::remove(work, gone.id, {}); });
  all.add_tag("later");
  while (next(text)) {
  }
  const auto lines = lines_of(text);
  REQUIRE(lines.size() == 5'005);
  CHECK(lines.front().integer_at("version") == 2);
  CHECK(lines[1].text_at("kind") == "tag");
  CHECK(lines[1].find("row")->text_at("id") == tag.id);
  CHECK(lines[1].find("row")->text_at("tag_code") == "t");
  std::set<std::string> ids;
  for (std::size_t i = 2; i < 5'003; ++i) {
    CHECK(lines[i].text_at("kind") == "global_keyword");
    ids.insert(lines[i].find("row")->text_at("id").value());
  }
  CHECK(ids.size() == 5'001);
  CHECK(lines[5'003].text_at("kind") == "scenario");
  CHECK(lines.back().integer_at("end") == 5'003);
}

TEST_CASE("only so many snapshots are sent at once") {
  Feed all;
  {
    const auto held = all.feed.snapshot();
    std::string code;
    try {
      all.feed.snapshot();
    } catch (const service::Refusal& refusal) {
      code = refusal.problem().code;
      CHECK(refusal.problem().status == 503);
    }
    CHECK(code == "snapshots_busy");
  }
  std::string text;
  CHECK(all.feed.snapshot()(text));
}

TEST_CASE("changes come in order, with the row as it became, in pages") {
  Feed all;
  const Tag tag = all.add_tag("t");
  all.store.changing_as_tester([&](Work& work) { return tags::remove(work, tag.id, {}); });
  const auto two = changes(all.feed, 0);
  CHECK(two.integer_at("head") == 2);
  REQUIRE(two.find("changes")->array()->size() == 2);
  const auto& made = two.find("changes")->array()->at(0);
  CHECK(made.integer_at("n") == 1);
  CHECK(made.text_at("kind") == "tag");
  CHECK(made.text_at("row_id") == tag.id);
  CHECK(made.find("row")->text_at("tag_code") == "t");
  CHECK(two.find("changes")->array()->at(1).find("row")->is_null());
  CHECK(changes(all.feed, 1).find("changes")->array()->size() == 1);
  CHECK(changes(all.feed, 2).find("changes")->array()->empty());
  all.store.change(TestStore::tester(), [](Work& work) {
    work.lock_policy();
    for (int i = 0; i < 5'001; ++i)
      work.policy_changed(policy::Kind::Tag, std::to_string(i), {}, json::Object{{"id", i}});
  });
  const auto page = changes(all.feed, 2);
  CHECK(page.integer_at("head") == 5'003);
  CHECK(page.find("changes")->array()->size() == 5'000);
  CHECK(changes(all.feed, 5'002).find("changes")->array()->size() == 1);
}

TEST_CASE("the known number only rises") {
  Feed all;
  CHECK(all.feed.head() == -1);
  CHECK(all.feed.raise(5));
  CHECK_FALSE(all.feed.raise(5));
  CHECK_FALSE(all.feed.raise(4));
  CHECK(all.feed.head() == 5);
  CHECK(all.feed.read_head() == 5);
}
