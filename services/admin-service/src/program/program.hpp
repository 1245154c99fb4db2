// admin-service put together: everything that main() runs, so that tests can run it as well, twice if need
// be.
#pragma once
#include "account_keys/by_key.hpp"
#include "api/api.hpp"
#include "background/holder_work.hpp"
#include "background/pulse.hpp"
#include "background/suite_health.hpp"
#include "configuration/configuration.hpp"
#include "keyword_forms/guard_forms.hpp"
#include "lgm/service/dependency.hpp"
#include "lgm/service/periodic.hpp"
#include "lgm/service/service.hpp"
#include "permissions/permissions.hpp"
#include "policy_feed/policy_feed.hpp"
#include "preparation/preparation.hpp"

namespace lgm::admin {

class Program {
 public:
  // Throws std::invalid_argument for a configuration that check() would refuse.
  Program(const service::Identity& identity, const service::CommonConfig& common,
          const Configuration& configuration, service::Log& log);
  ~Program();
  // Prepares the database and listens; while the database is away, goes on trying and is not ready. Throws
  // std::runtime_error with what a person has to do.
  void start();
  void stop();
  // start(), wait for SIGTERM, stop(); the exit code.
  int run();
  service::Service& service() { return service_; }
  DatabaseStore& store() { return store_; }

 private:
  void committed(const Committed& left);
  bool note_uses(const contracts::KeyUses& told);
  void prepare_first_administrator();
  void prepare();
  void prepare_at_start();
  void watch();
  void start_following();
  void stop_following();
  void add_health_checks();
  void add_gauges();

  const service::CommonConfig common_;
  const Configuration configuration_;
  service::Log& log_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  service::Metrics metrics_;
  const GuardForms forms_;
  passwords::ArgonHasher argon_{random_};
  // 19 MiB each while running; those who wait hold a worker.
  passwords::BoundedHasher hasher_{argon_, 2, 2};
  sql::Database database_;
  service::Dependency database_metrics_{metrics_, "database"};
  PolicyFeed feed_;
  DatabaseStore store_;
  Preparation preparation_;
  Pulse pulse_{clock_};
  permissions::CachedRights rights_{store_};
  std::shared_ptr<http::Client> auth_service_, session_cache_, guard_;
  const LegacyZone legacy_zone_;
  Api api_;
  std::unique_ptr<auth::TokenVerifier> verifier_;
  std::unique_ptr<auth::RevocationFollower> follower_;
  std::unique_ptr<Outbox> outbox_;
  SuiteHealth suite_health_;
  service::KeyUses key_uses_;
  ByAccountKey by_account_key_;
  service::Service service_;
  Lease lease_;
  HolderWork holder_work_;
  service::Periodic preparing_, watching_, holding_, asking_;
};

}  // namespace lgm::admin
