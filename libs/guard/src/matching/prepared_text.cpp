#include <stdexcept>

#include "../text/unicode.hpp"
#include "lgm/guard/matcher.hpp"

namespace lgm::guard {

PreparedText::PreparedText(const NormalizedText& text, const MatchOptions& options)
    : characters_(&text.characters) {
  if (options.max_separators > 8) throw std::invalid_argument("max_separators must be 0 to 8");
  const std::u32string& characters = *characters_;
  flags_.reserve(characters.size());
  for (const char32_t c : characters) {
    unsigned flags = unicode::flags(c);
    if (c == options.mask || c == kDefaultMask) flags |= kStop;
    flags_.push_back(static_cast<std::uint16_t>(flags));
  }
  for (const auto cut : text.cuts)
    if (cut < flags_.size()) flags_[cut] = static_cast<std::uint16_t>(flags_[cut] | kCutBefore);
  bool apart = true;
  std::size_t last = 0;  // position behind the last kept character
  for (std::size_t i = 0; i < flags_.size(); ++i) {
    if (flags_[i] & (kCutBefore | kStop)) apart = true;
    if (flags_[i] & (kStop | CharacterFlags::Separator)) continue;
    keep(i, last, apart, options);
    apart = false;
    last = i + 1;
  }
}

// A gap is skipped when it has at most max_separators characters and no space, unless the space stands
// between two characters of scripts that are written without.
void PreparedText::keep(std::size_t i, std::size_t last, bool apart, const MatchOptions& options) {
  bool good = apart || i - last <= options.max_separators;
  if (!apart && good && i > last && !(flags_[i] & flags_[last - 1] & CharacterFlags::Spaceless))
    for (std::size_t at = last; at < i; ++at) good = good && !(flags_[at] & CharacterFlags::White);
  const std::uint32_t before = kept_.empty() ? 0 : kept_.back().bad_gaps;
  kept_.push_back({static_cast<std::uint32_t>(i), (before + (good ? 0 : 1)) & 0x7FFFFFFF, apart});
}

}  // namespace lgm::guard
