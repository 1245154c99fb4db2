#include "quotas/quotas.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/counters.hpp"
#include "lgm/contracts/limits.hpp"

namespace lgm::guard_service {
namespace {

constexpr std::int64_t kMinute = 60, kDay = 86'400;  // seconds
constexpr std::int64_t kMostAtOnce = 1'000'000;      // that the store books by one call
constexpr double kRounding = 1e-6;                   // of tokens: a part of a minute's is no whole number
constexpr std::chrono::milliseconds kBetweenReports{20}, kAfterSilence{1'000};
constexpr std::chrono::hours kIdle{48};
constexpr std::size_t kIdleSweep = 10'000;  // buckets at least before idle ones are dropped

double flow_of(const Quota& quota) {
  return static_cast<double>(quota.per_minute.value_or(0)) / kMinute;
}

std::int64_t day_of(base::WallTime time) {
  return base::to_unix_seconds(time) / kDay;
}

std::int64_t seconds_left_of_day(base::WallTime time) {
  return kDay - base::to_unix_seconds(time) % kDay;
}

std::int64_t whole(double tokens) {
  return std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(tokens + kRounding)));
}

// Until `wanted` tokens are there.
std::int64_t seconds_until(double wanted, double tokens, double flow) {
  return tokens + kRounding >= wanted
             ? 0
             : std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((wanted - tokens) / flow)));
}

}  // namespace

void Quotas::start() {
  thread_ = std::thread([this] { run(); });
}

void Quotas::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Quotas::fill(Bucket& bucket, base::SteadyTime now) const {
  const double seconds = std::chrono::duration<double>(now - std::exchange(bucket.filled, now)).count();
  const auto most = static_cast<double>(bucket.quota.per_minute.value_or(0));
  bucket.tokens = std::min(most, bucket.tokens + seconds * flow_of(bucket.quota));
}

Quotas::Verdict Quotas::judge(const Bucket& bucket, std::int64_t texts, base::WallTime now) const {
  Verdict verdict;
  if (const auto limit = bucket.quota.per_minute) {
    const auto wanted = static_cast<double>(std::min(texts, *limit));
    const auto reset = seconds_until(wanted, bucket.tokens, flow_of(bucket.quota));
    verdict.states.push_back({"minute", *limit, kMinute, whole(bucket.tokens), reset});
    if (reset > 0) verdict.hit = "minute";
  }
  if (const auto limit = bucket.quota.per_day) {
    const std::int64_t left = *limit - bucket.day_total - bucket.day_spent;
    verdict.states.push_back(
        {"day", *limit, kDay, std::max<std::int64_t>(0, left), seconds_left_of_day(now)});
    if (texts > left) verdict.hit = "day";
  }
  return verdict;
}

Quotas::Verdict Quotas::take(const std::string& key, const Quota& quota, std::int64_t texts) {
  if (!quota.per_minute && !quota.per_day) return {};
  const auto steady = clock_.steady();
  const auto now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > std::max(kIdleSweep, sweep_at_)) forget_idle(steady);
  auto [found, fresh] = buckets_.try_emplace(key);
  Bucket& bucket = found->second;
  if (fresh) bucket.filled = steady;
  if (fresh || !bucket.quota.per_minute) bucket.tokens = static_cast<double>(quota.per_minute.value_or(0));
  bucket.quota = quota;
  bucket.used = steady;
  fill(bucket, steady);
  if (std::exchange(bucket.day, day_of(now)) != day_of(now)) bucket.day_total = bucket.day_spent = 0;
  Verdict verdict = judge(bucket, texts, now);
  if (!verdict.admitted()) return verdict;
  bucket.tokens -= static_cast<double>(texts);
  if (quota.per_minute) bucket.minute_spent += texts;
  if (quota.per_day) bucket.day_spent += texts;
  for (State& state : verdict.states) state.remaining = std::max<std::int64_t>(0, state.remaining - texts);
  unsettled_.insert(key);
  changed_.notify_one();
  return verdict;
}

void Quotas::give_back(const std::string& key, std::int64_t texts) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key);
  if (found == buckets_.end()) return;
  Bucket& bucket = found->second;
  if (bucket.quota.per_minute) {
    bucket.tokens += static_cast<double>(texts);
    bucket.minute_spent -= texts;
  }
  if (bucket.quota.per_day && bucket.day == day_of(clock_.now())) bucket.day_spent -= texts;
}

// What the store does not answer to is counted here alone: told later it would be a debt of long ago.
bool Quotas::settle_minute(const std::string& key, std::unique_lock<std::mutex>& lock) {
  Bucket& before = buckets_.at(key);
  const std::int64_t limit = before.quota.per_minute.value_or(0);
  if (before.minute_spent <= 0 || limit == 0) return true;
  const std::int64_t spent = std::min(std::exchange(before.minute_spent, 0), kMostAtOnce);
  lock.unlock();
  const auto answer =
      calls::ask(*session_cache_, contracts::kLeaseTokens, {"api-key:" + key, limit, limit, spent});
  lock.lock();
  if (!answer) return false;
  Bucket& bucket = buckets_.at(key);
  fill(bucket, clock_.steady());
  // The store tells whole tokens, rounded down; what it has may be almost one more.
  bucket.tokens =
      std::min(bucket.tokens, static_cast<double>(answer->left - bucket.minute_spent) + 1 - 2 * kRounding);
  return true;
}

// What surely was not counted is told again, as long as the day lasts. What may have been, as the answer was
// lost, is not: told twice it would shut the application out until midnight. A version that does not let
// guard-service count refuses, and each replica counts alone.
bool Quotas::settle_day(const std::string& key, std::unique_lock<std::mutex>& lock) {
  Bucket& before = buckets_.at(key);
  const std::int64_t spent = std::min(before.day_spent, kMostAtOnce), day = before.day;
  if (spent <= 0) return true;
  lock.unlock();
  const auto answer = calls::ask(*session_cache_, contracts::kAddToCounter,
                                 {"api-key-day:" + key + ":" + std::to_string(day), spent, 2 * kDay});
  lock.lock();
  Bucket& bucket = buckets_.at(key);
  const bool may_count = !answer.is(403) && answer.error != http::CallError::Connect;
  if (bucket.day == day && may_count) {
    bucket.day_spent -= spent;
    bucket.day_total = answer ? std::max(bucket.day_total, answer->count) : bucket.day_total + spent;
  }
  return answer || answer.is(403);
}

bool Quotas::settle_all() {
  std::unique_lock lock(mutex_);
  auto keys = std::exchange(unsettled_, {});
  while (!keys.empty() && !stopping_) {
    const std::string key = std::move(keys.extract(keys.begin()).value());
    if (!buckets_.contains(key) || (settle_minute(key, lock) && settle_day(key, lock))) continue;
    keys.insert(key);
    leave_for_later(keys);
    return false;
  }
  return true;
}

void Quotas::leave_for_later(const std::set<std::string>& keys) {
  for (auto& [key, bucket] : buckets_) bucket.minute_spent = 0;
  unsettled_.insert(keys.begin(), keys.end());
}

void Quotas::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait(lock, [this] { return stopping_ || !unsettled_.empty(); });
    if (stopping_) break;
    lock.unlock();
    const bool answered = settle_all();
    lock.lock();
    changed_.wait_for(lock, answered ? kBetweenReports : kAfterSilence, [this] { return stopping_; });
  }
}

void Quotas::forget_idle(base::SteadyTime now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return now - entry.second.used > kIdle && !unsettled_.contains(entry.first);
  });
  sweep_at_ = 2 * buckets_.size();
}

}  // namespace lgm::guard_service
