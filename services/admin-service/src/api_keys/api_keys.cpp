#include "api_keys/api_keys.hpp"

#include <algorithm>
#include <stdexcept>

#include "api_keys/uses.hpp"
#include "lgm/auth/api_key.hpp"

namespace lgm::admin::api_keys {
namespace {

using contracts::policy::Kind;

constexpr Kind kKind = describe::Description<ApiKeyRow>::kind;

ApiKey shown(const ApiKeyRow& row) {
  return {.id = row.id,
          .app_id = row.app_id,
          .name = row.name,
          .prefix = row.prefix,
          .scopes = row.scopes,
          .quota = row.quota,
          .expires_at = row.expires_at,
          .is_active = row.is_active,
          .created_at = row.created_at,
          .updated_at = row.updated_at,
          .created_by = row.created_by,
          .last_used_at = {},
          .last_used_from = {},
          .used_last_minute = 0,
          .version = row.version,
          .key = {}};
}

// A quota that limits nothing is none.
std::optional<Quota> limiting(const std::optional<Quota>& quota) {
  return quota && (quota->per_minute || quota->per_day) ? quota : std::nullopt;
}

// Of the members that can be changed, those of `wanted`.
ApiKeyRow with(ApiKeyRow row, const ApiKey& wanted) {
  row.name = wanted.name;
  row.quota = limiting(wanted.quota);
  row.expires_at = wanted.expires_at;
  row.is_active = wanted.is_active;
  return row;
}

void audit(Work& work, const ApiKeyRow& row, json::Value before, json::Value after) {
  work.audit({row.id, row.app_id, json::Object{{"before", std::move(before)}, {"after", std::move(after)}}});
}

// In the order in which they are listed, each once.
std::vector<std::string> in_order(const std::vector<std::string>& scopes) {
  std::vector<std::string> ordered;
  for (const std::string_view scope : contracts::policy::kScopes)
    if (std::find(scopes.begin(), scopes.end(), scope) != scopes.end()) ordered.emplace_back(scope);
  return ordered;
}

// To the millisecond, as revocations are; always later than the time of the row before, whatever the clocks
// of two replicas say.
base::WallTime next_time(const Work& work, base::WallTime before = {}) {
  const base::WallTime now = base::from_unix_ms(base::to_unix_ms(work.now()));
  return std::max(now, before + std::chrono::milliseconds(1));
}

// Throws 404 for a key of another app, too.
ApiKeyRow get(sql::Session& session, const std::string& app_id, const std::string& id) {
  auto row = policy_rows::get<ApiKeyRow>(session, id);
  if (row.app_id != app_id) throw service::not_found(describe::Description<ApiKeyRow>::title);
  return row;
}

std::vector<ApiKeyRow> rows_of(sql::Session& session, const std::string& app_id) {
  auto rows = describe::select<ApiKeyRow>(session, "WHERE `app_id` = ? ORDER BY `id`", {app_id});
  std::erase_if(rows, [&](const ApiKeyRow& row) { return row.app_id != app_id; });  // MySQL: "shop "
  return rows;
}

void require_room(sql::Session& session, const std::string& app_id) {
  if (rows_of(session, app_id).size() >= static_cast<std::size_t>(kMostOfAnApp))
    throw service::conflict(
        "too_many_api_keys",
        "A scenario has at most " + std::to_string(kMostOfAnApp) + " API keys; delete one that is not used",
        {{"limit", kMostOfAnApp}});
}

std::optional<KeyedApp> keyed(sql::Session& session, const std::string& app_id) {
  return describe::find_exactly(session, &KeyedApp::app_id, "app_id", app_id);
}

void note_keyed(Work& work, const std::string& app_id) {
  if (keyed(work.session(), app_id)) return;
  const KeyedApp row{work.new_id(), app_id};
  describe::insert(work.session(), row);
  work.policy_changed(Kind::KeyedApp, row.id, {}, policy_rows::json_of(row));
}

void erase(Work& work, const ApiKeyRow& row) {
  remove_use_row(work.session(), row.id);
  policy_rows::erase(work, row);
  work.revoke(auth::RevocationKind::ApiKey, row.id, next_time(work, row.updated_at));
}

}  // namespace

std::vector<ApiKey> of_app(sql::Session& session, const std::string& app_id, base::WallTime now) {
  policy_rows::require_known_scenario(session, app_id);
  std::vector<ApiKey> keys;
  for (const ApiKeyRow& row : rows_of(session, app_id)) keys.push_back(with_use(session, shown(row), now));
  return keys;
}

ApiKey create(Work& work, const std::string& app_id, ApiKey wanted, const std::string& key) {
  const auto read = auth::read_api_key(key);
  if (!read) throw std::logic_error("what was made is no API key");
  if (wanted.scopes.empty()) throw service::invalid({"/scopes", "too_short", "must name one scope", 1, 0});
  check_expiry(wanted.expires_at, work.now());
  work.lock_policy();
  policy_rows::require_known_scenario(work.session(), app_id);
  require_room(work.session(), app_id);
  ApiKeyRow row;
  row.id = work.new_id();
  row.app_id = app_id;
  row.prefix = read->prefix;
  row.sha256 = crypto::to_hex(read->digest);
  row.scopes = in_order(wanted.scopes);
  row.created_at = row.updated_at = next_time(work);
  row.created_by = work.actor().uid;
  row.version = 1;
  row = with(std::move(row), wanted);
  describe::insert(work.session(), row);
  add_use_row(work.session(), row.id);
  note_keyed(work, app_id);
  work.policy_changed(kKind, row.id, {}, policy_rows::json_of(row));
  audit(work, row, {}, audited(shown(row)));
  ApiKey made = shown(row);
  made.key = key;
  return made;
}

ApiKey change(Work& work, const std::string& app_id, const std::string& id,
              const describe::Draft<ApiKey>& draft, std::optional<std::int64_t> expected) {
  work.lock_policy();
  const ApiKeyRow before = get(work.session(), app_id, id);
  policy_rows::check_version(before, expected);
  ApiKey wanted = shown(before);
  std::vector<describe::Fault> faults;
  if (const auto field = describe::merge(wanted, draft, faults)) throw service::immutable(*field);
  if (!faults.empty()) throw service::invalid(std::move(faults));
  ApiKeyRow after = with(before, wanted);
  if (describe::equal(before, after)) {
    work.policy_kept(kKind, policy_rows::json_of(before));
    return with_use(work.session(), shown(before), work.now());
  }
  if (after.expires_at != before.expires_at) check_expiry(after.expires_at, work.now());
  after.updated_at = next_time(work, before.updated_at);
  if (!describe::update(work.session(), after)) throw service::version_mismatch();
  after.version = before.version + 1;
  work.policy_changed(kKind, id, policy_rows::json_of(before), policy_rows::json_of(after));
  if (before.is_active && !after.is_active) work.revoke(auth::RevocationKind::ApiKey, id, after.updated_at);
  audit(work, after, audited(shown(before)), audited(shown(after)));
  return with_use(work.session(), shown(after), work.now());
}

ApiKey remove(Work& work, const std::string& app_id, const std::string& id,
              std::optional<std::int64_t> expected) {
  work.lock_policy();
  const ApiKeyRow row = get(work.session(), app_id, id);
  policy_rows::check_version(row, expected);
  ApiKey gone = with_use(work.session(), shown(row), work.now());
  erase(work, row);
  audit(work, row, audited(shown(row)), {});
  return gone;
}

std::int64_t forget_app(Work& work, const std::string& app_id) {
  const auto rows = rows_of(work.session(), app_id);
  for (const ApiKeyRow& row : rows) erase(work, row);
  return static_cast<std::int64_t>(rows.size());
}

}  // namespace lgm::admin::api_keys
