// Which replicas are alive: each reports every 5 s and is forgotten 15 s after its last word.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

struct Report {
  std::string service, pod, version;
  bool ready = false;
  std::optional<std::int64_t> policy_version, feed_lag_ms;
};
struct Reported {
  std::int64_t replicas = 0;  // of that service, the one that reports with them
};
struct Replica {
  std::string service, pod, version;
  bool ready = false;
  std::optional<std::int64_t> policy_version, feed_lag_ms;
  std::int64_t seen_ms = 0;
  bool operator==(const Replica&) const = default;
};
struct Replicas {
  std::vector<Replica> replicas;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::Report> {
  using T = contracts::Report;
  static constexpr std::string_view name = "Report";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::service>("service").length(1, 64).required().doc("the caller's own"),
      field<&T::pod>("pod").length(0, 255).required(),
      field<&T::version>("version").length(1, 64).required(),
      field<&T::ready>("ready").required(),
      field<&T::policy_version>("policy_version").range(0, INT64_MAX).absent_when_null(),
      field<&T::feed_lag_ms>("feed_lag_ms").range(0, INT64_MAX).absent_when_null(),
  });
};

template <>
struct Description<contracts::Reported> {
  using T = contracts::Reported;
  static constexpr std::string_view name = "Reported";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::replicas>("replicas")
          .doc("seen of that service, with the one that reports"),
  });
};

template <>
struct Description<contracts::Replica> {
  using T = contracts::Replica;
  static constexpr std::string_view name = "Replica";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::service>("service"),
      contracts::fields::always<&T::pod>("pod"),
      contracts::fields::always<&T::version>("version"),
      contracts::fields::always<&T::ready>("ready"),
      field<&T::policy_version>("policy_version"),
      field<&T::feed_lag_ms>("feed_lag_ms"),
      contracts::fields::always<&T::seen_ms>("seen_ms"),
  });
};

template <>
struct Description<contracts::Replicas> {
  using T = contracts::Replicas;
  static constexpr std::string_view name = "Replicas";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::replicas>("replicas"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<Report, Reported> kReportPresence{
    .callee = kSessionCache,
    .path = "/internal/v1/presence",
    .name = "report_presence",
    .summary = "A replica is alive",
    .group = "presence",
    .callers = {"auth", "admin", "guard"},
    .patience = std::chrono::milliseconds(1'000),
    .refused = {{{403, "not_the_caller", "the token is another service's"}}},
    .doc = "Kept 15 s."};
inline constexpr calls::Operation<calls::Nothing, Replicas> kListPresence{
    .callee = kSessionCache,
    .method = http::Method::Get,
    .path = "/internal/v1/presence",
    .name = "list_presence",
    .summary = "Replicas seen in the last 15 s",
    .group = "presence",
    .callers = {"auth", "admin"},
    .idempotent = true};

}  // namespace lgm::contracts
