// A long text, normalised and looked at window by window: what is in memory does not grow with the text. A
// window begins and ends with characters that its neighbours hold as well, so that what lies across an edge
// lies whole in one of them.
#pragma once
#include "normalizer.hpp"

namespace lgm::guard {

class WindowedText {
 public:
  // Whether a match is one is seen from the `reach` characters that begin with it and the one before it.
  WindowedText(std::string_view text, std::size_t reach, std::size_t size);

  // Goes to the next window, at first to the first one, which may be empty. False when there is none, or when
  // the text is malformed.
  bool next();
  bool malformed() const { return malformed_; }

  const NormalizedText& text() const { return text_; }
  std::uint32_t first() const { return first_; }  // of the window in the whole normalised text
  // Of the matches that begin at `start` (in the window) this window alone tells. It also finds all those
  // that reach into them.
  bool owns(std::size_t start) const { return start >= begin_ && start < end_; }
  // A match that begins at `start` is one of the whole text, as far as `start` can tell.
  bool judges(std::size_t start) const { return start > 0 || first_ == 0; }

 private:
  void drop(std::size_t characters);

  Normalizer normalizer_;
  const std::size_t reach_, size_;
  NormalizedText text_;
  std::uint32_t first_ = 0;
  std::size_t begin_ = 0, end_ = 0;
  bool last_ = false, malformed_ = false;
};

}  // namespace lgm::guard
