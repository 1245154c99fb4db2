#include "global_keywords/global_keywords.hpp"
#include "keyword_forms/guard_forms.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "support/ascii_forms.hpp"
#include "support/refusals.hpp"
#include "tags/tags.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::draft_of;
using testing::refusal_of;
using testing::TestStore;

namespace {

const testing::AsciiForms kForms;

struct Library {
  TestStore store;
  Library() {
    store.changing_as_tester([](Work& work) { return tags::create(work, {"", "t", "t", {}, 1, true, 0}); });
    store.changing_as_tester([](Work& work) { return tags::create(work, {"", "u", "u", {}, 1, true, 0}); });
  }
  GlobalKeyword add(const std::string& word, const std::string& tag = "t", const std::string& risk = "High") {
    return store.changing_as_tester([&](Work& work) {
      return global_keywords::create(work, kForms, {"", word, tag, risk, true, {}, 0});
    });
  }
  std::vector<std::string> found(const GlobalKeywordQuery& query) {
    std::vector<std::string> words;
    for (const auto& row : store
                               .reading([&](sql::Session& session) {
                                 return global_keywords::list(session, kForms, query, {});
                               })
                               .rows)
      words.push_back(row.keyword);
    std::sort(words.begin(), words.end());
    return words;
  }
  std::string refused(const std::string& word, const std::string& tag) {
    return refusal_of(store, [&](Work& work) {
      return global_keywords::create(work, kForms, {"", word, tag, "High", true, {}, 0});
    });
  }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a global keyword is stored trimmed and unique in its normalised form") {
  Library library;
  CHECK(library.add("  Gun ").keyword == "Gun");
  CHECK(library.refused("GUN", "t") == "400 duplicate");
  CHECK(library.refused("* -", "t") == "422 keyword_empty");
  CHECK(library.refused("knife", "nobody") == "400 unknown_tag");
}

TEST_CASE("a keyword is as long as the form that is stored") {
  Library library;
  const GuardForms forms;
  library.store.changing_as_tester([](Work& work) {
    return scenarios::create(
        work, draft_of<Scenario>(R"({"app_id":"shop","app_name":"Shop"})", describe::Purpose::Create).value);
  });
  const auto refused = [&](auto&& create) {
    std::string said = "none";
    try {
      library.store.changing_as_tester(create);
    } catch (const service::Refusal& refusal) {
      REQUIRE(refusal.problem().errors.size() == 1);
      const auto& fault = refusal.problem().errors.front();
      said = std::to_string(refusal.problem().status) + " " + fault.pointer + " " + fault.code;
    }
    return said;
  };
  // NFC makes two characters of U+0958.
  std::string longest, fits;
  for (int i = 0; i < 128; ++i) longest += "\xe0\xa5\x98";
  for (int i = 0; i < 127; ++i) fits += "\xe0\xa5\x98";
  const auto global = [&](const std::string& word) {
    return refused([&](Work& work) {
      return global_keywords::create(work, forms, {"", word, "t", "High", true, {}, 0});
    });
  };
  CHECK(global(longest) == "422 /keyword too_long");
  CHECK(global(fits) == "none");
  const auto policy = [&](const std::string& word) {
    return refused([&](Work& work) {
      auto row = draft_of<ScenarioPolicy>(
                     R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"x","strategy":"BLOCK"})",
                     describe::Purpose::Create)
                     .value;
      row.match_value = word;
      return scenario_policies::create(work, forms, row);
    });
  };
  CHECK(policy(longest) == "422 /match_value too_long");
  CHECK(policy(fits) == "none");
}

TEST_CASE("keywords are found by any part, and LIKE's signs are ordinary characters") {
  Library library;
  library.add("gunpowder");
  library.add("100%_sure", "u", "Low");
  library.add("1000 sure");
  library.add("\xE8\xB5\x8C\xE5\x8D\x9A\xE7\xBD\x91");
  CHECK(library.found({"POW", {}, {}, {}}) == Words{"gunpowder"});
  CHECK(library.found({"0%_", {}, {}, {}}) == Words{"100%_sure"});
  CHECK(library.found({"%", {}, {}, {}}) == Words{"100%_sure"});
  CHECK(library.found({"\xE5\x8D\x9A", {}, {}, {}}) == Words{"\xE8\xB5\x8C\xE5\x8D\x9A\xE7\xBD\x91"});
  CHECK(library.found({"powgun", {}, {}, {}}).empty());
  CHECK(library.found({"'; DROP TABLE meta_tags; --", {}, {}, {}}).empty());
  CHECK(library.found({{}, "u", {}, {}}) == Words{"100%_sure"});
  CHECK(library.found({{}, {}, "Low", {}}) == Words{"100%_sure"});
  CHECK(library.found({{}, {}, {}, false}).empty());
}

TEST_CASE("a renamed keyword is found by its new name alone, a removed one not at all") {
  Library library;
  const auto row = library.add("before");
  library.store.changing_as_tester([&](Work& work) {
    return global_keywords::change(work, kForms, row.id, draft_of<GlobalKeyword>(R"({"keyword":"after"})"),
                                   {});
  });
  CHECK(library.found({"befor", {}, {}, {}}).empty());
  CHECK(library.found({"aft", {}, {}, {}}) == Words{"after"});
  CHECK(library.add("before").keyword == "before");
  library.store.changing_as_tester([&](Work& work) { return global_keywords::remove(work, row.id, {}); });
  CHECK(library.found({"aft", {}, {}, {}}).empty());
  CHECK(library.store.dump().find("|" + row.id) == std::string::npos);
}

TEST_CASE("a page knows the whole's size") {
  Library library;
  for (const char* word : {"w1", "w2", "w3"}) library.add(word);
  const auto page = library.store.reading([](sql::Session& session) {
    return global_keywords::list(session, kForms, {}, {1, 1});
  });
  CHECK(page.rows.size() == 1);
  CHECK(page.total == 3);
}

TEST_CASE("a blank within a keyword is a sign like any other") {
  Library library;
  library.add("a b");
  library.add("a  b");
  CHECK(library.found({"a b", {}, {}, {}}) == Words{"a b"});
  CHECK(library.found({" ", {}, {}, {}}).size() == 2);
}
