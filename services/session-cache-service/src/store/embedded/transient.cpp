#include <algorithm>
#include <cmath>

#include "store/embedded/parts.hpp"

namespace lgm::session_cache::embedded {

Lease EmbeddedLimits::lease(const LeaseRequest& request) {
  const std::int64_t now = base::to_unix_ms(clock_.now());
  const double burst = static_cast<double>(request.burst);
  const double a_millisecond = static_cast<double>(request.per_minute) / 60'000;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= sweep_at_) forget_full(now);
  const auto [found, fresh] = buckets_.try_emplace(request.key, Bucket{burst, now, now});
  Bucket& bucket = found->second;
  const auto passed = static_cast<double>(std::max<std::int64_t>(0, now - bucket.filled_ms));
  bucket.tokens = std::min(burst, bucket.tokens + passed * a_millisecond);
  bucket.filled_ms = bucket.filled_ms - now <= kClocksDifferMs ? std::max(now, bucket.filled_ms) : now;
  const auto granted = std::clamp<std::int64_t>(static_cast<std::int64_t>(bucket.tokens), 0, request.want);
  bucket.tokens -= static_cast<double>(request.want);
  bucket.full_ms = now + static_cast<std::int64_t>(std::ceil((burst - bucket.tokens) / a_millisecond));
  const auto left = static_cast<std::int64_t>(std::floor(bucket.tokens));
  if (granted == request.want) return {granted, 0, left};
  return {granted, static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / a_millisecond)), left};
}

// A full bucket is as good as none.
void EmbeddedLimits::forget_full(std::int64_t now) {
  std::erase_if(buckets_, [now](const auto& entry) { return entry.second.full_ms <= now; });
  sweep_at_ = std::max<std::size_t>(10'000, buckets_.size() * 2);
}

void EmbeddedPresence::report(const Report& report) {
  const std::int64_t now = base::to_unix_ms(clock_.now());
  const std::lock_guard lock(mutex_);
  std::erase_if(replicas_, [now](const auto& entry) { return now - entry.second.seen_ms > kPresenceMs; });
  replicas_.insert_or_assign({report.service, report.pod},
                             Replica{report.service, report.pod, report.version, report.ready,
                                     report.policy_version, report.feed_lag_ms, now});
}

std::vector<Replica> EmbeddedPresence::replicas() {
  const std::int64_t now = base::to_unix_ms(clock_.now());
  const std::lock_guard lock(mutex_);
  std::vector<Replica> seen;
  for (const auto& [key, replica] : replicas_)
    if (now - replica.seen_ms <= kPresenceMs) seen.push_back(replica);
  return seen;
}

}  // namespace lgm::session_cache::embedded
