// Spans of texts: which lie inside another, what several cover, and where they stand in the original.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lgm/guard/decide.hpp"

namespace lgm::guard {

// Many spans over [0, size), kept as the farthest end of each start: memory and time do not grow with their
// number. Nothing is allocated before the first span.
class SpanSet {
 public:
  // Empty again, over [0, size).
  void restart(std::size_t size) {
    farthest_.clear();
    size_ = size;
  }
  void add(std::uint32_t start, std::uint32_t end, std::uint32_t what = 0) {
    if (farthest_.empty()) farthest_.resize(size_);
    auto& known = farthest_[start];
    if (end > known.end) known = {end, what};
  }
  bool empty() const { return farthest_.empty(); }
  // To be called once, after the last add() and before inside().
  void order_by_containment() {
    for (std::size_t i = 1; i < farthest_.size(); ++i)
      if (farthest_[i].end < farthest_[i - 1].end) farthest_[i] = farthest_[i - 1];
  }
  // What was added with a span that contains [start, end), or nullopt.
  std::optional<std::uint32_t> inside(std::uint32_t start, std::uint32_t end) const {
    if (farthest_.empty() || farthest_[start].end < end) return std::nullopt;
    return farthest_[start].what;
  }
  // Calls `each(start, end)` for every added start with its farthest end, ascending. Not after
  // order_by_containment().
  template <class Each>
  void each(const Each& each) const {
    for (std::uint32_t i = 0; i < farthest_.size(); ++i)
      if (farthest_[i].end > i) each(i, farthest_[i].end);
  }

 private:
  struct End {
    std::uint32_t end = 0, what = 0;
  };
  std::size_t size_ = 0;
  std::vector<End> farthest_;
};

using ByteSpan = std::pair<std::size_t, std::size_t>;

// The offsets of byte spans of a valid UTF-8 text, in their order.
std::vector<Offsets> offsets_of(std::string_view text, const std::vector<ByteSpan>& spans);

// A set of a text's bytes. Nothing is allocated before the first span.
class ByteSet {
 public:
  explicit ByteSet(std::size_t size) : size_(size) {}
  // `start` is never less than before.
  void add(std::size_t start, std::size_t end) {
    if (bits_.empty()) bits_.resize(size_);
    for (std::size_t i = std::max(start, farthest_); i < end; ++i) bits_[i] = true;
    farthest_ = std::max(farthest_, end);
  }
  bool holds(std::size_t byte) const { return !bits_.empty() && bits_[byte]; }

 private:
  std::size_t size_, farthest_ = 0;
  std::vector<bool> bits_;
};

// The text with each code point in the set replaced by the mask.
std::string masked(std::string_view text, const ByteSet& bytes, char32_t mask);

}  // namespace lgm::guard
