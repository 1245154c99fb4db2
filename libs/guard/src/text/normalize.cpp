#include "lgm/guard/normalize.hpp"

#include <limits>
#include <stdexcept>

#include "unicode.hpp"

namespace lgm::guard {
namespace {

// Collects the characters between two boundaries and appends what they become.
class Pieces {
 public:
  explicit Pieces(NormalizedText& out) : out_(out) {}

  void add(char32_t character, unsigned flags, std::uint32_t start, std::uint32_t end) {
    count_run(flags);
    if (flags & CharacterFlags::Dropped) return;
    if (!(flags & CharacterFlags::Joins)) flush();
    if (piece_.empty()) start_ = start;
    piece_.push_back(flags & CharacterFlags::White ? U' ' : character);
    end_ = end;
  }

  void flush() {
    if (piece_.empty()) return;
    if (piece_.size() == 1) {
      const auto whole = unicode::whole(piece_[0]);
      append(whole.empty() ? std::u32string_view(piece_) : whole);
    } else {
      auto text = unicode::nfkc(unicode::case_fold(unicode::nfkc(piece_)));
      unicode::simplify(text);
      append(text);
    }
    piece_.clear();
  }

 private:
  void count_run(unsigned flags) {
    run_ = flags & (CharacterFlags::Dropped | CharacterFlags::Mark) ? run_ + 1 : 0;
    if (run_ <= kLongestRun) return;
    flush();
    const auto here = static_cast<std::uint32_t>(out_.characters.size());
    if (out_.cuts.empty() || out_.cuts.back() != here) out_.cuts.push_back(here);
    run_ = 1;
  }
  void append(std::u32string_view text) {
    out_.characters.append(text);
    out_.run_start.insert(out_.run_start.end(), text.size(), start_);
    out_.run_end.insert(out_.run_end.end(), text.size(), end_);
  }

  NormalizedText& out_;
  std::u32string piece_;
  std::uint32_t start_ = 0, end_ = 0;
  unsigned run_ = 0;
};

}  // namespace

std::optional<NormalizedText> normalize(std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a text above 4 GiB");
  NormalizedText out;
  const std::size_t likely = text.size() / 2;
  out.characters.reserve(likely), out.run_start.reserve(likely), out.run_end.reserve(likely);
  Pieces pieces(out);
  for (std::size_t at = 0; at < text.size();) {
    const auto start = static_cast<std::uint32_t>(at);
    char32_t character = 0;
    if (!unicode::decode(text, at, character)) return std::nullopt;
    pieces.add(character, unicode::flags(character), start, static_cast<std::uint32_t>(at));
  }
  pieces.flush();
  return out;
}

std::optional<std::u32string> normalize_keyword(std::string_view keyword) {
  auto normalized = normalize(keyword);
  if (!normalized) return std::nullopt;
  return std::move(normalized->characters);
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      byte(0xE0 | (c >> 12));
    } else {
      byte(0xF0 | (c >> 18));
      byte(0x80 | ((c >> 12) & 0x3F));
    }
    byte(0x80 | ((c >> 6) & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

}  // namespace lgm::guard
