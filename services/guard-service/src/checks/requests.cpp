#include "checks/requests.hpp"

namespace lgm::guard_service {

Check check_of(const CheckBody& body, bool otherwise, const std::string& request_id) {
  Check check;
  check.request_id = body.request_id.value_or(request_id);
  check.request.app_id = body.app_id;
  check.request.text = body.text;
  if (body.labels) {
    if (body.labels->safety)
      check.request.labels.safety = guard::safety_of(*body.labels->safety).value_or(guard::Safety::None);
    check.request.labels.tags = body.labels->tags;
  }
  check.request.use = {body.use_customize_white.value_or(otherwise),
                       body.use_customize_words.value_or(otherwise),
                       body.use_customize_rule.value_or(otherwise), body.use_vip_white.value_or(otherwise),
                       body.use_vip_black.value_or(otherwise)};
  return check;
}

Check check_of(const LegacyBody& body, const std::string& request_id) {
  Check check;
  check.request_id = body.request_id.value_or(request_id);
  check.request.app_id = body.app_id;
  check.request.text = body.input_prompt;
  check.request.use = {body.use_customize_white, body.use_customize_words, body.use_customize_rule,
                       body.use_vip_white, body.use_vip_black};
  return check;
}

}  // namespace lgm::guard_service
