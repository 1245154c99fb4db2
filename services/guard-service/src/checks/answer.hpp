// A decision as JSON: the members of today and those that older consoles and log readers read.
#pragma once
#include <chrono>
#include <string>

#include "lgm/guard/decide.hpp"
#include "lgm/json/value.hpp"

namespace lgm::guard_service {

struct Answer {
  std::string request_id;
  guard::Decision decision;
  bool without_policy = false;                         // FAIL_MODE=open and nothing loaded: every text passes
  bool flags_ignored = false, labels_ignored = false;  // sent by a key that may not
  std::chrono::microseconds took{0};
};

enum class Members {
  Today,  // with `all_decision_dict`
  Older,  // also `sensitive_words_result`, `guard_model_result`, `hit_summary`
};
std::string to_json(const Answer& answer, Members members);
// Schemas of one answer and of a batch's.
json::Value answer_schema(Members members);
json::Value batch_schema();

}  // namespace lgm::guard_service
