#include "checks/checks.hpp"

namespace lgm::guard_service {

Checks::Checks(std::function<Policy()> policy, bool fails_open, const base::Clock& clock,
               service::Metrics& metrics)
    : policy_(std::move(policy)),
      fails_open_(fails_open),
      clock_(clock),
      duration_(metrics.histogram("lgm_guard_check_duration_seconds", "Time to decide a text")),
      without_policy_(metrics.counter("lgm_guard_passed_without_policy_total",
                                      "Texts passed because no policy was loaded")) {
  for (const auto strategy :
       {guard::Strategy::Pass, guard::Strategy::Rewrite, guard::Strategy::Review, guard::Strategy::Block})
    decisions_.at(static_cast<std::size_t>(strategy)) =
        &metrics.counter("lgm_guard_decisions_total", "Texts decided, by final strategy",
                         {{"strategy", std::string(to_string(strategy))}});
}

Answer Checks::decide(const Check& check, const Policy& policy) const {
  const auto begun = clock_.steady();
  Answer answer;
  answer.request_id = check.request_id;
  answer.flags_ignored = check.flags_ignored;
  answer.labels_ignored = check.labels_ignored;
  if (!policy) {
    if (!fails_open_)
      throw service::unavailable("no_policy", "No policy was loaded yet, so that nothing can be decided",
                                 {"neither admin-service nor the kept file has given a policy"});
    answer.without_policy = true;
  } else {
    auto outcome = guard::decide(*policy, check.request);
    if (const auto* refused = std::get_if<guard::Refused>(&outcome)) switch (*refused) {
        case guard::Refused::UnknownScenario:
          throw service::not_found("Scenario");
        case guard::Refused::InactiveScenario:
          throw service::conflict("scenario_inactive", "The scenario is inactive; its texts are not decided");
        case guard::Refused::InvalidText:
          throw service::invalid("/text", "encoding", "must be valid UTF-8");
      }
    answer.decision = std::move(std::get<guard::Decision>(outcome));
  }
  answer.took = std::chrono::duration_cast<std::chrono::microseconds>(clock_.steady() - begun);
  count(answer);
  return answer;
}

void Checks::count(const Answer& answer) const {
  decisions_.at(static_cast<std::size_t>(answer.decision.strategy))->add();
  duration_.observe(std::chrono::duration<double>(answer.took).count());
  if (answer.without_policy) without_policy_.add();
}

}  // namespace lgm::guard_service
