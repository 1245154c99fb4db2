#include "lgm/service/health.hpp"

namespace lgm::service {

void Health::add(std::string name, bool required, std::function<CheckResult()> check) {
  const std::lock_guard lock(mutex_);
  checks_.push_back({std::move(name), required, std::move(check)});
}

void Health::add_of_suite(std::string name, std::function<SuiteState()> look) {
  const std::lock_guard lock(mutex_);
  of_suite_.emplace_back(std::move(name), std::move(look));
}

Health::Report Health::report() {
  std::vector<Check> checks;
  decltype(of_suite_) of_suite;
  {
    const std::lock_guard lock(mutex_);
    checks = checks_;
    of_suite = of_suite_;
  }
  const bool draining = draining_;
  bool required_ok = !draining, all_ok = true;
  std::vector<Checked> checked;
  json::Value flags(json::Object{}), details(json::Object{});
  for (const Check& check : checks) {
    CheckResult result = check.run();
    if (!result.ok) (check.required ? required_ok : all_ok) = false;
    flags.set(check.name, result.ok);
    details.set(check.name,
                json::Object{{"ok", result.ok}, {"required", check.required}, {"detail", result.detail}});
    checked.push_back({check.name, check.required, std::move(result)});
  }
  if (draining)
    details.set("draining",
                json::Object{{"ok", false}, {"required", true}, {"detail", "the service is going down"}});
  const auto summary = [required_ok](bool well, json::Value names) {
    return json::Value(json::Object{{"status", !required_ok ? "not_ready"
                                               : well       ? "ready"
                                                            : "degraded"},
                                    {"checks", std::move(names)}});
  };
  json::Value detail = summary(all_ok, flags);
  detail.set("details", std::move(details));
  for (const auto& [name, look] : of_suite) {
    const SuiteState state = look();
    all_ok = all_ok && state != SuiteState::Away;
    flags.set(name, state == SuiteState::Well);
  }
  return {required_ok, draining, std::move(checked), summary(all_ok, std::move(flags)), std::move(detail)};
}

}  // namespace lgm::service
