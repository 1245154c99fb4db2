#include "users/role_grants.hpp"

#include <algorithm>

#include "policy_rows/policy_rows.hpp"
#include "users/administrators.hpp"
#include "users/may_grant.hpp"
#include "users/rights_change.hpp"
#include "users/users.hpp"

namespace lgm::admin::users {
namespace {

constexpr char kGrants[] =
    "SELECT g.`id`, g.`user_id`, NULLIF(g.`scenario_id`, ''), g.`role_id`, r.`role_code`, r.`role_name`, "
    "r.`role_type`, g.`created_at`, g.`source` FROM `user_scenario_roles` g JOIN `roles` r ON r.`id` = "
    "g.`role_id` ";
constexpr char kSame[] =
    "SELECT `id` FROM `user_scenario_roles` WHERE `user_id` = ? AND `role_id` = ? AND "
    "COALESCE(`scenario_id`, '') = ? AND `source` IS NULL";

std::vector<RoleGrant> grants_by(sql::Session& session, const policy_rows::Filter& filter,
                                 std::string_view by, const service::Page& page) {
  sql::Params params;
  const std::string which = policy_rows::rest_of(filter, by, page, params);
  const auto rows = session.query(kGrants + which, params, 9);
  std::vector<RoleGrant> grants(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    describe::read_row(describe::type_of<RoleGrant>(), rows, i, &grants[i]);
  return grants;
}

// Finds the scenario as it is written.
void check_place(sql::Session& session, const RoleFacts& role, std::optional<std::string>& scenario) {
  if (role.type == "SCENARIO" && !scenario)
    throw service::bad_request("scenario_required", "The role " + role.code + " is given in a scenario",
                               {{"role", role.code}});
  if (role.type != "SCENARIO" && scenario)
    throw service::bad_request("scenario_not_allowed",
                               "The role " + role.code + " counts everywhere and takes no scenario",
                               {{"role", role.code}});
  if (scenario) policy_rows::resolve_scenario(session, *scenario);
}

service::Refusal mapped_role(const std::string& source) {
  return service::conflict("mapped_role",
                           "This role comes from the user's groups at " + source +
                               " and would come back at the next sign-in: change the groups there, or take "
                               "the user's identity there away",
                           {{"source", source}});
}

}  // namespace

AuditFacts facts_of(const RoleGrant& grant, bool given) {
  const json::Value row = policy_rows::json_of(grant);
  return {grant.id, grant.scenario_id.value_or(""),
          json::Object{{"before", given ? json::Value() : row}, {"after", given ? row : json::Value()}}};
}

void insert_grant(Work& work, const RoleGrant& grant) {
  const auto param = [](const std::optional<std::string>& text) {
    return text ? sql::Param(*text) : sql::Param(nullptr);
  };
  work.session().execute(
      "INSERT INTO `user_scenario_roles` (`id`, `user_id`, `scenario_id`, `role_id`, `created_at`, "
      "`created_by`, `source`) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {grant.id, grant.user_id, param(grant.scenario_id), grant.role_id, base::format_sql(grant.created_at),
       work.actor().uid, param(grant.source)});
}

void delete_grant(sql::Session& session, const std::string& id) {
  session.execute("DELETE FROM `user_scenario_roles` WHERE `id` = ?", {id});
}

policy_rows::Filter role_grants_of(sql::Session& session, const std::string& user_id) {
  policy_rows::Filter filter;
  filter.add("g.`user_id` = ?", {get(session, user_id).id});
  return filter;
}

const policy_rows::Order<RoleGrant> kRoleGrants{
    "g.`created_at` DESC, g.`id` DESC", "g.`created_at` <= ? AND (g.`created_at` < ? OR g.`id` < ?)",
    [](const RoleGrant& row) -> sql::Params {
      const std::string created = base::format_sql(row.created_at);
      return {created, created, row.id};
    },
    nullptr, grants_by};

RoleGrant grant_role(Work& work, const std::string& user_id, RoleGrant wanted) {
  work.lock_rights();
  sql::Session& session = work.session();
  const User user = get_other(work, user_id, "your own roles");
  const RoleFacts role = role_by_id(session, wanted.role_id);
  check_place(session, role, wanted.scenario_id);
  require_may_grant(session, *granter_of(work), role, wanted.scenario_id);
  require_may_hold(session, user.id, role);
  if (!session.query(kSame, {user.id, role.id, wanted.scenario_id.value_or("")}, 1).empty())
    throw service::duplicate("Assignment", "This user holds that role already");
  const RightsChange rights(work, user.id);
  RoleGrant grant{work.new_id(), user.id,   wanted.scenario_id, role.id,
                  role.code,     role.name, role.type,          work.now()};
  insert_grant(work, grant);
  work.audit(facts_of(grant, true));
  rights.tell();
  return grant;
}

RoleGrant take_role(Work& work, const std::string& user_id, const std::string& grant_id) {
  work.lock_rights();
  const User user = get_other(work, user_id, "your own roles");
  policy_rows::Filter which;
  which.add("g.`user_id` = ? AND g.`id` = ?", {user.id, grant_id});
  const auto grants = grants_by(work.session(), which, kRoleGrants.by, {});
  const auto found = std::find_if(grants.begin(), grants.end(),
                                  [&](const RoleGrant& grant) { return grant.id == grant_id; });
  if (found == grants.end()) throw service::not_found("Assignment");
  if (found->source) throw mapped_role(*found->source);
  const AdministratorRules rules(work, user.id);
  const RightsChange rights(work, user.id);
  delete_grant(work.session(), found->id);
  rules.check();
  work.audit(facts_of(*found, false));
  rights.tell();
  return *found;
}

}  // namespace lgm::admin::users
