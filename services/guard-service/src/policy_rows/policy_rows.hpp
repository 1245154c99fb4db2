// The rows of the policy as admin-service's feed sends them, kept by id, and what they compile to. Members
// that are not read here are passed over: a newer admin-service may send more.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "lgm/guard/policy.hpp"
#include "lgm/json/value.hpp"

namespace lgm::guard_service {

// What cannot be read as a row of its kind; says which and why.
class BadRow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Used by one thread at a time.
class PolicyRows {
 public:
  explicit PolicyRows(guard::MatchOptions options) : options_(options) {}
  PolicyRows(PolicyRows&&) = default;

  // Puts a row of a kind in place of the one with its id; a null row removes it. Throws BadRow; nothing is
  // changed then. Unknown kinds are passed over.
  void apply(const std::string& kind, const std::string& id, const json::Value& row);
  // Whether apply() with the same arguments would change nothing. Throws BadRow.
  bool holds(const std::string& kind, const std::string& id, const json::Value& row) const;
  std::int64_t version() const { return version_; }
  void set_version(std::int64_t version) { version_ = version; }
  std::size_t size() const;
  // Compiles what has changed since the last build and shares the rest with it.
  std::shared_ptr<const guard::PolicySnapshot> build();

  // The rows as lines of the feed, for the file that keeps them.
  void each_line(const std::function<void(const std::string& line)>& each) const;

 private:
  // There may be a million of them: the id and the scenario are their keys in the maps, not members, and the
  // tag is one of the few in tag_codes_.
  struct Keyword {
    std::string keyword;
    const std::string* tag = nullptr;
    std::optional<guard::Risk> risk;
    guard::List list = guard::List::Global;
    bool active = true;
  };
  struct Rule {
    guard::RuleRow row;
    std::string scenario;  // empty: a default
    bool active = true;
  };
  struct Tag {
    guard::TagRow row;
  };
  template <class T>
  using ById = std::map<std::string, T>;

  void put_keyword(const std::string& id, const json::Value& row, bool global);
  void put_rule(const std::string& id, const json::Value& row, bool is_default);
  void put_scenario(const std::string& id, const json::Value& row);
  void put_tag(const std::string& id, const json::Value& row);
  bool same_row(const PolicyRows& other, const std::string& kind, const std::string& id) const;
  const Keyword* scenario_keyword(const std::string& id) const;
  const Rule* rule(const std::string& id) const;
  static guard::KeywordList compiled(const ById<Keyword>& keywords, const guard::MatchOptions& options);
  std::shared_ptr<const guard::Scenario> build_scenario(const guard::ScenarioRow& row) const;
  void build_global(guard::PolicySnapshot& next) const;

  const guard::MatchOptions options_;
  std::int64_t version_ = 0;
  std::set<std::string> tag_codes_;  // whatever keywords have named
  ById<Tag> tags_;
  ById<Keyword> global_keywords_;
  ById<guard::ScenarioRow> scenarios_;
  std::map<std::string, ById<Keyword>> keywords_;  // by scenario
  std::map<std::string, ById<Rule>> rules_;        // by scenario; "" are the defaults
  std::unordered_map<std::string, std::string> scenario_of_keyword_, scenario_of_rule_;
  std::shared_ptr<const guard::PolicySnapshot> last_;
  std::set<std::string> touched_;
  bool global_touched_ = true, defaults_touched_ = true, tags_touched_ = true;
};

}  // namespace lgm::guard_service
