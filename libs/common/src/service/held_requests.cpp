#include "held_requests.hpp"

#include <cmath>
#include <iterator>

namespace lgm::service {
namespace {

using State = RateLimiter::Verdict::State;

// Lines are looked at this often; a request may wait this much longer than it had to.
constexpr std::chrono::milliseconds kTick{10};
// The longest wait for an answer of the store: it is given up after a second, and then each replica decides.
constexpr std::chrono::milliseconds kSettling{2'000};

// Those for whom there is no token within the rule's patience are not kept: they would only be refused later.
std::size_t longest_line(const RateRule& rule, const RateLimiter::Verdict& verdict) {
  const double comes =
      static_cast<double>(rule.per_minute) / 60 * std::chrono::duration<double>(rule.patience).count();
  return static_cast<std::size_t>(verdict.remaining) + static_cast<std::size_t>(std::ceil(comes));
}

bool refuses(const RateRule& rule, const RateLimiter::Verdict& verdict) {
  return verdict.state == State::Empty && rule.patience.count() == 0;
}

}  // namespace

HeldRequests::~HeldRequests() {
  close();
}

void HeldRequests::start() {
  {
    const std::lock_guard lock(mutex_);
    open_ = true;
  }
  thread_ = std::thread([this] { run(); });
}

std::optional<RateLimiter::Verdict> HeldRequests::at_once(RateLimiter& limiter,
                                                          const std::string& key) const {
  if (held_ > 0) return std::nullopt;  // who comes now does not overtake those who wait
  auto verdict = limiter.take(key);
  if (verdict.admitted() || refuses(limiter.rule(), verdict)) return verdict;
  return std::nullopt;
}

std::optional<RateLimiter::Verdict> HeldRequests::take(RateLimiter& limiter, const std::string& key,
                                                       Resume resume) {
  const RateRule& rule = limiter.rule();
  if (auto verdict = at_once(limiter, key)) return verdict;
  const std::lock_guard lock(mutex_);
  const auto found = lines_.find({&limiter, key});
  // Who comes now does not overtake those who wait.
  const std::size_t before = found == lines_.end() ? 0 : found->second.size();
  const auto verdict = before == 0 ? limiter.take(key) : limiter.look(key);
  if (before == 0 && (verdict.admitted() || refuses(rule, verdict))) return verdict;
  // What there is belongs to those who wait.
  if (!open_ || before >= longest_line(rule, verdict)) return limiter.refuse(key);
  const auto until = clock_.steady() + (rule.patience.count() > 0 ? rule.patience : kSettling);
  lines_[{&limiter, key}].push_back({until, std::move(resume)});
  ++held_;
  changed_.notify_one();
  return std::nullopt;
}

void HeldRequests::notify() {
  {
    const std::lock_guard lock(mutex_);
    if (lines_.empty()) return;
    news_ = true;
  }
  changed_.notify_one();
}

void HeldRequests::close() {
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void HeldRequests::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (lines_.empty())
      changed_.wait(lock, [this] { return !open_ || !lines_.empty(); });
    else
      changed_.wait_for(lock, kTick, [this] { return !open_ || news_; });
    news_ = false;
    const bool last = !open_;
    Answered answered;
    look(answered, last);
    lock.unlock();
    for (const auto& [resume, verdict] : answered) resume(verdict);
    if (last) return;
    lock.lock();
  }
}

void HeldRequests::look(Answered& answered, bool last) {
  const auto now = clock_.steady();
  for (auto line = lines_.begin(); line != lines_.end();) {
    auto& [limiter, key] = line->first;
    auto& guests = line->second;
    while (!guests.empty()) {
      const auto verdict = limiter->take(key);
      const bool over = last || now >= guests.front().until || refuses(limiter->rule(), verdict);
      if (!verdict.admitted() && !over) break;
      answered.emplace_back(std::move(guests.front().resume), verdict);
      guests.pop_front();
      --held_;
    }
    line = guests.empty() ? lines_.erase(line) : std::next(line);
  }
}

}  // namespace lgm::service
