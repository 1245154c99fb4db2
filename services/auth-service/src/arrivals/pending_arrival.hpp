// Somebody whom a provider has identified and whose session has not begun, as it lies in session-cache as a
// one-time value: behind the handle of a question, or of a way back from a provider.
#pragma once
#include "lgm/contracts/identity.hpp"
#include "lgm/contracts/users.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::auth_service {

struct PendingArrival {
  std::string sid;      // of the session that the browser held when it was asked; empty: nobody was asked yet
  bool cookie = false;  // where the refresh token goes
  // None in what earlier versions wrote, which knew tickets alone.
  std::optional<std::string> way, issuer, subject;
  std::optional<std::string> user_id, user_name, email, department, phone;
  std::optional<std::string> username;
  std::optional<std::vector<contracts::MappedRole>> roles;
  std::optional<bool> is_active;  // as the provider said; none: of a version that kept nothing of it
  // ProviderSession, its tokens sealed as `kept`.
  std::optional<std::string> provider_sub = {}, provider_sid = {};
  std::optional<std::int64_t> departed_ms = {};
  std::optional<std::string> kept = {};
};
// The way of what names none.
inline constexpr char kWayOfOlder[] = "ticket";

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
      field<&T::username>("username"),
      field<&T::roles>("roles"),
      field<&T::is_active>("is_active"),
      field<&T::provider_sub>("provider_sub").absent_when_null(),
      field<&T::provider_sid>("provider_sid").absent_when_null(),
      field<&T::departed_ms>("departed_ms").absent_when_null(),
      field<&T::kept>("kept").absent_when_null(),
  });
};
