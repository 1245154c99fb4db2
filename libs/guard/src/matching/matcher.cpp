#include "lgm/guard/matcher.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

#include "../text/unicode.hpp"
#include "automaton.hpp"
#include "own_separators.hpp"

namespace lgm::guard {
namespace {

constexpr unsigned kTouching = CharacterFlags::WordLike | CharacterFlags::Mark;

constexpr std::uint32_t kMostCharacters = (1u << 30) - 1;

// What a pattern is looked up by. Patterns fall into three kinds, each with an automaton of its own:
//   literal: fewer than two letters or digits; found as it stands, over the whole text;
//   plain:   no separators; found over the kept characters, which begins anew at each gap that cannot be
//   skipped; mixed:   separators of its own; its other characters are found over the kept ones, then its gaps
//   are looked at.
struct Pattern {
  std::uint32_t kept : 30 = 0;  // characters that are no separators
  std::uint32_t word_start : 1 = 0, word_end : 1 = 0;
};

// A mixed pattern's own separators. Few patterns are mixed, so these stand apart.
struct OwnSeparators {
  std::u32string leading, trailing;  // at the ends
  struct Inner {
    std::uint32_t before;  // index of the kept character behind them
    std::u32string own;
  };
  std::vector<Inner> inner;
};

struct Split {
  Pattern pattern;
  OwnSeparators separators;
  std::u32string kept;
  bool skips = false;  // at least two letters or digits
};

Split split(std::u32string_view text) {
  Split out;
  unsigned words = 0;
  std::u32string own;
  for (const char32_t c : text) {
    const unsigned flags = unicode::flags(c);
    if (flags & CharacterFlags::Separator) {
      own.push_back(c);
      continue;
    }
    words += (flags & (CharacterFlags::Letter | CharacterFlags::Digit)) != 0;
    if (!own.empty() && out.kept.empty()) out.separators.leading = own;
    if (!own.empty() && !out.kept.empty())
      out.separators.inner.push_back({static_cast<std::uint32_t>(out.kept.size()), own});
    own.clear();
    out.kept.push_back(c);
  }
  out.separators.trailing = own;
  out.pattern.kept = static_cast<std::uint32_t>(out.kept.size()) & kMostCharacters;
  out.pattern.word_start = (unicode::flags(text.front()) & CharacterFlags::WordLike) != 0;
  out.pattern.word_end = (unicode::flags(text.back()) & CharacterFlags::WordLike) != 0;
  out.skips = words >= 2;
  return out;
}

class AutomatonMatcher final : public Matcher {
 public:
  AutomatonMatcher(const std::vector<std::u32string_view>& patterns, const MatchOptions& options)
      : max_separators_(options.max_separators), patterns_(patterns.size()) {
    // Characters that are no separators, of all patterns; reserved whole, as words point into it.
    std::u32string all_kept;
    all_kept.reserve(std::accumulate(patterns.begin(), patterns.end(), std::size_t{0},
                                     [](std::size_t sum, std::u32string_view p) { return sum + p.size(); }));
    std::vector<Automaton::Word> literal, plain, mixed;
    for (std::uint32_t i = 0; i < patterns.size(); ++i) {
      if (patterns[i].empty()) throw std::invalid_argument("an empty pattern");
      if (patterns[i].size() > kMostCharacters) throw std::length_error("a pattern is too long");
      longest_ = std::max(longest_, patterns[i].size());
      Split parts = split(patterns[i]);
      const std::size_t begin = all_kept.size();
      all_kept += parts.kept;
      const auto kept = std::u32string_view(all_kept).substr(begin);
      const bool own = kept.size() != patterns[i].size();
      patterns_[i] = parts.pattern;
      if (!parts.skips) {
        patterns_[i].kept = static_cast<std::uint32_t>(patterns[i].size()) & kMostCharacters;
        literal.push_back({patterns[i], i});
      } else {
        (own ? mixed : plain).push_back({kept, i});
        if (own) separators_.emplace(i, std::move(parts.separators));
      }
    }
    literal_ = std::make_unique<Automaton>(std::move(literal));
    plain_ = std::make_unique<Automaton>(std::move(plain));
    mixed_ = std::make_unique<Automaton>(std::move(mixed));
  }

  void find(const PreparedText& text, const Found& found) const override {
    if (!literal_->empty()) find_literal(text, found);
    if (!plain_->empty()) find_plain(text, found);
    if (!mixed_->empty()) find_mixed(text, found);
  }

  // Each character of a pattern, and what may be skipped behind it and at both ends.
  std::size_t longest_match() const override { return (longest_ + 2) * (max_separators_ + 1); }

  std::size_t bytes() const override {
    return literal_->bytes() + plain_->bytes() + mixed_->bytes() + patterns_.capacity() * sizeof(Pattern) +
           separators_.size() * sizeof(std::pair<std::uint32_t, OwnSeparators>);
  }

