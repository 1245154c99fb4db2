// What consoles and log readers of earlier generations read of a decision.
#pragma once
#include "lgm/guard/decide.hpp"
#include "lgm/json/value.hpp"

namespace lgm::guard_service {

// "all_decision_dict": {"<score>": {"<tag>-<SAFETY or nothing>": {"decision": score, "words": […]}}}
void write_all_decisions(json::Writer& writer, const guard::Decision& decision);
// "sensitive_words_result", "guard_model_result", "hit_summary"
void write_older_members(json::Writer& writer, const guard::Decision& decision);

}  // namespace lgm::guard_service
