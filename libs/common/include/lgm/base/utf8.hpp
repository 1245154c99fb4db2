// The little UTF-8 that limits and validation need; everything Unicode beyond it is libs/guard's.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lgm::base {

// Well-formed per Unicode table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);
// Code points of a valid UTF-8 text.
std::size_t code_points(std::string_view text);
// Any C0 control character or DEL.
bool has_control(std::string_view text);
// A valid UTF-8 text without the white space (Unicode's White_Space) at its ends.
std::string_view trimmed(std::string_view text);
// Fit to name something: a valid UTF-8 text without white space, control characters and characters that
// nobody sees (Unicode's Default_Ignorable_Code_Point). Two codes that look alike would be taken for one.
bool is_code(std::string_view text);

// At most `bytes` bytes of a valid UTF-8 text, cut between two code points.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);
// At most that many code points of a valid UTF-8 text.
std::string_view first_characters(std::string_view text, std::size_t characters);
// The text with U+FFFD for each byte that is not part of a well-formed sequence.
std::string scrubbed_utf8(std::string_view text);

}  // namespace lgm::base
