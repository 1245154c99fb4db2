// guard-service put together: everything that main() runs, so that tests can run it as well.
#pragma once
#include "api_keys/key_check.hpp"
#include "checks/checks.hpp"
#include "configuration/configuration.hpp"
#include "lgm/service/remote_rights.hpp"
#include "lgm/service/service.hpp"
#include "policy_follower/policy_follower.hpp"
#include "quotas/quotas.hpp"

namespace lgm::guard_service {

service::Identity identity();
service::CommonConfig default_common();

class Program {
 public:
  // `common` and `configuration` are checked; `log` and `clock` outlive the program.
  Program(const service::CommonConfig& common, const Configuration& configuration, service::Log& log,
          const base::Clock& clock);
  ~Program();
  // Begins to follow the policy, waits a moment for the current one, and listens. Throws std::runtime_error.
  void start();
  // True when nothing was cut off.
  bool stop();
  // start(), wait for SIGTERM, stop(); the exit code.
  int run();
  service::Service& service() { return service_; }
  const PolicyFollower& follower() const { return policy_; }

 private:
  void add_health_checks();
  void tell_of_older_path();
  void begin_following();
  void end_following();

  base::SystemRandom random_;
  service::Metrics metrics_;
  service::Log& log_;
  std::shared_ptr<http::Client> auth_service_, admin_service_, session_cache_;
  service::RemoteRights rights_;
  std::unique_ptr<auth::TokenVerifier> verifier_;
  auth::RevocationFollower revocations_;
  PolicyFollower policy_;
  const KeyCheck key_check_;
  const KeyAuthenticator by_key_;
  Quotas quotas_;
  service::KeyUses key_uses_;
  const Callers callers_;
  Checks checks_;
  LargeTexts large_texts_;
  const bool older_path_;
  const RequireKey required_;
  service::Service service_;
  bool following_ = false;
};

}  // namespace lgm::guard_service
