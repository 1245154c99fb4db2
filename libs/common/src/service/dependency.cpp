#include "lgm/service/dependency.hpp"

#include "lgm/trace/request_notes.hpp"

namespace lgm::service {
namespace {

using Outcome = Dependency::Outcome;

// One call may meet the one replica that is just ending.
constexpr int kDownAfter = 2;

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::Ok:
      return "ok";
    case Outcome::Refused:
      return "refused";
    case Outcome::Failed:
      return "failed";
    case Outcome::CannotConnect:
      return "cannot_connect";
    case Outcome::Timeout:
      return "timeout";
    case Outcome::BrokenAnswer:
      return "broken_answer";
    case Outcome::TooLarge:
      return "too_large";
    case Outcome::CircuitOpen:
      return "circuit_open";
  }
  return "failed";
}

std::vector<std::string> all_outcomes() {
  std::vector<std::string> all;
  for (const Outcome outcome :
       {Outcome::Ok, Outcome::Refused, Outcome::Failed, Outcome::CannotConnect, Outcome::Timeout,
        Outcome::BrokenAnswer, Outcome::TooLarge, Outcome::CircuitOpen})
    all.emplace_back(to_string(outcome));
  return all;
}

}  // namespace

Outcome outcome_of(const http::CallResult& result) {
  switch (result.error) {
    case http::CallError::None:
      return result.status >= 500 ? Outcome::Failed : result.status >= 400 ? Outcome::Refused : Outcome::Ok;
    case http::CallError::Connect:
      return Outcome::CannotConnect;
    case http::CallError::Timeout:
      return Outcome::Timeout;
    case http::CallError::Broken:
      return Outcome::BrokenAnswer;
    case http::CallError::TooLarge:
      return Outcome::TooLarge;
    case http::CallError::CircuitOpen:
      return Outcome::CircuitOpen;
  }
  return Outcome::Failed;
}

Dependency::Dependency(Metrics& metrics, const std::string& name)
    : metrics_(metrics),
      name_(name),
      calls_(metrics, "lgm_dependency_requests_total", "Calls to what the service needs, by outcome",
             {{"dependency", {name}}, {"outcome", all_outcomes()}}),
      duration_(metrics.histogram("lgm_dependency_duration_seconds",
                                  "Time of calls to what the service needs; those that wait for news on "
                                  "purpose are not in it",
                                  {{"dependency", name}})),
      in_a_row_gauge_(metrics.gauge("lgm_dependency_consecutive_failures",
                                    "Calls that failed since one did not", {{"dependency", name}})),
      in_a_row_(std::make_shared<std::atomic<int>>(0)) {
  up_while({});
}

void Dependency::up_while(std::function<bool()> well) {
  metrics_.gauge("lgm_dependency_up",
                 "1: what the service needs answers; 0: it failed at least twice in a row",
                 {{"dependency", name_}}, [in_a_row = in_a_row_, well = std::move(well)] {
                   return *in_a_row < kDownAfter && (!well || well()) ? 1.0 : 0.0;
                 });
}

void Dependency::observe(Outcome outcome, std::chrono::nanoseconds took) {
  observe_wait(outcome);
  trace::note_call(name_, std::chrono::duration_cast<std::chrono::microseconds>(took));
  duration_.observe(std::chrono::duration<double>(took).count());
}

void Dependency::observe_wait(Outcome outcome) {
  const bool failed = outcome != Outcome::Ok && outcome != Outcome::Refused;
  in_a_row_gauge_.set(failed ? ++* in_a_row_ : * in_a_row_ = 0);
  calls_.of({name_, to_string(outcome)}).add();
}

}  // namespace lgm::service
