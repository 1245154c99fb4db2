#include "checks/answer.hpp"

#include <fmt/core.h>

#include <stdexcept>

#include "checks/older_members.hpp"

namespace lgm::guard_service {
namespace {

void write_decided_by(json::Writer& writer, const guard::DecidedBy& by) {
  writer.key("decided_by");
  writer.begin_object();
  writer.key("kind");
  writer.text(to_string(by.reason));
  writer.key("rule_id");
  by.rule_id.empty() ? writer.null() : writer.text(by.rule_id);
  writer.end_object();
}

void write_offsets(json::Writer& writer, const guard::Offsets& offsets) {
  const auto number = [&](std::string_view name, std::size_t value) {
    writer.key(name);
    writer.integer(static_cast<std::int64_t>(value));
  };
  number("start", offsets.start);
  number("end", offsets.end);
  number("byte_start", offsets.byte_start);
  number("byte_end", offsets.byte_end);
  number("utf16_start", offsets.utf16_start);
  number("utf16_end", offsets.utf16_end);
}

void write_hit(json::Writer& writer, const guard::Hit& hit) {
  const auto text = [&](std::string_view name, std::string_view value) {
    writer.key(name);
    writer.text(value);
  };
  writer.begin_object();
  text("keyword", hit.keyword);
  if (hit.offsets) write_offsets(writer, *hit.offsets);
  writer.key("tag_code");
  hit.tag.empty() ? writer.null() : writer.text(hit.tag);
  writer.key("risk_level");
  hit.risk ? writer.text(to_string(*hit.risk)) : writer.null();
  text("source", to_string(hit.source));
  if (hit.exempted_by) text("exempted_by", *hit.exempted_by);
  text("strategy", to_string(hit.strategy));
  text("mode", to_string(hit.mode));
  write_decided_by(writer, hit.decided_by);
  if (hit.monitored) {
    writer.key("monitored");
    writer.begin_object();
    text("strategy", to_string(hit.monitored->strategy));
    write_decided_by(writer, hit.monitored->decided_by);
    writer.end_object();
  }
  writer.end_object();
}

void write_final(json::Writer& writer, const guard::Decision& decision) {
  const int score = guard::score_of(decision.strategy);
  writer.key("final_decision");
  writer.begin_object();
  writer.key("strategy");
  writer.text(to_string(decision.strategy));
  writer.key("score");
  writer.integer(score);
  writer.key("priority");
  writer.integer(decision.anything_hit ? score : -1);
  writer.end_object();
}

void write_escalation(json::Writer& writer, const guard::Escalation& escalation) {
  writer.key("escalation");
  writer.begin_object();
  writer.key("reason");
  writer.text(to_string(escalation.reason));
  writer.key("round");
  writer.integer(escalation.round);
  if (escalation.hit) {
    writer.key("hit");
    write_hit(writer, *escalation.hit);
  }
  writer.end_object();
}

void write_ignored(json::Writer& writer, const Answer& answer) {
  if (!answer.flags_ignored && !answer.labels_ignored) return;
  writer.key("ignored");
  writer.begin_array();
  if (answer.flags_ignored) writer.text("flags");
  if (answer.labels_ignored) writer.text("labels");
  writer.end_array();
}

constexpr std::string_view kSchema = R"({"type":"object","properties":{
"request_id":{"type":"string"},"policy_version":{"type":"integer"},"norm_version":{"type":"integer"},
"final_decision":{"type":"object","properties":{"strategy":{"enum":["BLOCK","PASS","REWRITE","REVIEW"]},"score":{"type":"integer"},
"priority":{"type":"integer"}},"required":["strategy","score","priority"]},
"rewritten_text":{"type":"string","description":"only when the final decision is REWRITE"},
"hits":{"type":"array","items":{"type":"object","properties":{"keyword":{"type":"string"},
"start":{"type":"integer"},"end":{"type":"integer"},"byte_start":{"type":"integer"},"byte_end":{"type":"integer"},
"utf16_start":{"type":"integer"},"utf16_end":{"type":"integer"},"tag_code":{"type":["string","null"]},
"risk_level":{"type":["string","null"]},"source":{"enum":["GLOBAL","CUSTOM","SUPER","LABEL"]},"exempted_by":{"type":"string"},
"strategy":{"enum":["BLOCK","PASS","REWRITE","REVIEW"]},"mode":{"enum":["ENFORCE","MONITOR"]},
"decided_by":{"type":"object","properties":{"kind":{"type":"string"},"rule_id":{"type":["string","null"]}},"required":["kind","rule_id"]},
"monitored":{"type":"object"}},"required":["keyword","tag_code","risk_level","source","strategy","mode","decided_by"]}},
"hits_total":{"type":"integer"},"hits_total_exact":{"type":"boolean","description":"false: at least so many"},
"escalation":{"type":"object","description":"why the decision is more severe than the hits' strategies"},
"degraded":{"type":"array","items":{"type":"string"}},
"ignored":{"type":"array","items":{"enum":["flags","labels"]},"description":"what was sent and did not count: the API key may not send it"},"all_decision_dict":{"type":"object"},"timing_us":{"type":"integer"}},
"required":["request_id","policy_version","norm_version","final_decision","hits","hits_total","all_decision_dict","timing_us"]})";

}  // namespace

std::string to_json(const Answer& answer, Members members) {
  const guard::Decision& decision = answer.decision;
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("request_id");
  writer.text(answer.request_id);
  writer.key("policy_version");
  writer.integer(decision.policy_version);
  writer.key("norm_version");
  writer.integer(guard::kNormVersion);
  write_final(writer, decision);
  if (decision.rewritten_text) {
    writer.key("rewritten_text");
    writer.text(*decision.rewritten_text);
  }
  writer.key("hits");
  writer.begin_array();
  for (const auto& hit : decision.hits) write_hit(writer, hit);
  writer.end_array();
  writer.key("hits_total");
  writer.integer(static_cast<std::int64_t>(decision.hits_total));
  if (!decision.hits_total_exact) {
    writer.key("hits_total_exact");
    writer.boolean(false);
  }
  if (decision.escalation) write_escalation(writer, *decision.escalation);
  if (answer.without_policy) {
    writer.key("degraded");
    writer.raw(R"(["policy"])");
  }
  write_ignored(writer, answer);
  write_all_decisions(writer, decision);
  if (members == Members::Older) write_older_members(writer, decision);
  writer.key("timing_us");
  writer.integer(answer.took.count());
  writer.end_object();
  return out;
}

json::Value answer_schema(Members members) {
  auto schema = json::parse_or_nothing(kSchema);
  if (!schema) throw std::logic_error("the answer's schema is no JSON");
  if (members == Members::Older)
    for (auto& [name, value] : *schema->object())
      if (name == "properties")
        for (const char* older : {"sensitive_words_result", "guard_model_result", "hit_summary"})
          value.set(older, json::Object{{"type", "object"}});
  return std::move(*schema);
}

json::Value batch_schema() {
  return json::Object{
      {"type", "object"},
      {"properties",
       json::Object{{"results", json::Object{{"type", "array"}, {"items", answer_schema(Members::Today)}}}}},
      {"required", json::Array{"results"}}};
}

}  // namespace lgm::guard_service
