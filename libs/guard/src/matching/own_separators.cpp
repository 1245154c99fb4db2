#include "own_separators.hpp"

#include <vector>

#include "../text/character_flags.hpp"

namespace lgm::guard {
namespace {

std::size_t position(std::size_t from, int direction, std::size_t steps) {
  return direction > 0 ? from + steps : from - steps;
}

// From each reachable count of used separators, marks those reachable by skipping at most max_separators
// (no space) and then taking `wanted`.
std::vector<bool> advance(const PreparedText& text, const std::vector<bool>& reached, char32_t wanted,
                          std::size_t from, int direction, unsigned max_separators) {
  std::vector<bool> next(reached.size(), false);
  for (std::size_t used = 0; used + 1 < reached.size(); ++used) {
    if (!reached[used]) continue;
    for (std::size_t at = used; at + 1 < reached.size() && at - used <= max_separators; ++at) {
      const std::size_t i = position(from, direction, at);
      if (text.characters()[i] == wanted) next[at + 1] = true;
      if (text.flags(i) & CharacterFlags::White) break;
    }
  }
  return next;
}

// Whether what is left behind `used` may be skipped.
bool closes(const PreparedText& text, std::size_t used, std::size_t from, int direction, std::size_t limit,
            unsigned max_separators) {
  if (limit - used > max_separators) return false;
  for (std::size_t at = used; at < limit; ++at)
    if (text.flags(position(from, direction, at)) & CharacterFlags::White) return false;
  return true;
}

}  // namespace

std::optional<std::size_t> place_separators(const PreparedText& text, std::u32string_view own,
                                            std::size_t from, int direction, std::size_t limit, bool closed,
                                            unsigned max_separators) {
  if (limit < own.size()) return std::nullopt;
  std::vector<bool> reached(limit + 1, false);
  reached[0] = true;
  for (std::size_t i = 0; i < own.size(); ++i)
    reached = advance(text, reached, direction > 0 ? own[i] : own[own.size() - 1 - i], from, direction,
                      max_separators);
  for (std::size_t used = own.size(); used <= limit; ++used)
    if (reached[used] && (!closed || closes(text, used, from, direction, limit, max_separators)))
      return closed ? limit : used;
  return std::nullopt;
}

std::size_t separators_from(const PreparedText& text, std::size_t from, int direction, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = from; count < most && i < text.characters().size();) {
    const unsigned flags = text.flags(i);
    if (!(flags & CharacterFlags::Separator) || (flags & PreparedText::kStop)) break;
    if (direction > 0 && (flags & PreparedText::kCutBefore)) break;
    ++count;
    if (direction < 0 && (i == 0 || (flags & PreparedText::kCutBefore))) break;
    i = direction > 0 ? i + 1 : i - 1;
  }
  return count;
}

}  // namespace lgm::guard
