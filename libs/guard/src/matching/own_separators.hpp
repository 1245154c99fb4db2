// A keyword with separators of its own ("e-mail", "make a bomb"): whether they lie in a gap of the text, with
// at most max_separators others between neighbours. No space is skipped beside one of them, because a space
// is skipped only between characters of scripts that are written without.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lgm/guard/matcher.hpp"

namespace lgm::guard {

// Places `own` in the separators beside a kept character. `from` is the position next to it, `direction` +1
// or -1 (then `own` is read from its end). `limit` separators are there; all of them must be used or skipped
// when `closed`. Returns how many separators the nearest placement takes, or nullopt.
std::optional<std::size_t> place_separators(const PreparedText& text, std::u32string_view own,
                                            std::size_t from, int direction, std::size_t limit, bool closed,
                                            unsigned max_separators);

// Separators in a row from `from` in `direction`, at most `most`; ends at cuts.
std::size_t separators_from(const PreparedText& text, std::size_t from, int direction, std::size_t most);

}  // namespace lgm::guard
