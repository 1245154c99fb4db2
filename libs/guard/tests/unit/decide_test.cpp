#include "lgm/guard/decide.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace lgm::guard;

namespace {

// A policy with one scenario, "app", made of rows.
struct Policy {
  std::vector<TagRow> tags{{"violence", ""}, {"weapons", "violence"}, {"guns", "weapons"}, {"fraud", ""}};
  std::vector<KeywordRow> global, words;
  std::vector<RuleRow> rules, defaults;
  ScenarioRow scenario{.app_id = "app"};

  PolicySnapshot compiled() const {
    PolicySnapshot snapshot;
    snapshot.version = 7;
    snapshot.tags = std::make_shared<TagTree>(tags);
    snapshot.global = std::make_shared<KeywordList>(global, snapshot.options);
    snapshot.defaults = std::make_shared<RuleSet>(defaults);
    Scenario made;
    made.row = scenario;
    made.words = std::make_shared<KeywordList>(words, snapshot.options);
    made.rules = std::make_shared<RuleSet>(rules);
    snapshot.scenarios["app"] = std::make_shared<const Scenario>(std::move(made));
    return snapshot;
  }
  Decision decide(std::string_view text, Labels labels = {},
                  Switches use = {true, true, true, true, true}) const {
    const auto outcome = guard_decide(text, std::move(labels), use);
    REQUIRE(std::holds_alternative<Decision>(outcome));
    return std::get<Decision>(outcome);
  }
  std::variant<Decision, Refused> guard_decide(std::string_view text, Labels labels = {},
                                               Switches use = {}) const {
    return lgm::guard::decide(compiled(), {"app", text, std::move(labels), use});
  }
  Strategy strategy(std::string_view text, Labels labels = {},
                    Switches use = {true, true, true, true, true}) const {
    return decide(text, std::move(labels), use).strategy;
  }
};

RuleRow rule(std::string id, bool super, bool by_keyword, std::string value, Strategy strategy,
             std::string condition = "") {
  return {std::move(id),        super,    by_keyword,       std::move(value),
          std::move(condition), strategy, RuleMode::Enforce};
}
RuleRow default_rule(std::string id, std::string tag, Strategy strategy, std::string condition = "") {
  return rule(std::move(id), false, false, std::move(tag), strategy, std::move(condition));
}

}  // namespace

TEST_CASE("unknown and inactive scenarios and malformed texts are not decided") {
  Policy policy;
  CHECK(std::get<Refused>(decide(policy.compiled(), {"other", "a", {}, {}})) == Refused::UnknownScenario);
  CHECK(std::get<Refused>(policy.guard_decide("\xff")) == Refused::InvalidText);
  policy.scenario.is_active = false;
  CHECK(std::get<Refused>(policy.guard_decide("a")) == Refused::InactiveScenario);
}

TEST_CASE("built-in: global by risk, scenario blacklist BLOCK, labels PASS and recorded") {
  Policy policy;
  policy.global = {{"h", "高", "", Risk::High}, {"m", "中", "", Risk::Medium}, {"l", "低", "", Risk::Low}};
  policy.words = {{"b", "黑", "", Risk::Low, List::CustomBlack}, {"s", "超", "", {}, List::SuperBlack}};
  CHECK(policy.strategy("高") == Strategy::Block);
  CHECK(policy.strategy("中") == Strategy::Review);
  CHECK(policy.strategy("低") == Strategy::Pass);
  CHECK(policy.strategy("黑") == Strategy::Block);
  CHECK(policy.strategy("超") == Strategy::Block);
  CHECK(policy.strategy("低高中") == Strategy::Block);
  const auto low = policy.decide("低");
  REQUIRE(low.hits.size() == 1);
  CHECK(low.hits[0].decided_by == DecidedBy{Reason::BuiltIn, ""});
  CHECK(low.anything_hit);
  const auto label = policy.decide("x", {Safety::Unsafe, {"guns"}});
  CHECK(label.strategy == Strategy::Pass);
  REQUIRE(label.hits.size() == 1);
  CHECK(label.hits[0].source == Source::Label);
  CHECK_FALSE(policy.decide("x").anything_hit);
}

