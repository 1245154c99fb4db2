// What a browser carries, sealed, while somebody is on their way through a provider: to it, what the sign-in
// began with; back from it, the handle of who they are.
#pragma once
#include <optional>
#include <string>

#include "configuration/seals.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::auth_service {

struct Transit {
  std::string provider;                           // by its id
  std::string return_url;                         // a path of the console
  std::int64_t until = 0;                         // Unix seconds
  std::optional<std::string> state, transaction;  // on the way there
  std::optional<std::string> handle;              // on the way back: of Arrivals::keep()
  std::optional<std::int64_t> departed_ms = {};   // on the way there
};

// Thread-safe.
class TransitSeals {
 public:
  TransitSeals(const std::string& secret_key, const base::Clock& clock, base::Random& random);
  // Opened again for the cookie of this name alone.
  std::string seal(const Transit& transit, const std::string& cookie_name) const;
  // None for what was not sealed here, for another cookie, or is over.
  std::optional<Transit> open(const std::string& sealed, const std::string& cookie_name) const;

 private:
  const Seals seals_;
  const base::Clock& clock_;
};

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::Transit> {
  using T = lgm::auth_service::Transit;
  static constexpr std::string_view name = "Transit";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::provider>("provider").required(),
      field<&T::return_url>("return_url").required(),
      field<&T::until>("until").required(),
      field<&T::state>("state").absent_when_null(),
      field<&T::transaction>("transaction").absent_when_null(),
      field<&T::handle>("handle").absent_when_null(),
      field<&T::departed_ms>("departed_ms").absent_when_null(),
  });
};
