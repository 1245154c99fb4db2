// The rows of the policy as admin-service's feed sends them, kept by id, and what they compile to. What a row
// of each kind has is said in lgm/contracts/policy.hpp alone: rows are read, compared and written by those
// descriptions.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api_keys/known_keys.hpp"
#include "lgm/contracts/policy.hpp"
#include "lgm/guard/policy.hpp"

namespace lgm::guard_service {

namespace policy = contracts::policy;

// What cannot be read as a row of its kind; says which and why.
class BadRow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

template <class T>
using ById = std::map<std::string, T>;

// Rows that stand in scenarios, of which one may go over to another.
template <class T>
class ByScenario {
 public:
  const T* find(const std::string& id) const {
    const auto scenario = scenario_of_.find(id);
    return scenario == scenario_of_.end() ? nullptr : &rows_.at(scenario->second).at(id);
  }
  // Null where the row is not there.
  const std::string* scenario_of(const std::string& id) const {
    const auto scenario = scenario_of_.find(id);
    return scenario == scenario_of_.end() ? nullptr : &scenario->second;
  }
  void put(std::string id, const std::string& scenario, T row) {
    rows_[scenario][id] = std::move(row);
    scenario_of_[std::move(id)] = scenario;
  }
  // The scenario that the row stood in.
  std::optional<std::string> erase(const std::string& id) {
    auto node = scenario_of_.extract(id);
    if (node.empty()) return std::nullopt;
    rows_[node.mapped()].erase(id);
    return std::move(node.mapped());
  }
  const ById<T>& in(const std::string& scenario) const {
    static const ById<T> none;
    const auto own = rows_.find(scenario);
    return own == rows_.end() ? none : own->second;
  }
  const std::map<std::string, ById<T>>& all() const { return rows_; }
  std::size_t size() const { return scenario_of_.size(); }

 private:
  std::map<std::string, ById<T>> rows_;
  std::unordered_map<std::string, std::string> scenario_of_;
};

// A keyword of either library. There may be a million of them: the id and the scenario are their keys in the
// maps, not members, and the tag is one of the few that keywords name.
struct PackedKeyword {
  std::string keyword;
  const std::string* tag = nullptr;
  std::optional<guard::Risk> risk;
  guard::List list = guard::List::Global;
  bool active = true;
};

// Used by one thread at a time.
class PolicyRows {
 public:
  explicit PolicyRows(guard::MatchOptions options) : options_(options) {}
  PolicyRows(PolicyRows&&) = default;

  // Puts a row of a kind in place of the one with its id; a null row removes it. Throws BadRow; nothing is
  // changed then. Unknown kinds are passed over.
  void apply(std::string_view kind, std::string id, const json::Value& row);
  // Whether apply() with the same arguments would change nothing; false for an unknown kind, which nobody
  // here can tell. Throws BadRow.
  bool holds(std::string_view kind, const std::string& id, const json::Value& row) const;
  std::int64_t version() const { return version_; }
  void set_version(std::int64_t version) { version_ = version; }
  // Of what the rows were read from: policy::kFormat and before.
  std::int64_t format() const { return format_; }
  void set_format(std::int64_t format);
  std::size_t size() const;
  // Compiles what has changed since the last build and shares the rest with it.
  std::shared_ptr<const guard::PolicySnapshot> build();

  // Whether keys() is another than when it was asked last.
  bool keys_touched() const { return keys_touched_; }
  // The API keys; the same as before while none has changed.
  std::shared_ptr<const KnownKeys> keys();

  // The rows as lines of a snapshot, for the file that keeps them.
  void each_line(const std::function<void(const std::string& line)>& each) const;

 private:
  template <class Row>
  using As = std::type_identity<Row>;

  // Nullopt removes.
  void put(std::string id, std::optional<policy::Tag> row);
  void put(std::string id, std::optional<policy::GlobalKeyword> row);
  void put(std::string id, std::optional<policy::Scenario> row);
  void put(std::string id, std::optional<policy::ScenarioKeyword> row);
  void put(std::string id, std::optional<policy::ScenarioPolicy> row);
  void put(std::string id, std::optional<policy::GlobalDefault> row);
  void put(std::string id, std::optional<policy::ApiKey> row);
  void put(std::string id, std::optional<policy::KeyedApp> row);

  // What was put, nullopt where there is none.
  std::optional<policy::Tag> find(As<policy::Tag>, const std::string& id) const;
  std::optional<policy::GlobalKeyword> find(As<policy::GlobalKeyword>, const std::string& id) const;
  std::optional<policy::Scenario> find(As<policy::Scenario>, const std::string& id) const;
  std::optional<policy::ScenarioKeyword> find(As<policy::ScenarioKeyword>, const std::string& id) const;
  std::optional<policy::ScenarioPolicy> find(As<policy::ScenarioPolicy>, const std::string& id) const;
  std::optional<policy::GlobalDefault> find(As<policy::GlobalDefault>, const std::string& id) const;
  std::optional<policy::ApiKey> find(As<policy::ApiKey>, const std::string& id) const;
  std::optional<policy::KeyedApp> find(As<policy::KeyedApp>, const std::string& id) const;

  PackedKeyword packed(policy::GlobalKeyword&& row);
  PackedKeyword packed(policy::ScenarioKeyword&& row);
  const std::string* interned(const std::optional<std::string>& tag_code);
  static guard::KeywordList compiled(const ById<PackedKeyword>& keywords, const guard::MatchOptions& options);
  std::shared_ptr<const guard::Scenario> build_scenario(const policy::Scenario& row) const;
  void build_global(guard::PolicySnapshot& next) const;

  const guard::MatchOptions options_;
  std::int64_t version_ = 0, format_ = 1;
  std::set<std::string> tag_codes_;  // whatever keywords have named
  ById<policy::Tag> tags_;
  ById<PackedKeyword> global_keywords_;
  ById<policy::Scenario> scenarios_;
  ByScenario<PackedKeyword> scenario_keywords_;
  ByScenario<policy::ScenarioPolicy> scenario_policies_;
  ById<policy::GlobalDefault> global_defaults_;
  ById<std::shared_ptr<const KnownKey>> api_keys_;
  ById<policy::KeyedApp> keyed_apps_;
  std::shared_ptr<const guard::PolicySnapshot> last_;
  std::shared_ptr<const KnownKeys> last_keys_;
  std::set<std::string> touched_;
  bool global_touched_ = true, defaults_touched_ = true, tags_touched_ = true, keys_touched_ = true;
};

// Stands for the kinds and members of rows that this version keeps, so that a file that was written by a
// version with fewer of them can be told.
std::string known_members();

}  // namespace lgm::guard_service
