#include <algorithm>
#include <numeric>
#include <tuple>

#include "../text/unicode.hpp"
#include "lgm/guard/policy.hpp"

namespace lgm::guard {
namespace {

// Whether a normalised keyword could match at all.
bool matchable(const std::u32string& text) {
  constexpr unsigned kCounts =
      CharacterFlags::Letter | CharacterFlags::Digit | CharacterFlags::OtherNumber | CharacterFlags::Symbol;
  return std::any_of(text.begin(), text.end(),
                     [](char32_t c) { return c != kDefaultMask && (unicode::flags(c) & kCounts); });
}

}  // namespace

KeywordList::KeywordList(std::vector<KeywordRow> rows, const MatchOptions& options) {
  std::vector<std::u32string> normalized(rows.size());
  std::vector<std::size_t> order;
  order.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto text = normalize_keyword(rows[i].keyword);
    if (!text || !matchable(*text)) {
      ineffective_.push_back(rows[i].id);
      continue;
    }
    normalized[i] = std::move(*text);
    order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(normalized[a], rows[a].list, rows[a].id) <
           std::tie(normalized[b], rows[b].list, rows[b].id);
  });
  rows_.reserve(order.size());
  std::vector<std::u32string> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    rows_.push_back(std::move(rows[i]));
    sorted.push_back(std::move(normalized[i]));
  }
  compile(sorted, options);
}

void KeywordList::compile(const std::vector<std::u32string>& normalized, const MatchOptions& options) {
  std::vector<std::u32string> patterns;
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    const List list = rows_[i].list;
    lists_ |= 1u << static_cast<unsigned>(list);
    const bool fresh = patterns.empty() || normalized[i] != patterns.back();
    if (fresh) {
      patterns.push_back(normalized[i]);
      pattern_groups_.push_back(static_cast<std::uint32_t>(groups_.size()));
    }
    if (fresh || groups_.back().list != list)
      groups_.push_back({list, i, i + 1});
    else
      groups_.back().end = i + 1;
  }
  pattern_groups_.push_back(static_cast<std::uint32_t>(groups_.size()));
  if (!patterns.empty()) matcher_ = make_matcher(patterns, options);
}

std::size_t KeywordList::bytes() const {
  std::size_t total = rows_.capacity() * sizeof(KeywordRow) + groups_.capacity() * sizeof(Group) +
                      pattern_groups_.capacity() * sizeof(std::uint32_t);
  return total + (matcher_ ? matcher_->bytes() : 0);
}

}  // namespace lgm::guard
