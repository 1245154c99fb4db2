// GET /sso/ways: the ways in, for the console's sign-in page.
#pragma once
#include "lgm/describe/describe.hpp"
#include "providers/providers.hpp"
#include "upgrades/upgrades.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

struct WayName {
  std::string zh, en;
  bool operator==(const WayName&) const = default;
};
struct WayIn {
  std::string id, kind;
  WayName name;
  std::optional<std::string> icon, login_url, portal_url;
  bool healthy = true;
  bool operator==(const WayIn&) const = default;
};
struct WaysAnswer {
  std::vector<WayIn> ways;
};

// The references must outlive the routes.
void add_ways_route(service::RouteTable& routes, const Providers& providers, const Addresses& addresses,
                    Upgrades& upgrades, bool local_login_enabled);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::WayName> {
  using T = lgm::auth_service::WayName;
  static constexpr std::string_view name = "WayName";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::zh>("zh").required(),
      field<&T::en>("en").required(),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::WayIn> {
  using T = lgm::auth_service::WayIn;
  static constexpr std::string_view name = "WayIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").required(),
      field<&T::kind>("kind")
          .one_of(lgm::auth_service::kWayKinds)
          .required()
          .doc(
              "ticket: people come from the portal with a one-time ticket; oidc: they are sent to a provider "
              "and come back; password: of a local account. Pass over one that you do not know"),
      field<&T::name>("name").required().doc("for people, in Chinese and in English"),
      field<&T::icon>("icon").absent_when_null(),
      field<&T::login_url>("login_url")
          .absent_when_null()
          .doc("oidc: the path where a sign-in begins; `return_url` may be added"),
      field<&T::portal_url>("portal_url")
          .absent_when_null()
          .doc("ticket: the portal's address; absent where it is not configured"),
      field<&T::healthy>("healthy").required().doc("false: what stands behind it does not answer"),
  });
};
template <>
struct lgm::describe::Description<lgm::auth_service::WaysAnswer> {
  using T = lgm::auth_service::WaysAnswer;
  static constexpr std::string_view name = "WaysIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::ways>("ways").required().doc("those that are switched on, in the order to show them in"),
  });
};