TEST_CASE("which hits count: switches and the scenario's own") {
  Policy policy;
  policy.words = {{"b", "黑", "", {}, List::CustomBlack}, {"s", "超", "", {}, List::SuperBlack}};
  CHECK(policy.strategy("黑", {}, {}) == Strategy::Pass);
  CHECK(policy.strategy("黑", {}, {.customize_words = true}) == Strategy::Block);
  CHECK(policy.strategy("超", {}, {.customize_words = true}) == Strategy::Pass);
  CHECK(policy.strategy("超", {}, {.vip_black = true}) == Strategy::Block);
  policy.scenario.enable_blacklist = false;
  CHECK(policy.strategy("黑") == Strategy::Pass);
  CHECK(policy.strategy("超") == Strategy::Block);
}

TEST_CASE("the whitelist lifts what lies inside one occurrence of it, and nothing else") {
  Policy policy;
  policy.global = {{"g", "射击", "guns", Risk::High}, {"x", "击游", "", Risk::High}};
  policy.words = {{"w", "射击游戏", "", {}, List::CustomWhite},
                  {"s", "超级", "", {}, List::SuperBlack},
                  {"v", "超级市场", "", {}, List::SuperWhite},
                  {"c", "超级市", "", {}, List::CustomWhite}};
  CHECK(policy.strategy("射击游戏") == Strategy::Pass);
  CHECK(policy.strategy("射击游戏和射击") == Strategy::Block);
  const auto lifted = policy.decide("射*击游戏");
  REQUIRE(lifted.hits.size() == 2);
  CHECK(lifted.hits[0].exempted_by == "射击游戏");
  CHECK(lifted.hits[0].decided_by == DecidedBy{Reason::Whitelist, "w"});
  CHECK_FALSE(lifted.anything_hit);
  CHECK(policy.strategy("射击游戏", {}, {.customize_words = true}) ==
        Strategy::Block);  // no whitelist asked for
  CHECK(policy.strategy("超级市场") == Strategy::Pass);
  CHECK(policy.strategy("超级市x") == Strategy::Block);  // a custom white word lifts no super hit
  policy.scenario.enable_whitelist = false;
  CHECK(policy.strategy("射击游戏") == Strategy::Block);
  CHECK(policy.strategy("超级市场") == Strategy::Pass);
}

TEST_CASE("spans of whitelisted phrases do not add up; labels are not lifted") {
  Policy policy;
  policy.global = {{"g", "乙丙", "", Risk::High}};
  policy.words = {{"1", "甲乙", "", {}, List::CustomWhite}, {"2", "丙丁", "", {}, List::CustomWhite}};
  policy.defaults = {default_rule("d", "guns", Strategy::Block)};
  CHECK(policy.strategy("甲乙丙丁") == Strategy::Block);
  CHECK(policy.strategy("甲乙", {Safety::None, {"guns"}}) == Strategy::Block);
}

