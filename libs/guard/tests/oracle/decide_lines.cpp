// Decides one case a line, for decide_oracle.py: tokens as it writes them, the decision as one line of JSON.
// Texts are hex of their UTF-8 after an `x`, both ways.
#include <iostream>
#include <sstream>

#include "lgm/guard/decide.hpp"

using namespace lgm::guard;

namespace {

std::string from_hex(const std::string& token) {
  std::string text;
  for (std::size_t i = 1; i + 1 < token.size(); i += 2)
    text.push_back(static_cast<char>(std::stoi(token.substr(i, 2), nullptr, 16)));
  return text;
}

std::string quoted(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"x";
  for (const char c : text) {
    out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
  }
  return out + '"';
}

struct Case {
  explicit Case(std::istringstream in);
  std::string run() const;

 private:
  std::string next() {
    std::string token;
    if (!(in_ >> token)) throw std::runtime_error("a case is cut off");
    return token;
  }
  std::string text() { return from_hex(next()); }
  int number() { return std::stoi(next()); }
  bool flag() { return number() != 0; }
  void read(const std::string& what);
  void read_rule();

  std::istringstream in_;
  MatchOptions match_;
  DecideOptions options_;
  ScenarioRow scenario_;
  std::vector<TagRow> tags_;
  std::vector<KeywordRow> global_, words_;
  std::vector<RuleRow> rules_, defaults_;
  Labels labels_;
  Switches use_;
  std::string text_;
};

Case::Case(std::istringstream in) : in_(std::move(in)) {
  scenario_.app_id = "app";
  for (std::string what; in_ >> what;) read(what);
}

void Case::read(const std::string& what) {
  if (what == "separators") {
    match_.max_separators = static_cast<unsigned>(number());
  } else if (what == "mask") {
    match_.mask = static_cast<char32_t>(number());
  } else if (what == "most") {
    options_.max_hits = static_cast<std::size_t>(number());
    options_.exact_hits = static_cast<std::size_t>(number());
  } else if (what == "window") {
    options_.window = static_cast<std::size_t>(number());
  } else if (what == "scenario") {
    scenario_.is_active = flag();
    scenario_.enable_whitelist = flag();
    scenario_.enable_blacklist = flag();
    scenario_.enable_custom_policy = flag();
  } else if (what == "answer") {
    scenario_.rewrite_answer = text();
  } else if (what == "tag") {
    tags_.push_back({text(), text()});
  } else if (what == "word") {
    KeywordRow row{text(), text(), text(), {}, static_cast<List>(number())};
    if (const int risk = number(); risk >= 0) row.risk = static_cast<Risk>(risk);
    (row.list == List::Global ? global_ : words_).push_back(std::move(row));
  } else if (what == "rule") {
    read_rule();
  } else if (what == "use") {
    use_ = {flag(), flag(), flag(), flag(), flag()};
  } else if (what == "safety") {
    labels_.safety = static_cast<Safety>(number());
  } else if (what == "label") {
    labels_.tags.push_back(text());
  } else if (what == "text") {
    text_ = text();
  } else {
    throw std::runtime_error("unheard of: " + what);
  }
}

void Case::read_rule() {
  const std::string where = next();
  RuleRow row;
  row.super = where == "super";
  row.by_keyword = flag();
  row.id = text();
  row.value = text();
  row.condition = text();
  row.strategy = static_cast<Strategy>(number());
  row.mode = flag() ? RuleMode::Monitor : RuleMode::Enforce;
  (where == "default" ? defaults_ : rules_).push_back(std::move(row));
}

std::string told(const DecidedBy& by) {
  return "\"reason\":\"" + std::string(to_string(by.reason)) + "\",\"rule\":" + quoted(by.rule_id);
}

std::string told(const Hit& hit) {
  std::ostringstream out;
  out << "{\"keyword\":" << quoted(hit.keyword) << ",\"tag\":" << quoted(hit.tag) << ",\"risk\":\""
      << (hit.risk ? to_string(*hit.risk) : "") << "\",\"source\":\"" << to_string(hit.source)
      << "\",\"strategy\":\"" << to_string(hit.strategy) << "\",\"mode\":\"" << to_string(hit.mode) << "\","
      << told(hit.decided_by);
  if (hit.offsets) {
    const auto& o = *hit.offsets;
    out << ",\"offsets\":[" << o.start << ',' << o.end << ',' << o.byte_start << ',' << o.byte_end << ','
        << o.utf16_start << ',' << o.utf16_end << ']';
  }
  if (hit.exempted_by) out << ",\"exempted_by\":" << quoted(*hit.exempted_by);
  if (hit.monitored)
    out << ",\"monitored\":{\"strategy\":\"" << to_string(hit.monitored->strategy) << "\","
        << told(hit.monitored->decided_by) << '}';
  out << '}';
  return out.str();
}

std::string told(const WordsByTag& words) {
  std::string out = "{";
  for (const auto& [tag, list] : words) {
    out += (out.size() > 1 ? "," : "") + quoted(tag) + ":[";
    for (std::size_t i = 0; i < list.size(); ++i) out += (i ? "," : "") + quoted(list[i]);
    out += ']';
  }
  return out + '}';
}

std::string told(const Decision& decision) {
  std::ostringstream out;
  out << "{\"version\":" << decision.policy_version << ",\"strategy\":\"" << to_string(decision.strategy)
      << "\",\"anything_hit\":" << (decision.anything_hit ? "true" : "false")
      << ",\"hits_total\":" << decision.hits_total
      << ",\"exact\":" << (decision.hits_total_exact ? "true" : "false") << ",\"safety\":\""
      << to_string(decision.safety) << '"';
  if (decision.rewritten_text) out << ",\"rewritten\":" << quoted(*decision.rewritten_text);
  if (const auto& escalation = decision.escalation) {
    out << ",\"escalation\":{\"reason\":\"" << to_string(escalation->reason)
        << "\",\"round\":" << escalation->round;
    if (escalation->hit) out << ",\"hit\":" << told(*escalation->hit);
    out << '}';
  }
  out << ",\"hits\":[";
  for (std::size_t i = 0; i < decision.hits.size(); ++i) out << (i ? "," : "") << told(decision.hits[i]);
  out << "],\"decided_words\":{";
  bool first = true;
  for (const auto& [strategy, words] : decision.decided_words) {
    out << (first ? "" : ",") << '"' << to_string(strategy) << "\":" << told(words);
    first = false;
  }
  out << "},\"global_words\":" << told(decision.global_words)
      << ",\"custom_words\":" << told(decision.custom_words)
      << ",\"super_words\":" << told(decision.super_words)
      << ",\"super_white_words\":" << told(decision.super_white_words) << '}';
  return out.str();
}

std::string Case::run() const {
  PolicySnapshot policy;
  policy.version = 7;
  policy.options = match_;
  policy.tags = std::make_shared<TagTree>(tags_);
  policy.global = std::make_shared<KeywordList>(global_, match_);
  policy.defaults = std::make_shared<RuleSet>(defaults_);
  Scenario scenario;
  scenario.row = scenario_;
  scenario.words = std::make_shared<KeywordList>(words_, match_);
  scenario.rules = std::make_shared<RuleSet>(rules_);
  policy.scenarios["app"] = std::make_shared<const Scenario>(std::move(scenario));
  const auto outcome = decide(policy, {"app", text_, labels_, use_}, options_);
  if (const auto* refused = std::get_if<Refused>(&outcome))
    return "{\"refused\":" + std::to_string(static_cast<int>(*refused)) + "}";
  return told(std::get<Decision>(outcome));
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << Case(std::istringstream(line)).run() << std::endl;
  return 0;
}
