#include "keyword_forms/keyword_forms.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::admin {

std::string stored_keyword(const KeywordForms& forms, std::string_view text, std::string_view pointer) {
  if (forms.empty(text))
    throw service::invalid(std::string(pointer), "keyword_empty", "must hold a letter, a digit or a symbol");
  return forms.stored(text);
}

}  // namespace lgm::admin
