// The numbered procedure by which texts and keywords are made comparable. Pure functions, thread-safe; no
// dependency beyond the standard library. The character data are committed tables (src/text).
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::guard {

// Raised whenever the procedure or its tables change what any text becomes.
//   1: Unicode 15.0; White_Space → one space each; other Cc and Default_Ignorable dropped; NFKC, full case
//   fold
//      without Turkic rules, NFKC; traditional → simplified, one character for one (data/).
inline constexpr int kNormVersion = 1;

// A run of more dropped or combining characters than this is cut: what follows is normalised on its own and
// no match reaches across.
inline constexpr unsigned kLongestRun = 64;

// The mask that REWRITE writes by default; it ends every match.
inline constexpr char32_t kDefaultMask = U'\u25A0';

struct NormalizedText {
  std::u32string characters;
  // The run of original text that each character came from, as half-open byte offsets. A run reaches from one
  // NFKC boundary to the next, so several characters may share one.
  std::vector<std::uint32_t> run_start, run_end;
  // Indices into `characters`, ascending: no match reaches from before one to after it.
  std::vector<std::uint32_t> cuts;
};

// Longer texts are not normalised. A byte becomes up to six characters, whose positions are 32 bits wide.
inline constexpr std::size_t kLongestNormalized = std::size_t{512} << 20;

// The whole of `text`, in memory for some 70 times its size at worst: for short texts; decide() looks at long
// ones window by window. Nullopt where `text` is not well-formed UTF-8 (lone surrogates included). Throws
// std::length_error above kLongestNormalized.
std::optional<NormalizedText> normalize(std::string_view text);

// The characters alone, for keywords; nullopt as above.
std::optional<std::u32string> normalize_keyword(std::string_view keyword);

// UTF-8 of scalar values.
std::string to_utf8(std::u32string_view text);

// Appends one scalar value.
void append_utf8(std::string& out, char32_t character);

}  // namespace lgm::guard