TEST_CASE("the first level that applies decides: (a) to (f)") {
  Policy policy;
  policy.global = {{"g", "枪支", "guns", Risk::High}};
  struct Step {
    RuleRow rule;
    bool is_default;
    Reason reason;
  };
  // From the last level to the first: each added rule overrides those before.
  const Step steps[] = {{default_rule("e2", "violence", Strategy::Pass), true, Reason::GlobalDefault},
                        {default_rule("e1", "guns", Strategy::Review), true, Reason::GlobalDefault},
                        {rule("d2", false, false, "weapons", Strategy::Pass), false, Reason::CustomTagRule},
                        {rule("d1", false, false, "guns", Strategy::Review), false, Reason::CustomTagRule},
                        {rule("c", false, true, "槍支", Strategy::Pass), false, Reason::CustomKeywordRule},
                        {rule("b2", true, false, "violence", Strategy::Review), false, Reason::SuperTagRule},
                        {rule("b1", true, false, "guns", Strategy::Pass), false, Reason::SuperTagRule},
                        {rule("a", true, true, "枪支", Strategy::Review), false, Reason::SuperKeywordRule}};
  CHECK(policy.strategy("枪支") == Strategy::Block);
  for (const auto& step : steps) {
    (step.is_default ? policy.defaults : policy.rules).push_back(step.rule);
    const auto decision = policy.decide("枪支");
    CHECK(decision.strategy == step.rule.strategy);
    CHECK(decision.hits.at(0).decided_by == DecidedBy{step.reason, step.rule.id});
  }
  // Custom levels need the switch and the scenario's consent; super ones do not.
  policy.rules.resize(3);
  CHECK(policy.decide("枪支").hits.at(0).decided_by.rule_id == "c");
  CHECK(policy.decide("枪支", {}, {}).hits.at(0).decided_by.rule_id == "e1");
  policy.scenario.enable_custom_policy = false;
  CHECK(policy.decide("枪支").hits.at(0).decided_by.rule_id == "e1");
}

TEST_CASE("extra_condition: safety without case, the hit's tag or an ancestor, or a label's tag; ties only") {
  Policy policy;
  policy.global = {{"g", "枪支", "guns", Risk::High}};
  const auto with = [&](std::string condition) {
    policy.defaults = {default_rule("d", "guns", Strategy::Review, std::move(condition))};
  };
  with("Unsafe");
  CHECK(policy.strategy("枪支") == Strategy::Block);
  CHECK(policy.strategy("枪支", {Safety::Safe, {}}) == Strategy::Block);
  CHECK(policy.strategy("枪支", {Safety::Unsafe, {}}) == Strategy::Review);
  with("violence");
  CHECK(policy.strategy("枪支") == Strategy::Review);
  with("fraud");
  CHECK(policy.strategy("枪支") == Strategy::Block);
  CHECK(policy.strategy("枪支", {Safety::None, {"fraud"}}) == Strategy::Review);
  with("nothing known");
  CHECK(policy.strategy("枪支", {Safety::Unsafe, {"fraud"}}) == Strategy::Block);
  // Of one level and value a condition that holds wins; an own-tag rule without one beats an ancestor's with
  // one.
  policy.defaults = {default_rule("1", "guns", Strategy::Block),
                     default_rule("2", "guns", Strategy::Pass, "unsafe")};
  CHECK(policy.strategy("枪支", {Safety::Unsafe, {}}) == Strategy::Pass);
  policy.defaults = {default_rule("1", "guns", Strategy::Review),
                     default_rule("2", "weapons", Strategy::Pass, "unsafe")};
  CHECK(policy.strategy("枪支", {Safety::Unsafe, {}}) == Strategy::Review);
}

TEST_CASE("of adopted duplicates the most severe wins") {
  Policy policy;
  policy.global = {{"1", "賭博", "", Risk::Low}, {"2", "赌博", "", Risk::Medium}};
  const auto decision = policy.decide("赌博");
  CHECK(decision.strategy == Strategy::Review);
  CHECK(decision.hits.size() == 1);
  policy.global = {{"g", "枪支", "guns", Risk::High}};
  policy.defaults = {default_rule("1", "guns", Strategy::Pass), default_rule("2", "guns", Strategy::Review)};
  CHECK(policy.strategy("枪支") == Strategy::Review);
}

TEST_CASE("a word that stands in several lists is named once where it is decided equally") {
  Policy policy;
  policy.global = {{"1", "枪支", "guns", Risk::High}};
  policy.words = {{"2", "枪支", "guns", {}, List::CustomBlack}, {"3", "枪支", "guns", {}, List::SuperBlack}};
  const auto decision = policy.decide("枪支和枪支");
  CHECK(decision.hits.size() == 6);
  CHECK(decision.decided_words.at(Strategy::Block).at("guns") == std::vector<std::string>{"枪支"});
}

