// What is kept of a provider while a session of its lives: sealed, as it would open something at the
// provider. Thread-safe.
#pragma once
#include <optional>
#include <string>

#include "configuration/seals.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/describe/describe.hpp"
#include "providers/identity.hpp"

namespace lgm::auth_service {

struct KeptOfProvider {
  std::optional<std::string> refresh_token, id_token;
  std::int64_t checked_ms = 0;  // when the provider said last that it is they, and that they may
};

// Of a session that has just been identified. A token that is longer than kLongestKept is left out.
KeptOfProvider kept_of(const ProviderSession& session, const base::Clock& clock);
inline constexpr std::size_t kLongestKept = 8 * 1024;  // bytes of each token

class KeptSeals {
 public:
  KeptSeals(const std::string& secret_key, base::Random& random);
  // `beside`: the session's id; before there is one, the key that it waits under.
  std::string seal(const KeptOfProvider& kept, const std::string& beside) const;
  // None where none is kept, which is also what neither line of SECRET_KEY opens.
  std::optional<KeptOfProvider> open(const std::optional<std::string>& sealed,
                                     const std::string& beside) const;

 private:
  const Seals seals_;
};

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::KeptOfProvider> {
  using T = lgm::auth_service::KeptOfProvider;
  static constexpr std::string_view name = "KeptOfProvider";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::refresh_token>("refresh_token").absent_when_null(),
      field<&T::id_token>("id_token").absent_when_null(),
      field<&T::checked_ms>("checked_ms").required(),
  });
};
