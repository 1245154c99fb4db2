#include "checks/older_members.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace lgm::guard_service {
namespace {

void write_words(json::Writer& writer, const std::vector<std::string>& words) {
  writer.begin_array();
  for (const auto& word : words) writer.text(word);
  writer.end_array();
}

void write_by_tag(json::Writer& writer, std::string_view name, const guard::WordsByTag& words) {
  writer.key(name);
  writer.begin_object();
  for (const auto& [tag, list] : words) {
    writer.key(tag);
    write_words(writer, list);
  }
  writer.end_object();
}

std::string key_of(const std::string& tag, const guard::Decision& decision) {
  return tag + "-" + std::string(to_string(decision.safety));
}

// What was not lifted, of every strategy; a word that two lists decide differently is named once.
guard::WordsByTag remaining(const guard::Decision& decision) {
  guard::WordsByTag all;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const auto& [strategy, by_tag] : decision.decided_words)
    for (const auto& [tag, words] : by_tag)
      for (const auto& word : words)
        if (seen.emplace(tag, word).second) all[tag].push_back(word);
  return all;
}

// The hit that stands for the decision: the first of its strategy.
const guard::Hit* deciding(const guard::Decision& decision) {
  if (decision.escalation && decision.escalation->hit) return &*decision.escalation->hit;
  const auto found = std::find_if(decision.hits.begin(), decision.hits.end(), [&](const guard::Hit& hit) {
    return hit.strategy == decision.strategy && !hit.exempted_by && hit.mode == guard::RuleMode::Enforce;
  });
  return found == decision.hits.end() ? nullptr : &*found;
}

std::string description_of(const guard::Decision& decision, const guard::Hit& hit) {
  const std::string what = hit.keyword.empty() ? "label" : "keyword \"" + hit.keyword + "\"";
  const std::string rule = hit.decided_by.rule_id.empty() ? "" : " " + hit.decided_by.rule_id;
  return fmt::format("{} by {}, tag \"{}\", decided by {}{}, policy {}", to_string(decision.strategy), what,
                     hit.tag, to_string(hit.decided_by.reason), rule, decision.policy_version);
}

void write_summary(json::Writer& writer, const guard::Decision& decision) {
  const guard::Hit* hit = decision.anything_hit ? deciding(decision) : nullptr;
  const auto text = [&](std::string_view name, std::string_view value) {
    writer.key(name);
    writer.text(value);
  };
  writer.key("hit_summary");
  writer.begin_object();
  text("triggered_by", hit ? to_string(hit->source) : "");
  text("hit_tag", hit ? hit->tag : "");
  writer.key("hit_words");
  std::vector<std::string> words;
  if (hit)
    if (const auto by_tag = decision.decided_words.find(hit->strategy);
        by_tag != decision.decided_words.end())
      if (const auto list = by_tag->second.find(hit->tag); list != by_tag->second.end()) words = list->second;
  if (words.empty() && hit && !hit->keyword.empty()) words.push_back(hit->keyword);
  write_words(writer, words);
  text("rule_key", hit ? key_of(hit->tag, decision) : "");
  text("description", hit ? description_of(decision, *hit) : "nothing was hit");
  writer.end_object();
}

}  // namespace

void write_all_decisions(json::Writer& writer, const guard::Decision& decision) {
  writer.key("all_decision_dict");
  writer.begin_object();
  for (const auto& [strategy, by_tag] : decision.decided_words) {
    const int score = guard::score_of(strategy);
    writer.key(std::to_string(score));
    writer.begin_object();
    for (const auto& [tag, words] : by_tag) {
      writer.key(key_of(tag, decision));
      writer.begin_object();
      writer.key("decision");
      writer.integer(score);
      writer.key("words");
      write_words(writer, words);
      writer.end_object();
    }
    writer.end_object();
  }
  writer.end_object();
}

void write_older_members(json::Writer& writer, const guard::Decision& decision) {
  writer.key("sensitive_words_result");
  writer.begin_object();
  write_by_tag(writer, "global_result", decision.global_words);
  write_by_tag(writer, "customize_result", decision.custom_words);
  write_by_tag(writer, "vip_black_words_result", decision.super_words);
  write_by_tag(writer, "vip_white_words_result", decision.super_white_words);
  write_by_tag(writer, "final_result", remaining(decision));
  writer.end_object();
  writer.key("guard_model_result");
  writer.begin_object();
  writer.key("Safety");
  writer.text(to_string(decision.safety));
  writer.key("Category");
  std::string category;
  for (const auto& hit : decision.hits)
    if (hit.source == guard::Source::Label && !hit.tag.empty())
      category += (category.empty() ? "" : ",") + hit.tag;
  writer.text(category);
  writer.end_object();
  write_summary(writer, decision);
}

}  // namespace lgm::guard_service
