// A long text is decided window by window as it would be whole, in memory that does not grow with it.
#include "text/windows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "lgm/guard/decide.hpp"
#include "support/allocations.hpp"

using namespace lgm::guard;

namespace {

PolicySnapshot policy_of(const std::vector<KeywordRow>& global, const std::vector<KeywordRow>& words,
                         std::vector<RuleRow> defaults, unsigned separators = 3) {
  PolicySnapshot policy;
  policy.options.max_separators = separators;
  policy.tags = std::make_shared<TagTree>(std::vector<TagRow>{});
  policy.defaults = std::make_shared<RuleSet>(std::move(defaults));
  policy.global = std::make_shared<KeywordList>(global, policy.options);
  Scenario scenario;
  scenario.row.app_id = "app";
  scenario.words = std::make_shared<KeywordList>(words, policy.options);
  scenario.rules = std::make_shared<RuleSet>();
  policy.scenarios["app"] = std::make_shared<const Scenario>(std::move(scenario));
  return policy;
}

Decision decided(const PolicySnapshot& policy, std::string_view text, std::size_t window) {
  auto outcome = decide(policy, {"app", text, {}, {true, true, true, true, true}}, {.window = window});
  REQUIRE(std::holds_alternative<Decision>(outcome));
  return std::get<Decision>(std::move(outcome));
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

WordsByTag sorted(WordsByTag words) {
  for (auto& [tag, list] : words) std::sort(list.begin(), list.end());
  return words;
}

void check_same(const Decision& a, const Decision& b) {
  CHECK(a.strategy == b.strategy);
  CHECK(a.hits_total == b.hits_total);
  CHECK(a.rewritten_text == b.rewritten_text);
  REQUIRE(a.hits.size() == b.hits.size());
  for (std::size_t i = 0; i < a.hits.size(); ++i) {
    CHECK(a.hits[i].keyword == b.hits[i].keyword);
    CHECK(a.hits[i].offsets == b.hits[i].offsets);
    CHECK(a.hits[i].exempted_by == b.hits[i].exempted_by);
    CHECK(a.hits[i].decided_by == b.hits[i].decided_by);
  }
  CHECK(sorted(a.global_words) == sorted(b.global_words));
  CHECK(sorted(a.custom_words) == sorted(b.custom_words));
  CHECK(sorted(a.super_white_words) == sorted(b.super_white_words));
}

constexpr std::size_t kWhole = SIZE_MAX / 2;

}  // namespace

TEST_CASE("what is decided does not depend on where windows begin, on random policies and long texts") {
  static const char* kCharacters[] = {
      "甲", "乙", "丙",           "a", "b", "-", " ", "é", "ﬁ", "\xe2\x80\x8b", "e", "\xcc\x81", "■",
      "ㅏ", "ﷺ",  "\xe1\x85\xa1", "1", "."};
  std::mt19937 random(11);
  std::size_t hits = 0, lifted = 0, rewritten = 0;
  for (int round = 0; round < 1'500; ++round) {
    std::vector<std::string> alphabet;
    for (int i = 0; i < 5; ++i) alphabet.push_back(kCharacters[random() % std::size(kCharacters)]);
    const auto word = [&](std::size_t longest) {
      std::string text;
      for (std::size_t i = 0; i < 1 + random() % longest; ++i) text += alphabet[random() % alphabet.size()];
      return text;
    };
    std::vector<KeywordRow> global, words;
    for (std::size_t i = 0; i < 1 + random() % 4; ++i)
      global.push_back({"g" + std::to_string(i), word(4), random() % 2 ? "mask" : "", Risk::High});
    for (std::size_t i = 0; i < random() % 4; ++i)
      words.push_back({"w" + std::to_string(i), word(6), "", {}, static_cast<List>(1 + random() % 4)});
    const auto policy =
        policy_of(global, words, {{"d", false, false, "mask", "", Strategy::Rewrite, RuleMode::Enforce}},
                  static_cast<unsigned>(random() % 4));
    std::string text;
    for (std::size_t i = 0; i < 200 + random() % 400; ++i) text += alphabet[random() % alphabet.size()];
    if (random() % 4 == 0) text += repeated("\xe2\x80\x8b", 66) + word(3);
    const auto whole = decided(policy, text, kWhole);
    INFO("round " << round << ": " << text);
    check_same(whole, decided(policy, text, 1));
    hits += whole.hits.size();
    lifted += static_cast<std::size_t>(
        std::count_if(whole.hits.begin(), whole.hits.end(), [](const Hit& hit) { return hit.exempted_by; }));
    rewritten += whole.rewritten_text.has_value();
  }
  CHECK(hits > 10'000);
  CHECK(lifted > 1'000);
  CHECK(rewritten > 50);
}

TEST_CASE("a keyword, and the white word around it, are found wherever an edge may lie") {
  const auto policy =
      policy_of({{"g", "ab cd", "", Risk::High}}, {{"w", "x ab cd y", "", {}, List::CustomWhite}}, {});
  for (std::size_t before = 0; before < 400; ++before) {
    const std::string text = std::string(before, '-') + " x ab cd y " + std::string(400, '-') + " ab cd ";
    const auto decision = decided(policy, text, 1);
    CAPTURE(before);
    REQUIRE(decision.hits.size() == 2);
    CHECK(decision.hits[0].exempted_by == "x ab cd y");
    CHECK(decision.hits[0].offsets->start == before + 3);
    CHECK_FALSE(decision.hits[1].exempted_by);
  }
}

TEST_CASE("malformed bytes behind the first window are refused as those in it are") {
  const auto policy = policy_of({{"g", "ab", "", Risk::High}}, {}, {});
  const std::string text = repeated("ab ", 50'000) + "\xff";
  CHECK(std::get<Refused>(decide(policy, {"app", text, {}, {}})) == Refused::InvalidText);
}

TEST_CASE("normalised part by part a text becomes what it becomes whole") {
  // The longest pieces: conjoining vowels, half-width sound marks and combining marks.
  for (const auto& unit :
       {"\xe1\x85\xa1", "\xef\xbe\x9e", "\xef\xbe\x9e\xcc\x81", "ﷺ", "e\xcc\x81\xcc\xa7"}) {
    const std::string text = "か" + repeated(unit, 3'000) + "賭" + repeated("\xcc\x81", 70) + "ｶﾞ";
    const auto whole = normalize(text);
    REQUIRE(whole);
    for (const std::size_t part : {1u, 7u, 1'000u}) {
      Normalizer normalizer(text);
      NormalizedText out;
      while (!normalizer.done()) REQUIRE(normalizer.fill(out, out.characters.size() + part));
      CHECK(out.characters == whole->characters);
      CHECK(out.run_start == whole->run_start);
      CHECK(out.run_end == whole->run_end);
      CHECK(out.cuts == whole->cuts);
    }
  }
}

TEST_CASE("deciding takes memory by its windows, not by what a text becomes") {
  const auto policy = policy_of({{"g", "ab cd", "", Risk::High}}, {}, {});
  struct Text {
    const char* unit;
    std::size_t times_the_text;  // as one piece has to be joined whole
  };
  constexpr std::size_t kBytes = 1024 * 1024, kWindows = 3 * 1024 * 1024;
  for (const auto& [unit, times] : {Text{"ﷺ", 0}, Text{"a", 0}, Text{"甲", 0}, Text{"ab cd ", 0},
                                    Text{"e\xcc\x81", 0}, Text{"\xef\xbe\x9e", 4}}) {
    const std::string text = repeated(unit, kBytes / std::string_view(unit).size());
    const testing::PeakAllocation peak;
    static_cast<void>(decided(policy, text, DecideOptions{}.window));
    CHECK_MESSAGE(peak.bytes() < kWindows + times * text.size(), unit);
  }
}
