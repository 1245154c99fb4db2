#include "lgm/guard/decide.hpp"

#include <cctype>

#include "evaluation.hpp"

namespace lgm::guard {
namespace {

class Rewriting {
 public:
  Rewriting(const PolicySnapshot& policy, const Scenario& scenario, const Request& request,
            const DecideOptions& options)
      : policy_(policy), scenario_(scenario), request_(request), options_(options) {
    options_.max_hits = 1;
  }

  // Rewrites `first`'s text until nothing in it is to be blocked or rewritten.
  void run(const Evaluation& first, Decision& decision) {
    std::string text;
    if (first.rewrites_without_span()) {
      if (!scenario_.row.rewrite_answer) {
        decision.strategy = Strategy::Review;
        decision.escalation = Escalation{Escalation::Reason::NoRewriteAnswer, 0, first.deciding_hit()};
        return;
      }
      text = *scenario_.row.rewrite_answer;
      request_.labels = {};  // they were said of another text
    } else {
      text = masked(request_.text, first.rewritten_bytes(), policy_.options.mask);
    }
    again(std::move(text), decision);
  }

 private:
  void again(std::string text, Decision& decision) {
    for (int round = 1;; ++round) {
      Evaluation evaluation(policy_, scenario_, request_, text, options_);
      if (!evaluation.run())
        return escalate(decision, Strategy::Block, Escalation::Reason::RewrittenTextHit, round, {});
      const Strategy strategy = evaluation.strategy();
      if (strategy == Strategy::Pass) {
        decision.rewritten_text = std::move(text);
        return;
      }
      const bool rewrites = strategy == Strategy::Rewrite;
      if (!rewrites)
        return escalate(decision, strategy, Escalation::Reason::RewrittenTextHit, round,
                        evaluation.deciding_hit());
      if (round >= options_.rewrite_rounds)
        return escalate(decision, Strategy::Block, Escalation::Reason::RoundsExhausted, round,
                        evaluation.deciding_hit());
      text = masked(text, evaluation.rewritten_bytes(), policy_.options.mask);
    }
  }

  static void escalate(Decision& decision, Strategy strategy, Escalation::Reason reason, int round,
                       std::optional<Hit> hit) {
    decision.strategy = strategy;
    decision.escalation = Escalation{reason, round, std::move(hit)};
  }

  const PolicySnapshot& policy_;
  const Scenario& scenario_;
  Request request_;
  DecideOptions options_;
};

}  // namespace

std::variant<Decision, Refused> decide(const PolicySnapshot& policy, const Request& request,
                                       const DecideOptions& options) {
  const Scenario* scenario = policy.find(request.app_id);
  if (!scenario) return Refused::UnknownScenario;
  if (!scenario->row.is_active) return Refused::InactiveScenario;
  Evaluation evaluation(policy, *scenario, request, request.text, options);
  if (!evaluation.run()) return Refused::InvalidText;
  Decision decision;
  decision.policy_version = policy.version;
  decision.strategy = evaluation.strategy();
  evaluation.tell(decision);
  if (decision.strategy == Strategy::Rewrite)
    Rewriting(policy, *scenario, request, options).run(evaluation, decision);
  return decision;
}

std::string_view to_string(Safety safety) {
  switch (safety) {
    case Safety::None:
      return "";
    case Safety::Safe:
      return "SAFE";
    case Safety::Controversial:
      return "CONTROVERSIAL";
    case Safety::Unsafe:
      break;
  }
  return "UNSAFE";
}

std::optional<Safety> safety_of(std::string_view word) {
  std::string lower;
  for (const char c : word) lower.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  if (lower == "safe") return Safety::Safe;
  if (lower == "controversial") return Safety::Controversial;
  if (lower == "unsafe") return Safety::Unsafe;
  return std::nullopt;
}

std::string_view to_string(Source source) {
  switch (source) {
    case Source::Global:
      return "GLOBAL";
    case Source::Custom:
      return "CUSTOM";
    case Source::Super:
      return "SUPER";
    case Source::Label:
      break;
  }
  return "LABEL";
}

std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::SuperKeywordRule:
      return "SUPER_KEYWORD_RULE";
    case Reason::SuperTagRule:
      return "SUPER_TAG_RULE";
    case Reason::CustomKeywordRule:
      return "CUSTOM_KEYWORD_RULE";
    case Reason::CustomTagRule:
      return "CUSTOM_TAG_RULE";
    case Reason::GlobalDefault:
      return "GLOBAL_DEFAULT";
    case Reason::BuiltIn:
      return "BUILT_IN";
    case Reason::Whitelist:
      break;
  }
  return "WHITELIST";
}

std::string_view to_string(Escalation::Reason reason) {
  switch (reason) {
    case Escalation::Reason::NoRewriteAnswer:
      return "NO_REWRITE_ANSWER";
    case Escalation::Reason::RewrittenTextHit:
      return "REWRITTEN_TEXT_HIT";
    case Escalation::Reason::RoundsExhausted:
      break;
  }
  return "ROUNDS_EXHAUSTED";
}

}  // namespace lgm::guard