 private:
  void find_literal(const PreparedText& text, const Found& found) const {
    const auto& characters = text.characters();
    auto state = Automaton::kRoot;
    for (std::uint32_t i = 0; i < characters.size(); ++i) {
      const unsigned flags = text.flags(i);
      if (flags & (PreparedText::kCutBefore | PreparedText::kStop)) state = Automaton::kRoot;
      if (flags & PreparedText::kStop) continue;
      state = literal_->step(state, characters[i]);
      literal_->outputs(
          state, [&](std::uint32_t id) { report(text, id, i + 1 - patterns_[id].kept, i + 1, found); });
    }
  }

  void find_plain(const PreparedText& text, const Found& found) const {
    const auto& kept = text.kept();
    auto state = Automaton::kRoot;
    std::uint32_t bad = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i].apart || kept[i].bad_gaps != bad) state = Automaton::kRoot;
      bad = kept[i].bad_gaps;
      state = plain_->step(state, text.characters()[kept[i].position]);
      plain_->outputs(state, [&](std::uint32_t id) {
        report(text, id, kept[i + 1 - patterns_[id].kept].position, kept[i].position + 1, found);
      });
    }
  }

  void find_mixed(const PreparedText& text, const Found& found) const {
    const auto& kept = text.kept();
    auto state = Automaton::kRoot;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i].apart) state = Automaton::kRoot;
      state = mixed_->step(state, text.characters()[kept[i].position]);
      mixed_->outputs(state, [&](std::uint32_t id) { look_at_gaps(text, id, i, found); });
    }
  }

  void look_at_gaps(const PreparedText& text, std::uint32_t id, std::size_t last, const Found& found) const {
    const Pattern& pattern = patterns_[id];
    const OwnSeparators& separators = separators_.find(id)->second;
    const auto& kept = text.kept();
    const std::size_t first = last + 1 - pattern.kept;
    std::uint32_t own_bad = 0;
    for (const auto& inner : separators.inner) {
      const auto& before = kept[first + inner.before - 1];
      const auto& behind = kept[first + inner.before];
      const std::size_t gap = behind.position - before.position - 1;
      if (gap > longest_gap(inner.own.size()) ||
          !place_separators(text, inner.own, std::size_t{before.position} + 1, 1, gap, true, max_separators_))
        return;
      own_bad += static_cast<std::uint32_t>(behind.bad_gaps - before.bad_gaps);
    }
    if (static_cast<std::uint32_t>(kept[last].bad_gaps - kept[first].bad_gaps) != own_bad) return;
    std::size_t start = kept[first].position, end = kept[last].position + 1;
    if (!widen(text, separators, start, end)) return;
    report(text, id, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), found);
  }

  // Takes in the nearest placement of the pattern's leading and trailing separators.
  bool widen(const PreparedText& text, const OwnSeparators& own, std::size_t& start, std::size_t& end) const {
    if (!own.leading.empty()) {
      if (start == 0 || (text.flags(start) & PreparedText::kCutBefore)) return false;
      const auto room = separators_from(text, start - 1, -1, longest_gap(own.leading.size()));
      const auto taken = place_separators(text, own.leading, start - 1, -1, room, false, max_separators_);
      if (!taken) return false;
      start -= *taken;
    }
    if (!own.trailing.empty()) {
      const auto room = separators_from(text, end, 1, longest_gap(own.trailing.size()));
      const auto taken = place_separators(text, own.trailing, end, 1, room, false, max_separators_);
      if (!taken) return false;
      end += *taken;
    }
    return true;
  }

  std::size_t longest_gap(std::size_t own) const { return own * (max_separators_ + 1) + max_separators_; }

  void report(const PreparedText& text, std::uint32_t id, std::uint32_t start, std::uint32_t end,
              const Found& found) const {
    const Pattern& pattern = patterns_[id];
    if (pattern.word_start && start > 0 && (text.flags(start - 1) & kTouching)) return;
    if (pattern.word_end && end < text.characters().size() && (text.flags(end) & kTouching)) return;
    found({id, start, end});
  }

  const unsigned max_separators_;
  std::size_t longest_ = 0;  // characters of a pattern
  std::vector<Pattern> patterns_;
  std::unordered_map<std::uint32_t, OwnSeparators> separators_;  // by mixed pattern
  std::unique_ptr<Automaton> literal_, plain_, mixed_;
};

}  // namespace

std::shared_ptr<const Matcher> make_matcher(const std::vector<std::u32string_view>& patterns,
                                            const MatchOptions& options) {
  if (options.max_separators > 8) throw std::invalid_argument("max_separators must be 0 to 8");
  return std::make_shared<AutomatonMatcher>(patterns, options);
}

}  // namespace lgm::guard
