#include "scenarios/scenarios.hpp"

#include "global_defaults/global_defaults.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "support/ascii_forms.hpp"
#include "support/refusals.hpp"
#include "tags/tags.hpp"

using namespace lgm;
using namespace lgm::admin;
using describe::Purpose;
using testing::draft_of;
using testing::refusal_of;
using testing::TestStore;

namespace {

const testing::AsciiForms kForms;

template <class T>
T row(const char* body) {
  return draft_of<T>(body, Purpose::Create).value;
}

struct Shop {
  TestStore store;
  Scenario scenario;
  Shop() {
    store.changing_as_tester([](Work& work) { return tags::create(work, {"", "t", "t", {}, 1, true, 0}); });
    scenario = store.changing_as_tester([](Work& work) {
      return scenarios::create(work, row<Scenario>(R"({"app_id":"shop","app_name":"Shop"})"));
    });
  }
  ScenarioKeyword word(const char* body) {
    return store.changing_as_tester(
        [&](Work& work) { return scenario_keywords::create(work, kForms, row<ScenarioKeyword>(body)); });
  }
  std::string word_refused(const char* body) {
    return refusal_of(store, [&](Work& work) {
      return scenario_keywords::create(work, kForms, row<ScenarioKeyword>(body));
    });
  }
  ScenarioPolicy policy(const char* body) {
    return store.changing_as_tester(
        [&](Work& work) { return scenario_policies::create(work, kForms, row<ScenarioPolicy>(body)); });
  }
  std::string policy_refused(const char* body) {
    return refusal_of(store, [&](Work& work) {
      return scenario_policies::create(work, kForms, row<ScenarioPolicy>(body));
    });
  }
};

}  // namespace

TEST_CASE("a scenario is found by its very app_id") {
  Shop shop;
  const auto by = [&](const char* app_id) {
    return refusal_of(shop.store, [&](Work& work) { return scenarios::by_app_id(work.session(), app_id); });
  };
  CHECK(by("shop") == "none");
  CHECK(by("shop ") == "404 not_found");  // MySQL takes it for "shop"; rights do not
}

TEST_CASE("a new scenario has every switch on and an app_id of plain signs") {
  Shop shop;
  CHECK(shop.scenario.is_active);
  CHECK(shop.scenario.enable_whitelist);
  CHECK(shop.scenario.enable_blacklist);
  CHECK(shop.scenario.enable_custom_policy);
  const auto refused = [&](const char* body) {
    return refusal_of(shop.store, [&](Work& work) { return scenarios::create(work, row<Scenario>(body)); });
  };
  CHECK(refused(R"({"app_id":"a b","app_name":"x"})") == "400 app_id_pattern");
  CHECK(refused(R"({"app_id":"shop","app_name":"x"})") == "400 duplicate");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return scenarios::change(work, shop.scenario.id, draft_of<Scenario>(R"({"app_id":"b"})"), {});
        }) == "400 immutable");
}

TEST_CASE("a deleted scenario takes its keywords, policies and grants along and says how many") {
  Shop shop;
  shop.word(R"({"scenario_id":"shop","keyword":"gun"})");
  shop.policy(R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"gun","strategy":"BLOCK"})");
  shop.store.changing_as_tester([](Work& work) {
    return work.session().execute(
        "INSERT INTO user_scenario_roles (id, user_id, scenario_id, role_id, created_at) VALUES ('g', 'ann', "
        "'shop', 'r', '2026-02-06 08:00:00')",
        {});
  });
  shop.store.changing_as_tester([](Work& work) {
    return work.session().execute(
        "INSERT INTO roles VALUES ('r', 'HELPER', 'x', 'SCENARIO', NULL, 0, 1, '2026-02-06 08:00:00', 1)",
        {});
  });
  shop.store.changing_as_tester([](Work& work) {
    return work.session().execute(
        "INSERT INTO users VALUES ('ann', NULL, 'ann', NULL, NULL, NULL, 'NONE', 1, '2026-02-06 08:00:00', "
        "'2026-02-06 08:00:00', NULL, 1)",
        {});
  });
  CHECK(refusal_of(shop.store, [&](Work& work) { return scenarios::remove(work, shop.scenario.id, 9); }) ==
        "412 version_mismatch");
  shop.store.trace = {};
  const auto removal = shop.store.changing_as_tester(
      [&](Work& work) { return scenarios::remove(work, shop.scenario.id, {}); });
  CHECK(removal.keywords == 1);
  CHECK(removal.policies == 1);
  CHECK(removal.grants == 1);
  CHECK(shop.store.trace.changes.size() == 3);
  CHECK(shop.store.trace.audits.size() == 1);
  REQUIRE(shop.store.trace.revocations.size() == 1);
  CHECK(shop.store.trace.revocations[0].second == "ann");
  CHECK(shop.store.dump().find("shop") == std::string::npos);
}

