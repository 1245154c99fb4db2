#include "evaluation.hpp"

#include <algorithm>
#include <unordered_set>

namespace lgm::guard {
namespace {

Source source_of(List list) {
  switch (list) {
    case List::Global:
      return Source::Global;
    case List::SuperBlack:
    case List::SuperWhite:
      return Source::Super;
    case List::CustomBlack:
    case List::CustomWhite:
      break;
  }
  return Source::Custom;
}

bool white(List list) {
  return list == List::CustomWhite || list == List::SuperWhite;
}

// A word that stands in several lists is named once.
void name_once(WordsByTag& by_tag) {
  for (auto& [tag, words] : by_tag) {
    std::unordered_set<std::string> seen;
    std::erase_if(words, [&](const std::string& word) { return !seen.insert(word).second; });
  }
}

}  // namespace

Evaluation::Evaluation(const PolicySnapshot& policy, const Scenario& scenario, const Request& request,
                       std::string_view text, const DecideOptions& options)
    : policy_(policy),
      scenario_(scenario),
      request_(request),
      text_(text),
      options_(options),
      chooser_(policy, scenario, request.labels, request.use),
      rewritten_(text.size()),
      first_(options.max_hits) {}

bool Evaluation::run() {
  WindowedText window(text_, reach(), options_.window);
  while (window.next()) look_at(window);
  if (window.malformed()) return false;
  apply_labels();
  return true;
}

// A match, and the character beside it that a word boundary asks for.
std::size_t Evaluation::reach() const {
  std::size_t longest = 0;
  for (const bool global : {true, false})
    if (const auto* matcher = library(global).matcher())
      longest = std::max(longest, matcher->longest_match());
  return longest + 1;
}

void Evaluation::look_at(const WindowedText& window) {
  const PreparedText prepared(window.text(), policy_.options);
  for (auto* spans : {&lifts_, &lifts_super_, &rewrites_}) spans->restart(window.text().characters.size());
  find_white(window, prepared);
  find_black(window, prepared, true);
  find_black(window, prepared, false);
  rewrites_.each([&](std::uint32_t start, std::uint32_t end) {
    rewritten_.add(window.text().run_start[start], window.text().run_end[end - 1]);
  });
}

// Step 5, and which white lists step 4 takes.
bool Evaluation::counts(List list) const {
  switch (list) {
    case List::Global:
      return true;
    case List::CustomBlack:
      return request_.use.customize_words && scenario_.row.enable_blacklist;
    case List::SuperBlack:
      return request_.use.vip_black;
    case List::CustomWhite:
      return request_.use.customize_white && scenario_.row.enable_whitelist;
    case List::SuperWhite:
      break;
  }
  return request_.use.vip_white;
}

// Those that begin left of the window's own characters lift what begins in them, too; each is named by the
// window that owns it, as one at the right edge may turn out to be none.
void Evaluation::find_white(const WindowedText& window, const PreparedText& prepared) {
  const KeywordList& words = *scenario_.words;
  const bool custom = words.holds(List::CustomWhite) && counts(List::CustomWhite);
  const bool super = words.holds(List::SuperWhite) && counts(List::SuperWhite);
  if (!custom && !super) return;
  words.matcher()->find(prepared, [&](const Match& match) {
    if (!window.judges(match.start)) return;
    const auto [begin, end] = words.groups_of(match.pattern);
    for (std::uint32_t i = begin; i < end; ++i) {
      const auto& group = words.groups()[i];
      if (!white(group.list) || !counts(group.list)) continue;
      lifts_.add(match.start, match.end, group.begin);
      if (group.list != List::SuperWhite) continue;
      lifts_super_.add(match.start, match.end, group.begin);
      if (!window.owns(match.start) || !super_white_seen_.insert(i).second) continue;
      const auto row = words.rows()[group.begin];
      super_white_words_[std::string(row.tag)].emplace_back(row.keyword);
    }
  });
  lifts_.order_by_containment();
  lifts_super_.order_by_containment();
}

void Evaluation::find_black(const WindowedText& window, const PreparedText& prepared, bool global) {
  const KeywordList& words = library(global);
  const auto wanted = [&](List list) { return !white(list) && words.holds(list) && counts(list); };
  if (!wanted(List::Global) && !wanted(List::CustomBlack) && !wanted(List::SuperBlack)) return;
  words.matcher()->find(prepared, [&](const Match& match) {
    if (!window.owns(match.start)) return;
    const auto [begin, end] = words.groups_of(match.pattern);
    for (std::uint32_t i = begin; i < end; ++i)
      if (wanted(words.groups()[i].list)) on_hit(window, global, i, match);
  });
}

void Evaluation::on_hit(const WindowedText& window, bool global, std::uint32_t group, const Match& match) {
  ++total_;
  GroupState& state = state_of(global, group);
  const auto row = library(global).rows()[state.row];
  const Source source = source_of(row.list);
  const auto& lifts = source == Source::Super ? lifts_super_ : lifts_;
  const FoundHit found{window.first() + match.start,
                       window.first() + match.end,
                       global,
                       group,
                       lifts.inside(match.start, match.end),
                       window.text().run_start[match.start],
                       window.text().run_end[match.end - 1]};
  remember_words(state, row, source, found.lifted_by.has_value());
  first_.add(found);
  if (found.lifted_by) return;
  if (state.outcome.strategy == Strategy::Rewrite) rewrites_.add(match.start, match.end);
  raise(state.outcome.strategy, &found);
}

Evaluation::GroupState& Evaluation::state_of(bool global, std::uint32_t group) {
  const std::uint64_t key = (std::uint64_t{global} << 32) | group;
  const auto found = groups_.find(key);
  if (found != groups_.end()) return found->second;
  return groups_.emplace(key, resolve(global, group)).first->second;
}

// Of the rows of one group the one that is decided most severely.
Evaluation::GroupState Evaluation::resolve(bool global, std::uint32_t group) const {
  const KeywordList& words = library(global);
  const auto& rows = words.groups()[group];
  GroupState best;
  for (std::uint32_t i = rows.begin; i < rows.end; ++i) {
    const auto row = words.rows()[i];
    const auto keyword = scenario_.rules->has_keyword_rules() ? normalize_keyword(row.keyword) : std::nullopt;
    const Subject subject{keyword ? std::u32string_view(*keyword) : std::u32string_view(), row.tag, row.risk,
                          source_of(row.list)};
    Outcome outcome = chooser_.choose(subject);
    if (i != rows.begin && outcome.strategy <= best.outcome.strategy) continue;
    best.outcome = std::move(outcome);
    best.row = i;
  }
  return best;
}

void Evaluation::remember_words(GroupState& state, const KeywordRows::View& row, Source source, bool lifted) {
  if (!state.seen) {
    state.seen = true;
    auto& words = source == Source::Global  ? global_words_
                  : source == Source::Super ? super_words_
                                            : custom_words_;
    words[std::string(row.tag)].emplace_back(row.keyword);
  }
  if (lifted || state.unlifted) return;
  state.unlifted = true;
  decided_words_[state.outcome.strategy][std::string(row.tag)].emplace_back(row.keyword);
}

void Evaluation::raise(Strategy strategy, const FoundHit* hit) {
  const bool more = !anything_hit_ || strategy > strategy_;
  anything_hit_ = true;
  if (more) strategy_ = strategy;
  if (!hit) return;
  if (more || (strategy == strategy_ && (!deciding_ || hit->place() < deciding_->place()))) deciding_ = *hit;
}

// Label tags count as hits without a span; defaults without a tag apply by their condition alone.
void Evaluation::apply_labels() {
  const std::set<std::string> tags(request_.labels.tags.begin(), request_.labels.tags.end());
  for (const auto& tag : tags) {
    Outcome outcome = chooser_.choose({{}, tag, std::nullopt, Source::Label});
    Hit hit;
    hit.source = Source::Label;
    hit.tag = tag;
    hit.strategy = outcome.strategy;
    hit.decided_by = std::move(outcome.decided_by);
    hit.monitored = std::move(outcome.monitored);
    add_spanless(std::move(hit));
  }
  for (const auto* rule : chooser_.text_level().rules) {
    Hit hit;
    hit.source = Source::Label;
    hit.strategy = rule->strategy;
    hit.mode = rule->mode;
    hit.decided_by = {Reason::GlobalDefault, rule->id};
    add_spanless(std::move(hit));
  }
}

void Evaluation::add_spanless(Hit hit) {
  ++total_;
  if (hit.mode == RuleMode::Enforce) {
    const bool more = !anything_hit_ || hit.strategy > strategy_;
    raise(hit.strategy, nullptr);
    if (more) deciding_.reset(), deciding_spanless_ = hit;
    rewrites_without_span_ = rewrites_without_span_ || hit.strategy == Strategy::Rewrite;
    decided_words_[hit.strategy][hit.tag];
  }
  spanless_.push_back(std::move(hit));
}

Hit Evaluation::hit_of(const FoundHit& found) const {
  const GroupState& state = groups_.at((std::uint64_t{found.global} << 32) | found.group);
  const auto row = library(found.global).rows()[state.row];
  Hit hit;
  hit.keyword = row.keyword;
  hit.tag = row.tag;
  hit.risk = row.risk;
  hit.source = source_of(row.list);
  if (found.lifted_by) {
    const auto lifting = scenario_.words->rows()[*found.lifted_by];
    hit.exempted_by = lifting.keyword;
    hit.decided_by = {Reason::Whitelist, std::string(lifting.id)};
    return hit;
  }
  hit.strategy = state.outcome.strategy;
  hit.decided_by = state.outcome.decided_by;
  hit.monitored = state.outcome.monitored;
  return hit;
}

std::optional<Hit> Evaluation::deciding_hit() const {
  if (!deciding_) return deciding_spanless_;
  Hit hit = hit_of(*deciding_);
  hit.offsets = offsets_of(text_, {{deciding_->byte_start, deciding_->byte_end}}).front();
  return hit;
}

// The hit that decides is listed in any case: in the last place when it is not among the first.
void Evaluation::tell(Decision& decision) const {
  auto found = first_.sorted();
  const std::size_t room = options_.max_hits > spanless_.size() ? options_.max_hits - spanless_.size() : 1;
  if (found.size() > room) found.resize(room);
  if (deciding_ && !found.empty() && found.back().place() < deciding_->place()) found.back() = *deciding_;
  std::vector<ByteSpan> spans;
  spans.reserve(found.size());
  for (const auto& hit : found) spans.emplace_back(hit.byte_start, hit.byte_end);
  const auto offsets = offsets_of(text_, spans);
  for (std::size_t i = 0; i < found.size(); ++i) {
    decision.hits.push_back(hit_of(found[i]));
    decision.hits.back().offsets = offsets[i];
  }
  for (const auto& hit : spanless_)
    if (decision.hits.size() < options_.max_hits) decision.hits.push_back(hit);
  decision.hits_total = std::min(total_, options_.exact_hits);
  decision.hits_total_exact = total_ <= options_.exact_hits;
  decision.anything_hit = anything_hit_;
  decision.safety = request_.labels.safety;
  decision.decided_words = decided_words_;
  for (auto& [strategy, by_tag] : decision.decided_words) name_once(by_tag);
  decision.global_words = global_words_;
  decision.custom_words = custom_words_;
  decision.super_words = super_words_;
  decision.super_white_words = super_white_words_;
}

}  // namespace lgm::guard
