#include "policy_rows/policy_rows.hpp"

#include <algorithm>

#include "lgm/base/utf8.hpp"
#include "lgm/contracts/guard.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::admin::policy_rows {
namespace {

constexpr std::int64_t kCounted = 10'001;  // totals are exact to 10,000
constexpr char kScenarioByApp[] = "SELECT `app_id` FROM `scenarios` WHERE `app_id` = ?";

// Compared once more here: MySQL takes "shop " for "shop", and rights and the guard do not.
bool exists(sql::Session& session, std::string_view sql, const std::string& key) {
  const auto rows = session.query(sql, {key}, 1);
  return !rows.empty() && rows.text(0, 0) == key;
}

// Older rows may be named with blanks at the ends, which are trimmed off new names: what is there as it is
// written comes first.
bool resolve(sql::Session& session, std::string_view sql, std::string& code) {
  if (exists(session, sql, code)) return true;
  std::string trimmed(base::trimmed(code));
  if (trimmed == code || !exists(session, sql, trimmed)) return false;
  code = std::move(trimmed);
  return true;
}

}  // namespace

std::string identity_key(const std::vector<std::optional<std::string>>& parts) {
  std::string text;
  for (const auto& part : parts) text += part ? std::to_string(part->size()) + ":" + *part : std::string("-");
  return crypto::to_hex(crypto::sha256(text));
}

void record(Work& work, contracts::policy::Kind kind, const AuditFacts& facts, const json::Value& before,
            const json::Value& after) {
  work.policy_changed(kind, facts.resource_id, before, after);
  work.audit({facts.resource_id, facts.scenario_id, json::Object{{"before", before}, {"after", after}}});
}

void Filter::add(std::string_view condition, sql::Params values) {
  where += where.empty() ? "WHERE " : " AND ";
  where += condition;
  for (auto& value : values) params.push_back(std::move(value));
}

void match_exactly(Filter& filter, std::string_view column, const std::string& value) {
  const std::string name = describe::quoted(column);
  filter.add(name + " = ? AND INSTR(" + name + ", ?) = 1 AND INSTR(?, " + name + ") = 1",
             {value, value, value});
}

void limit_to(Filter& filter, std::string_view column, const std::vector<std::string>* values) {
  if (!values) return;
  const std::string name = describe::quoted(column);
  std::string marks;
  sql::Params params;
  for (const auto& value : *values) {
    marks += marks.empty() ? "?" : ", ?";
    params.emplace_back(value);
  }
  filter.add(marks.empty() ? "1 = 0" : name + " IN (" + marks + ")", std::move(params));
  // What MySQL would find besides.
  const auto ends_blank = [](const std::string& value) { return value.ends_with(' '); };
  if (std::none_of(values->begin(), values->end(), ends_blank)) filter.add(name + " NOT LIKE '% '", {});
}

std::int64_t count(sql::Session& session, std::string_view table, const Filter& filter) {
  sql::Params params = filter.params;
  params.emplace_back(kCounted);
  const std::string sql = "SELECT COUNT(*) FROM (SELECT 1 FROM " + describe::quoted(table) + " " +
                          filter.where + " LIMIT ?) counted";
  return session.query(sql, params, 1).integer(0, 0);
}

std::string page_clause(const service::Page& page, sql::Params& params) {
  if (!page.limit && page.skip == 0) return {};
  params.emplace_back(page.limit.value_or(INT64_MAX));
  params.emplace_back(page.skip);
  return " LIMIT ? OFFSET ?";
}

std::string rest_of(const Filter& filter, std::string_view order, const service::Page& page,
                    sql::Params& params) {
  params = filter.params;
  return filter.where + " ORDER BY " + std::string(order) + page_clause(page, params);
}

void require_tag(sql::Session& session, std::string& tag_code) {
  if (!resolve(session, "SELECT `tag_code` FROM `meta_tags` WHERE `tag_code` = ?", tag_code))
    throw service::bad_request("unknown_tag", "There is no tag " + tag_code, {{"tag", tag_code}});
}

void require_scenario(sql::Session& session, const std::string& app_id) {
  if (!exists(session, kScenarioByApp, app_id))
    throw service::bad_request("unknown_scenario", "There is no scenario " + app_id, {{"scenario", app_id}});
}

bool find_scenario(sql::Session& session, std::string& app_id) {
  return resolve(session, kScenarioByApp, app_id);
}

void resolve_scenario(sql::Session& session, std::string& app_id) {
  if (!find_scenario(session, app_id)) require_scenario(session, app_id);
}

void fold_condition(std::optional<std::string>& condition) {
  if (!condition) return;
  const std::string_view label = contracts::safety_label(*condition);
  if (!label.empty()) condition = label;
}

void require_known_scenario(sql::Session& session, const std::string& app_id) {
  if (!exists(session, kScenarioByApp, app_id)) throw service::not_found("Scenario");
}

}  // namespace lgm::admin::policy_rows
