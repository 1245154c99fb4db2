// What a user may do, read from roles and grants, and the routes by which users ask.
#pragma once
#include <array>
#include <mutex>
#include <unordered_map>

#include "lgm/contracts/users.hpp"
#include "lgm/service/rights.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// The codes that migration 0002 makes.
inline constexpr std::string_view kGlobalCodes[] = {"smart_labeling",  "annotator_stats", "user_management",
                                                    "role_management", "audit_logs",      "app_management",
                                                    "tag_management",  "global_keywords", "global_policies"};
inline constexpr std::string_view kScenarioCodes[] = {"scenario_basic_info", "scenario_keywords",
                                                      "scenario_policies", "playground", "performance_test"};
inline constexpr std::string_view kSystemAdmin = "SYSTEM_ADMIN", kAuditor = "AUDITOR",
                                  kLabelling = "smart_labeling";

// GET /users/me/permissions, as older consoles read it.
struct MyPermissions {
  std::string user_id;  // USAP id, else local id
  std::vector<std::string> global_permissions;
  std::map<std::string, std::vector<std::string>> scenario_permissions;
};

// GET /permissions/me: the scenarios in which the caller holds a role.
struct MyScenario {
  std::string scenario_id, scenario_name, role;
  std::map<std::string, bool> permissions;  // the scenario codes and smart_labeling
  bool operator==(const MyScenario&) const = default;
};
struct MyScenarios {
  std::string user_id;  // local id
  std::string username, role;
  std::vector<MyScenario> scenarios;
};

struct PermissionQuestion {
  std::string permission;
  std::optional<std::string> scenario_id;
};
struct PermissionAnswer {
  bool has_permission = false;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::MyPermissions> {
  using T = lgm::admin::MyPermissions;
  static constexpr std::string_view name = "MyPermissions";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_id>("user_id").doc("USAP id, else local id"),
      field<&T::global_permissions>("global_permissions").doc("codes held everywhere"),
      field<&T::scenario_permissions>("scenario_permissions")
          .doc("codes by app_id; a key for every scenario in which a role is held"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::MyScenario> {
  using T = lgm::admin::MyScenario;
  static constexpr std::string_view name = "MyScenario";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::scenario_id>("scenario_id").doc("an app_id"),
      field<&T::scenario_name>("scenario_name"),
      field<&T::role>("role").doc("the role held there; SCENARIO_ADMIN where it is one of several"),
      field<&T::permissions>("permissions").doc("the five scenario codes and smart_labeling"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::MyScenarios> {
  using T = lgm::admin::MyScenarios;
  static constexpr std::string_view name = "MyScenarios";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_id>("user_id").doc("local id"),
      field<&T::username>("username"),
      field<&T::role>("role"),
      field<&T::scenarios>("scenarios"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PermissionQuestion> {
  using T = lgm::admin::PermissionQuestion;
  static constexpr std::string_view name = "PermissionQuestion";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::permission>("permission").length(1, 64).required().doc("a permission code"),
      field<&T::scenario_id>("scenario_id")
          .length(1, 64)
          .blank_is_null()
          .doc("an app_id; none asks for the permission everywhere"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PermissionAnswer> {
  using T = lgm::admin::PermissionAnswer;
  static constexpr std::string_view name = "PermissionAnswer";
  static constexpr auto fields = std::to_array<Field>({field<&T::has_permission>("has_permission")});
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::permissions {

// Null: no such user. Grants never widen: a scenario role held without a scenario gives `smart_labeling`
// alone; a service account has none of what it may never hold.
std::shared_ptr<const service::Rights> load(sql::Session& session, const std::string& uid);

MyPermissions mine(const service::Rights& rights);
MyScenarios my_scenarios(sql::Session& session, const service::Rights& rights);

// Where a permission is held: everywhere, or in these scenarios.
struct Reach {
  bool everywhere = false;
  std::vector<std::string> scenarios;
};
// For reading: who may read everything reaches everything.
Reach reach_to_read(const service::Rights& rights, std::string_view permission);
bool holds_somewhere(const service::Rights& rights, std::string_view permission);
contracts::UserRights answer_of(const service::Rights& rights);
bool has(const service::Rights& rights, const PermissionQuestion& question);

// Rights from the database, kept until dropped. Thread-safe.
class CachedRights final : public service::RightsSource {
 public:
  explicit CachedRights(Store& store) : store_(store) {}
  std::shared_ptr<const service::Rights> rights_of(const std::string& uid) override;
  std::shared_ptr<const service::Rights> kept(const std::string& uid) override;
  // By a `permissions` or `user` entry of the revocation feed.
  void drop(const std::string& uid);
  // After the feed was loaded anew.
  void clear();

 private:
  static constexpr std::size_t kMost = 10'000;  // users kept; beyond, all are read again
  Store& store_;
  std::mutex mutex_;
  std::uint64_t drops_ = 0;
  std::unordered_map<std::string, std::shared_ptr<const service::Rights>> kept_;
};

void add_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes, Store& store);

}  // namespace lgm::admin::permissions
