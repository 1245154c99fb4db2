#include <algorithm>

#include "lgm/guard/policy.hpp"

namespace lgm::guard {
namespace {

std::string key_of(bool super, bool by_keyword, std::string_view value) {
  std::string key;
  key.reserve(value.size() + 2);
  key.push_back(super ? 's' : 'c');
  key.push_back(by_keyword ? 'k' : 't');
  return key.append(value);
}

}  // namespace

TagTree::TagTree(const std::vector<TagRow>& rows) {
  for (const auto& row : rows) parents_.emplace(row.code, row.parent);
}

std::vector<std::string_view> TagTree::chain(std::string_view code) const {
  std::vector<std::string_view> chain;
  while (!code.empty() && std::find(chain.begin(), chain.end(), code) == chain.end()) {
    chain.push_back(code);
    const auto found = parents_.find(code);
    if (found == parents_.end()) break;
    code = found->second;
  }
  return chain;
}

RuleSet::RuleSet(std::vector<RuleRow> rows) {
  for (auto& row : rows) {
    std::string value = row.value;
    if (row.by_keyword) {
      const auto normalized = normalize_keyword(value);
      if (!normalized) continue;
      value = to_utf8(*normalized);
      has_keyword_rules_ = true;
    }
    auto& place = value.empty() ? without_value_ : rules_[key_of(row.super, row.by_keyword, value)];
    place.push_back(std::move(row));
  }
}

const std::vector<RuleRow>* RuleSet::find(bool super, bool by_keyword, std::string_view value) const {
  const auto found = rules_.find(key_of(super, by_keyword, value));
  return found == rules_.end() ? nullptr : &found->second;
}

const Scenario* PolicySnapshot::find(std::string_view app_id) const {
  const auto found = scenarios.find(app_id);
  return found == scenarios.end() ? nullptr : found->second.get();
}

}  // namespace lgm::guard