TEST_CASE("a word cannot be white and black at once, yet super and custom") {
  Shop shop;
  const auto custom = shop.word(R"({"scenario_id":"shop","keyword":"gun","tag_code":"","risk_level":""})");
  CHECK(custom.rule_mode == 1);
  CHECK(custom.category == 1);
  CHECK_FALSE(custom.tag_code);
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"GUN","category":0})") == "400 duplicate");
  const auto super = shop.word(R"({"scenario_id":"shop","keyword":"gun","rule_mode":0})");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return scenario_keywords::change(work, kForms, super.id,
                                           draft_of<ScenarioKeyword>(R"({"rule_mode":1})"), {});
        }) == "400 duplicate");
  CHECK(shop.word_refused(R"({"scenario_id":"nobody","keyword":"x"})") == "400 unknown_scenario");
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"x","tag_code":"nobody"})") ==
        "400 unknown_tag");
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"?!"})") == "422 keyword_empty");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return scenario_keywords::change(work, kForms, super.id,
                                           draft_of<ScenarioKeyword>(R"({"scenario_id":"other"})"), {});
        }) == "400 immutable");
}

TEST_CASE("policies are unique by what they name, an absent condition included") {
  Shop shop;
  const auto first = shop.policy(
      R"({"scenario_id":"shop","match_type":"TAG","match_value":"t","strategy":"BLOCK","extra_condition":""})");
  CHECK_FALSE(first.extra_condition);
  CHECK(shop.policy_refused(
            R"({"scenario_id":"shop","match_type":"TAG","match_value":"t","strategy":"PASS"})") ==
        "400 duplicate");
  shop.policy(
      R"({"scenario_id":"shop","match_type":"TAG","match_value":"t","strategy":"PASS","extra_condition":"safe"})");
  shop.policy(R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"t","strategy":"PASS"})");
  CHECK(shop.policy_refused(
            R"({"scenario_id":"shop","match_type":"TAG","match_value":"nobody","strategy":"PASS"})") ==
        "400 unknown_tag");
  CHECK(shop.policy_refused(
            R"({"scenario_id":"shop","match_type":"KEYWORD","match_value":"..","strategy":"PASS"})") ==
        "422 keyword_empty");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return scenario_policies::change(work, kForms, first.id,
                                           draft_of<ScenarioPolicy>(R"({"extra_condition":"safe"})"), {});
        }) == "400 duplicate");
}

TEST_CASE("a global default names a tag, a condition or both") {
  Shop shop;
  const auto create = [](Work& work, const char* body) {
    return global_defaults::create(work, row<GlobalDefault>(body));
  };
  const auto made = shop.store.changing_as_tester(
      [&](Work& work) { return create(work, R"({"tag_code":"t","strategy":"BLOCK"})"); });
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return create(work, R"({"tag_code":"t","strategy":"PASS"})");
        }) == "400 duplicate");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return create(work, R"({"tag_code":"","extra_condition":null,"strategy":"PASS"})");
        }) == "400 nothing_named");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return create(work, R"({"tag_code":"nobody","strategy":"PASS"})");
        }) == "400 unknown_tag");
  CHECK(refusal_of(shop.store, [&](Work& work) {
          return global_defaults::change(work, made.id, draft_of<GlobalDefault>(R"({"tag_code":null})"), {});
        }) == "400 nothing_named");
}

TEST_CASE("a key names a row to the letter but for blanks at its ends, on every store alike") {
  Shop shop;
  CHECK(shop.word_refused(R"({"scenario_id":"shop ","keyword":"x"})") == "400 unknown_scenario");
  CHECK(shop.word_refused(R"({"scenario_id":"SHOP","keyword":"x"})") == "400 unknown_scenario");
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"x","tag_code":"T"})") == "400 unknown_tag");
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"x","tag_code":"t "})") == "none");
  CHECK(shop.word_refused(R"({"scenario_id":"shop","keyword":"y","tag_code":"t"})") == "none");
}
