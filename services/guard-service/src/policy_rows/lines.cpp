#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {
namespace {

// One line, begun; its members are written by the caller.
class Line {
 public:
  Line(std::string& text, std::string_view kind, const std::string& id) : writer_(begun(text)) {
    writer_.begin_object();
    member("kind", kind);
    writer_.key("row");
    writer_.begin_object();
    member("id", id);
  }
  Line& member(std::string_view name, std::string_view value) {
    writer_.key(name);
    writer_.text(value);
    return *this;
  }
  Line& unless_empty(std::string_view name, const std::string& value) {
    return value.empty() ? *this : member(name, value);
  }
  Line& flag(std::string_view name, bool value) {
    writer_.key(name);
    writer_.boolean(value);
    return *this;
  }
  Line& number(std::string_view name, std::int64_t value) {
    writer_.key(name);
    writer_.integer(value);
    return *this;
  }
  void end() {
    writer_.end_object();
    writer_.end_object();
  }

 private:
  static std::string& begun(std::string& text) {
    text.clear();
    return text;
  }
  json::Writer writer_;
};

}  // namespace

void PolicyRows::write(const std::function<void(std::string_view)>& line) const {
  std::string text;
  const auto out = [&](Line& made) {
    made.end();
    line(text);
  };
  const auto keyword = [](Line& made, const Keyword& row) -> Line& {
    return made.member("keyword", row.keyword)
        .unless_empty("tag_code", row.tag)
        .unless_empty("risk_level", row.risk)
        .flag("is_active", row.active);
  };
  const auto rule = [](Line& made, const Rule& row) -> Line& {
    return made.member("strategy", row.strategy)
        .unless_empty("extra_condition", row.condition)
        .unless_empty("mode", row.mode)
        .flag("is_active", row.active);
  };
  for (const auto& [id, row] : tags_) {
    Line made(text, "tag", id);
    out(made.member("tag_code", row.code).unless_empty("parent_code", row.parent));
  }
  for (const auto& [id, row] : global_keywords_) {
    Line made(text, "global_keyword", id);
    out(keyword(made, row));
  }
  for (const auto& [id, row] : scenarios_) {
    Line made(text, "scenario", id);
    made.member("app_id", row.app_id)
        .flag("is_active", row.active)
        .flag("enable_whitelist", row.whitelist)
        .flag("enable_blacklist", row.blacklist)
        .flag("enable_custom_policy", row.custom_policy);
    if (row.rewrite_answer) made.member("rewrite_answer", *row.rewrite_answer);
    out(made);
  }
  for (const auto& [app_id, rows] : of_scenario_) {
    for (const auto& [id, row] : rows.keywords) {
      Line made(text, "scenario_keyword", id);
      made.member("scenario_id", app_id).number("rule_mode", row.super ? 0 : 1);
      out(keyword(made, row).number("category", row.white ? 0 : 1));
    }
    for (const auto& [id, row] : rows.policies) {
      Line made(text, "scenario_policy", id);
      made.member("scenario_id", app_id).number("rule_mode", row.super ? 0 : 1);
      out(rule(made, row).member("match_type", row.match_type).member("match_value", row.value));
    }
  }
  for (const auto& [id, row] : global_defaults_) {
    Line made(text, "global_default", id);
    out(rule(made, row).unless_empty("tag_code", row.value));
  }
}

}  // namespace lgm::guard_service
