#include "checks/requests.hpp"

namespace lgm::guard_service {
namespace {

bool sends_flags(const CheckBody& body) {
  return body.use_customize_white || body.use_customize_words || body.use_customize_rule ||
         body.use_vip_white || body.use_vip_black;
}

// What the scenario enables.
constexpr guard::Switches kAll{true, true, true, true, true};

}  // namespace

Check check_of(const CheckBody& body, bool otherwise, const std::string& request_id, Counts counts) {
  Check check;
  check.request_id = body.request_id.value_or(request_id);
  check.request.app_id = body.app_id;
  check.request.text = body.text;
  check.labels_ignored = !counts.labels && body.labels;
  check.flags_ignored = !counts.flags && sends_flags(body);
  if (body.labels && counts.labels) {
    if (body.labels->safety)
      check.request.labels.safety = guard::safety_of(*body.labels->safety).value_or(guard::Safety::None);
    check.request.labels.tags = body.labels->tags;
  }
  check.request.use = {body.use_customize_white.value_or(otherwise),
                       body.use_customize_words.value_or(otherwise),
                       body.use_customize_rule.value_or(otherwise), body.use_vip_white.value_or(otherwise),
                       body.use_vip_black.value_or(otherwise)};
  if (!counts.flags) check.request.use = kAll;
  return check;
}

// There a missing switch says something, too.
Check check_of(const LegacyBody& body, const std::string& request_id, Counts counts) {
  Check check;
  check.request_id = body.request_id.value_or(request_id);
  check.request.app_id = body.app_id;
  check.request.text = body.input_prompt;
  check.request.use = {body.use_customize_white, body.use_customize_words, body.use_customize_rule,
                       body.use_vip_white, body.use_vip_black};
  check.flags_ignored = !counts.flags;
  if (!counts.flags) check.request.use = kAll;
  return check;
}

}  // namespace lgm::guard_service
