#include "policy_rows/policy_rows.hpp"

#include <tuple>

namespace lgm::guard_service {
namespace {

std::string needed(const json::Value& row, std::string_view name) {
  const auto text = row.text_at(name);
  if (!text) throw BadRow("a row has no text `" + std::string(name) + "`");
  return *text;
}

bool flag(const json::Value& row, std::string_view name, bool otherwise = true) {
  return row.flag_at(name).value_or(otherwise);
}

// Older rows: 0 is super mode, everything else custom.
bool super(const json::Value& row) {
  return row.integer_at("rule_mode").value_or(1) == 0;
}

guard::List list_of(const json::Value& row) {
  const bool black = row.integer_at("category").value_or(1) != 0;
  if (super(row)) return black ? guard::List::SuperBlack : guard::List::SuperWhite;
  return black ? guard::List::CustomBlack : guard::List::CustomWhite;
}

// A row's members, to be compared.
auto members(const guard::TagRow& row) {
  return std::tie(row.code, row.parent);
}
auto members(const guard::RuleRow& row) {
  return std::tie(row.super, row.by_keyword, row.value, row.condition, row.strategy, row.mode);
}
auto members(const guard::ScenarioRow& row) {
  return std::tie(row.app_id, row.is_active, row.enable_whitelist, row.enable_blacklist,
                  row.enable_custom_policy, row.rewrite_answer);
}

template <class Rows>
auto* find_in(const Rows& rows, const std::string& id) {
  const auto found = rows.find(id);
  return found == rows.end() ? nullptr : &found->second;
}

// `equal` compares two that are there.
template <class T, class Equal>
bool same(const T* a, const T* b, const Equal& equal) {
  return a && b ? equal(*a, *b) : a == b;
}

}  // namespace

void PolicyRows::apply(const std::string& kind, const std::string& id, const json::Value& row) {
  if (kind == "tag") return put_tag(id, row);
  if (kind == "global_keyword") return put_keyword(id, row, true);
  if (kind == "scenario_keyword") return put_keyword(id, row, false);
  if (kind == "scenario") return put_scenario(id, row);
  if (kind == "scenario_policy") return put_rule(id, row, false);
  if (kind == "global_default") return put_rule(id, row, true);
}

bool PolicyRows::holds(const std::string& kind, const std::string& id, const json::Value& row) const {
  PolicyRows alone(options_);
  alone.apply(kind, id, row);
  return same_row(alone, kind, id);
}

bool PolicyRows::same_row(const PolicyRows& other, const std::string& kind, const std::string& id) const {
  const auto same_word = [](const Keyword& a, const Keyword& b) {
    return std::tie(a.keyword, *a.tag, a.risk, a.list, a.active) ==
           std::tie(b.keyword, *b.tag, b.risk, b.list, b.active);
  };
  const auto same_rule = [](const Rule& a, const Rule& b) {
    return members(a.row) == members(b.row) && a.scenario == b.scenario && a.active == b.active;
  };
  if (kind == "tag")
    return same(find_in(tags_, id), find_in(other.tags_, id),
                [](const Tag& a, const Tag& b) { return members(a.row) == members(b.row); });
  if (kind == "scenario")
    return same(find_in(scenarios_, id), find_in(other.scenarios_, id),
                [](const auto& a, const auto& b) { return members(a) == members(b); });
  if (kind == "global_keyword")
    return same(find_in(global_keywords_, id), find_in(other.global_keywords_, id), same_word);
  if (kind == "scenario_keyword")
    return same(scenario_keyword(id), other.scenario_keyword(id), same_word) &&
           same(find_in(scenario_of_keyword_, id), find_in(other.scenario_of_keyword_, id),
                std::equal_to<>());
  if (kind == "scenario_policy" || kind == "global_default") return same(rule(id), other.rule(id), same_rule);
  return true;  // unknown kinds are passed over
}

const PolicyRows::Keyword* PolicyRows::scenario_keyword(const std::string& id) const {
  const auto* scenario = find_in(scenario_of_keyword_, id);
  return scenario ? find_in(keywords_.at(*scenario), id) : nullptr;
}

const PolicyRows::Rule* PolicyRows::rule(const std::string& id) const {
  const auto* scenario = find_in(scenario_of_rule_, id);
  return scenario ? find_in(rules_.at(*scenario), id) : nullptr;
}

void PolicyRows::put_tag(const std::string& id, const json::Value& row) {
  tags_touched_ = true;
  if (row.is_null()) {
    tags_.erase(id);
    return;
  }
  tags_[id] = {{needed(row, "tag_code"), row.text_at("parent_code").value_or("")}};
}

void PolicyRows::put_keyword(const std::string& id, const json::Value& row, bool global) {
  std::optional<Keyword> made;
  std::string scenario;
  if (!row.is_null()) {
    made.emplace();
    made->keyword = needed(row, "keyword");
    made->tag = &*tag_codes_.insert(row.text_at("tag_code").value_or("")).first;
    if (const auto risk = row.text_at("risk_level")) made->risk = guard::risk_of(*risk);
    made->list = global ? guard::List::Global : list_of(row);
    if (!global) scenario = needed(row, "scenario_id");
    made->active = flag(row, "is_active");
  }
  if (global) {
    global_touched_ = true;
    made ? void(global_keywords_[id] = std::move(*made)) : void(global_keywords_.erase(id));
    return;
  }
  if (const auto before = scenario_of_keyword_.find(id); before != scenario_of_keyword_.end()) {
    touched_.insert(before->second);
    keywords_[before->second].erase(id);
    scenario_of_keyword_.erase(before);
  }
  if (!made) return;
  touched_.insert(scenario);
  scenario_of_keyword_[id] = scenario;
  keywords_[scenario][id] = std::move(*made);
}

void PolicyRows::put_rule(const std::string& id, const json::Value& row, bool is_default) {
  std::optional<Rule> made;
  if (!row.is_null()) {
    made.emplace();
    made->row.id = id;
    made->row.condition = row.text_at("extra_condition").value_or("");
    made->row.strategy = guard::strategy_of(needed(row, "strategy"));
    made->row.mode = row.text_at("mode") == "MONITOR" ? guard::RuleMode::Monitor : guard::RuleMode::Enforce;
    made->active = flag(row, "is_active");
    if (is_default) {
      made->row.value = row.text_at("tag_code").value_or("");
    } else {
      made->row.super = super(row);
      made->row.by_keyword = needed(row, "match_type") == "KEYWORD";
      made->row.value = needed(row, "match_value");
      made->scenario = needed(row, "scenario_id");
    }
  }
  const auto touch_rules = [this](const std::string& scenario) {
    scenario.empty() ? void(defaults_touched_ = true) : void(touched_.insert(scenario));
  };
  if (const auto before = scenario_of_rule_.find(id); before != scenario_of_rule_.end()) {
    touch_rules(before->second);
    rules_[before->second].erase(id);
    scenario_of_rule_.erase(before);
  }
  if (!made) return;
  touch_rules(made->scenario);
  scenario_of_rule_[id] = made->scenario;
  rules_[made->scenario][id] = std::move(*made);
}

void PolicyRows::put_scenario(const std::string& id, const json::Value& row) {
  std::optional<guard::ScenarioRow> made;
  if (!row.is_null()) {
    made.emplace();
    made->app_id = needed(row, "app_id");
    made->is_active = flag(row, "is_active");
    made->enable_whitelist = flag(row, "enable_whitelist");
    made->enable_blacklist = flag(row, "enable_blacklist");
    made->enable_custom_policy = flag(row, "enable_custom_policy");
    made->rewrite_answer = row.text_at("rewrite_answer");
  }
  if (const auto before = scenarios_.find(id); before != scenarios_.end()) {
    touched_.insert(before->second.app_id);
    scenarios_.erase(before);
  }
  if (!made) return;
  touched_.insert(made->app_id);
  scenarios_[id] = std::move(*made);
}

std::size_t PolicyRows::size() const {
  return tags_.size() + global_keywords_.size() + scenarios_.size() + scenario_of_keyword_.size() +
         scenario_of_rule_.size();
}

guard::KeywordList PolicyRows::compiled(const ById<Keyword>& keywords, const guard::MatchOptions& options) {
  std::vector<guard::KeywordRows::View> rows;
  rows.reserve(keywords.size());
  for (const auto& [id, keyword] : keywords)
    if (keyword.active) rows.push_back({id, keyword.keyword, *keyword.tag, keyword.risk, keyword.list});
  return {rows, options};
}

std::shared_ptr<const guard::Scenario> PolicyRows::build_scenario(const guard::ScenarioRow& row) const {
  const auto words = keywords_.find(row.app_id);
  std::vector<guard::RuleRow> rules;
  if (const auto own = rules_.find(row.app_id); own != rules_.end())
    for (const auto& [id, rule] : own->second)
      if (rule.active) rules.push_back(rule.row);
  guard::Scenario made;
  made.row = row;
  made.words = std::make_shared<guard::KeywordList>(
      compiled(words != keywords_.end() ? words->second : ById<Keyword>{}, options_));
  made.rules = std::make_shared<guard::RuleSet>(std::move(rules));
  return std::make_shared<const guard::Scenario>(std::move(made));
}

void PolicyRows::build_global(guard::PolicySnapshot& next) const {
  if (tags_touched_) {
    std::vector<guard::TagRow> rows;
    for (const auto& [id, tag] : tags_) rows.push_back(tag.row);
    next.tags = std::make_shared<guard::TagTree>(rows);
  }
  if (global_touched_) {
    next.global = std::make_shared<guard::KeywordList>(compiled(global_keywords_, options_));
  }
  if (defaults_touched_) {
    std::vector<guard::RuleRow> rows;
    if (const auto own = rules_.find(""); own != rules_.end())
      for (const auto& [id, rule] : own->second)
        if (rule.active) rows.push_back(rule.row);
    next.defaults = std::make_shared<guard::RuleSet>(std::move(rows));
  }
}

std::shared_ptr<const guard::PolicySnapshot> PolicyRows::build() {
  auto next = std::make_shared<guard::PolicySnapshot>();
  if (last_) *next = *last_;
  next->version = version_;
  next->options = options_;
  build_global(*next);
  for (const auto& app_id : touched_) next->scenarios.erase(app_id);
  for (const auto& [id, row] : scenarios_)
    if (touched_.contains(row.app_id)) next->scenarios[row.app_id] = build_scenario(row);
  touched_.clear();
  global_touched_ = defaults_touched_ = tags_touched_ = false;
  last_ = next;
  return next;
}

void PolicyRows::each_line(const std::function<void(const std::string& line)>& each) const {
  const auto line = [&](const char* kind, json::Object row) {
    each(json::to_text(json::Object{{"kind", kind}, {"row", std::move(row)}}));
  };
  const auto or_null = [](const std::string& text) {
    return text.empty() ? json::Value() : json::Value(text);
  };
  const auto keyword_of = [&](const std::string& id, const Keyword& k) {
    return json::Object{{"id", id},
                        {"keyword", k.keyword},
                        {"tag_code", or_null(*k.tag)},
                        {"risk_level", k.risk ? json::Value(guard::to_string(*k.risk)) : json::Value()},
                        {"is_active", k.active}};
  };
  for (const auto& [id, tag] : tags_)
    line("tag", {{"id", id}, {"tag_code", tag.row.code}, {"parent_code", or_null(tag.row.parent)}});
  for (const auto& [id, keyword] : global_keywords_) line("global_keyword", keyword_of(id, keyword));
  for (const auto& [id, row] : scenarios_)
    line("scenario", {{"id", id},
                      {"app_id", row.app_id},
                      {"is_active", row.is_active},
                      {"enable_whitelist", row.enable_whitelist},
                      {"enable_blacklist", row.enable_blacklist},
                      {"enable_custom_policy", row.enable_custom_policy},
                      {"rewrite_answer", json::Value(row.rewrite_answer)}});
  for (const auto& [scenario, own] : keywords_)
    for (const auto& [id, keyword] : own) {
      auto row = keyword_of(id, keyword);
      const auto list = keyword.list;
      const bool is_super = list == guard::List::SuperBlack || list == guard::List::SuperWhite;
      const bool black = list == guard::List::SuperBlack || list == guard::List::CustomBlack;
      row.emplace_back("scenario_id", scenario);
      row.emplace_back("rule_mode", is_super ? 0 : 1);
      row.emplace_back("category", black ? 1 : 0);
      line("scenario_keyword", std::move(row));
    }
  for (const auto& [scenario, own] : rules_)
    for (const auto& [id, rule] : own) {
      json::Object row{{"id", id},
                       {"extra_condition", or_null(rule.row.condition)},
                       {"strategy", guard::to_string(rule.row.strategy)},
                       {"mode", guard::to_string(rule.row.mode)},
                       {"is_active", rule.active}};
      if (scenario.empty()) {
        row.emplace_back("tag_code", or_null(rule.row.value));
        line("global_default", std::move(row));
        continue;
      }
      row.emplace_back("scenario_id", scenario);
      row.emplace_back("match_type", rule.row.by_keyword ? "KEYWORD" : "TAG");
      row.emplace_back("match_value", rule.row.value);
      row.emplace_back("rule_mode", rule.row.super ? 0 : 1);
      line("scenario_policy", std::move(row));
    }
}

}  // namespace lgm::guard_service
