// Normalises a text part by part, so that nobody must hold all of what it becomes: a byte of text may become
// six characters.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "lgm/guard/normalize.hpp"

namespace lgm::guard {

class Normalizer {
 public:
  // `text` outlives it. Throws std::length_error above kLongestNormalized.
  explicit Normalizer(std::string_view text);

  // Appends to `out` until that holds `enough` characters or a few more, or the text has ended. The indices
  // in `cuts` are those of `out`. False where the text is not well-formed UTF-8.
  bool fill(NormalizedText& out, std::size_t enough);
  // The text has ended and all of it was appended.
  bool done() const { return flushed_ && rest_.empty(); }

 private:
  struct Place {
    std::uint32_t start = 0, end = 0;  // in the text
  };
  void add(NormalizedText& out, char32_t character, unsigned flags, Place place);
  void count_run(NormalizedText& out, unsigned flags);
  void flush(NormalizedText& out);
  void flush_joined(NormalizedText& out);
  static void append(NormalizedText& out, std::u32string_view text, Place place);
  void append_rest(NormalizedText& out, std::size_t enough);

  const std::string_view text_;
  std::size_t at_ = 0;
  std::u32string piece_;  // the characters since the last boundary
  Place place_;           // of the piece
  unsigned run_ = 0;      // dropped and combining characters in a row
  std::u32string rest_;   // of a long piece, what it became; from rest_at_ it is not appended yet
  std::size_t rest_at_ = 0;
  Place rest_place_;
  bool flushed_ = false;
};

}  // namespace lgm::guard