TEST_CASE("monitored rules only report") {
  Policy policy;
  policy.global = {{"g", "枪支", "guns", Risk::Low}};
  policy.defaults = {default_rule("d", "guns", Strategy::Block),
                     default_rule("t", "", Strategy::Block, "unsafe")};
  for (auto& row : policy.defaults) row.mode = RuleMode::Monitor;
  const auto decision = policy.decide("枪支", {Safety::Unsafe, {}});
  CHECK(decision.strategy == Strategy::Pass);
  REQUIRE(decision.hits.size() == 2);
  CHECK(decision.hits[0].monitored == Monitored{Strategy::Block, {Reason::GlobalDefault, "d"}});
  CHECK(decision.hits[1].mode == RuleMode::Monitor);
  CHECK_FALSE(policy.decide("x", {Safety::Unsafe, {}}).anything_hit);
}

TEST_CASE("defaults without a tag apply by their condition alone; label tags count as hits") {
  Policy policy;
  policy.defaults = {default_rule("t", "", Strategy::Review, "unsafe"),
                     default_rule("l", "weapons", Strategy::Block)};
  CHECK(policy.strategy("x") == Strategy::Pass);
  CHECK(policy.strategy("x", {Safety::Unsafe, {}}) == Strategy::Review);
  CHECK(policy.strategy("x", {Safety::None, {"guns"}}) == Strategy::Block);  // by the ancestor
}

TEST_CASE("REWRITE masks the original characters of its spans") {
  Policy policy;
  policy.global = {{"g", "枪支", "guns", Risk::High}, {"h", "支票", "guns", Risk::High}};
  policy.defaults = {default_rule("d", "guns", Strategy::Rewrite)};
  const auto decision = policy.decide("买槍*支票吧");
  CHECK(decision.strategy == Strategy::Rewrite);
  CHECK(decision.rewritten_text == "买■■■■吧");
  policy.global.push_back({"b", "毒", "", Risk::High});
  const auto blocked = policy.decide("枪支毒");
  CHECK(blocked.strategy == Strategy::Block);
  CHECK_FALSE(blocked.rewritten_text);
}

TEST_CASE("a rewritten text is decided again") {
  Policy policy;
  policy.tags.push_back({"mask", ""});
  policy.global = {{"g", "x", "mask", Risk::High}, {"b", "枪", "", Risk::High}, {"c", "gun", "", Risk::High}};
  policy.defaults = {default_rule("d", "mask", Strategy::Rewrite)};
  CHECK(policy.decide("x 好").rewritten_text == "■ 好");
  // Masking gives `gun` a boundary that it did not have.
  policy.global = {{"g", "乙", "mask", Risk::High}, {"c", "丙", "", Risk::High}};
  policy.words = {{"w", "乙丙", "", {}, List::CustomWhite}, {"w2", "甲", "", {}, List::CustomWhite}};
  CHECK(policy.strategy("乙丙") == Strategy::Pass);
  policy.global = {{"g", "甲乙", "mask", Risk::High}, {"c", "丙", "", Risk::High}};
  const auto broken = policy.decide("甲乙丙");
  CHECK(broken.strategy == Strategy::Block);
  REQUIRE(broken.escalation);
  CHECK(broken.escalation->reason == Escalation::Reason::RewrittenTextHit);
  CHECK(broken.escalation->round == 1);
  REQUIRE(broken.escalation->hit);
  CHECK(broken.escalation->hit->keyword == "丙");
}

TEST_CASE("a REWRITE without a span takes the scenario's answer, or is REVIEW") {
  Policy policy;
  policy.defaults = {default_rule("t", "", Strategy::Rewrite, "unsafe")};
  const auto review = policy.decide("x", {Safety::Unsafe, {}});
  CHECK(review.strategy == Strategy::Review);
  REQUIRE(review.escalation);
  CHECK(review.escalation->reason == Escalation::Reason::NoRewriteAnswer);
  policy.scenario.rewrite_answer = "换个话题吧";
  CHECK(policy.decide("x", {Safety::Unsafe, {}}).rewritten_text == "换个话题吧");
  policy.global = {{"g", "话题", "", Risk::High}};
  CHECK(policy.strategy("x", {Safety::Unsafe, {}}) == Strategy::Block);
}

