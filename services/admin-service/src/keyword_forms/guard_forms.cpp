#include "keyword_forms/guard_forms.hpp"

#include "lgm/guard/keyword_forms.hpp"

namespace lgm::admin {

std::string GuardForms::stored(std::string_view text) const {
  return guard::stored_keyword(text);
}
std::string GuardForms::identity(std::string_view text) const {
  return guard::keyword_identity(text);
}
bool GuardForms::empty(std::string_view text) const {
  return guard::keyword_is_empty(text);
}

}  // namespace lgm::admin
