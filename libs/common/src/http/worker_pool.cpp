#include "worker_pool.hpp"

#include <algorithm>
#include <utility>

namespace lgm::http {
namespace {

std::size_t kind_of(WorkerPool::Queue queue) {
  switch (queue) {
    case WorkerPool::Queue::Patient:
      return 1;
    case WorkerPool::Queue::Aside:
      return 2;
    default:
      return 0;
  }
}

}  // namespace

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_limit)
    : queue_limit_(queue_limit),
      kinds_{Kind{threads}, Kind{std::max(1U, threads - threads / 4)}, Kind{std::max(1U, threads / 8)}} {
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
    if (ending_ || (queue != Queue::Always && waiting() >= queue_limit_)) return false;
    kinds_[kind_of(queue)].jobs.push_back(std::move(job));
    next = next_to_wake();
  }
  if (next) next->wake.notify_one();
  return true;
}

std::size_t WorkerPool::queued() const {
  const std::lock_guard lock(mutex_);
  return waiting();
}

std::size_t WorkerPool::waiting() const {
  std::size_t jobs = 0;
  for (const Kind& kind : kinds_) jobs += kind.jobs.size();
  return jobs;
}

bool WorkerPool::has_job() const {
  return std::any_of(kinds_.begin(), kinds_.end(), [](const Kind& kind) { return kind.may_run(); });
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

// In turn behind the last one; there is a job.
WorkerPool::Kind& WorkerPool::next_kind() {
  do last_kind_ = (last_kind_ + 1) % kinds_.size();
  while (!kinds_[last_kind_].may_run());
  return kinds_[last_kind_];
}

void WorkerPool::run(Sleeper& self) {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!has_job()) {
      if (ending_) return;  // whoever runs the last job that its kind may run at once runs those behind it
      sleep(self, lock);
    }
    Kind& kind = next_kind();
    std::function<void()> job = std::move(kind.jobs.front());
    kind.jobs.pop_front();
    ++kind.busy;
    ++busy_;
    Sleeper* const next = next_to_wake();
    lock.unlock();
    if (next) next->wake.notify_one();
    job();
    --busy_;
    job = nullptr;
    lock.lock();
    --kind.busy;
  }
}

}  // namespace lgm::http
