#include "users/scenario_grants.hpp"

#include "policy_rows/policy_rows.hpp"
#include "users/may_grant.hpp"
#include "users/rights_change.hpp"
#include "users/users.hpp"

namespace lgm::admin::users {
namespace {

std::optional<FineGrants> fine_grants(sql::Session& session, const std::string& assignment) {
  return describe::select_one<FineGrants>(session, "WHERE `assignment_id` = ?", {assignment});
}

constexpr FineGrants kNothing{false, false, false, false, false};

// What is on in `after` and was not before.
void require_may_give(const service::Rights& granter, const std::string& scenario, const FineGrants* before,
                      const FineGrants& after) {
  for (const auto& field : describe::type_of<FineGrants>().fields) {
    const auto on = [&](const FineGrants* grants) {
      return grants && *static_cast<const bool*>(field.at(const_cast<FineGrants*>(grants)));
    };
    if (on(&after) && !on(before)) require_holds_in(granter, field.name, scenario);
  }
}

void insert_fine_grants(Work& work, const std::string& assignment, const FineGrants& grants) {
  describe::insert(work.session(), grants, {{"id", work.new_id()}, {"assignment_id", assignment}});
}

void replace_fine_grants(Work& work, const std::string& assignment, const FineGrants& grants) {
  work.session().execute("DELETE FROM `scenario_admin_permissions` WHERE `assignment_id` = ?", {assignment});
  insert_fine_grants(work, assignment, grants);
}

std::vector<ScenarioGrant> assignments(sql::Session& session, const std::string& user_id) {
  return describe::select<ScenarioGrant>(session, "WHERE `user_id` = ? ORDER BY `created_at` DESC, `id` DESC",
                                         {user_id});
}

ScenarioGrant assignment_of(sql::Session& session, const std::string& user_id, const std::string& key,
                            bool by_id) {
  for (auto& grant : assignments(session, user_id))
    if (grant.scenario_id == key || (by_id && grant.id == key)) return std::move(grant);
  throw service::not_found("Assignment");
}

void finish(Work& work, const RightsChange& rights, const ScenarioGrant& grant, json::Value before,
            json::Value after) {
  work.audit(
      {grant.id, grant.scenario_id,
       json::Object{{"user_id", grant.user_id}, {"before", std::move(before)}, {"after", std::move(after)}}});
  rights.tell();
}

}  // namespace

const policy_rows::Order<ScenarioGrantRow> kScenarioGrants{
    "`created_at` DESC, `id` DESC", "`created_at` <= ? AND (`created_at` < ? OR `id` < ?)",
    [](const ScenarioGrantRow& row) -> sql::Params {
      const std::string created = base::format_sql(row.created_at);
      return {created, created, row.id};
    },
    nullptr,
    [](sql::Session& session, const policy_rows::Filter& filter, std::string_view by,
       const service::Page& page) {
      std::vector<ScenarioGrantRow> rows;
      for (const auto& grant : policy_rows::rows_of<ScenarioGrant>(session, filter, by, page))
        rows.push_back(
            {grant.id, grant.scenario_id, grant.role, grant.created_at, fine_grants(session, grant.id)});
      return rows;
    }};

policy_rows::Filter scenario_grants_of(sql::Session& session, const std::string& user_id) {
  policy_rows::Filter filter;
  filter.add("`user_id` = ?", {get(session, user_id).id});
  return filter;
}

ScenarioGrant assign_scenario(Work& work, const std::string& user_id, ScenarioGrant wanted) {
  work.lock_rights();
  sql::Session& session = work.session();
  const User user = get_other(work, user_id, "your own scenarios");
  policy_rows::resolve_scenario(session, wanted.scenario_id);
  for (const auto& grant : assignments(session, user.id))
    if (grant.scenario_id == wanted.scenario_id)
      throw service::duplicate("Assignment",
                               "This user is assigned to scenario " + wanted.scenario_id + " already");
  const bool allows = wanted.role == kScenarioRoles[0];
  if (allows) require_may_give(*granter_of(work), wanted.scenario_id, nullptr, FineGrants{});
  const RightsChange rights(work, user.id);
  ScenarioGrant grant{work.new_id(), user.id, wanted.scenario_id, wanted.role, work.now(), work.actor().uid};
  describe::insert(session, grant);
  if (allows) insert_fine_grants(work, grant.id, {});
  finish(work, rights, grant, {}, policy_rows::json_of(grant));
  return grant;
}

ScenarioGrant take_scenario(Work& work, const std::string& user_id, const std::string& key) {
  work.lock_rights();
  const User user = get_other(work, user_id, "your own scenarios");
  ScenarioGrant taken = assignment_of(work.session(), user.id, key, true);
  const RightsChange rights(work, user.id);
  // Older databases may hold a scenario twice for one user.
  for (const auto& grant : assignments(work.session(), user.id)) {
    if (grant.id != taken.id && (key == taken.id || grant.scenario_id != taken.scenario_id)) continue;
    work.session().execute("DELETE FROM `scenario_admin_permissions` WHERE `assignment_id` = ?", {grant.id});
    work.session().execute("DELETE FROM `user_scenario_assignments` WHERE `id` = ?", {grant.id});
  }
  finish(work, rights, taken, policy_rows::json_of(taken), {});
  return taken;
}

FineGrants change_fine_grants(Work& work, const std::string& user_id, const std::string& app_id,
                              const describe::Draft<FineGrants>& draft) {
  work.lock_rights();
  const User user = get_other(work, user_id, "your own permissions");
  const ScenarioGrant grant = assignment_of(work.session(), user.id, app_id, false);
  const auto before = fine_grants(work.session(), grant.id);
  if (draft.present.empty()) return before.value_or(kNothing);
  FineGrants after = before.value_or(FineGrants{});
  std::vector<describe::Fault> faults;  // of texts alone
  static_cast<void>(describe::merge(after, draft, faults));
  if (describe::equal(before.value_or(kNothing), after)) return after;
  require_may_give(*granter_of(work), grant.scenario_id, before ? &*before : nullptr, after);
  const RightsChange rights(work, user.id);
  replace_fine_grants(work, grant.id, after);
  finish(work, rights, grant, before ? policy_rows::json_of(*before) : json::Value(),
         policy_rows::json_of(after));
  return after;
}

std::int64_t forget_scenario(sql::Session& session, const std::string& app_id) {
  const auto found =
      describe::select<ScenarioGrant>(session, "WHERE `scenario_id` = ? ORDER BY `id`", {app_id});
  for (const auto& grant : found) {
    session.execute("DELETE FROM `scenario_admin_permissions` WHERE `assignment_id` = ?", {grant.id});
    session.execute("DELETE FROM `user_scenario_assignments` WHERE `id` = ?", {grant.id});
  }
  return static_cast<std::int64_t>(found.size());
}

}  // namespace lgm::admin::users
