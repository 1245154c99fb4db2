// Deciding texts of 200 Chinese characters with 10,000 and 100,000 keywords, on one thread: microseconds a
// text, build time, memory. usage: decide_bench [texts]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "lgm/guard/decide.hpp"

using namespace lgm::guard;

namespace {

std::string word(std::mt19937& random, std::size_t length) {
  std::u32string text;
  for (std::size_t i = 0; i < length; ++i) text.push_back(static_cast<char32_t>(0x4E00 + random() % 20'000));
  return to_utf8(text);
}

double seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

PolicySnapshot policy_of(std::vector<KeywordRow> rows) {
  PolicySnapshot policy;
  policy.tags = std::make_shared<TagTree>(std::vector<TagRow>{});
  policy.defaults = std::make_shared<RuleSet>(std::vector<RuleRow>{});
  policy.global = std::make_shared<KeywordList>(std::move(rows), policy.options);
  Scenario scenario;
  scenario.row.app_id = "app";
  scenario.words = std::make_shared<KeywordList>(std::vector<KeywordRow>{}, policy.options);
  scenario.rules = std::make_shared<RuleSet>();
  policy.scenarios["app"] = std::make_shared<const Scenario>(std::move(scenario));
  return policy;
}

void run(std::size_t keywords, std::size_t texts) {
  std::mt19937 random(7);
  std::vector<KeywordRow> rows;
  for (std::size_t i = 0; i < keywords; ++i)
    rows.push_back({std::to_string(i), word(random, 2 + random() % 5), "tag", Risk::Medium, List::Global});
  std::vector<std::string> samples;
  for (std::size_t i = 0; i < texts; ++i) samples.push_back(word(random, 200));
  auto begun = std::chrono::steady_clock::now();
  const auto policy = policy_of(std::move(rows));
  const double build = seconds(begun);
  std::size_t hits = 0;
  begun = std::chrono::steady_clock::now();
  for (const auto& text : samples)
    hits += std::get<Decision>(decide(policy, {"app", text, {}, {true, true, true, true, true}})).hits_total;
  const double took = seconds(begun);
  std::printf("%zu keywords: %.2f us a text, %.2f hits a text, built in %.0f ms, %.1f MB\n", keywords,
              took * 1e6 / static_cast<double>(texts), static_cast<double>(hits) / static_cast<double>(texts),
              build * 1e3, static_cast<double>(policy.global->bytes()) / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t texts = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 5'000;
  run(10'000, texts);
  run(100'000, texts);
  return 0;
}
