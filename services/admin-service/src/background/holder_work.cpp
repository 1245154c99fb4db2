#include "background/holder_work.hpp"

#include "audit_seal/audit_seal.hpp"
#include "idempotency/idempotency.hpp"

namespace lgm::admin {
namespace {

// Younger events are being delivered by the request that made them.
constexpr std::int64_t kYoungMs = 2'000;
constexpr std::size_t kBatch = 1'000;

}  // namespace

void HolderWork::once() {
  const bool ours = parts_.lease.take();
  parts_.metrics.gauge("lgm_background_lease_held", "1 on the replica that does the background work")
      .set(ours ? 1 : 0);
  if (!ours) return;
  std::exception_ptr first;
  for (const auto part :
       {&HolderWork::deliver, &HolderWork::reseed, &HolderWork::seal, &HolderWork::forget}) {
    try {
      (this->*part)();
    } catch (...) {
      if (!first) first = std::current_exception();
    }
  }
  if (first) std::rethrow_exception(first);
}

void HolderWork::deliver() {
  if (!parts_.outbox) return;
  parts_.outbox->redeliver(base::to_unix_ms(parts_.clock.now()) - kYoungMs);
  parts_.metrics.gauge("lgm_outbox_depth", "Events that session-cache has not acknowledged")
      .set(static_cast<double>(parts_.outbox->depth()));
}

void HolderWork::reseed() {
  if (!parts_.outbox || !parts_.revocations) return;
  const std::string epoch = parts_.revocations->epoch();
  if (!epoch.empty()) parts_.outbox->reseed(epoch, base::to_unix_ms(parts_.clock.now()));
}

void HolderWork::seal() {
  if (parts_.seal_key.empty()) return;
  while (audit_seal::seal(parts_.database, parts_.seal_key, kBatch) == kBatch) {
  }
  parts_.metrics.gauge("lgm_audit_sealed_seq", "Number of the last sealed audit row")
      .set(static_cast<double>(audit_seal::last(parts_.database)));
}

void HolderWork::forget() {
  idempotency::forget_old(parts_.database, parts_.clock.now());
}

}  // namespace lgm::admin
