#include "users/may_grant.hpp"

#include "lgm/service/problem.hpp"
#include "permissions/permissions.hpp"
#include "permissions/service_accounts.hpp"

namespace lgm::admin::users {
namespace {

// `column` is what was asked by, compared once more: MySQL takes "X " for "X".
std::optional<RoleFacts> role_of(const sql::Rows& rows, std::size_t column, const std::string& asked) {
  if (rows.empty() || rows.text(0, column) != asked) return std::nullopt;
  return RoleFacts{std::string(rows.text(0, 0)), std::string(rows.text(0, 1)), std::string(rows.text(0, 2)),
                   std::string(rows.text(0, 3))};
}

RoleFacts known(std::optional<RoleFacts> role, const std::string& asked) {
  if (!role)
    throw service::bad_request("unknown_role", "There is no active role " + asked, {{"role", asked}});
  return std::move(*role);
}

// `missing`: a role or a permission.
service::Refusal not_held(std::string_view missing, const std::string& scenario = {}) {
  std::string detail = "You cannot give what you do not hold yourself: " + std::string(missing);
  service::Facts facts{{"missing", missing}};
  if (!scenario.empty()) {
    detail += " in scenario " + scenario;
    facts.emplace_back("scenario", scenario);
  }
  return service::forbidden("not_held", std::move(detail), std::move(facts));
}

std::vector<std::string> codes_of(sql::Session& session, const RoleFacts& role) {
  const auto rows = session.query(
      "SELECT p.`permission_code` FROM `role_permissions` rp JOIN `permissions` p ON p.`id` = "
      "rp.`permission_id` WHERE rp.`role_id` = ? ORDER BY p.`permission_code`",
      {role.id}, 1);
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < rows.size(); ++i) codes.emplace_back(rows.text(i, 0));
  return codes;
}

service::Refusal never_held(std::string_view right) {
  return service::bad_request("service_account_right",
                              "A service account never holds " + std::string(right) +
                                  ": it could give itself, or others, more than it was given",
                              {{"right", right}});
}

}  // namespace

std::optional<RoleFacts> find_role_by_code(sql::Session& session, const std::string& code) {
  return role_of(session.query("SELECT `id`, `role_code`, `role_name`, `role_type` FROM `roles` WHERE "
                               "`role_code` = ? AND `is_active` = 1",
                               {code}, 4),
                 1, code);
}

RoleFacts role_by_code(sql::Session& session, const std::string& code) {
  return known(find_role_by_code(session, code), code);
}

RoleFacts role_by_id(sql::Session& session, const std::string& id) {
  return known(
      role_of(session.query("SELECT `id`, `role_code`, `role_name`, `role_type` FROM `roles` WHERE `id` = "
                            "? AND `is_active` = 1",
                            {id}, 4),
              0, id),
      id);
}

std::shared_ptr<const service::Rights> granter_of(Work& work) {
  auto rights = permissions::load(work.session(), work.actor().uid);
  if (!rights || !rights->is_active) throw service::not_authorized();
  return rights;
}

void require_may_grant(sql::Session& session, const service::Rights& granter, const RoleFacts& role,
                       const std::optional<std::string>& scenario) {
  if (granter.is_admin) return;
  if (role.code == kSystemAdmin || (role.code == kAuditor && !granter.reads_all)) throw not_held(role.code);
  for (const std::string& code : codes_of(session, role)) {
    if (scenario)
      require_holds_in(granter, code, *scenario);
    else if ((role.type == "GLOBAL" || code == kLabelling) && !granter.holds(code))
      throw not_held(code);
  }
}

void require_of_service_account(sql::Session& session, const RoleFacts& role) {
  if (role.code == kSystemAdmin) throw never_held(role.code);
  for (const std::string& code : codes_of(session, role))
    if (service_accounts::never_holds(code)) throw never_held(code);
}

void require_may_hold(sql::Session& session, const std::string& user, const RoleFacts& role) {
  if (service_accounts::is_one(session, user)) require_of_service_account(session, role);
}

void require_holds_in(const service::Rights& granter, std::string_view code, const std::string& scenario) {
  if (!granter.holds_in(code, scenario)) throw not_held(code, scenario);
}

void require_holds_all_of(sql::Session& session, const service::Rights& granter, const std::string& id) {
  const auto held = permissions::load(session, id);
  if (!held || granter.is_admin) return;
  if (held->is_admin) throw not_held(kSystemAdmin);
  if (held->reads_all && !granter.reads_all) throw not_held(kAuditor);
  for (const auto& code : held->global)
    if (!granter.holds(code)) throw not_held(code);
  for (const auto& [scenario, codes] : held->scenarios)
    for (const auto& code : codes) require_holds_in(granter, code, scenario);
}

}  // namespace lgm::admin::users
