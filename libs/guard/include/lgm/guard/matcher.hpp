// Finding many keywords in one text. The interface that faster matchers will stand behind.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/guard/normalize.hpp"

namespace lgm::guard {

struct MatchOptions {
  unsigned max_separators = 3;   // skipped between two neighbours of a keyword; 0 to 8
  char32_t mask = kDefaultMask;  // ends every match, as ■ always does
};

// A normalised text with what every matcher asks of it, made once a text. Immutable, so that threads may
// share it. `text` must outlive it.
class PreparedText {
 public:
  PreparedText(const NormalizedText& text, const MatchOptions& options);

  // A character that is no separator, and how it is reached from the one before.
  struct Kept {
    std::uint32_t position;       // in the normalised text
    std::uint32_t bad_gaps : 31;  // gaps up to and including the one before it that cannot be skipped
    std::uint32_t apart : 1;      // nothing matches across the gap before it
  };
  const std::u32string& characters() const { return *characters_; }
  const std::vector<Kept>& kept() const { return kept_; }
  unsigned flags(std::size_t i) const { return flags_[i]; }  // CharacterFlags and the two below
  static constexpr unsigned kStop = 1u << 14;                // the mask: ends every match
  static constexpr unsigned kCutBefore = 1u << 15;           // no match from before it to it

 private:
  void keep(std::size_t i, std::size_t last, bool apart, const MatchOptions& options);
  const std::u32string* characters_;
  std::vector<std::uint16_t> flags_;
  std::vector<Kept> kept_;
};

struct Match {
  std::uint32_t pattern;     // index of the pattern
  std::uint32_t start, end;  // half-open, in the normalised text
  bool operator==(const Match&) const = default;
};

// Immutable, shared by threads.
class Matcher {
 public:
  using Found = std::function<void(const Match&)>;
  virtual ~Matcher() = default;
  // Calls `found` once for each occurrence that contains no other occurrence of the same pattern, in no
  // particular order. Linear in the text's length and the number of occurrences.
  virtual void find(const PreparedText& text, const Found& found) const = 0;
  // No occurrence has more characters, what is skipped included.
  virtual std::size_t longest_match() const = 0;
  virtual std::size_t bytes() const = 0;  // of memory, roughly
};

// `patterns` are normalised and not empty. A pattern with at least two letters or digits is also found with
// separators between its neighbours; its own separators are ordinary characters. An end that is a Latin,
// Greek or Cyrillic letter or a decimal digit must not touch another one or a mark.
// They need not outlive the call.
std::shared_ptr<const Matcher> make_matcher(const std::vector<std::u32string_view>& patterns,
                                            const MatchOptions& options);

}  // namespace lgm::guard
