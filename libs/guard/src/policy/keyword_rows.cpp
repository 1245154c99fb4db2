#include "lgm/guard/keyword_rows.hpp"

namespace lgm::guard {

KeywordRows::View KeywordRows::operator[](std::size_t i) const {
  const Packed& row = rows_[i];
  const std::size_t begin = row.begin, id_size = row.id_size;
  const std::size_t end = i + 1 < rows_.size() ? std::size_t{rows_[i + 1].begin} : text_.size();
  const std::string_view both = std::string_view(text_.data() + begin, end - begin);
  return {both.substr(0, id_size), both.substr(id_size), tags_[row.tag], row.risk, row.list};
}

void KeywordRows::reserve(std::size_t rows, std::size_t text_bytes) {
  rows_.reserve(rows);
  text_.reserve(text_bytes);
}

void KeywordRows::push_back(const View& row) {
  constexpr std::uint64_t kMostText = (std::uint64_t{1} << 40) - 1, kLongestId = (1u << 24) - 1;
  if (text_.size() > kMostText || row.id.size() > kLongestId || tags_.size() >= UINT32_MAX)
    throw std::length_error("the keywords are too many or their ids too long");
  const auto [tag, fresh] =
      tag_numbers_.emplace(std::string(row.tag), static_cast<std::uint32_t>(tags_.size()));
  if (fresh) tags_.emplace_back(row.tag);
  rows_.push_back({text_.size() & kMostText, row.id.size() & kLongestId, tag->second, row.risk, row.list});
  for (const auto part : {row.id, row.keyword}) text_.insert(text_.end(), part.begin(), part.end());
}

void KeywordRows::shrink_to_fit() {
  rows_.shrink_to_fit();
  text_.shrink_to_fit();
}

std::size_t KeywordRows::bytes() const {
  std::size_t total = rows_.capacity() * sizeof(Packed) + text_.capacity();
  for (const auto& tag : tags_) total += 2 * (sizeof(std::string) + tag.size());
  return total;
}

}  // namespace lgm::guard
