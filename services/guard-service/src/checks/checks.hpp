// Deciding texts by the policy that is in force, and the routes that ask for it.
#pragma once
#include <array>
#include <functional>

#include "checks/answer.hpp"
#include "checks/callers.hpp"
#include "checks/large_texts.hpp"
#include "checks/requests.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/route.hpp"

namespace lgm::guard_service {

// Thread-safe.
class Checks {
 public:
  using Policy = std::shared_ptr<const guard::PolicySnapshot>;
  // `policy` gives what is in force, null before anything was loaded; everything outlives the checks.
  Checks(std::function<Policy()> policy, bool fails_open, const base::Clock& clock,
         service::Metrics& metrics);

  // Throws Refusal 404, 409 `scenario_inactive`, 422, and 503 `no_policy` when nothing was loaded and the
  // service fails closed.
  Answer decide(const Check& check) const { return decide(check, policy_()); }
  // By one policy, which a batch shares.
  Answer decide(const Check& check, const Policy& policy) const;
  Policy policy() const { return policy_(); }

 private:
  void count(const Answer& answer) const;
  const std::function<Policy()> policy_;
  const bool fails_open_;
  const base::Clock& clock_;
  std::array<service::Counter*, 4> decisions_{};  // by strategy
  service::Histogram& duration_;
  service::Counter& without_policy_;
};

inline constexpr std::string_view kOlderPath = "/api/input/instance/rule/run";

// What the routes work with; all outlives the tables.
struct CheckParts {
  const Checks& checks;
  LargeTexts& large;
  const Callers& callers;
};
// /guard/check and /guard/check/batch; with `legacy` also the older absolute path.
void add_public_routes(service::RouteTable& routes, const CheckParts& parts, bool legacy);
void add_internal_routes(service::RouteTable& routes, const CheckParts& parts);

}  // namespace lgm::guard_service
