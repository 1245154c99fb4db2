#include "rate_limiter.hpp"

#include <algorithm>
#include <cmath>

#include "lgm/json/value.hpp"

namespace lgm::service {
namespace {

constexpr std::int64_t kBlock =
    20;  // tokens reported to the store at once: the most that a replica over-admits
constexpr std::size_t kIdleSweep = 10'000;  // buckets at least before idle ones are dropped
constexpr std::chrono::minutes kIdle{5};

double seconds_between(base::SteadyTime from, base::SteadyTime to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

RateLimiter::RateLimiter(std::int64_t per_minute, std::int64_t burst,
                         std::shared_ptr<http::Caller> session_cache, const base::Clock& clock)
    : per_minute_(static_cast<double>(per_minute)),
      burst_(static_cast<double>(burst)),
      session_cache_(std::move(session_cache)),
      clock_(clock) {}

RateLimiter::~RateLimiter() {
  stop();
}

void RateLimiter::start() {
  if (session_cache_ && per_minute_ > 0) thread_ = std::thread([this] { run(); });
}

void RateLimiter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

RateLimiter::Verdict RateLimiter::take(const std::string& key) {
  Verdict verdict;
  if (per_minute_ <= 0) return verdict;
  const auto now = clock_.steady();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > std::max(kIdleSweep, sweep_at_)) forget_idle(now);
  auto [found, fresh] = buckets_.try_emplace(key);
  Bucket& bucket = found->second;
  if (fresh) {
    bucket.tokens = burst_;
  } else {
    bucket.tokens = std::min(burst_, bucket.tokens + seconds_between(bucket.filled, now) * per_minute_ / 60);
  }
  bucket.filled = bucket.used = now;
  verdict.limit = static_cast<std::int64_t>(per_minute_);
  verdict.admitted = bucket.tokens >= 1 && now >= bucket.blocked_until;
  if (verdict.admitted) {
    bucket.tokens -= 1;
    if (++bucket.spent >= kBlock && !bucket.queued && thread_.joinable()) {
      bucket.queued = true;
      queue_.push_back(key);
      changed_.notify_one();
    }
  }
  verdict.remaining = static_cast<std::int64_t>(bucket.tokens);
  const double wait =
      std::max((1 - bucket.tokens) * 60 / per_minute_, seconds_between(now, bucket.blocked_until));
  verdict.reset_seconds =
      verdict.admitted ? 0 : std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(wait)));
  return verdict;
}

void RateLimiter::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    while (!stopping_ && !queue_.empty()) {
      const std::string key = std::move(queue_.back());
      queue_.pop_back();
      const auto found = buckets_.find(key);
      if (found == buckets_.end()) continue;
      const std::int64_t spent = std::exchange(found->second.spent, 0);
      found->second.queued = false;
      lock.unlock();
      settle(key, spent);
      lock.lock();
    }
  }
}

// Takes from the shared bucket what was spent here; when it has less, this replica refuses until it has
// refilled.
void RateLimiter::settle(const std::string& key, std::int64_t spent) {
  http::Call call;
  call.method = http::Method::Post;
  call.target = "/internal/v1/limits/lease";
  call.body = json::to_text(json::Object{{"key", "api:" + key},
                                         {"per_minute", static_cast<std::int64_t>(per_minute_)},
                                         {"burst", static_cast<std::int64_t>(burst_)},
                                         {"want", spent}});
  call.timeout = std::chrono::milliseconds(1000);
  const http::CallResult result = session_cache_->call(call);
  if (!result.ok()) return;
  const auto body = json::parse_or_nothing(result.body);
  const auto granted = body ? body->integer_at("granted") : std::nullopt;
  if (!granted || *granted >= spent) return;
  const auto wait = std::chrono::milliseconds(body->integer_at("retry_after_ms").value_or(1000));
  const std::lock_guard lock(mutex_);
  if (const auto found = buckets_.find(key); found != buckets_.end())
    found->second.blocked_until = clock_.steady() + wait;
}

void RateLimiter::forget_idle(base::SteadyTime now) {
  std::erase_if(buckets_,
                [&](const auto& entry) { return now - entry.second.used > kIdle && !entry.second.queued; });
  // Twice what is in use: however many users are active, a request pays for a constant share of the sweeps.
  sweep_at_ = 2 * buckets_.size();
}

}  // namespace lgm::service
