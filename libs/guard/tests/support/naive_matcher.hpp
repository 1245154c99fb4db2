// The matching rules written down as they are told, without a thought for time: the oracle of the property
// tests.
#pragma once
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "lgm/guard/matcher.hpp"
#include "text/unicode.hpp"

namespace lgm::guard::testing {

class NaiveMatcher {
 public:
  NaiveMatcher(const NormalizedText& text, const MatchOptions& options) : text_(text), options_(options) {}

  // Every occurrence of the pattern that contains no other one.
  std::set<std::tuple<std::uint32_t, std::uint32_t>> find(const std::u32string& pattern) const {
    std::set<std::tuple<std::uint32_t, std::uint32_t>> all, least;
    for (std::size_t start = 0; start < text_.characters.size(); ++start)
      reach(pattern, start, start, 0, all);
    for (const auto& one : all) {
      bool holds_another = false;
      for (const auto& other : all)
        holds_another |=
            other != one && std::get<0>(other) >= std::get<0>(one) && std::get<1>(other) <= std::get<1>(one);
      if (!holds_another && bounded(pattern, one)) least.insert(one);
    }
    return least;
  }

 private:
  unsigned flags(std::size_t i) const { return unicode::flags(text_.characters[i]); }
  bool is(char32_t c, unsigned what) const { return (unicode::flags(c) & what) != 0; }
  bool stop(std::size_t i) const {
    return text_.characters[i] == options_.mask || text_.characters[i] == kDefaultMask;
  }
  bool cut(std::size_t i) const {
    for (const auto at : text_.cuts)
      if (at == i) return true;
    return false;
  }
  bool skips(const std::u32string& pattern) const {
    int count = 0;
    for (const char32_t c : pattern) count += is(c, CharacterFlags::Letter | CharacterFlags::Digit);
    return count >= 2;
  }

  // Matches pattern[done…] from text position `at`, whatever the number of ways.
  void reach(const std::u32string& pattern, std::size_t start, std::size_t at, std::size_t done,
             std::set<std::tuple<std::uint32_t, std::uint32_t>>& all) const {
    if (at >= text_.characters.size() || stop(at) || (at > start && cut(at))) return;
    if (text_.characters[at] == pattern[done]) {
      if (done + 1 == pattern.size()) {
        all.emplace(static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at + 1));
        return;
      }
      reach_next(pattern, start, at + 1, done + 1, all);
    }
  }
  void reach_next(const std::u32string& pattern, std::size_t start, std::size_t at, std::size_t done,
                  std::set<std::tuple<std::uint32_t, std::uint32_t>>& all) const {
    const bool spaceless =
        is(pattern[done - 1], CharacterFlags::Spaceless) && is(pattern[done], CharacterFlags::Spaceless);
    for (unsigned skipped = 0;; ++skipped) {
      reach(pattern, start, at, done, all);
      if (!skips(pattern) || skipped == options_.max_separators || at >= text_.characters.size()) return;
      if (!(flags(at) & CharacterFlags::Separator) || stop(at) || cut(at)) return;
      if ((flags(at) & CharacterFlags::White) && !spaceless) return;
      ++at;
    }
  }
  bool bounded(const std::u32string& pattern, const std::tuple<std::uint32_t, std::uint32_t>& span) const {
    constexpr unsigned kTouching = CharacterFlags::WordLike | CharacterFlags::Mark;
    const auto [start, end] = span;
    if (is(pattern.front(), CharacterFlags::WordLike) && start > 0 && (flags(start - 1) & kTouching))
      return false;
    return !(is(pattern.back(), CharacterFlags::WordLike) && end < text_.characters.size() &&
             (flags(end) & kTouching));
  }

  const NormalizedText& text_;
  const MatchOptions options_;
};

}  // namespace lgm::guard::testing
