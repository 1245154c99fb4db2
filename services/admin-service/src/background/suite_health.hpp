// What the neighbours say of the providers of identities (as "usap") and of the store of sessions, for the
// readiness that monitoring asks of the suite: GET /dbmanage/api/v1/health/ready. A thread asks them
// regularly, so that who asks here, without a token, costs nothing.
#pragma once
#include <memory>
#include <mutex>
#include <optional>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/health.hpp"

namespace lgm::admin {

// Thread-safe.
class SuiteHealth {
 public:
  // An answer older than this counts as none.
  static constexpr std::chrono::seconds kFresh{15};

  // Null where a neighbour is not configured.
  SuiteHealth(std::shared_ptr<http::Caller> auth_service, std::shared_ptr<http::Caller> session_cache,
              const base::Clock& clock)
      : auth_service_(std::move(auth_service)), session_cache_(std::move(session_cache)), clock_(clock) {}
  void ask();
  service::SuiteState usap() const { return current(usap_); }
  service::SuiteState redis() const { return current(redis_); }

 private:
  struct Seen {
    service::SuiteState state;
    base::SteadyTime asked;
  };
  service::SuiteState ask_usap() const;
  service::SuiteState ask_older_usap() const;
  service::SuiteState ask_redis() const;
  service::SuiteState current(const std::optional<Seen>& seen) const;
  void remember(std::optional<Seen>& seen, service::SuiteState (SuiteHealth::*question)() const);

  const std::shared_ptr<http::Caller> auth_service_, session_cache_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Seen> usap_, redis_;
};

}  // namespace lgm::admin
