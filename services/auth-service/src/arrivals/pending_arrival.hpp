// What waits behind the handle of a question, as it lies in session-cache as a one-time value.
#pragma once
#include "lgm/contracts/identity.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::auth_service {

struct PendingArrival {
  std::string sid;      // of the session that the browser held
  bool cookie = false;  // where the refresh token goes
  // None in what the version before wrote, which knew tickets alone.
  std::optional<std::string> way, issuer, subject;
  std::optional<std::string> user_id, user_name, email, department, phone;
  std::optional<std::vector<std::string>> groups;
};

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::PendingArrival> {
  using T = lgm::auth_service::PendingArrival;
  static constexpr std::string_view name = "PendingArrival";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::sid>("sid").required(),
      field<&T::cookie>("cookie"),
      field<&T::way>("way"),
      field<&T::issuer>("issuer"),
      field<&T::subject>("subject"),
      field<&T::user_id>("user_id"),
      field<&T::user_name>("user_name"),
      field<&T::email>("email"),
      field<&T::department>("department"),
      field<&T::phone>("phone"),
      field<&T::groups>("groups"),
  });
};
