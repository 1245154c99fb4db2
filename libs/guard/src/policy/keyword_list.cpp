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

std::vector<KeywordRows::View> views_of(const std::vector<KeywordRow>& rows) {
  std::vector<KeywordRows::View> views;
  views.reserve(rows.size());
  for (const auto& row : rows) views.push_back({row.id, row.keyword, row.tag, row.risk, row.list});
  return views;
}

}  // namespace

KeywordList::KeywordList(const std::vector<KeywordRow>& rows, const MatchOptions& options)
    : KeywordList(views_of(rows), options) {}

KeywordList::KeywordList(const std::vector<KeywordRows::View>& rows, const MatchOptions& options) {
  std::u32string characters;  // of all, one behind the other
  struct Kept {
    std::uint32_t row;
    std::size_t begin, end;  // of characters
  };
  std::vector<Kept> order;
  order.reserve(rows.size());
  std::size_t text_bytes = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto text = normalize_keyword(rows[i].keyword);
    if (!text || !matchable(*text)) {
      ineffective_.emplace_back(rows[i].id);
      continue;
    }
    order.push_back({static_cast<std::uint32_t>(i), characters.size(), characters.size() + text->size()});
    characters += *text;
    text_bytes += rows[i].id.size() + rows[i].keyword.size();
  }
  const auto normalized = [&](const Kept& kept) {
    return std::u32string_view(characters).substr(kept.begin, kept.end - kept.begin);
  };
  std::sort(order.begin(), order.end(), [&](const Kept& a, const Kept& b) {
    const auto &row_a = rows[a.row], &row_b = rows[b.row];
    const auto text_a = normalized(a), text_b = normalized(b);
    return std::tie(text_a, row_a.list, row_a.id) < std::tie(text_b, row_b.list, row_b.id);
  });
  rows_.reserve(order.size(), text_bytes);
  std::vector<std::u32string_view> sorted;
  sorted.reserve(order.size());
  for (const Kept& kept : order) {
    rows_.push_back(rows[kept.row]);
    sorted.push_back(normalized(kept));
  }
  compile(sorted, options);
}

void KeywordList::compile(const std::vector<std::u32string_view>& normalized, const MatchOptions& options) {
  std::vector<std::u32string_view> patterns;
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
  groups_.shrink_to_fit();
  pattern_groups_.shrink_to_fit();
  if (!patterns.empty()) matcher_ = make_matcher(patterns, options);
}

std::size_t KeywordList::bytes() const {
  std::size_t total =
      rows_.bytes() + groups_.capacity() * sizeof(Group) + pattern_groups_.capacity() * sizeof(std::uint32_t);
  return total + (matcher_ ? matcher_->bytes() : 0);
}

}  // namespace lgm::guard
