// An Aho–Corasick automaton over code points. Nodes are numbered by breadth, so that a node's children are
// one range, searched by halving: 20 bytes a node, no hash that a keyword list could be made against.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::guard {

class Automaton {
 public:
  using State = std::uint32_t;
  static constexpr State kRoot = 0;

  // `words` are not empty; equal ones are all reported.
  struct Word {
    std::u32string_view text;
    std::uint32_t id;
  };
  explicit Automaton(std::vector<Word> words);

  bool empty() const { return ids_.empty(); }
  std::size_t bytes() const;

  State step(State state, char32_t character) const {
    for (;;) {
      const State child = find(state, character);
      if (child != kNone) return child;
      if (state == kRoot) return kRoot;
      state = fail_[state];
    }
  }
  // Calls `report(id)` for each word that ends here.
  template <class Report>
  void outputs(State state, const Report& report) const {
    for (State at = word_[state] != kNone ? state : shorter_[state]; at != kRoot; at = shorter_[at])
      for (std::uint32_t i = word_[at];; ++i) {
        report(ids_[i]);
        if (last_[i]) break;
      }
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Range {
    std::uint32_t begin, end;  // of the sorted words
  };
  void build(const std::vector<Word>& words);
  std::vector<Range> grow(const std::vector<Word>& words, const std::vector<Range>& level, std::size_t depth);
  void link();
  void index_root();

  State find(State state, char32_t character) const {
    if (state == kRoot && !page_of_.empty())
      return pages_[(std::size_t{page_of_[character >> 8]} << 8) | (character & 0xFF)];
    std::uint32_t low = first_child_[state], high = first_child_[state + 1];
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (label_[middle] < character)
        low = middle + 1;
      else
        high = middle;
    }
    return low < first_child_[state + 1] && label_[low] == character ? low : kNone;
  }

  std::vector<char32_t> label_;             // of the edge into a node
  std::vector<std::uint32_t> first_child_;  // children of n: first_child_[n] to first_child_[n + 1]
  std::vector<State> fail_, shorter_;       // longest proper suffix; the same, ending a word (root: none)
  std::vector<std::uint32_t> word_;         // first word that ends here, or kNone
  std::vector<std::uint32_t> ids_;          // of the sorted words
  std::vector<bool> last_;                  // last of equal words
  std::vector<std::uint16_t> page_of_;      // the root's children by character, where there are many
  std::vector<State> pages_;
};

}  // namespace lgm::guard
