// Steps 2 to 7 on one text: its hits, what each does, and the most severe of them.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "../text/windows.hpp"
#include "first_hits.hpp"
#include "spans.hpp"
#include "strategy.hpp"

namespace lgm::guard {

class Evaluation {
 public:
  // Everything outlives the evaluation. `text` is the request's, or what it was rewritten to.
  Evaluation(const PolicySnapshot& policy, const Scenario& scenario, const Request& request,
             std::string_view text, const DecideOptions& options);
  // False where the text is not well-formed UTF-8: then nothing was decided.
  bool run();

  Strategy strategy() const { return strategy_; }
  bool anything_hit() const { return anything_hit_; }
  // A REWRITE by a label or text-level rule.
  bool rewrites_without_span() const { return rewrites_without_span_; }
  // The union of the REWRITE spans.
  const ByteSet& rewritten_bytes() const { return rewritten_; }
  // The first hit of the most severe strategy; nullopt when nothing was hit.
  std::optional<Hit> deciding_hit() const;
  // Hits, counts and words into the answer.
  void tell(Decision& decision) const;

 private:
  struct GroupState {
    Outcome outcome;
    std::uint32_t row = 0;  // that has this outcome
    bool seen = false, unlifted = false;
  };
  const KeywordList& library(bool global) const { return global ? *policy_.global : *scenario_.words; }
  bool counts(List list) const;
  std::size_t reach() const;
  void look_at(const WindowedText& window);
  void find_white(const WindowedText& window, const PreparedText& prepared);
  void find_black(const WindowedText& window, const PreparedText& prepared, bool global);
  void on_hit(const WindowedText& window, bool global, std::uint32_t group, const Match& match);
  GroupState& state_of(bool global, std::uint32_t group);
  GroupState resolve(bool global, std::uint32_t group) const;
  void remember_words(GroupState& state, const KeywordRows::View& row, Source source, bool lifted);
  void apply_labels();
  void add_spanless(Hit hit);
  void raise(Strategy strategy, const FoundHit* hit);
  Hit hit_of(const FoundHit& found) const;

  const PolicySnapshot& policy_;
  const Scenario& scenario_;
  const Request& request_;
  const std::string_view text_;
  const DecideOptions& options_;
  const StrategyChooser chooser_;

  SpanSet lifts_, lifts_super_, rewrites_;  // of the window
  ByteSet rewritten_;
  std::set<std::uint32_t> super_white_seen_;  // groups
  std::unordered_map<std::uint64_t, GroupState> groups_;
  FirstHits first_;
  std::optional<FoundHit> deciding_;      // by a keyword
  std::optional<Hit> deciding_spanless_;  // by a label or text-level rule, where no keyword is as severe
  std::vector<Hit> spanless_;
  std::size_t total_ = 0;
  Strategy strategy_ = Strategy::Pass;
  bool anything_hit_ = false, rewrites_without_span_ = false;
  std::map<Strategy, WordsByTag> decided_words_;
  WordsByTag global_words_, custom_words_, super_words_, super_white_words_;
};

}  // namespace lgm::guard
