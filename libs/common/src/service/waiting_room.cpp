#include "waiting_room.hpp"

#include <memory>
#include <utility>

namespace lgm::service {
namespace {

// Deadlines are looked at this often; a poll may wait this much longer than it asked.
constexpr std::chrono::milliseconds kTick{100};

}  // namespace

WaitingRoom::WaitingRoom(Post post, const base::Clock& clock) : post_(std::move(post)), clock_(clock) {}

WaitingRoom::~WaitingRoom() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void WaitingRoom::start() {
  thread_ = std::thread([this] { run(); });
}

void WaitingRoom::park(base::SteadyTime until, Attempt attempt) {
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      guests_.push_back({until, std::make_shared<Attempt>(std::move(attempt))});
      // What the guest waits for may have happened between its first look and now.
      notified_ = true;
      changed_.notify_one();
      return;
    }
  }
  attempt(true);
}

void WaitingRoom::notify() {
  {
    const std::lock_guard lock(mutex_);
    notified_ = true;
    ++events_;
  }
  changed_.notify_one();
}

void WaitingRoom::close() {
  std::list<Guest> all;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    all.swap(guests_);
  }
  for (Guest& guest : all) (*guest.attempt)(true);
}

std::size_t WaitingRoom::size() const {
  const std::lock_guard lock(mutex_);
  return guests_.size();
}

void WaitingRoom::run() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    // A guest may be back from an attempt that found nothing: from then on its time is looked after again.
    if (guests_.empty())
      changed_.wait(lock, [this] { return ended_ || notified_ || !guests_.empty(); });
    else if (!changed_.wait_for(lock, kTick, [this] { return ended_ || notified_; }))
      notified_ = std::exchange(missed_, false);
    const auto now = clock_.steady();
    std::list<Guest> due, due_last;
    const bool all = std::exchange(notified_, false);
    for (auto guest = guests_.begin(); guest != guests_.end();) {
      const auto next = std::next(guest);
      if (guest->until <= now)
        due_last.splice(due_last.end(), guests_, guest);
      else if (all)
        due.splice(due.end(), guests_, guest);
      guest = next;
    }
    lock.unlock();
    wake(due_last, true);
    wake(due, false);
    lock.lock();
  }
}

void WaitingRoom::wake(const std::list<Guest>& guests, bool last) {
  for (const Guest& guest : guests) {
    const auto job = [this, guest, last] {
      std::unique_lock lock(mutex_);
      const std::uint64_t seen = events_;
      lock.unlock();
      if ((*guest.attempt)(last) || last) return;
      lock.lock();
      if (!closed_) {
        guests_.push_back(guest);
        // Something happened while this attempt was looking: look once more.
        if (events_ != seen) notified_ = true;
        changed_.notify_one();
        return;
      }
      lock.unlock();
      (*guest.attempt)(true);
    };
    if (post_(job)) continue;
    std::unique_lock lock(mutex_);
    if (closed_) {
      lock.unlock();
      (*guest.attempt)(true);
      continue;
    }
    // What this guest was woken for still stands: at the next tick again.
    guests_.push_back(guest);
    missed_ = missed_ || !last;
  }
}

}  // namespace lgm::service
