// Keyword forms for tests: ASCII only, trims blanks and folds case. Unicode is libs/guard's and tested there.
#pragma once
#include "keyword_forms/keyword_forms.hpp"

namespace lgm::admin::testing {

class AsciiForms final : public KeywordForms {
 public:
  std::string stored(std::string_view text) const override;
  std::string identity(std::string_view text) const override;
  bool empty(std::string_view text) const override;
};

}  // namespace lgm::admin::testing
