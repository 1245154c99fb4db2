// Which replicas are alive: each reports every 5 s and is forgotten 15 s after its last word.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

inline constexpr std::int64_t kPresenceMs = 15'000;

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

// Thread-safe; throws StoreUnavailable.
class Presence {
 public:
  virtual ~Presence() = default;
  virtual void report(const Report& report) = 0;
  // By service and pod.
  virtual std::vector<Replica> replicas() = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_presence_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::Report> {
  using T = lgm::session_cache::Report;
  static constexpr std::string_view name = "Report";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::service>("service").length(1, 64).required(),
      field<&T::pod>("pod").length(0, 255).required(),
      field<&T::version>("version").length(1, 64).required(),
      field<&T::ready>("ready").required(),
      field<&T::policy_version>("policy_version").range(0, INT64_MAX),
      field<&T::feed_lag_ms>("feed_lag_ms").range(0, INT64_MAX),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Reported> {
  using T = lgm::session_cache::Reported;
  static constexpr std::string_view name = "Reported";
  static constexpr auto fields = std::to_array<Field>(
      {field<&T::replicas>("replicas").doc("seen of that service, with the one that reports")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::Replica> {
  using T = lgm::session_cache::Replica;
  static constexpr std::string_view name = "Replica";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::service>("service"),
      field<&T::pod>("pod"),
      field<&T::version>("version"),
      field<&T::ready>("ready"),
      field<&T::policy_version>("policy_version"),
      field<&T::feed_lag_ms>("feed_lag_ms"),
      field<&T::seen_ms>("seen_ms"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Replicas> {
  using T = lgm::session_cache::Replicas;
  static constexpr std::string_view name = "Replicas";
  static constexpr auto fields = std::to_array<Field>({field<&T::replicas>("replicas")});
};
