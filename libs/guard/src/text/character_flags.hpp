// What matching asks of a character; shared by the table's generator and its reader.
#pragma once

namespace lgm::guard {

struct CharacterFlags {
  enum : unsigned {
    Letter = 1,       // L*
    Digit = 2,        // Nd
    OtherNumber = 4,  // Nl, No
    Mark = 8,         // M*
    Symbol = 16,      // S*
    Separator = 32,   // White_Space, P*, Sk, Sm
    WordLike = 64,    // Latin, Greek and Cyrillic letters, Nd: what a word boundary is about
    Spaceless = 128,  // Han, Kana, Hangul: a space between two of them is skipped
    White = 256,      // White_Space
    Dropped = 512,    // Cc and Default_Ignorable that are not White_Space
    Joins = 1024,     // may join what precedes it under NFKC or NFKC of its fold: no boundary before it
  };
};

}  // namespace lgm::guard
