#include "policy_rows/policy_rows.hpp"

#include <utility>

#include "lgm/crypto/crypto.hpp"

namespace lgm::guard_service {
namespace {

// Throws BadRow.
template <class Row>
Row read_row(const json::Value& row) {
  std::vector<describe::Fault> faults;
  auto read = describe::decode_trusted<Row>(row, faults);
  if (!read)
    throw BadRow("a row of the kind " + std::string(policy::kKindOf<Row>) + ": " +
                 describe::said(faults.front()));
  return std::move(*read);
}

template <class T>
const T* find_in(const ById<T>& rows, const std::string& id) {
  const auto found = rows.find(id);
  return found == rows.end() ? nullptr : &found->second;
}

template <class T>
std::optional<T> copy_of(const T* row) {
  return row ? std::optional(*row) : std::nullopt;
}

template <class T>
void replace(ById<T>& rows, std::string id, std::optional<T> row) {
  row ? void(rows[std::move(id)] = std::move(*row)) : void(rows.erase(id));
}

// Older rows: 0 is super mode, everything else custom.
bool is_super(std::int64_t rule_mode) {
  return rule_mode == 0;
}

guard::List list_of(std::int64_t rule_mode, std::int64_t category) {
  const bool black = category != 0;
  if (is_super(rule_mode)) return black ? guard::List::SuperBlack : guard::List::SuperWhite;
  return black ? guard::List::CustomBlack : guard::List::CustomWhite;
}

std::optional<guard::Risk> risk_of(const std::optional<std::string>& word) {
  return word ? std::optional(guard::risk_of(*word)) : std::nullopt;
}

std::optional<std::string> text_if(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> text_of(const std::optional<guard::Risk>& risk) {
  return risk ? std::optional<std::string>(to_string(*risk)) : std::nullopt;
}

// A keyword as its row, whose members are those of packed().
policy::GlobalKeyword global_row(const std::string& id, const PackedKeyword& word) {
  return {id, word.keyword, text_if(*word.tag), text_of(word.risk), word.active};
}
policy::ScenarioKeyword scenario_row(const std::string& id, const std::string& scenario,
                                     const PackedKeyword& word) {
  const bool custom = word.list == guard::List::CustomBlack || word.list == guard::List::CustomWhite;
  const bool black = word.list == guard::List::SuperBlack || word.list == guard::List::CustomBlack;
  return {id, scenario, word.keyword, text_if(*word.tag), custom, black, text_of(word.risk), word.active};
}

guard::RuleMode mode_of(std::string_view word) {
  return word == "MONITOR" ? guard::RuleMode::Monitor : guard::RuleMode::Enforce;
}

guard::RuleRow rule_of(const policy::ScenarioPolicy& row) {
  return {row.id,           is_super(row.rule_mode),          row.match_type == "KEYWORD",
          row.match_value,  row.extra_condition.value_or(""), guard::strategy_of(row.strategy),
          mode_of(row.mode)};
}
guard::RuleRow rule_of(const policy::GlobalDefault& row) {
  return {row.id,
          false,
          false,
          row.tag_code.value_or(""),
          row.extra_condition.value_or(""),
          guard::strategy_of(row.strategy),
          mode_of(row.mode)};
}

template <class Row>
std::shared_ptr<const guard::RuleSet> rules_of(const ById<Row>& rows) {
  std::vector<guard::RuleRow> rules;
  for (const auto& [id, row] : rows)
    if (row.is_active) rules.push_back(rule_of(row));
  return std::make_shared<guard::RuleSet>(std::move(rules));
}

guard::ScenarioRow switches_of(const policy::Scenario& row) {
  return {
      row.app_id,        row.is_active, row.enable_whitelist, row.enable_blacklist, row.enable_custom_policy,
      row.rewrite_answer};
}

template <class Row>
std::string line_of(const Row& row) {
  return describe::to_json(
      policy::SnapshotRow{std::string(policy::kKindOf<Row>), json::Part::text(describe::to_json(row))});
}

}  // namespace

void PolicyRows::apply(std::string_view kind, std::string id, const json::Value& row) {
  policy::with_rows_of(kind, [&]<class Row>(As<Row>) {
    put(std::move(id), row.is_null() ? std::nullopt : std::optional(read_row<Row>(row)));
  });
}

bool PolicyRows::holds(std::string_view kind, const std::string& id, const json::Value& row) const {
  bool same = false;
  policy::with_rows_of(kind, [&]<class Row>(As<Row> as) {
    PolicyRows alone(options_);
    alone.apply(kind, id, row);
    const auto wanted = alone.find(as, id), ours = find(as, id);
    same = wanted && ours ? describe::equal(*wanted, *ours) : wanted.has_value() == ours.has_value();
  });
  return same;
}

void PolicyRows::put(std::string id, std::optional<policy::Tag> row) {
  tags_touched_ = true;
  replace(tags_, std::move(id), std::move(row));
}

void PolicyRows::put(std::string id, std::optional<policy::GlobalKeyword> row) {
  global_touched_ = true;
  replace(global_keywords_, std::move(id), row ? std::optional(packed(std::move(*row))) : std::nullopt);
}

void PolicyRows::put(std::string id, std::optional<policy::Scenario> row) {
  if (const auto* before = find_in(scenarios_, id)) touched_.insert(before->app_id);
  if (row) touched_.insert(row->app_id);
  replace(scenarios_, std::move(id), std::move(row));
}

void PolicyRows::put(std::string id, std::optional<policy::ScenarioKeyword> row) {
  if (auto before = scenario_keywords_.erase(id)) touched_.insert(std::move(*before));
  if (!row) return;
  const std::string scenario = row->scenario_id;
  touched_.insert(scenario);
  scenario_keywords_.put(std::move(id), scenario, packed(std::move(*row)));
}

void PolicyRows::put(std::string id, std::optional<policy::ScenarioPolicy> row) {
  if (auto before = scenario_policies_.erase(id)) touched_.insert(std::move(*before));
  if (!row) return;
  const std::string scenario = row->scenario_id;
  touched_.insert(scenario);
  scenario_policies_.put(std::move(id), scenario, std::move(*row));
}

void PolicyRows::put(std::string id, std::optional<policy::GlobalDefault> row) {
  defaults_touched_ = true;
  replace(global_defaults_, std::move(id), std::move(row));
}

void PolicyRows::put(std::string id, std::optional<policy::ApiKey> row) {
  keys_touched_ = true;
  using Key = std::shared_ptr<const KnownKey>;
  replace(api_keys_, std::move(id),
          row ? std::optional<Key>(std::make_shared<const KnownKey>(std::move(*row))) : std::nullopt);
}

void PolicyRows::put(std::string id, std::optional<policy::KeyedApp> row) {
  keys_touched_ = true;
  replace(keyed_apps_, std::move(id), std::move(row));
}

void PolicyRows::set_format(std::int64_t format) {
  keys_touched_ |= format != format_;
  format_ = format;
}

std::shared_ptr<const KnownKeys> PolicyRows::keys() {
  if (!std::exchange(keys_touched_, false)) return last_keys_;
  std::vector<std::shared_ptr<const KnownKey>> keys;
  for (const auto& [id, key] : api_keys_) keys.push_back(key);
  std::unordered_set<std::string> apps;
  for (const auto& [id, app] : keyed_apps_) apps.insert(app.app_id);
  last_keys_ =
      std::make_shared<const KnownKeys>(std::move(keys), std::move(apps), format_ >= policy::kFormatWithKeys);
  return last_keys_;
}

std::optional<policy::Tag> PolicyRows::find(As<policy::Tag>, const std::string& id) const {
  return copy_of(find_in(tags_, id));
}

std::optional<policy::GlobalKeyword> PolicyRows::find(As<policy::GlobalKeyword>,
                                                      const std::string& id) const {
  const auto* word = find_in(global_keywords_, id);
  return word ? std::optional(global_row(id, *word)) : std::nullopt;
}

std::optional<policy::Scenario> PolicyRows::find(As<policy::Scenario>, const std::string& id) const {
  return copy_of(find_in(scenarios_, id));
}

std::optional<policy::ScenarioKeyword> PolicyRows::find(As<policy::ScenarioKeyword>,
                                                        const std::string& id) const {
  const auto* word = scenario_keywords_.find(id);
  return word ? std::optional(scenario_row(id, *scenario_keywords_.scenario_of(id), *word)) : std::nullopt;
}

std::optional<policy::ScenarioPolicy> PolicyRows::find(As<policy::ScenarioPolicy>,
                                                       const std::string& id) const {
  return copy_of(scenario_policies_.find(id));
}

std::optional<policy::GlobalDefault> PolicyRows::find(As<policy::GlobalDefault>,
                                                      const std::string& id) const {
  return copy_of(find_in(global_defaults_, id));
}

std::optional<policy::ApiKey> PolicyRows::find(As<policy::ApiKey>, const std::string& id) const {
  const auto* key = find_in(api_keys_, id);
  return key ? std::optional((*key)->row) : std::nullopt;
}

std::optional<policy::KeyedApp> PolicyRows::find(As<policy::KeyedApp>, const std::string& id) const {
  return copy_of(find_in(keyed_apps_, id));
}

// A further member of the row does not compile before it has its place here, and a test fails until it is in
// the row that is written.
PackedKeyword PolicyRows::packed(policy::GlobalKeyword&& row) {
  auto& [id, keyword, tag_code, risk_level, is_active] = row;
  return {std::move(keyword), interned(tag_code), risk_of(risk_level), guard::List::Global, is_active};
}

PackedKeyword PolicyRows::packed(policy::ScenarioKeyword&& row) {
  auto& [id, scenario_id, keyword, tag_code, rule_mode, category, risk_level, is_active] = row;
  return {std::move(keyword), interned(tag_code), risk_of(risk_level), list_of(rule_mode, category),
          is_active};
}

const std::string* PolicyRows::interned(const std::optional<std::string>& tag_code) {
  return &*tag_codes_.insert(tag_code.value_or("")).first;
}

std::size_t PolicyRows::size() const {
  return tags_.size() + global_keywords_.size() + scenarios_.size() + scenario_keywords_.size() +
         scenario_policies_.size() + global_defaults_.size() + api_keys_.size() + keyed_apps_.size();
}

guard::KeywordList PolicyRows::compiled(const ById<PackedKeyword>& keywords,
                                        const guard::MatchOptions& options) {
  std::vector<guard::KeywordRows::View> rows;
  rows.reserve(keywords.size());
  for (const auto& [id, keyword] : keywords)
    if (keyword.active) rows.push_back({id, keyword.keyword, *keyword.tag, keyword.risk, keyword.list});
  return {rows, options};
}

std::shared_ptr<const guard::Scenario> PolicyRows::build_scenario(const policy::Scenario& row) const {
  guard::Scenario made;
  made.row = switches_of(row);
  made.words = std::make_shared<guard::KeywordList>(compiled(scenario_keywords_.in(row.app_id), options_));
  made.rules = rules_of(scenario_policies_.in(row.app_id));
  return std::make_shared<const guard::Scenario>(std::move(made));
}

void PolicyRows::build_global(guard::PolicySnapshot& next) const {
  if (tags_touched_) {
    std::vector<guard::TagRow> rows;
    for (const auto& [id, tag] : tags_) rows.push_back({tag.tag_code, tag.parent_code.value_or("")});
    next.tags = std::make_shared<guard::TagTree>(rows);
  }
  if (global_touched_) {
    next.global = std::make_shared<guard::KeywordList>(compiled(global_keywords_, options_));
  }
  if (defaults_touched_) next.defaults = rules_of(global_defaults_);
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
  for (const auto& [id, row] : tags_) each(line_of(row));
  for (const auto& [id, word] : global_keywords_) each(line_of(global_row(id, word)));
  for (const auto& [id, row] : scenarios_) each(line_of(row));
  for (const auto& [scenario, words] : scenario_keywords_.all())
    for (const auto& [id, word] : words) each(line_of(scenario_row(id, scenario, word)));
  for (const auto& [scenario, rows] : scenario_policies_.all())
    for (const auto& [id, row] : rows) each(line_of(row));
  for (const auto& [id, row] : global_defaults_) each(line_of(row));
  for (const auto& [id, key] : api_keys_) each(line_of(key->row));
  for (const auto& [id, row] : keyed_apps_) each(line_of(row));
}

std::string known_members() {
  std::string text;
  [&]<class... Row>(std::type_identity<std::tuple<Row...>>) {
    const auto add = [&](std::string_view kind, const describe::TypeInfo& type) {
      text += kind;
      for (const auto& field : type.fields) text.append(" ").append(field.name);
      text += '\n';
    };
    (add(policy::kKindOf<Row>, describe::type_of<Row>()), ...);
  }(std::type_identity<policy::Rows>{});
  return crypto::to_hex(crypto::sha256(text));
}

}  // namespace lgm::guard_service
