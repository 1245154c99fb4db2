#include "lgm/guard/letter_case.hpp"

#include <set>

#include "lgm/guard/normalize.hpp"
#include "unicode.hpp"

namespace lgm::guard {

std::string fold_letters(std::string_view text) {
  std::u32string out = unicode::decoded(text);
  for (char32_t& c : out)
    if (const auto folded = unicode::case_fold({&c, 1}); folded.size() == 1) c = folded[0];
  return to_utf8(out);
}

std::vector<LetterPair> letters_folded_to(std::string_view folded) {
  const std::u32string letters = unicode::decoded(folded);
  std::vector<LetterPair> pairs;
  for (const char32_t to : std::set<char32_t>(letters.begin(), letters.end()))
    for (const char32_t from : unicode::folded_to(to))
      pairs.push_back({to_utf8({&from, 1}), to_utf8({&to, 1})});
  return pairs;
}

}  // namespace lgm::guard
