#include "worker_pool.hpp"

#include <algorithm>
#include <utility>

namespace lgm::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_limit)
    : queue_limit_(queue_limit), most_aside_(std::max(1U, threads / 8)) {
  idle_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i)
    threads_.emplace_back([this, self = &sleepers_.emplace_back()] { run(*self); });
}

WorkerPool::~WorkerPool() {
  finish();
}

void WorkerPool::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (Sleeper* sleeper : idle_) sleeper->wake.notify_one();
  }
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool WorkerPool::post(std::function<void()> job, Queue queue) {
  Sleeper* next = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const bool full = queue_.size() + aside_.size() >= queue_limit_;
    if (ending_ || (queue != Queue::Always && full)) return false;
    (queue == Queue::Aside ? aside_ : queue_).push_back(std::move(job));
    next = next_to_wake();
  }
  if (next) next->wake.notify_one();
  return true;
}

std::size_t WorkerPool::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size() + aside_.size();
}

// Marked as woken, with the lock held; null when nobody sleeps or somebody is on the way already.
WorkerPool::Sleeper* WorkerPool::next_to_wake() {
  if (waking_ || idle_.empty() || !has_job()) return nullptr;
  Sleeper* const sleeper = idle_.back();
  idle_.pop_back();
  sleeper->woken = waking_ = true;
  return sleeper;
}

void WorkerPool::sleep(Sleeper& self, std::unique_lock<std::mutex>& lock) {
  self.woken = false;
  idle_.push_back(&self);
  self.wake.wait(lock, [&] { return self.woken || ending_; });
  if (self.woken)
    waking_ = false;
  else
    std::erase(idle_, &self);
}

WorkerPool::Job WorkerPool::take() {
  const bool aside = may_take_aside() && (aside_next_ || queue_.empty());
  auto& from = aside ? aside_ : queue_;
  Job job{std::move(from.front()), aside};
  from.pop_front();
  if (aside) ++busy_aside_;
  aside_next_ = !aside;
  return job;
}

void WorkerPool::run(Sleeper& self) {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!has_job()) {
      if (ending_) return;  // whoever runs a job that is aside runs those behind it
      sleep(self, lock);
    }
    Job job = take();
    ++busy_;
    Sleeper* const next = next_to_wake();
    lock.unlock();
    if (next) next->wake.notify_one();
    job.run();
    --busy_;
    job.run = nullptr;
    lock.lock();
    if (job.aside) --busy_aside_;
  }
}

}  // namespace lgm::http
