#include "automaton.hpp"

#include <algorithm>

namespace lgm::guard {
namespace {

constexpr std::size_t kManyChildren = 64;

}  // namespace

Automaton::Automaton(std::vector<Word> words) {
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
  ids_.reserve(words.size()), last_.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    ids_.push_back(words[i].id);
    last_.push_back(i + 1 == words.size() || words[i + 1].text != words[i].text);
  }
  build(words);
  link();
  index_root();
}

void Automaton::build(const std::vector<Word>& words) {
  label_.push_back(0);
  word_.push_back(kNone);
  first_child_.push_back(1);
  std::vector<Range> level{{0, static_cast<std::uint32_t>(words.size())}};
  for (std::size_t depth = 0; !level.empty(); ++depth) level = grow(words, level, depth);
  for (auto* vector : {&first_child_, &word_}) vector->shrink_to_fit();
  label_.shrink_to_fit();
}

// Makes the children of one level's nodes. Of a node's words those that end at it stand first.
std::vector<Automaton::Range> Automaton::grow(const std::vector<Word>& words, const std::vector<Range>& level,
                                              std::size_t depth) {
  std::vector<Range> next;
  for (const Range& range : level) {
    std::uint32_t at = range.begin;
    while (at < range.end && words[at].text.size() == depth) ++at;
    while (at < range.end) {
      const char32_t label = words[at].text[depth];
      std::uint32_t end = at + 1;
      while (end < range.end && words[end].text[depth] == label) ++end;
      label_.push_back(label);
      word_.push_back(words[at].text.size() == depth + 1 ? at : kNone);
      next.push_back({at, end});
      at = end;
    }
    first_child_.push_back(static_cast<std::uint32_t>(label_.size()));
  }
  return next;
}

void Automaton::link() {
  fail_.assign(label_.size(), kRoot);
  shorter_.assign(label_.size(), kRoot);
  for (State node = 0; node < label_.size(); ++node) {
    if (node != kRoot) shorter_[node] = word_[fail_[node]] != kNone ? fail_[node] : shorter_[fail_[node]];
    for (State child = first_child_[node]; child < first_child_[node + 1]; ++child)
      fail_[child] = node == kRoot ? kRoot : step(fail_[node], label_[child]);
  }
}

void Automaton::index_root() {
  const std::uint32_t first = first_child_[kRoot], end = first_child_[kRoot + 1];
  if (end - first <= kManyChildren) return;
  page_of_.assign(0x110000 >> 8, 0);
  pages_.assign(256, kNone);  // the page of characters that begin no word
  for (State child = first; child < end; ++child) {
    auto& page = page_of_[label_[child] >> 8];
    if (page == 0) {
      page = static_cast<std::uint16_t>(pages_.size() >> 8);
      pages_.resize(pages_.size() + 256, kNone);
    }
    pages_[(std::size_t{page} << 8) | (label_[child] & 0xFF)] = child;
  }
}

std::size_t Automaton::bytes() const {
  return label_.capacity() * sizeof(char32_t) +
         (first_child_.capacity() + fail_.capacity() + shorter_.capacity() + word_.capacity() +
          ids_.capacity() + pages_.capacity()) *
             sizeof(std::uint32_t) +
         page_of_.capacity() * sizeof(std::uint16_t) + last_.capacity() / 8;
}

}  // namespace lgm::guard
