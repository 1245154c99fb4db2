#include "normalizer.hpp"

#include <algorithm>
#include <stdexcept>

#include "unicode.hpp"

namespace lgm::guard {
namespace {

// A piece has a few characters; but those that may join what precedes them can stand in a row without end.
constexpr std::size_t kLongPiece = 1024;

}  // namespace

Normalizer::Normalizer(std::string_view text) : text_(text) {
  if (text.size() > kLongestNormalized) throw std::length_error("a text above 512 MiB");
}

bool Normalizer::fill(NormalizedText& out, std::size_t enough) {
  while (out.characters.size() < enough && !done()) {
    if (!rest_.empty()) {
      append_rest(out, enough);
    } else if (at_ == text_.size()) {
      flush(out);
      flushed_ = true;
    } else {
      const auto start = static_cast<std::uint32_t>(at_);
      char32_t character = 0;
      if (!unicode::decode(text_, at_, character)) return false;
      add(out, character, unicode::flags(character), {start, static_cast<std::uint32_t>(at_)});
    }
  }
  return true;
}

void Normalizer::add(NormalizedText& out, char32_t character, unsigned flags, Place place) {
  count_run(out, flags);
  if (flags & CharacterFlags::Dropped) return;
  if (!(flags & CharacterFlags::Joins)) flush(out);
  if (piece_.empty()) place_.start = place.start;
  piece_.push_back(flags & CharacterFlags::White ? U' ' : character);
  place_.end = place.end;
}

void Normalizer::count_run(NormalizedText& out, unsigned flags) {
  run_ = flags & (CharacterFlags::Dropped | CharacterFlags::Mark) ? run_ + 1 : 0;
  if (run_ <= kLongestRun) return;
  flush(out);
  const auto here = static_cast<std::uint32_t>(out.characters.size() + rest_.size() - rest_at_);
  if (out.cuts.empty() || out.cuts.back() != here) out.cuts.push_back(here);
  run_ = 1;
}

void Normalizer::flush(NormalizedText& out) {
  if (piece_.empty()) return;
  if (piece_.size() > 1) return flush_joined(out);
  const auto whole = unicode::whole(piece_[0]);
  append(out, whole.empty() ? std::u32string_view(piece_) : whole, place_);
  piece_.clear();
}

// Each form is let go before the next but one is made: of a long piece they are large.
void Normalizer::flush_joined(NormalizedText& out) {
  std::u32string text = unicode::nfkc(piece_);
  piece_.clear();
  if (piece_.capacity() > kLongPiece) piece_.shrink_to_fit();
  text = unicode::case_fold(text);
  text = unicode::nfkc(text);
  unicode::simplify(text);
  if (text.size() <= kLongPiece) return append(out, text, place_);
  rest_ = std::move(text);
  rest_place_ = place_;
  rest_at_ = 0;
}

void Normalizer::append(NormalizedText& out, std::u32string_view text, Place place) {
  out.characters.append(text);
  out.run_start.insert(out.run_start.end(), text.size(), place.start);
  out.run_end.insert(out.run_end.end(), text.size(), place.end);
}

void Normalizer::append_rest(NormalizedText& out, std::size_t enough) {
  const auto part = std::u32string_view(rest_).substr(rest_at_, enough - out.characters.size());
  append(out, part, rest_place_);
  rest_at_ += part.size();
  if (rest_at_ < rest_.size()) return;
  rest_ = {};
  rest_at_ = 0;
}

}  // namespace lgm::guard
