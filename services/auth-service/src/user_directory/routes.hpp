// /sso/user-info, /sso/users/batch, /sso/user-info/refresh, /sso/user-info/cache.
#pragma once
#include <map>

#include "audit_events/audit_events.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/service/rights.hpp"
#include "user_directory/user_directory.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct UserInfo {
  std::string user_id, user_name;
  std::optional<std::string> email, department, phone;
  std::string role;
  std::vector<std::string> scenarios, global_permissions;
  std::map<std::string, std::vector<std::string>> scenario_permissions;
  std::optional<bool> stale;
};
struct NamesRequest {
  std::vector<std::string> user_ids;
};
struct NamedUser {
  std::string user_id, user_name;
  std::optional<std::string> email, department;
  std::optional<bool> stale;
  bool operator==(const NamedUser&) const = default;
};
struct NamesAnswer {
  std::vector<NamedUser> users;
  std::vector<std::string> not_found;
  std::optional<std::vector<std::string>> unavailable;
};
struct ReloadRequest {
  std::optional<std::string> user_id;
};

void add_directory_routes(service::RouteTable& routes, UserDirectory& directory, AuditEvents& audit);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::UserInfo> {
  using T = lgm::auth_service::UserInfo;
  static constexpr std::string_view name = "UserInfo";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_id>("user_id").required().doc("USAP id, else local id"),
      field<&T::user_name>("user_name").required(),
      field<&T::email>("email").absent_when_null(),
      field<&T::department>("department").absent_when_null(),
      field<&T::phone>("phone").absent_when_null(),
      field<&T::role>("role").required(),
      field<&T::scenarios>("scenarios").required().doc("app_ids in which a role is held"),
      field<&T::global_permissions>("global_permissions").required(),
      field<&T::scenario_permissions>("scenario_permissions").required().doc("codes by app_id"),
      field<&T::stale>("stale").absent_when_null().doc(
          "true: the identity provider cannot be asked, and this is older than USER_INFO_CACHE_TTL"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::NamesRequest> {
  using T = lgm::auth_service::NamesRequest;
  static constexpr std::string_view name = "NamesRequest";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_ids>("user_ids").length(1, 64).items(1000).required().doc("USAP ids"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::NamedUser> {
  using T = lgm::auth_service::NamedUser;
  static constexpr std::string_view name = "NamedUser";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_id>("user_id").required(),
      field<&T::user_name>("user_name").required(),
      field<&T::email>("email").absent_when_null().doc("oneself, or with user_management"),
      field<&T::department>("department").absent_when_null().doc("oneself, or with user_management"),
      field<&T::stale>("stale").absent_when_null().doc(
          "true: the identity provider cannot be asked, and this is older than USER_INFO_CACHE_TTL"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::NamesAnswer> {
  using T = lgm::auth_service::NamesAnswer;
  static constexpr std::string_view name = "Names";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::users>("users").required(),
      field<&T::not_found>("not_found").required(),
      field<&T::unavailable>("unavailable")
          .absent_when_null()
          .doc("ids of which nothing is known while the identity provider cannot be asked"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::ReloadRequest> {
  using T = lgm::auth_service::ReloadRequest;
  static constexpr std::string_view name = "UserInfoReload";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_id>("user_id").length(1, 64).doc("a USAP id, with user_management; oneself by default"),
  });
};
