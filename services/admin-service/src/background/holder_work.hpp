// What the replica that holds the lease does each second: redeliver the outbox, put disabled users into a
// revocation feed that began anew, seal the audit log, forget answers that were kept for a day.
#pragma once
#include "leases/lease.hpp"
#include "lgm/service/metrics.hpp"
#include "outbox/outbox.hpp"

namespace lgm::admin {

class HolderWork {
 public:
  struct Parts {
    sql::Database& database;
    const base::Clock& clock;
    service::Metrics& metrics;
    Lease& lease;
    Outbox* outbox = nullptr;  // none: no session-cache is configured
    const auth::RevocationSet* revocations = nullptr;
    std::string seal_key;  // empty: nothing is sealed
  };
  explicit HolderWork(Parts parts) : parts_(std::move(parts)) {}
  // Does nothing where another replica holds the lease. Each part is tried whatever became of the one before;
  // throws what the first that failed threw.
  void once();

 private:
  void deliver();
  void reseed();
  void seal();
  void forget();

  Parts parts_;
};

}  // namespace lgm::admin
