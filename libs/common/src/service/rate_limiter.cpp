#include "rate_limiter.hpp"

#include <algorithm>
#include <cmath>

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/limits.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kIdleSweep = 10'000;  // buckets at least before idle ones are dropped
constexpr std::chrono::minutes kIdle{5};
constexpr double kRounding = 1e-6;  // seconds: a third of a minute's tokens is no whole number

double seconds_between(base::SteadyTime from, base::SteadyTime to) {
  return std::chrono::duration<double>(to - from).count();
}

base::SteadyTime::duration seconds(double count) {
  return std::chrono::duration_cast<base::SteadyTime::duration>(std::chrono::duration<double>(count));
}

}  // namespace

RateLimiter::RateLimiter(RateRule rule, std::shared_ptr<http::Caller> session_cache, const base::Clock& clock)
    : rule_(std::move(rule)), session_cache_(std::move(session_cache)), clock_(clock) {}

RateLimiter::~RateLimiter() {
  stop();
}

void RateLimiter::start() {
  if (!session_cache_ || rule_.per_minute <= 0) return;
  {
    const std::lock_guard lock(mutex_);
    running_ = true;
  }
  thread_ = std::thread([this] { run(); });
}

void RateLimiter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    running_ = false;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

double RateLimiter::flow() const {
  return static_cast<double>(rule_.per_minute) / 60 / (away_ ? static_cast<double>(replicas_) : 1);
}

double RateLimiter::most() const {
  const auto whole = static_cast<double>(rule_.burst);
  return away_ ? std::max(1.0, std::floor(whole / static_cast<double>(replicas_))) : whole;
}

void RateLimiter::fill(Bucket& bucket, base::SteadyTime now) const {
  bucket.tokens = std::min(most(), bucket.tokens + seconds_between(bucket.filled, now) * flow());
  bucket.filled = now;
  if (bucket.tokens >= most()) bucket.full = now;
}

// How much may be spent here before the store has heard of it.
std::int64_t RateLimiter::room(const Bucket& bucket) const {
  const double left = bucket.tokens + static_cast<double>(bucket.unsettled());
  return std::clamp(static_cast<std::int64_t>(left) / replicas_, std::int64_t{1}, kBlock);
}

// At half the room: while a report is under way there is the other half to spend.
void RateLimiter::report_if_due(const std::string& key, Bucket& bucket) {
  if (bucket.queued || bucket.spent == 0 || bucket.spent < room(bucket) / 2) return;
  bucket.queued = true;
  queue_.push_back(key);
  changed_.notify_one();
}

RateLimiter::Verdict RateLimiter::judge(const std::string& key, Ask ask) {
  using State = Verdict::State;
  Verdict verdict;
  if (rule_.per_minute <= 0) return verdict;
  const auto now = clock_.steady();
  const std::lock_guard lock(mutex_);
  if (buckets_.size() > std::max(kIdleSweep, sweep_at_)) forget_idle(now);
  auto [found, fresh] = buckets_.try_emplace(key);
  Bucket& bucket = found->second;
  if (fresh) bucket.tokens = most(), bucket.filled = now;
  fill(bucket, now);
  bucket.used = now;
  if (ask == Ask::Refuse || bucket.tokens < 1)
    verdict.state = State::Empty;
  else if (running_ && !away_ && bucket.unsettled() >= room(bucket))
    verdict.state = State::Unsettled;
  if (verdict.admitted()) {
    bucket.tokens -= ask == Ask::Take ? 1 : 0;
    bucket.spent += ask == Ask::Take ? 1 : 0;
  } else {
    const double wait = (1 - bucket.tokens) / flow();
    verdict.reset_seconds = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(wait - kRounding)));
    verdict.hit = hit(bucket, now);
  }
  if (running_) report_if_due(key, bucket);
  verdict.limit = rule_.per_minute;
  verdict.remaining = std::max<std::int64_t>(0, static_cast<std::int64_t>(bucket.tokens));
  return verdict;
}

// Since the bucket was full, its burst and what flowed since were spent: until that comes to a minute's
// worth, it was the burst that was too small.
std::string RateLimiter::hit(const Bucket& bucket, base::SteadyTime now) const {
  const double spent = most() + seconds_between(bucket.full, now) * flow(), minute = flow() * 60;
  const bool by_minute = spent >= minute;
  return "More than " + std::to_string(static_cast<std::int64_t>(by_minute ? minute : most())) + " " +
         rule_.what + (by_minute ? " a minute" : " at once");
}

void RateLimiter::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    while (!stopping_ && !queue_.empty()) {
      const std::string key = std::move(queue_.front());
      queue_.pop_front();
      settle(key, lock);
      lock.unlock();
      news_();
      lock.lock();
    }
  }
}

// Reports what was spent; an answer that does not come leaves it to the share that each replica has then.
void RateLimiter::settle(const std::string& key, std::unique_lock<std::mutex>& lock) {
  Bucket& before = buckets_.at(key);  // no bucket goes while it is queued
  const std::int64_t spent = before.in_flight = std::exchange(before.spent, 0);
  lock.unlock();
  const auto answer = calls::ask(*session_cache_, contracts::kLeaseTokens,
                                 {rule_.prefix + key, rule_.per_minute, rule_.burst, spent});
  lock.lock();
  Bucket& bucket = buckets_.at(key);
  bucket.queued = false;
  bucket.in_flight = 0;
  // What flowed until now flowed by the rule that held until now.
  fill(bucket, clock_.steady());
  away_ = !answer;
  if (answer)
    bucket.tokens = std::min(most(), static_cast<double>(answer->left) - static_cast<double>(bucket.spent));
}

// An empty bucket is full again before it is forgotten, so that nobody gains by waiting for that.
void RateLimiter::forget_idle(base::SteadyTime now) {
  const auto idle = std::max<base::SteadyTime::duration>(kIdle, seconds(most() / flow()));
  std::erase_if(buckets_,
                [&](const auto& entry) { return now - entry.second.used > idle && !entry.second.queued; });
  // Twice what is in use: however many users are active, a request pays for a constant share of the sweeps.
  sweep_at_ = 2 * buckets_.size();
}

}  // namespace lgm::service
