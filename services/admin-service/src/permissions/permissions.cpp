#include "permissions/permissions.hpp"

#include <algorithm>

#include "permissions/service_accounts.hpp"

namespace lgm::admin::permissions {
namespace {

using service_accounts::kIsOne;

std::string by_id() {
  return "SELECT `user_id`, `username`, `role`, `is_active`, `id`, CASE WHEN " + std::string(kIsOne) +
         " THEN 1 ELSE 0 END FROM `users` WHERE `id` = ?";
}
// The user's own role counts as an assignment without a scenario.
constexpr char kGrants[] =
    "SELECT r.`role_code`, r.`role_type`, g.`scenario_id`, p.`permission_code` FROM (SELECT `role_id`, "
    "`scenario_id` FROM `user_scenario_roles` WHERE `user_id` = ? UNION ALL SELECT `id`, NULL FROM `roles` "
    "WHERE `role_code` = ?) g JOIN `roles` r ON r.`id` = g.`role_id` LEFT JOIN `role_permissions` rp ON "
    "rp.`role_id` = r.`id` LEFT JOIN `permissions` p ON p.`id` = rp.`permission_id` WHERE r.`is_active` = 1";

// Older fine grants; an assignment without a row of booleans allows nothing.
constexpr char kFineGrants[] =
    "SELECT a.`scenario_id`, f.`scenario_basic_info`, f.`scenario_keywords`, f.`scenario_policies`, "
    "f.`playground`, f.`performance_test` FROM `user_scenario_assignments` a JOIN "
    "`scenario_admin_permissions` f ON f.`assignment_id` = a.`id` WHERE a.`user_id` = ?";

void grant_everywhere(service::Rights& rights, std::string_view role, std::string_view type,
                      const std::string& code) {
  if (role == kSystemAdmin) rights.is_admin = true;
  if (role == kAuditor) rights.reads_all = true;
  if (!code.empty() && (type == "GLOBAL" || code == kLabelling)) rights.global.insert(code);
}

void grant_in(service::Rights& rights, const std::string& scenario, const std::string& code) {
  auto& codes = rights.scenarios[scenario];
  if (code.empty()) return;
  codes.insert(code);
  if (code == kLabelling) rights.global.insert(code);
}

void add_fine_grants(sql::Session& session, service::Rights& rights) {
  const auto rows = session.query(kFineGrants, {rights.uid}, 1 + std::size(kScenarioCodes));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t code = 0; code < std::size(kScenarioCodes); ++code) {
      const bool held = rows.cell(i, code + 1).value_or("0") != "0";
      grant_in(rights, std::string(rows.text(i, 0)), held ? std::string(kScenarioCodes[code]) : "");
    }
}

std::vector<std::string> list_of(const std::set<std::string, std::less<>>& codes) {
  return {codes.begin(), codes.end()};
}

std::map<std::string, std::vector<std::string>> lists_of(const service::Rights& rights) {
  std::map<std::string, std::vector<std::string>> lists;
  for (const auto& [scenario, codes] : rights.scenarios) lists.emplace(scenario, list_of(codes));
  return lists;
}

}  // namespace

std::shared_ptr<const service::Rights> load(sql::Session& session, const std::string& uid) {
  const auto user = session.query(by_id(), {uid}, 6);
  if (user.empty() || user.text(0, 4) != uid) return nullptr;
  auto rights = std::make_shared<service::Rights>();
  rights->uid = uid;
  rights->user_id = user.cell(0, 0).value_or("");
  rights->username = user.text(0, 1);
  rights->role = user.text(0, 2);
  rights->is_active = user.integer(0, 3) != 0;
  const bool is_account = user.integer(0, 5) != 0;
  const auto grants = session.query(kGrants, {uid, rights->role}, 4);
  for (std::size_t i = 0; i < grants.size(); ++i) {
    if (is_account && grants.text(i, 0) == kSystemAdmin) continue;
    const std::string code(grants.cell(i, 3).value_or(""));
    const auto scenario = grants.cell(i, 2);
    if (scenario && !scenario->empty())
      grant_in(*rights, std::string(*scenario), code);
    else
      grant_everywhere(*rights, grants.text(i, 0), grants.text(i, 1), code);
  }
  add_fine_grants(session, *rights);
  if (is_account) service_accounts::withhold(*rights);
  if (rights->is_admin) {
    rights->role = kSystemAdmin;
    rights->global.insert(std::begin(kGlobalCodes), std::end(kGlobalCodes));
    rights->global.insert(std::begin(kScenarioCodes), std::end(kScenarioCodes));
  }
  return rights;
}

MyPermissions mine(const service::Rights& rights) {
  return {rights.user_id.empty() ? rights.uid : rights.user_id, list_of(rights.global), lists_of(rights)};
}

Reach reach_to_read(const service::Rights& rights, std::string_view permission) {
  Reach reach{rights.reads_all || rights.holds(permission), {}};
  if (reach.everywhere) return reach;
  for (const auto& [scenario, codes] : rights.scenarios)
    if (codes.find(permission) != codes.end()) reach.scenarios.push_back(scenario);
  return reach;
}

bool holds_somewhere(const service::Rights& rights, std::string_view permission) {
  return rights.holds(permission) ||
         std::any_of(rights.scenarios.begin(), rights.scenarios.end(), [&](const auto& scenario) {
           return scenario.second.find(permission) != scenario.second.end();
         });
}

contracts::UserRights answer_of(const service::Rights& rights) {
  contracts::UserRights answer;
  answer.uid = rights.uid;
  if (!rights.user_id.empty()) answer.user_id = rights.user_id;
  answer.username = rights.username;
  answer.role = rights.role;
  answer.is_active = rights.is_active;
  answer.is_admin = rights.is_admin;
  answer.global = list_of(rights.global);
  answer.scenarios = lists_of(rights);
  for (const auto& [scenario, codes] : rights.scenarios) answer.held.push_back(scenario);
  return answer;
}

bool has(const service::Rights& rights, const PermissionQuestion& question) {
  return question.scenario_id ? rights.holds_in(question.permission, *question.scenario_id)
                              : rights.holds(question.permission);
}

std::shared_ptr<const service::Rights> CachedRights::rights_of(const std::string& uid) {
  std::uint64_t drops = 0;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept_.find(uid); found != kept_.end()) return found->second;
    drops = drops_;
  }
  auto rights = store_.reading([&](sql::Session& session) { return load(session, uid); });
  const std::lock_guard lock(mutex_);
  // What was dropped while we read may be what we read.
  if (!rights || drops != drops_) return rights;
  if (kept_.size() >= kMost) kept_.clear();
  kept_[uid] = rights;
  return rights;
}

std::shared_ptr<const service::Rights> CachedRights::kept(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(uid);
  return found == kept_.end() ? nullptr : found->second;
}

void CachedRights::drop(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  ++drops_;
  kept_.erase(uid);
}

void CachedRights::clear() {
  const std::lock_guard lock(mutex_);
  ++drops_;
  kept_.clear();
}

}  // namespace lgm::admin::permissions
