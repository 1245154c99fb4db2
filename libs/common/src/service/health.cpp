#include "lgm/service/health.hpp"

namespace lgm::service {

void Health::add(std::string name, bool required, std::function<CheckResult()> check) {
  const std::lock_guard lock(mutex_);
  checks_.push_back({std::move(name), required, std::move(check)});
}

Health::Report Health::report() {
  std::vector<Check> checks;
  {
    const std::lock_guard lock(mutex_);
    checks = checks_;
  }
  bool required_ok = !draining_, all_ok = true;
  json::Value flags(json::Object{}), details(json::Object{});
  for (const Check& check : checks) {
    const CheckResult result = check.run();
    if (!result.ok) (check.required ? required_ok : all_ok) = false;
    flags.set(check.name, result.ok);
    details.set(check.name,
                json::Object{{"ok", result.ok}, {"required", check.required}, {"detail", result.detail}});
  }
  if (draining_)
    details.set("draining",
                json::Object{{"ok", false}, {"required", true}, {"detail", "the service is going down"}});
  json::Value brief(json::Object{{"status", !required_ok ? "not_ready" : all_ok ? "ready" : "degraded"}});
  brief.set("checks", std::move(flags));
  json::Value detail = brief;
  detail.set("details", std::move(details));
  return {required_ok, std::move(brief), std::move(detail)};
}

}  // namespace lgm::service
