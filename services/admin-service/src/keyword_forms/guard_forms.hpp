// The forms of a keyword as the decision engine defines them.
#pragma once
#include "keyword_forms/keyword_forms.hpp"

namespace lgm::admin {

class GuardForms final : public KeywordForms {
 public:
  std::string stored(std::string_view text) const override;
  std::string identity(std::string_view text) const override;
  bool empty(std::string_view text) const override;
};

}  // namespace lgm::admin
