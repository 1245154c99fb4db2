#include "lgm/guard/keyword_forms.hpp"

#include <stdexcept>

#include "lgm/guard/normalize.hpp"
#include "unicode.hpp"

namespace lgm::guard {
namespace {

std::u32string_view trimmed(std::u32string_view text) {
  const auto white = [](char32_t c) { return (unicode::flags(c) & CharacterFlags::White) != 0; };
  while (!text.empty() && white(text.front())) text.remove_prefix(1);
  while (!text.empty() && white(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string stored_keyword(std::string_view keyword) {
  return to_utf8(trimmed(unicode::nfc(unicode::decoded(keyword))));
}

std::string keyword_identity(std::string_view keyword) {
  return to_utf8(trimmed(unicode::nfkc(unicode::case_fold(unicode::nfkc(unicode::decoded(keyword))))));
}

bool keyword_is_empty(std::string_view keyword) {
  constexpr unsigned kMatchable =
      CharacterFlags::Letter | CharacterFlags::Digit | CharacterFlags::OtherNumber | CharacterFlags::Symbol;
  const auto normalized = normalize_keyword(keyword);
  if (!normalized) throw std::invalid_argument("the text is not valid UTF-8");
  for (const char32_t c : *normalized)
    if (c != kDefaultMask && (unicode::flags(c) & kMatchable)) return false;
  return true;
}

}  // namespace lgm::guard