TEST_CASE("offsets are in code points, bytes and UTF-16 of the original, half-open") {
  Policy policy;
  policy.global = {{"g", "枪支", "", Risk::High}};
  const auto decision = policy.decide("😀é枪\xe2\x80\x8b支!");
  REQUIRE(decision.hits.size() == 1);
  CHECK(decision.hits[0].offsets == Offsets{2, 5, 6, 15, 3, 6});
}

TEST_CASE("every hit counts; the answer lists the first, and the one that decides") {
  Policy policy;
  policy.global = {{"l", "低", "", Risk::Low}, {"h", "高", "", Risk::High}};
  std::string text;
  for (int i = 0; i < 50; ++i) text += "低";
  text += "高";
  const auto outcome = decide(policy.compiled(), {"app", text, {}, {}}, {.max_hits = 10, .exact_hits = 40});
  const auto& decision = std::get<Decision>(outcome);
  CHECK(decision.strategy == Strategy::Block);
  REQUIRE(decision.hits.size() == 10);
  CHECK(decision.hits[8].offsets->start == 8);
  CHECK(decision.hits[9].keyword == "高");
  CHECK(decision.hits_total == 40);
  CHECK_FALSE(decision.hits_total_exact);
}

TEST_CASE("masks that would match or vanish are refused") {
  for (const char* mask : {"a", "1", "*", " ", "", "■■", "\xe2\x80\x8b", "\xcc\x81", "赌"})
    CHECK_MESSAGE(refuse_mask(mask), mask);
  for (const char* mask : {"■", "★", "█"}) CHECK_MESSAGE(!refuse_mask(mask), mask);
}

TEST_CASE("deciding a rewritten text again gives neither BLOCK nor REWRITE, on random policies") {
  static const char* kCharacters[] = {"甲", "乙", "丙",           "a", "b",       "-", " ",
                                      "é",  "ﬁ",  "\xe2\x80\x8b", "e", "\xcc\x81"};
  std::mt19937 random(42);
  const auto word = [&](std::size_t longest) {
    std::string text;
    for (std::size_t i = 0; i < 1 + random() % longest; ++i)
      text += kCharacters[random() % std::size(kCharacters)];
    return text;
  };
  static const char* kTags[] = {"", "guns", "weapons", "violence", "fraud"};
  int rewritten = 0;
  for (int round = 0; round < 6'000; ++round) {
    Policy policy;
    for (std::size_t i = 0; i < 1 + random() % 5; ++i)
      policy.global.push_back(
          {"g" + std::to_string(i), word(3), kTags[random() % 5], static_cast<Risk>(random() % 3)});
    for (std::size_t i = 0; i < random() % 4; ++i)
      policy.words.push_back(
          {"w" + std::to_string(i), word(4), kTags[random() % 5], {}, static_cast<List>(1 + random() % 4)});
    for (std::size_t i = 0; i < 1 + random() % 4; ++i)
      policy.defaults.push_back(
          default_rule("d" + std::to_string(i), kTags[1 + random() % 4],
                       random() % 2 ? Strategy::Rewrite : static_cast<Strategy>(random() % 4)));
    const std::string text = word(16);
    const auto decision = policy.decide(text);
    CHECK((decision.strategy == Strategy::Rewrite) == decision.rewritten_text.has_value());
    if (!decision.rewritten_text) continue;
    ++rewritten;
    const auto again = policy.strategy(*decision.rewritten_text);
    REQUIRE_MESSAGE(again != Strategy::Block, text);
    REQUIRE_MESSAGE(again != Strategy::Rewrite, text);
  }
  CHECK(rewritten > 200);
}
