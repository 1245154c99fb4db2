// The forms of a keyword that admin-service needs; the Unicode behind them is libs/guard's.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lgm::admin {

// Thread-safe. Texts are valid UTF-8.
class KeywordForms {
 public:
  virtual ~KeywordForms() = default;
  // What is stored: trimmed, NFC.
  virtual std::string stored(std::string_view text) const = 0;
  // What two equal keywords share: NFKC, case fold, trim (the column identity_key).
  virtual std::string identity(std::string_view text) const = 0;
  // No letter, digit or symbol is left: nothing could ever match.
  virtual bool empty(std::string_view text) const = 0;
};

// Characters of a stored form; NFC may lengthen what was sent.
inline constexpr std::int64_t kLongestKeyword = 255;

// The stored form; throws Refusal 422 `keyword_empty` or `too_long` at `pointer`.
std::string stored_keyword(const KeywordForms& forms, std::string_view text, std::string_view pointer);

}  // namespace lgm::admin
