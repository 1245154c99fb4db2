#include "lgm/service/key_uses.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace lgm::service {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

}  // namespace

void KeyUses::start() {
  thread_ = std::thread([this] { run(); });
}

void KeyUses::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.notify_all();
  if (!thread_.joinable()) return;
  thread_.join();
  tell_before(std::numeric_limits<std::int64_t>::max());
}

void KeyUses::note(const std::string& key, std::int64_t texts, const std::string& address) {
  const auto now = clock_.now();
  const std::int64_t minute = minute_of(now);
  const std::lock_guard lock(mutex_);
  contracts::KeyUse& use = current_[key];
  if (use.minute != minute) {
    if (!use.id.empty()) over_[key] = std::move(use);
    use = {key, minute, 0, 0, ""};
  }
  use.texts += texts;
  use.last_ms = base::to_unix_ms(now);
  if (use.last_from != address) use.last_from = address;
}

// Takes them out.
std::vector<contracts::KeyUse> KeyUses::over_before(std::int64_t minute) {
  std::vector<contracts::KeyUse> uses;
  const std::lock_guard lock(mutex_);
  for (Uses* some : {&over_, &current_})
    for (auto use = some->begin(); use != some->end();) {
      if (use->second.minute >= minute) {
        ++use;
        continue;
      }
      uses.push_back(std::move(use->second));
      use = some->erase(use);
    }
  return uses;
}

void KeyUses::tell_before(std::int64_t minute) {
  const auto uses = over_before(minute);
  for (std::size_t at = 0; at < uses.size(); at += contracts::kMostKeyUses) {
    const auto end = std::min(uses.size(), at + contracts::kMostKeyUses);
    const contracts::KeyUses told{
        {uses.begin() + static_cast<std::ptrdiff_t>(at), uses.begin() + static_cast<std::ptrdiff_t>(end)}};
    if (!tell_(told)) keep_last_of(told.uses);
  }
}

// When a key was used last is told again; its minute is over by then.
void KeyUses::keep_last_of(std::vector<contracts::KeyUse> untold) {
  const std::lock_guard lock(mutex_);
  for (contracts::KeyUse& use : untold) {
    use.texts = 0;
    over_.try_emplace(use.id, std::move(use));
  }
}

void KeyUses::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::chrono::milliseconds rest(kMinuteMs - base::to_unix_ms(clock_.now()) % kMinuteMs);
    changed_.wait_for(lock, rest, [this] { return stopping_; });
    lock.unlock();
    tell();
    lock.lock();
  }
}

}  // namespace lgm::service
