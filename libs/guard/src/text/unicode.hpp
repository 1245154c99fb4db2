// Character data and the normalisation forms; what normalize.hpp and the matcher are made of.
#pragma once
#include <string>
#include <string_view>

#include "character_flags.hpp"

namespace lgm::guard::unicode {

// CharacterFlags of a scalar value.
unsigned flags(char32_t character);

// What the procedure makes of one character that stands between two boundaries: empty when it stays as it is.
std::u32string_view whole(char32_t character);

std::u32string nfc(std::u32string_view text);
std::u32string nfkc(std::u32string_view text);
std::u32string case_fold(std::u32string_view text);
// The other characters whose fold is this one alone.
std::u32string folded_to(char32_t folded);
// In place, one character for one.
void simplify(std::u32string& text);

// Decodes one scalar value at `at` and moves behind it; false at malformed bytes. `at` < text.size().
bool decode(std::string_view text, std::size_t& at, char32_t& character);
// All of it; throws std::invalid_argument for malformed bytes.
std::u32string decoded(std::string_view text);

}  // namespace lgm::guard::unicode
