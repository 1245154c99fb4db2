#include "support/ascii_forms.hpp"

#include <algorithm>
#include <cctype>

namespace lgm::admin::testing {

std::string AsciiForms::stored(std::string_view text) const {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

std::string AsciiForms::identity(std::string_view text) const {
  std::string form = stored(text);
  std::transform(form.begin(), form.end(), form.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return form;
}

bool AsciiForms::empty(std::string_view text) const {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
}

}  // namespace lgm::admin::testing
