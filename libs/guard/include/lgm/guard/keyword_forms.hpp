// The forms of a keyword that are stored and compared outside of matching. Pure, thread-safe. Texts must be
// valid UTF-8; std::invalid_argument otherwise.
#pragma once
#include <string>
#include <string_view>

namespace lgm::guard {

// What is stored: NFC, White_Space trimmed at both ends.
std::string stored_keyword(std::string_view keyword);

// What two equal keywords share: NFKC, full case fold, NFKC, White_Space trimmed. Fixed by kNormVersion and
// independent of matching options, so that an option moves no uniqueness.
std::string keyword_identity(std::string_view keyword);

// True when the normalised keyword has no letter, digit or symbol: it could never match and is refused.
bool keyword_is_empty(std::string_view keyword);

}  // namespace lgm::guard
