// Token buckets shared by the replicas of services.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

struct LeaseRequest {
  std::string key;
  std::int64_t per_minute = 0, burst = 0, want = 0;
};
struct Lease {
  std::int64_t granted = 0;         // of `want`, what the bucket held
  std::int64_t retry_after_ms = 0;  // until debt is paid and a token is there; 0 when all were granted
  std::int64_t left = 0;            // what the bucket holds now; negative: debt
  bool operator==(const Lease&) const = default;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::LeaseRequest> {
  using T = contracts::LeaseRequest;
  static constexpr std::string_view name = "LeaseRequest";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::key<&T::key>("key"),
      field<&T::per_minute>("per_minute").range(1, 10'000'000).required().doc("tokens that flow in a minute"),
      field<&T::burst>("burst").range(1, 10'000'000).required().doc("tokens that a full bucket holds"),
      field<&T::want>("want").range(1, 1'000'000).required().doc("tokens that were spent: all are booked"),
  });
};

template <>
struct Description<contracts::Lease> {
  using T = contracts::Lease;
  static constexpr std::string_view name = "Lease";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::granted>("granted").doc("of `want`, what the bucket held"),
      contracts::fields::always<&T::retry_after_ms>("retry_after_ms")
          .doc("until debt is paid and a token is there; 0 when all were granted"),
      contracts::fields::always<&T::left>("left").doc("what is left; negative: debt"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<LeaseRequest, Lease> kLeaseTokens{
    .callee = kSessionCache,
    .path = "/internal/v1/limits/lease",
    .name = "lease_tokens",
    .summary = "Takes tokens from a shared bucket",
    .group = "limits",
    .callers = {"auth", "admin", "guard"},
    .patience = std::chrono::milliseconds(1'000),
    .doc =
        "`want` was spent and is booked whole: beyond what the bucket held it is debt, and `retry_after_ms` "
        "says when "
        "that is paid. auth and admin share their keys, guard has keys of its own."};

}  // namespace lgm::contracts
