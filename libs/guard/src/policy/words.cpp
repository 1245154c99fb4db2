// The words of the policy's columns.
#include "../text/unicode.hpp"
#include "lgm/guard/policy.hpp"

namespace lgm::guard {

std::string_view to_string(Strategy strategy) {
  switch (strategy) {
    case Strategy::Pass:
      return "PASS";
    case Strategy::Rewrite:
      return "REWRITE";
    case Strategy::Review:
      return "REVIEW";
    case Strategy::Block:
      break;
  }
  return "BLOCK";
}

std::string_view to_string(Risk risk) {
  switch (risk) {
    case Risk::Low:
      return "Low";
    case Risk::Medium:
      return "Medium";
    case Risk::High:
      break;
  }
  return "High";
}

std::string_view to_string(RuleMode mode) {
  return mode == RuleMode::Enforce ? "ENFORCE" : "MONITOR";
}

int score_of(Strategy strategy) {
  switch (strategy) {
    case Strategy::Pass:
      return 0;
    case Strategy::Rewrite:
      return 50;
    case Strategy::Review:
      return 1000;
    case Strategy::Block:
      break;
  }
  return 100;
}

Strategy strategy_of(std::string_view word) {
  if (word == "PASS") return Strategy::Pass;
  if (word == "REWRITE") return Strategy::Rewrite;
  if (word == "REVIEW" || word == "MANUAL_REVIEW" || word == "MANUAL") return Strategy::Review;
  return Strategy::Block;
}

Risk risk_of(std::string_view word) {
  if (word == "Low") return Risk::Low;
  return word == "Medium" ? Risk::Medium : Risk::High;
}

std::optional<std::string> refuse_mask(std::string_view mask) {
  std::size_t at = 0;
  char32_t c = 0;
  if (mask.empty() || !unicode::decode(mask, at, c) || at != mask.size()) return "must be one character";
  const unsigned flags = unicode::flags(c);
  if (flags & (CharacterFlags::Letter | CharacterFlags::Digit | CharacterFlags::OtherNumber |
               CharacterFlags::Separator))
    return "must not be a letter, a digit or a separator";
  if (flags & (CharacterFlags::Mark | CharacterFlags::Dropped | CharacterFlags::Joins) ||
      !unicode::whole(c).empty())
    return "must be a character that normalisation keeps as it is";
  return std::nullopt;
}

}  // namespace lgm::guard
