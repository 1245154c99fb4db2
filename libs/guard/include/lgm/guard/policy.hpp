// The policy as the engine takes it (rows, active ones only) and as it decides by it (a compiled snapshot).
// Everything compiled is immutable and shared by threads; parts that did not change are shared by snapshots.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lgm/guard/keyword_rows.hpp"
#include "lgm/guard/matcher.hpp"

namespace lgm::guard {

// In order of rank: the most severe wins.
enum class Strategy : std::uint8_t { Pass, Rewrite, Review, Block };
// Monitored rules only report what they would have done.
enum class RuleMode : std::uint8_t { Enforce, Monitor };

std::string_view to_string(Strategy strategy);
std::string_view to_string(Risk risk);
std::string_view to_string(RuleMode mode);
// What older consoles read: PASS 0, REWRITE 50, BLOCK 100, REVIEW 1000.
int score_of(Strategy strategy);
// Rows of older installations hold other words: MANUAL_REVIEW and MANUAL are REVIEW, unknown strategies
// decide as BLOCK, unknown risks as High.
Strategy strategy_of(std::string_view word);
Risk risk_of(std::string_view word);

struct TagRow {
  std::string code;
  std::string parent;  // empty: a root
};

// A row of rule_scenario_policy (`by_keyword`: match_type KEYWORD) or, as a default, of rule_global_defaults.
struct RuleRow {
  std::string id;
  bool super = false, by_keyword = false;
  std::string value;      // keyword or tag code; a default's tag; empty for a default without a tag
  std::string condition;  // extra_condition; empty: none
  Strategy strategy = Strategy::Block;
  RuleMode mode = RuleMode::Enforce;
};

struct ScenarioRow {
  std::string app_id;
  bool is_active = true, enable_whitelist = true, enable_blacklist = true, enable_custom_policy = true;
  std::optional<std::string> rewrite_answer;
};

// Tags with their ancestors. Orphans and circles of older databases are walked as far as they go.
class TagTree {
 public:
  explicit TagTree(const std::vector<TagRow>& rows);
  // The tag itself, its parent and so on; only itself when it is unknown, nothing when it is empty.
  std::vector<std::string_view> chain(std::string_view code) const;

 private:
  std::map<std::string, std::string, std::less<>> parents_;
};

// Keywords of one library with their matcher. Words of one list that are equal once normalised are one group:
// they hit together.
class KeywordList {
 public:
  struct Group {
    List list;
    std::uint32_t begin, end;  // of rows()
  };
  // What `rows` point into need not outlive the call. What is needed only while it is made is kept in few
  // large blocks: small ones would lie between what stays and hold its pages when they are freed.
  KeywordList(const std::vector<KeywordRows::View>& rows, const MatchOptions& options);
  KeywordList(const std::vector<KeywordRow>& rows, const MatchOptions& options);

  const Matcher* matcher() const { return matcher_.get(); }  // null when there is no keyword
  // The groups of a pattern, as a range of groups().
  std::pair<std::uint32_t, std::uint32_t> groups_of(std::uint32_t pattern) const {
    return {pattern_groups_[pattern], pattern_groups_[pattern + 1]};
  }
  const std::vector<Group>& groups() const { return groups_; }
  const KeywordRows& rows() const { return rows_; }
  bool holds(List list) const { return (lists_ >> static_cast<unsigned>(list)) & 1; }
  // Rows that are merged into another of their list, and rows with nothing left to match.
  std::size_t doubles() const { return rows_.size() - groups_.size(); }
  const std::vector<std::string>& ineffective() const { return ineffective_; }
  std::size_t bytes() const;

 private:
  void compile(const std::vector<std::u32string_view>& normalized, const MatchOptions& options);
  KeywordRows rows_;  // by normalised text, then list
  std::vector<Group> groups_;
  std::vector<std::uint32_t> pattern_groups_;
  std::vector<std::string> ineffective_;  // ids
  std::shared_ptr<const Matcher> matcher_;
  unsigned lists_ = 0;
};

// Rules by what they match: keywords in normalised form, tags by code.
class RuleSet {
 public:
  RuleSet() = default;
  explicit RuleSet(std::vector<RuleRow> rows);
  // Null when no rule stands there.
  const std::vector<RuleRow>* find(bool super, bool by_keyword, std::string_view value) const;
  const std::vector<RuleRow>& without_value() const { return without_value_; }
  bool has_keyword_rules() const { return has_keyword_rules_; }

 private:
  std::unordered_map<std::string, std::vector<RuleRow>> rules_;  // by a key of all three
  std::vector<RuleRow> without_value_;
  bool has_keyword_rules_ = false;
};

struct Scenario {
  ScenarioRow row;
  std::shared_ptr<const KeywordList> words;  // never null
  std::shared_ptr<const RuleSet> rules;      // never null
};

struct PolicySnapshot {
  std::int64_t version = 0;
  MatchOptions options;
  std::shared_ptr<const TagTree> tags;
  std::shared_ptr<const KeywordList> global;
  std::shared_ptr<const RuleSet> defaults;  // by tag, as custom rules
  std::map<std::string, std::shared_ptr<const Scenario>, std::less<>> scenarios;

  // Null when unknown.
  const Scenario* find(std::string_view app_id) const;
};

// A mask that is a letter, mark, digit or separator, that is dropped, or that normalising changes would not
// end a match: why it is refused, or nullopt.
std::optional<std::string> refuse_mask(std::string_view mask);

}  // namespace lgm::guard
