// How API keys are sent, and how those that are not good are refused: alike by every service that takes them.
#pragma once
#include <optional>
#include <string_view>

#include "lgm/service/authenticator.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/rate_rule.hpp"

namespace lgm::service {

inline constexpr std::string_view kKeyHeader = "X-API-Key";

// The limit of keys that are not good: of one network, at all services together.
inline constexpr char kKeyFailures[] = "api-key-failures";
inline RateRule limit_of_key_failures() {
  constexpr std::int64_t kAMinute = 60;
  return {.name = kKeyFailures,
          .what = "API keys that are not good",
          .per_minute = kAMinute,
          .burst = kAMinute,
          .of = RateRule::Of::Network};
}

// 400: a request brings a key and an Authorization field; which of them counts is not guessed.
Refusal two_credentials();

// Thread-safe.
class KeyRefusals {
 public:
  // Why a key is refused; the metrics tell, the answer does not.
  static constexpr std::string_view kMissing = "missing", kMalformed = "malformed", kUnknown = "unknown",
                                    kInactive = "inactive", kExpired = "expired", kRevoked = "revoked",
                                    kTwo = "two";

  explicit KeyRefusals(Metrics& metrics);
  // Throws Refusal 401 `invalid_api_key`.
  [[noreturn]] void refuse(std::string_view reason) const;
  // What stands in X-API-Key; nothing where none came. Throws Refusal 400 `two_credentials`, and 401 for two.
  std::optional<std::string_view> shown_in(const Credentials& credentials) const;

 private:
  const Events refusals_;
};

}  // namespace lgm::service
