// Normaliser, keyword compiler, matcher and decision on arbitrary bytes, whole and window by window: the
// first line's words, separated by tabs, are keywords; the rest is the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lgm/guard/decide.hpp"

using namespace lgm::guard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.substr(0, input.find('\n'));
  const auto text = line.size() < input.size() ? input.substr(line.size() + 1) : std::string_view();
  std::vector<KeywordRow> black, white;
  for (std::size_t at = 0; at < line.size();) {
    const auto end = std::min(line.find('\t', at), line.size());
    auto& list = black.size() > white.size() ? white : black;
    list.push_back({std::to_string(at),
                    std::string(line.substr(at, end - at)),
                    "",
                    {},
                    &list == &white ? List::CustomWhite : List::Global});
    at = end + 1;
  }
  PolicySnapshot policy;
  policy.tags = std::make_shared<TagTree>(std::vector<TagRow>{});
  policy.defaults = std::make_shared<RuleSet>(std::vector<RuleRow>{});
  policy.global = std::make_shared<KeywordList>(std::move(black), policy.options);
  Scenario scenario;
  scenario.row.app_id = "app";
  scenario.words = std::make_shared<KeywordList>(std::move(white), policy.options);
  // Every keyword hit is rewritten, so that rewriting runs too.
  std::vector<RuleRow> rules;
  const auto& words = policy.global->rows();
  for (std::size_t i = 0; i < words.size(); ++i)
    rules.push_back({std::string(words[i].id), true, true, std::string(words[i].keyword), "",
                     Strategy::Rewrite, RuleMode::Enforce});
  scenario.rules = std::make_shared<RuleSet>(std::move(rules));
  policy.scenarios["app"] = std::make_shared<const Scenario>(std::move(scenario));
  const Request request{"app", text, {}, {true, true, true, true, true}};
  const auto outcome = decide(policy, request);
  const auto windowed = decide(policy, request, {.window = 1});
  if (outcome.index() != windowed.index()) std::abort();
  const auto* decision = std::get_if<Decision>(&outcome);
  if (!decision) return 0;
  const auto& same = std::get<Decision>(windowed);
  if (decision->strategy != same.strategy || decision->hits_total != same.hits_total ||
      decision->rewritten_text != same.rewritten_text)
    std::abort();
  for (const auto& hit : decision->hits)
    if (hit.offsets &&
        (hit.offsets->byte_end > text.size() || hit.offsets->byte_start >= hit.offsets->byte_end))
      std::abort();
  if (!decision->rewritten_text) return 0;
  const auto again = decide(policy, {"app", *decision->rewritten_text, {}, request.use});
  const auto strategy = std::get<Decision>(again).strategy;
  if (strategy == Strategy::Block || strategy == Strategy::Rewrite) std::abort();
  return 0;
}
