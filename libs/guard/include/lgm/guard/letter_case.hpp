// Names without case, letter by letter: a letter whose case fold is several (ß) stays as it is, so that a
// part of a name stays a part of it. Pure, thread-safe. Texts must be valid UTF-8; std::invalid_argument
// otherwise.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lgm::guard {

// "Émile" becomes "émile".
std::string fold_letters(std::string_view text);

// The letters that fold_letters() changes to one of `folded`, each with what it becomes: for "k" the capital
// and the Kelvin sign.
struct LetterPair {
  std::string from, to;
  bool operator==(const LetterPair&) const = default;
};
std::vector<LetterPair> letters_folded_to(std::string_view folded);

}  // namespace lgm::guard
