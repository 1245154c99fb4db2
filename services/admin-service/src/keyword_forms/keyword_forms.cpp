#include "keyword_forms/keyword_forms.hpp"

#include "lgm/base/utf8.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::admin {

std::string stored_keyword(const KeywordForms& forms, std::string_view text, std::string_view pointer) {
  if (forms.empty(text))
    throw service::invalid(std::string(pointer), "keyword_empty", "must hold a letter, a digit or a symbol");
  std::string stored = forms.stored(text);
  const auto length = static_cast<std::int64_t>(base::code_points(stored));
  if (length > kLongestKeyword)
    throw service::invalid(describe::too_long(std::string(pointer), length, kLongestKeyword,
                                              "characters in its stored form (NFC)"));
  return stored;
}

}  // namespace lgm::admin
